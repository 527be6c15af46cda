"""The page about security names only files and tests that are there, and leaves out no chapter of the standard."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.house.tree import ROOT, files, plant, syntax, text

PAGE = Path("docs/explaining/security.md")
NAMED = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|toml|md|txt)|test_\w+)`")
CHAPTER = re.compile(r"^## V(\d+) ", re.MULTILINE)
CHAPTERS = 14


def not_there(root: Path) -> list[str]:
    """What the page names and nobody finds."""
    paths = {path.as_posix() for path in files(root)}
    tests = {
        node.name
        for path in files(root)
        if path.name.startswith("test_") and path.suffix == ".py"
        for node in ast.walk(syntax(root / path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    return sorted({name for name in NAMED.findall(text(root / PAGE)) if name not in paths | tests})


def test_everything_the_page_names_is_there() -> None:
    assert not_there(ROOT) == []


def test_every_chapter_is_walked_through() -> None:
    assert [int(number) for number in CHAPTER.findall(text(ROOT / PAGE))] == list(range(1, CHAPTERS + 1))


def test_a_test_or_a_file_that_is_not_there_is_found(tmp_path: Path) -> None:
    plant(
        tmp_path,
        str(PAGE),
        "`putright/here.py`, `putright/gone.py`, `test_there`, `test_gone`, `bin/audit`, `no-store`",
    )
    plant(tmp_path, "putright/here.py", "")
    plant(tmp_path, "tests/test_a.py", "def test_there() -> None: ...\n")

    assert not_there(tmp_path) == ["putright/gone.py", "test_gone"]
