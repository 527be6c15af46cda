"""A stranger finds the way: the map names every folder, the guides name every verb, and no page points at nothing."""

import re
from pathlib import Path

from tests.house.tree import ROOT, files, plant, text

PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
# What a page says is there: a folder, a file, a verb, or a page it links to.
SAID_TO_BE_THERE = re.compile(r"`([\w./-]+/|[\w./-]+\.(?:py|toml|json|md|txt|in)|bin/\w+)[`\s]|\]\(([\w./-]+)\)")
PLANNED = re.compile(r"^## [^\n]*\(planned.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def unmapped_folders(root: Path) -> list[str]:
    """First-level folders, of the repository and of the product, that ARCHITECTURE.md does not name."""
    page = text(root / "ARCHITECTURE.md")
    paths = files(root)
    top = {path.parts[0] for path in paths if len(path.parts) > 1}
    product = {path.parts[1] for path in paths if path.parts[0] == "putright" and len(path.parts) > 2}
    return [folder for folder in sorted(top | product) if f"`{folder}/" not in page and f"{folder}/ " not in page]


def untold_verbs(root: Path) -> list[str]:
    pages = text(root / "README.md") + text(root / "CONTRIBUTING.md")
    verbs = [path.as_posix() for path in files(root) if path.parts[0] == "bin"]
    return [verb for verb in verbs if f"`{verb}" not in pages and f"\n{verb}" not in pages]


def dead_ends(root: Path) -> list[str]:
    """What the pages say is there and is not; parts headed as planned may speak of what is to come."""
    paths = files(root)
    there = {f"/{place.as_posix()}" for path in paths for place in (path, *path.parents)}
    said = [
        (page, (inline or linked).rstrip("/"))
        for page in PAGES
        if Path(page) in paths
        for inline, linked in SAID_TO_BE_THERE.findall(PLANNED.sub("", text(root / page)))
    ]
    return [f"{page}: {name}" for page, name in said if not any(place.endswith(f"/{name}") for place in there)]


def test_the_map_names_every_folder() -> None:
    assert unmapped_folders(ROOT) == []


def test_the_guides_name_every_verb() -> None:
    assert untold_verbs(ROOT) == []


def test_no_page_points_at_nothing() -> None:
    assert dead_ends(ROOT) == []


def test_a_folder_off_the_map_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "ARCHITECTURE.md", "`putright/` holds it all, `desk/` is for staff")
    plant(tmp_path, "putright/desk/views.py", "")
    plant(tmp_path, "putright/attic/boxes.py", "")
    plant(tmp_path, "cellar/wine.txt", "")

    assert unmapped_folders(tmp_path) == ["attic", "cellar"]


def test_a_verb_nobody_tells_of_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "README.md", "Run `bin/test`.")
    plant(tmp_path, "CONTRIBUTING.md", "How we work")
    plant(tmp_path, "bin/test", "")
    plant(tmp_path, "bin/hidden", "")

    assert untold_verbs(tmp_path) == ["bin/hidden"]


def test_a_page_that_points_at_nothing_is_found(tmp_path: Path) -> None:
    planned = "\n## Next (planned, not built)\n`attic/`\n\n## Rules\n`cellar/`\n"
    plant(
        tmp_path,
        "README.md",
        "`desk/`, `views.py`, `lost.py`, `bin/gone --now`, [a](docs/a.md), [b](docs/b.md)" + planned,
    )
    plant(tmp_path, "putright/desk/views.py", "")
    plant(tmp_path, "docs/a.md", "")

    assert dead_ends(tmp_path) == [f"README.md: {name}" for name in ("lost.py", "bin/gone", "docs/b.md", "cellar")]
