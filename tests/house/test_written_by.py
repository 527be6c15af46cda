"""Events are written on the path of a step; the few that write past it are named here, each with its reason (0045)."""

import ast
from collections.abc import Mapping
from pathlib import Path

from tests.house.tree import ROOT, plant, python_files, syntax

WRITERS: Mapping[str, str] = {
    "putright/casework/steps.py": "the path itself",
    "putright/casework/actions/intake.py": "the first event: there is no case yet on which a step could be taken",
    "putright/casework/actions/requests.py": "the line a request keeps of the complaint that came out of it",
    "putright/casework/actions/people.py": "an authority that ended of itself: nobody took a step",
    "putright/casework/actions/leaving.py": "cases of somebody who leaves, by an administrator who sees none of them",
    "putright/casework/retention/erasure.py": "the last event: two people decided it, on pages of their own",
}
"""Who may call `record.append`, and why."""


def writers(root: Path) -> set[str]:
    """The modules of the product that call `record.append`, or take it by its name."""
    ours = (path for path in python_files(root) if path.parts[0] == "putright" and "tests" not in path.parts)
    return {path.as_posix() for path in ours if any(_appends(node) for node in ast.walk(syntax(root / path)))}


def _appends(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "putright.casework.record" and any(name.name == "append" for name in node.names)
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "append"
        and isinstance(node.value, ast.Name)
        and node.value.id == "record"
    )


def test_events_are_written_by_those_named_and_nobody_else() -> None:
    assert writers(ROOT) == set(WRITERS)


def test_whoever_else_writes_one_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "putright/desk/views/case.py", "from putright.casework import record\n\nrecord.append(1, 2)\n")
    plant(tmp_path, "putright/desk/quick.py", "from putright.casework.record import append\n")
    plant(tmp_path, "putright/desk/lists.py", "records = []\nrecords.append(1)\n")

    assert writers(tmp_path) == {"putright/desk/views/case.py", "putright/desk/quick.py"}
