"""What another calendar, or other office hours, do to dates already worked out: which move, which turn, and why.

Nothing is moved silently: people may have been told the old date, so the list is for somebody to act on.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from putright.rulebook.book.words import Procedure
from putright.rulebook.dates.days import Council
from putright.rulebook.standings.clocks import Reading, day_counted
from putright.rulebook.standings.departures import Departure
from putright.rulebook.standings.happening import Event
from putright.rulebook.standings.standing import Standing, standing


@dataclass(frozen=True)
class Matter:
    """One matter to be looked at again, under whatever name the caller keeps it."""

    name: Hashable
    procedure: Procedure
    events: Sequence[Event]
    departures: Sequence[Departure] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """A running clock whose due day is another one under the new calendar, with the new sentence."""

    matter: Hashable
    clock: str
    title: str
    was_due_on: date
    now_due_on: date
    because: str


@dataclass(frozen=True, slots=True)
class Turned:
    """A step taken already that was in time and would be late under the new calendar, or the other way round."""

    matter: Hashable
    clock: str
    title: str
    taken_on: date
    was_due_on: date
    now_due_on: date
    now_late: bool


class _Pair(NamedTuple):
    """One run of a clock under both calendars, and the standing it has under the new one."""

    matter: Matter
    old: Reading
    new: Reading
    now: Standing


def moved_dates(matters: Iterable[Matter], *, on: date, before: Council, after: Council) -> Iterator[Moved]:
    """Every due day still running on a day that the new calendar moves."""
    for matter, old, new, now in _both(matters, on, before, after):
        if old.running and old.due_on != new.due_on:
            yield Moved(matter.name, old.name, new.title, old.due_on, new.due_on, now.because(new))


def turned_dates(matters: Iterable[Matter], *, on: date, before: Council, after: Council) -> Iterator[Turned]:
    """Every step taken by a day that the new calendar makes late, or makes in time."""
    for matter, old, new, _ in _both(matters, on, before, after):
        if old.stopped_on is not None and not old.run.left and old.late != new.late:
            yield Turned(matter.name, old.name, new.title, old.stopped_on, old.due_on, new.due_on, new.late)


def counted_alike(matter: Matter, *, before: Council, after: Council) -> bool:
    """Whether other office hours leave every event of a matter on the day it counted from: then nothing moves."""
    return before.calendar == after.calendar and all(
        day_counted(matter.procedure, event, before) == day_counted(matter.procedure, event, after)
        for event in matter.events
    )


def _both(matters: Iterable[Matter], on: date, before: Council, after: Council) -> Iterator[_Pair]:
    for matter in matters:
        was, now = (
            standing(matter.procedure, matter.events, on=on, council=council, departures_recorded=matter.departures)
            for council in (before, after)
        )
        # Another day of receipt may bring a matter under a departure, or out of it: then not every clock has its twin.
        twins = {_which(reading): reading for reading in now.clocks}
        for old in was.clocks:
            if _which(old) in twins:
                yield _Pair(matter, old, twins[_which(old)], now)


def _which(reading: Reading) -> tuple[str, str | None, int]:
    return reading.name, reading.run.which, reading.run.started
