"""Routes: matters that no procedure of the rulebook handles, and where they go. Shapes, and the reader of routes.toml.

As strict as the reader of procedures: an unknown word, a missing paragraph or a duplicate is refused, with what to do.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from putright.rulebook.book import vocabulary
from putright.rulebook.book.library import FOLDER
from putright.rulebook.book.reading import Reader, Refused

FILE = FOLDER / "routes.toml"
UNITS = ("working_day", "calendar_day", "school_day", "month")
COUNTED_BACK = ("calendar_day", "school_day")
HANDLING: Mapping[str, str] = {
    "stage_1": "taken at stage 1",
    "stage_2": "answered once, finally, at stage 2",
    "no": "not taken",
}
"""Whether a complaint about the handling of a matter that went elsewhere may still come in."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The time somebody has on a route: `n` of `unit`, counted from (or, with `before`, back from) `counts_from`.

    `said` is how people say the length when it is not the unit it is kept in; `minimum`: more may be given, not less.
    """

    name: str
    title: str
    n: int
    unit: str
    counts_from: str
    whose: str
    para: str
    in_force: date
    said: str = ""
    count_first_day: bool = False
    before: bool = False
    minimum: bool = False
    note: str = ""
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A body a matter can belong to, and who looks at complaints about it afterwards."""

    name: str
    title: str
    then: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """A matter handed elsewhere: what it is, where it goes, what the person must be told."""

    id: str
    name: str
    about: str
    para: str
    in_force: date
    goes_to: str
    tell: str
    handling_complaint: str
    handling_why: str
    ends_with: str
    ombudsmen: tuple[str, ...]
    limits: tuple[Limit, ...] = ()
    targets: tuple[Target, ...] = ()
    note: str = ""
    unverified: bool = False

    def limit(self, name: str) -> Limit:
        """One of its time limits. Raises KeyError naming those there are."""
        for limit in self.limits:
            if limit.name == name:
                return limit
        raise KeyError(f"{self.id} has no time limit {name!r}; it has: {', '.join(one.name for one in self.limits)}")

    def target(self, name: str) -> Target:
        """One of its bodies. Raises KeyError."""
        return {target.name: target for target in self.targets}[name]


class RouteReader(Reader):
    """Reads routes.toml, with the rules of the procedure files."""

    def routes(self, table: Mapping[str, Any]) -> tuple[Route, ...]:
        """Every route of the file. Raises `Refused`."""
        self.in_force = self._date_of_file(table)
        unknown = set(table) - {"in_force", "source", "routes"}
        if unknown:
            raise self.refused(f"unknown word {min(unknown)!r}", "use in_force, source and [[routes]]")
        found: list[Route] = []
        for place, row in enumerate(self._rows(table, "routes")):
            limits = self._limits(row, sum(len(route.limits) for route in found))
            where = self._where("routes", place)
            targets = self._several(Target, row.get("targets", []), where)
            if not str(row.get("para", "")).strip():
                raise Refused(where, "has no paragraph", 'add para = "…" naming the law it rests on')
            found.append(self._build(Route, row, where, more={"limits": limits, "targets": targets}))
        return tuple(found)

    def _limits(self, row: Mapping[str, Any], read_before: int) -> tuple[Limit, ...]:
        rows = self._rows(row, "limits")
        return tuple(
            self.entry(Limit, "routes.limits", read_before + place, _named_from(limit))
            for place, limit in enumerate(rows)
        )


def _named_from(row: Mapping[str, Any]) -> dict[str, Any]:
    """`from` reads well in a file and is a reserved word in Python."""
    return {"counts_from" if key == "from" else key: value for key, value in row.items()}


def load(path: Path) -> Mapping[str, Route]:
    """The routes of a file, by id. Raises `Refused` naming the place and what to do."""
    text = path.read_text(encoding="utf-8")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(path.name, str(error), "mend the TOML at that line") from error
    routes = RouteReader(path.name, text).routes(table)
    for name, count in Counter(route.id for route in routes).items():
        if count > 1:
            raise Refused(path.name, f"the route {name!r} is there {count} times", "keep one")
    for route in routes:
        for what, do in _unsound(route):
            raise Refused(path.name, f"the route {route.id!r} {what}", do)
    return {route.id: route for route in routes}


@cache
def every() -> Mapping[str, Route]:
    """The routes of the rulebook, by id."""
    return load(FILE)


def _unsound(route: Route) -> Iterator[tuple[str, str]]:
    for name in ("name", "about", "goes_to", "tell", "handling_why", "ends_with"):
        if not getattr(route, name).strip():
            yield f"has an empty {name}", "write it"
    if route.handling_complaint not in HANDLING:
        yield f"has the unknown handling_complaint {route.handling_complaint!r}", f"use one of: {', '.join(HANDLING)}"
    if not route.ombudsmen or not set(route.ombudsmen) <= set(vocabulary.OMBUDSMEN):
        yield "names no Ombudsman we know", f"name one or more of: {', '.join(vocabulary.OMBUDSMEN)}"
    yield from _twice("time limit", (limit.name for limit in route.limits))
    yield from _twice("body", (target.name for target in route.targets))
    for limit in route.limits:
        for what, do in _unsound_limit(limit):
            yield f"has the time limit {limit.name!r}, which {what}", do


def _twice(kind: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"has the {kind} {name!r} {count} times", "keep one"


def _unsound_limit(limit: Limit) -> Iterator[tuple[str, str]]:
    if limit.unit not in UNITS:
        yield f"counts in {limit.unit!r}", f"use one of: {', '.join(UNITS)}"
    if limit.whose not in vocabulary.PARTIES:
        yield f"belongs to {limit.whose!r}", f"use one of: {', '.join(vocabulary.PARTIES)}"
    if limit.n < 0:
        yield "has a length below nought", "give n = 0 or more, and before = true to count back"
    if limit.before and (limit.unit not in COUNTED_BACK or limit.count_first_day):
        yield "cannot be counted back", f"use {' or '.join(COUNTED_BACK)}, without count_first_day"
    if not limit.title.strip() or not limit.counts_from.strip():
        yield "does not say for what, or from when", "write its title and `from`"
