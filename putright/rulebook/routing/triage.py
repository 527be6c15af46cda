"""The questions and decision tables that settle where a matter belongs. Shapes, and the reader of their two files.

A condition names questions and answers, nothing else. What does not fit together is refused, with what to do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from putright.rulebook.book.library import FOLDER
from putright.rulebook.book.reading import Reader, Refused
from putright.rulebook.routing import triage_soundness

T = TypeVar("T")

Condition = Mapping[str, tuple[str, ...]]
"""Questions, each with the answers (or kinds of answer) of which one must have been given."""

QUESTIONS_FILE, TABLES_FILE = FOLDER / "questions.toml", FOLDER / "triage.toml"
REST = triage_soundness.REST
NO = "no"
"""The answer that stands alone."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer a question accepts. Choices of one `kind` can be named together in a condition."""

    name: str
    title: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A plain question. Asked when one of `only_when` holds (if there are any) and none of `unless` does."""

    id: str
    for_resident: str
    for_officer: str
    why: str
    para: str
    in_force: date
    accepts: tuple[Choice, ...]
    several: bool = False
    only_when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """A row of a decision table: when it fits, one part of the matter goes there, and why."""

    part: str
    reason: str
    para: str
    in_force: date
    when: tuple[Condition, ...] = ()
    to: str | None = None
    names: str | None = None
    target: str | None = None
    tell: str = ""
    first: bool = False
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Joint:
    """Parts that may be one investigation, and the procedure that leads it."""

    lead: str
    joins: tuple[str, ...]
    reason: str
    para: str
    in_force: date
    when: tuple[Condition, ...]
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Considers:
    """A ground of refusal worth testing, by the name each procedure has for it."""

    grounds: Mapping[str, str]
    reason: str
    para: str
    in_force: date
    when: tuple[Condition, ...]
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class FirstAndFinal:
    """When to consider a first and final answer at stage 2, and on which ground of that departure."""

    ground: str
    reason: str
    para: str
    in_force: date
    when: tuple[Condition, ...]
    unverified: bool = False


@dataclass(frozen=True, eq=False)
class Triage:
    """The questions, in the order they are asked, and the tables over their answers."""

    questions: tuple[Question, ...]
    decisions: tuple[Decision, ...]
    joint: tuple[Joint, ...] = ()
    considers: tuple[Considers, ...] = ()
    first_and_final: tuple[FirstAndFinal, ...] = ()

    @cached_property
    def question(self) -> Mapping[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def parts(self) -> Mapping[str, tuple[Decision, ...]]:
        """The rows of each part, in the order of the file."""
        names = dict.fromkeys(row.part for row in self.decisions)
        return {name: tuple(row for row in self.decisions if row.part == name) for name in names}


KINDS: Mapping[str, type] = {
    "questions": Question,
    "decisions": Decision,
    "joint": Joint,
    "considers": Considers,
    "first_and_final": FirstAndFinal,
}
CONDITIONS = ("when", "only_when", "unless")


class TriageReader(Reader):
    """Reads questions.toml and triage.toml, with the rules of the procedure files."""

    def tables(self, table: Mapping[str, Any], *keys: str) -> dict[str, Any]:
        """The lists of one file, each entry read. Raises `Refused`."""
        self.in_force = self._date_of_file(table)
        unknown = set(table) - {"in_force", "source", *keys}
        if unknown:
            allowed = ", ".join(f"[[{key}]]" for key in keys)
            raise self.refused(f"unknown word {min(unknown)!r}", f"use in_force, source and {allowed}")
        return {key: self._entries(KINDS[key], key, self._rows(table, key)) for key in keys}

    def _entries(self, kind: type[T], key: str, rows: list[Mapping[str, Any]]) -> tuple[T, ...]:
        return tuple(self._row(kind, row, self._where(key, place)) for place, row in enumerate(rows))

    def _row(self, kind: type[T], row: Mapping[str, Any], where: str) -> T:
        known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
        more: dict[str, Any] = {
            key: _conditions(row[key], f"{where}, {key}") for key in CONDITIONS if key in row and key in known
        }
        if kind is Question:
            more["accepts"] = self._several(Choice, row.get("accepts", []), where)
        if kind is Considers:
            more["grounds"] = _grounds(row.get("grounds"), where)
        if not str(row.get("para", "")).strip():
            raise Refused(where, "has no paragraph", 'add para = "…" naming where the rule is written')
        return self._build(kind, row, where, more=more)


def _conditions(value: object, where: str) -> tuple[Condition, ...]:
    what, do = "cannot be read", 'write a list of alternatives: [{ question = ["answer"] }]'
    if not isinstance(value, list) or not all(isinstance(row, dict) and row for row in value) or not value:
        raise Refused(where, what, do)
    for row in value:
        for answers in row.values():
            if not isinstance(answers, list) or not answers or not all(isinstance(one, str) for one in answers):
                raise Refused(where, what, do)
    return tuple({question: tuple(answers) for question, answers in row.items()} for row in value)


def _grounds(value: object, where: str) -> Mapping[str, str]:
    if not isinstance(value, dict) or not value or not all(isinstance(name, str) for name in value.values()):
        raise Refused(where, "names no grounds", 'write grounds = { procedure = "ground" }')
    return dict(value)


def load(questions: Path, tables: Path) -> Triage:
    """The triage in two files. Raises `Refused` naming the place and what to do."""
    asked, decided = (_table(path) for path in (questions, tables))
    read = TriageReader(questions.name, asked[0]).tables(asked[1], "questions")
    read |= TriageReader(tables.name, decided[0]).tables(decided[1], *(key for key in KINDS if key != "questions"))
    triage = Triage(**read)
    triage_soundness.inspect(triage, questions=questions.name, tables=tables.name)
    return triage


def _table(path: Path) -> tuple[str, dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(path.name, str(error), "mend the TOML at that line") from error


@cache
def current() -> Triage:
    """The triage of the rulebook."""
    return load(QUESTIONS_FILE, TABLES_FILE)
