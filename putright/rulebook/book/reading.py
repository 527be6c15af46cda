"""Turns the tables of a procedure file into words: every key known, every type right, every rule dated."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any, TypeVar, cast, get_type_hints

from putright.rulebook.book.words import (
    Bend,
    Block,
    Clock,
    Ground,
    Letter,
    Move,
    Pause,
    Procedure,
    Promise,
    Stage,
    Start,
    Test,
)

T = TypeVar("T")

PARTS: Mapping[str, type] = {
    "stages": Stage,
    "moves": Move,
    "clocks": Clock,
    "pauses": Pause,
    "promises": Promise,
    "letters": Letter,
    "grounds": Ground,
    "bends": Bend,
}
"""The lists of a procedure file and what each entry becomes."""

OTHER_NAME = {"in": "stages"}
"""Keys that read well in a file and are reserved words in Python."""

PLAIN: Mapping[str, type] = {"bool": bool, "int": int, "date": date}
"""What a word's type says of a value that is neither words nor a list of them."""

LAID_OVER = ("effects", "lengthened")
"""Words that a council's departures lay over a procedure, and no file may say."""


class Refused(ValueError):
    """A data file of the rulebook says something it may not: where, what, and what to do."""

    def __init__(self, place: str, what: str, do: str) -> None:
        self.place, self.what, self.do = place, what, do
        super().__init__(f"{place}: {what}; {do}")


class Reader:
    """Reads one file; knows its name and text, so that a refusal can name the line."""

    def __init__(self, place: str, text: str) -> None:
        self.place = place
        self.lines = text.splitlines()
        self.in_force: date | None = None
        self.unverified: frozenset[str] = frozenset()

    def procedure(self, table: Mapping[str, Any]) -> Procedure:
        """The whole file. Raises `Refused`."""
        self.in_force = self._date_of_file(table)
        self.unverified = self._unverified(table)
        parts: dict[str, Any] = {
            key: tuple(self.entry(kind, key, place, row) for place, row in enumerate(self._rows(table, key)))
            for key, kind in PARTS.items()
        }
        head = {key: value for key, value in table.items() if key not in PARTS}
        return self._build(Procedure, head, self.place, more=parts)

    def entry(self, kind: type[T], key: str, place: int, row: Mapping[str, Any]) -> T:
        """One `[[key]]` entry, the `place`-th of its kind in the file."""
        where = self._where(key, place)
        more: dict[str, Any] = {}
        if kind is Clock:
            more["starts"] = tuple(self._start(start, where) for start in _list(row.get("starts", []), where))
        if kind is Letter:
            more["blocks"] = self._several(Block, row.get("blocks", []), where)
        if kind is Ground:
            more["tests"] = self._several(Test, row.get("tests", []), where)
        if kind is Move:
            row = _with_events(row, where)
        if "para" not in row or not str(row["para"]).strip():
            raise Refused(where, "has no paragraph", 'add para = "…" naming where the rule is written')
        return self._build(kind, row, where, more=more)

    def refused(self, what: str, do: str) -> Refused:
        """A refusal of the file as a whole."""
        return Refused(self.place, what, do)

    def _date_of_file(self, table: Mapping[str, Any]) -> date:
        in_force = table.get("in_force")
        if type(in_force) is not date:
            raise self.refused("is undated", "add in_force = YYYY-MM-DD, the day its rules came into force")
        return in_force

    def _unverified(self, table: Mapping[str, Any]) -> frozenset[str]:
        """The paragraphs nobody could read: whatever rests on one of them is unverified, parts of letters too."""
        paras = _fit(table.get("unverified_paras", []), "tuple[str", f"{self.place}, unverified_paras")
        return frozenset(cast(tuple[str, ...], paras))

    def _rows(self, table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        rows = table.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self.refused(f"{key!r} is not a list of entries", f"write each as [[{key}]]")
        return rows

    def _where(self, key: str, place: int) -> str:
        """The file and the line of the `place`-th `[[key]]` header."""
        headers = self._headers.get(key, ())
        return f"{self.place}, line {headers[place]}" if place < len(headers) else self.place

    @cached_property
    def _headers(self) -> Mapping[str, Sequence[int]]:
        """The lines of every `[[key]]` header, by key."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self.lines, start=1):
            key, closed, _ = line.strip().removeprefix("[[").partition("]]")
            if closed and line.strip().startswith("[["):
                found.setdefault(key, []).append(number)
        return found

    def _start(self, start: object, where: str) -> Start:
        if isinstance(start, str):
            return Start(on=start, counting_from=start)
        if isinstance(start, dict):
            return self._build(Start, start, where)
        raise Refused(where, f"cannot read the start {start!r}", "name an event, or {on = …, counting_from = …}")

    def _several(self, kind: type[T], rows: object, where: str) -> tuple[T, ...]:
        for row in _list(rows, where):
            if not isinstance(row, dict) or not str(row.get("para", "–")).strip():
                raise Refused(where, f"cannot read the {kind.__name__.lower()} {row!r}", "write { name = …, para = … }")
        return tuple(self._build(kind, row, where) for row in _list(rows, where))

    def _build(self, kind: type[T], row: Mapping[str, Any], where: str, more: Mapping[str, Any] | None = None) -> T:
        more = dict(more or {})
        hints, fields = _words_of(kind)  # type: ignore[arg-type]  # mypy doubts that a type can be hashed
        for key, value in row.items():
            name = OTHER_NAME.get(key, key)
            if name not in fields or name in LAID_OVER:
                raise Refused(where, f"unknown word {key!r}", f"use one of: {', '.join(sorted(fields))}")
            if name not in more:
                more[name] = _fit(value, hints[name], f"{where}, {key}")
        if "in_force" in fields and "in_force" not in more:
            more["in_force"] = self.in_force
        if self.in_force is not None and more.get("in_force", self.in_force) > self.in_force:
            raise Refused(where, "comes into force later than its file", "put it in a new version of the procedure")
        if "unverified" in fields and more.get("para") in self.unverified:
            more["unverified"] = True
        missing = [name for name, field in fields.items() if name not in more and _required(field)]
        if missing:
            raise Refused(where, f"{', '.join(missing)} is missing", "add it")
        return kind(**more)


@cache
def _words_of(kind: type) -> tuple[Mapping[str, str], Mapping[str, dataclasses.Field[Any]]]:
    """What each word of a kind must be, and its field. Worked out once: a file has hundreds of entries."""
    hints = {name: str(hint) for name, hint in get_type_hints(kind).items()}
    return hints, {field.name: field for field in dataclasses.fields(kind)}


def _list(rows: object, where: str) -> list[Any]:
    if not isinstance(rows, list):
        raise Refused(where, f"{rows!r} is not a list", "write [ …, … ]")
    return rows


def _with_events(row: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    """A move's row with its one `event` put as the list the move wants."""
    if "event" not in row:
        return row
    if "events" in row:
        raise Refused(where, "gives both event and events", "keep one")
    return {**{key: value for key, value in row.items() if key != "event"}, "events": [row["event"]]}


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _fit(value: object, hint: str, where: str) -> object:
    """The value as the word's type wants it: lists become tuples; anything else must already be right."""
    if "tuple[str" in hint:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise Refused(where, "must be a list of words", 'write ["…", "…"]')
        return tuple(value)
    kind = next((kind for name, kind in PLAIN.items() if name in hint), str)
    if type(value) is not kind:
        raise Refused(where, f"is {value!r}", f"it must be {'a date' if kind is date else kind.__name__}")
    return value
