"""Every worked example of `examples/` holds. Complaints officers read and write those; this only runs them."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from putright.rulebook.book.library import table_of

FOLDER = Path(__file__).parents[1] / "examples"

CHECKED_BY = {
    "ground": "check_refusals",
    "answers": "check_routing",
    "letter": "check_letters",
    "measure": "check_measures",
    "events": "check_standings",
}
"""The key that tells what an example is about, and who checks it. The first that fits decides."""


@cache
def examples() -> list[tuple[str, dict[str, Any]]]:
    """Every example with the file it stands in."""
    return [(path.stem, example) for path in sorted(FOLDER.glob("*.toml")) for example in table_of(path)["examples"]]


@pytest.mark.parametrize(
    "example", [pytest.param(example, id=f"{file}: {example['name']}") for file, example in examples()]
)
def test_the_worked_example_holds(example: dict[str, Any]) -> None:
    checker = next(checker for key, checker in CHECKED_BY.items() if key in example)
    importlib.import_module(f"putright.rulebook.tests.{checker}").check(example)


def test_there_are_enough_worked_examples() -> None:
    assert len(examples()) >= 120


def test_every_example_has_a_name_of_its_own_and_says_what_it_proves() -> None:
    names = [(file, example["name"]) for file, example in examples()]
    assert len(names) == len(set(names))
    assert all(example["proves"] for _, example in examples())
