"""Files leave this site one way: no other place than `web.downloads` writes the header that names them."""

from pathlib import Path

from tests.house.tree import ROOT, plant, python_files

BELOW = Path("putright/accounts/views/security_log.py")
"""It lies below `web`, which it cannot ask, and the name it gives is always the same."""
ALLOWED = {Path("putright/web/downloads.py"), BELOW}


def other_ways(root: Path) -> set[Path]:
    ours = (path for path in python_files(root) if path.parts[0] == "putright" and "tests" not in path.parts)
    return {path for path in ours if "content-disposition" in (root / path).read_text(encoding="utf-8").lower()}


def test_no_view_names_a_download_by_hand() -> None:
    assert other_ways(ROOT) - ALLOWED == set()


def test_the_one_name_written_below_the_web_is_always_the_same() -> None:
    written = (ROOT / BELOW).read_text(encoding="utf-8")

    assert 'answer["Content-Disposition"] = \'attachment; filename="security-log.jsonl"\'' in written


def test_a_header_written_by_hand_is_noticed(tmp_path: Path) -> None:
    plant(tmp_path, "putright/desk/views/new.py", 'answer["Content-Disposition"] = f"attachment; filename={name}"\n')

    assert other_ways(tmp_path) == {Path("putright/desk/views/new.py")}
