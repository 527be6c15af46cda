"""A view reads a form and makes one call: what changes anything is written by the room that answers for it."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import ROOT, plant, python_files, syntax

WRITING = frozenset({"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"})
"""Of a table."""
OF_A_ROW = frozenset({"save", "delete"})


def views(root: Path) -> list[Path]:
    """The modules with views in them: a folder `views`, a file of that name, or one of pages."""
    ours = (path for path in python_files(root) if path.parts[0] == "putright" and "tests" not in path.parts)
    return [path for path in ours if "views" in path.parts or path.stem == "views" or path.stem.endswith("_pages")]


def writing_views(root: Path) -> list[str]:
    return [
        f"{path.as_posix()}:{line}"
        for path in views(root)
        for line in sorted(_transactions(syntax(root / path)) | _writes(syntax(root / path)))
    ]


def _transactions(tree: ast.Module) -> set[int]:
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "django.db")
    return {node.lineno for node in imports if any(name.name == "transaction" for name in node.names)}


def _writes(tree: ast.Module) -> set[int]:
    """Calls that write to a table by its manager, or to a row; a function of a module may be called `save` as well."""
    modules = {
        (name.asname or name.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    found = set()
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        on_module = isinstance(node.func.value, ast.Name) and node.func.value.id in modules
        if node.func.attr in WRITING or (node.func.attr in OF_A_ROW and not on_module):
            found.add(node.lineno)
    return found


def test_no_view_writes_to_the_database_itself() -> None:
    assert writing_views(ROOT) == []


@pytest.mark.parametrize(
    "line",
    ["Case.objects.create()", "row.save()", "Case.objects.filter(pk=1).delete()", "from django.db import transaction"],
    ids=["create", "save", "delete", "transaction"],
)
def test_a_view_that_writes_is_found(tmp_path: Path, line: str) -> None:
    plant(
        tmp_path,
        "putright/desk/views/case.py",
        f"from putright.portal.complaining import drafts\n\ndrafts.save()\n{line}\n",
    )

    assert writing_views(tmp_path) == ["putright/desk/views/case.py:4"]
