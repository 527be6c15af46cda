"""Tests promise something, and nothing is put off without a word about where it went."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, files, plant, python_files, syntax, text

PUT_OFF = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
WHERE_IT_WENT = re.compile(r"#\d+|\bdecision \d{4}\b")
LEAVES_OUT = {"skip", "skipif", "xfail", "importorskip"}
EXPECTS = {"raises", "warns", "fail", "django_assert_num_queries", "django_assert_max_num_queries"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def put_off(root: Path) -> list[str]:
    """Comments that put something off without an issue number (#12) or a decision (decision 0007)."""
    return [
        f"{path}:{number}"
        for path in files(root)
        if path.suffix != ".md"
        for number, words in _comments(root / path)
        if PUT_OFF.search(words) and not WHERE_IT_WENT.search(words)
    ]


def _comments(path: Path) -> Iterator[tuple[int, str]]:
    words = text(path)
    if path.suffix == ".py":
        tokens = tokenize.generate_tokens(io.StringIO(words).readline)
        yield from ((token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT)
    else:
        yield from enumerate(words.splitlines(), start=1)


def empty_promises(root: Path) -> list[str]:
    """Tests that would pass whatever the product did, and test files without a test."""
    found = []
    lent = _lent_by_test_folders(root)
    for path in _test_files(root):
        own = _functions(root / path)
        functions = _nearest_last(lent, path) | own
        tests = [name for name in own if name.startswith("test_")]
        found += [f"{path}: no test in it"] if not tests else []
        found += [f"{path}: {name} checks nothing" for name in tests if not _checks(functions[name], functions, set())]
    return found


def left_out_unsaid(root: Path) -> list[str]:
    return [
        f"{path}:{node.lineno}"
        for path in python_files(root)
        if "tests" in path.parts
        for node in ast.walk(syntax(root / path))
        if isinstance(node, ast.Call | Function) and _leaves_out(node) and not _gives_reason(node)
    ]


def _test_files(root: Path) -> list[Path]:
    return [path for path in files(root) if "tests" in path.parts and re.fullmatch(r"test_\w+\.py", path.name)]


def _functions(path: Path) -> dict[str, Function]:
    return {node.name: node for node in ast.walk(syntax(path)) if isinstance(node, Function)}


def _lent_by_test_folders(root: Path) -> dict[Path, dict[str, Function]]:
    """What the other files of test folders offer to the tests."""
    lenders = set(python_files(root)) - set(_test_files(root))
    return {
        path: {name: one for name, one in _functions(root / path).items() if not name.startswith("test_")}
        for path in sorted(lenders)
        if "tests" in path.parts
    }


def _nearest_last(lent: dict[Path, dict[str, Function]], test: Path) -> dict[str, Function]:
    """What is lent to a test file, by name: of two that share one, that of the folder nearest to the test holds."""
    near = sorted(lent, key=lambda path: len(set(path.parents) & set(test.parents)))
    return {name: function for path in near for name, function in lent[path].items()}


def _checks(function: Function, beside: dict[str, Function], seen: set[str]) -> bool:
    """Whether this function asserts something, itself or through one beside it or lent to it."""
    if function.name in seen:
        return False
    seen.add(function.name)
    for node in ast.walk(function):
        if isinstance(node, ast.Assert) and not isinstance(node.test, ast.Constant):
            return True
        if isinstance(node, ast.Call):
            called = _name(node.func)
            if called in EXPECTS or called.startswith("assert_"):
                return True
            if called in beside and _checks(beside[called], beside, seen):
                return True
    return False


def _leaves_out(node: ast.Call | Function) -> bool:
    """A function under a bare `pytest.mark.skip`, or a call such as `pytest.skip(...)`."""
    if isinstance(node, ast.Call):
        return _is_pytests(node.func)
    return any(_is_pytests(decorator) for decorator in node.decorator_list)


def _is_pytests(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in LEAVES_OUT and ast.unparse(node).startswith("pytest.")


def _gives_reason(call: ast.Call | Function) -> bool:
    if not isinstance(call, ast.Call):
        return False
    reasons = [word.value for word in call.keywords if word.arg == "reason"]
    if _name(call.func) == "skip":
        reasons += call.args
    return any(not isinstance(reason, ast.Constant) or bool(reason.value) for reason in reasons)


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_nothing_is_put_off_without_a_number() -> None:
    assert put_off(ROOT) == []


def test_every_test_checks_something() -> None:
    assert empty_promises(ROOT) == []


def test_no_test_is_left_out_without_a_reason() -> None:
    assert left_out_unsaid(ROOT) == []


def test_something_put_off_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "putright/a.py", 'x = "TODO"\n# TODO later\n# TODO #12 soon\n# FIXME see decision 0007\n')
    plant(tmp_path, "bin/b", "#!/bin/sh\n# FIXME now\n")

    assert put_off(tmp_path) == ["bin/b:2", "putright/a.py:2"]


def test_an_empty_promise_is_found(tmp_path: Path) -> None:
    source = """
def holds(x):
    assert x

def loops():
    loops()

def test_runs():
    print(1)

def test_true():
    assert True

def test_through_itself():
    loops()

def test_through_another():
    holds(1)

def test_through_another_file():
    lender.compare(1, 2)

def test_raises():
    with pytest.raises(ValueError):
        int("x")
"""
    plant(tmp_path, "putright/rulebook/tests/test_a.py", source)
    plant(tmp_path, "putright/rulebook/tests/lender.py", "def compare(a, b):\n    assert a == b\n")
    plant(tmp_path, "tests/lender.py", "def compare(a, b):\n    print(a, b)\n")
    plant(tmp_path, "tests/test_b.py", "x = 1\n")

    assert empty_promises(tmp_path) == [
        "putright/rulebook/tests/test_a.py: test_runs checks nothing",
        "putright/rulebook/tests/test_a.py: test_true checks nothing",
        "putright/rulebook/tests/test_a.py: test_through_itself checks nothing",
        "tests/test_b.py: no test in it",
    ]


def test_a_test_left_out_unsaid_is_found(tmp_path: Path) -> None:
    source = """
@pytest.mark.skip
def test_bare(): ...

@pytest.mark.xfail(strict=True)
def test_called(): ...

@pytest.mark.skipif(True, reason="no printer here")
def test_said(): ...

def test_inside():
    pytest.skip("no printer here")
    pytest.skip("")
"""
    plant(tmp_path, "tests/test_a.py", source)

    assert left_out_unsaid(tmp_path) == ["tests/test_a.py:3", "tests/test_a.py:5", "tests/test_a.py:13"]
