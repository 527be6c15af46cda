"""The guides keep up with the product: every setting has a line, and no link or command is told that is not there."""

import ast
import os
import re
from pathlib import Path

from putright.config import commands
from tests.house.tree import ROOT, files, plant, syntax, text

SETTINGS = Path("putright/config/settings.py")
PLACES = (SETTINGS, Path("putright/config/files.py"))
"""Where variables are read of which administrators have to know."""

TABLE = Path("docs/using/administrator.md")
GUIDES = Path("docs/using")
OURS = "PUTRIGHT_"
COMMAND = re.compile(r"bin/putright ([a-z][\w-]*)")
BARE = re.compile(r"(?<!python )(?<!/)manage\.py [a-z]")
"""Only inside a container, where `python` is the one with everything in it, does this work as written."""

LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def untold_settings(root: Path) -> list[str]:
    """Variables of the environment the settings read, and the administrators' table has no row for."""
    read = {
        node.value
        for place in _there(root)
        for node in ast.walk(syntax(place))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(OURS)
    }
    return sorted(name for name in read if f"\n| `{name}` |" not in text(root / TABLE))


def invented_settings(root: Path) -> list[str]:
    """Rows of the table for variables that nothing reads."""
    rows = re.findall(rf"^\| `({OURS}\w+)` \|", text(root / TABLE), re.MULTILINE)
    return [name for name in rows if not any(f'"{name}"' in text(place) for place in _there(root))]


def _there(root: Path) -> list[Path]:
    return [root / place for place in PLACES if (root / place).exists()]


def dead_links(root: Path) -> list[str]:
    """Links of the guides to pages that are not there."""
    paths = set(files(root))
    return [
        f"{page}: {link}"
        for page in sorted(paths)
        if page.is_relative_to(GUIDES) and page.suffix == ".md"
        for link in LINK.findall(text(root / page))
        if Path(os.path.normpath(page.parent / link)) not in paths
    ]


def commands_that_fail(root: Path) -> list[str]:
    """Commands that people are told to run, by a guide or by the product itself, and that would not."""
    told = [
        path
        for path in files(root)
        if (path.suffix == ".md" or path.parts[0] in ("putright", "deploy", "bin"))
        and path.suffix not in (".js", ".css", ".svg")
        and not {"migrations", "decisions"} & set(path.parts)
    ]
    return [
        f"{path}: {slip}"
        for path in told
        for slip in (
            *BARE.findall(text(root / path)),
            *(name for name in COMMAND.findall(text(root / path)) if not _runs(name)),
        )
    ]


def _runs(name: str) -> bool:
    return "_" not in name and commands.known(name)


def test_every_command_somebody_is_told_to_run_is_there() -> None:
    assert commands_that_fail(ROOT) == []


def test_a_command_that_would_fail_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "docs/using/here.md", "`bin/putright verify`, `docker compose exec web python manage.py verify`")
    plant(tmp_path, "docs/using/there.md", "`manage.py verify` and `bin/putright verfy`")
    plant(tmp_path, "putright/said.py", 'RUN = "bin/putright check_setup"')

    assert commands_that_fail(tmp_path) == [
        "docs/using/there.md: manage.py v",
        "docs/using/there.md: verfy",
        "putright/said.py: check_setup",
    ]


def test_administrators_are_told_of_every_setting() -> None:
    assert untold_settings(ROOT) == []


def test_administrators_are_told_of_no_setting_that_is_not_there() -> None:
    assert invented_settings(ROOT) == []


def test_the_guides_link_to_nothing_that_is_not_there() -> None:
    assert dead_links(ROOT) == []


def test_a_setting_without_a_row_is_found(tmp_path: Path) -> None:
    plant(tmp_path, str(SETTINGS), 'KEPT = os.environ["PUTRIGHT_KEPT"]\nNEW = _flag("PUTRIGHT_NEW")\n')
    plant(tmp_path, str(TABLE), "# Settings\n\n| `PUTRIGHT_KEPT` | a box |\n| `PUTRIGHT_GONE` | see `PUTRIGHT_NEW` |\n")

    assert untold_settings(tmp_path) == ["PUTRIGHT_NEW"]
    assert invented_settings(tmp_path) == ["PUTRIGHT_GONE"]


def test_a_link_to_nothing_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "docs/using/here.md", "[there](there.md) [up](../up.md#part) [site](https://council.example)")
    plant(tmp_path, "docs/up.md", "")

    assert dead_links(tmp_path) == ["docs/using/here.md: there.md"]
