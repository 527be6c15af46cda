"""Files and functions stay small enough to hold in the head, and are named for a part of the work."""

import ast
from pathlib import Path

from tests.house.tree import ROOT, files, plant, python_files, syntax, text

MOST_LINES_IN_A_FILE = 400
MOST_LINES_IN_A_FUNCTION = 50
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "core", "misc", "services", "managers", "base"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def long_files(root: Path) -> list[str]:
    lengths = {path: len(text(root / path).splitlines()) for path in python_files(root)}
    return [f"{path}: {length} lines" for path, length in lengths.items() if length > MOST_LINES_IN_A_FILE]


def long_functions(root: Path) -> list[str]:
    return [
        f"{path}: {node.name} is {length} lines"
        for path in python_files(root)
        for node in ast.walk(syntax(root / path))
        if isinstance(node, Function)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > MOST_LINES_IN_A_FUNCTION
    ]


def empty_names(root: Path) -> list[str]:
    return [
        str(path) for path in python_files(root) if NAMES_THAT_SAY_NOTHING.intersection((*path.parts[:-1], path.stem))
    ]


def without_docstring(root: Path) -> list[str]:
    return [str(path) for path in python_files(root) if not ast.get_docstring(syntax(root / path))]


def not_formed_as_a_verb(root: Path) -> list[str]:
    """Verbs in bin/ that cannot be run, or whose second line does not say what they do."""
    verbs = [path for path in files(root) if path.parts[0] == "bin"]
    return [
        str(path)
        for path in verbs
        if not (root / path).stat().st_mode & 0o100
        or not text(root / path).startswith("#!")
        or not _second_line(root / path).startswith(("# ", '"""'))
    ]


def _second_line(path: Path) -> str:
    return [*text(path).splitlines(), "", ""][1]


def test_no_file_is_too_long() -> None:
    assert long_files(ROOT) == []


def test_no_function_is_too_long() -> None:
    assert long_functions(ROOT) == []


def test_no_file_is_named_for_a_kind_of_code() -> None:
    assert empty_names(ROOT) == []


def test_every_module_says_what_lives_in_it() -> None:
    assert without_docstring(ROOT) == []


def test_every_verb_can_be_run_and_says_what_it_does() -> None:
    assert not_formed_as_a_verb(ROOT) == []


def test_a_long_file_and_a_long_function_are_found(tmp_path: Path) -> None:
    plant(tmp_path, "putright/long.py", "def answer():\n" + "    x = 1\n" * 400)

    assert long_files(tmp_path) == ["putright/long.py: 401 lines"]
    assert long_functions(tmp_path) == ["putright/long.py: answer is 401 lines"]


def test_an_empty_name_is_found_in_file_and_folder(tmp_path: Path) -> None:
    plant(tmp_path, "putright/desk/utils.py", "")
    plant(tmp_path, "putright/core/letters.py", "")
    plant(tmp_path, "putright/desk/letters.py", "")

    assert empty_names(tmp_path) == ["putright/core/letters.py", "putright/desk/utils.py"]


def test_a_silent_module_is_found_in_a_verb_too(tmp_path: Path) -> None:
    plant(tmp_path, "putright/silent.py", "x = 1\n")
    plant(tmp_path, "bin/silent", "#!/usr/bin/env python3\nx = 1\n")
    plant(tmp_path, "putright/spoken.py", '"""Says what it is."""\n')

    assert without_docstring(tmp_path) == ["bin/silent", "putright/silent.py"]


def test_a_verb_that_cannot_be_run_or_says_nothing_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "bin/still", "#!/usr/bin/env bash\n# still: does nothing.\n")
    plant(tmp_path, "bin/mute", "#!/usr/bin/env bash\necho\n")
    plant(tmp_path, "bin/good", "#!/usr/bin/env bash\n# good: does what it says.\n")
    for name in ("mute", "good"):
        (tmp_path / "bin" / name).chmod(0o755)

    assert not_formed_as_a_verb(tmp_path) == ["bin/mute", "bin/still"]
