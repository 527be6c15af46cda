"""What a bank holiday announced late does to dates already worked out: which move, from when to when, and why.

Nothing is moved silently: people may have been told the old date, so the list is for somebody to act on.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from putright.rulebook.book.words import Procedure
from putright.rulebook.dates.days import Council
from putright.rulebook.standings.departures import Departure
from putright.rulebook.standings.happening import Event
from putright.rulebook.standings.standing import standing


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
    was_due_on: date
    now_due_on: date
    because: str


def moved_dates(matters: Iterable[Matter], *, on: date, before: Council, after: Council) -> Iterator[Moved]:
    """Every due day still running on a day that the new calendar moves."""
    for matter in matters:
        was, now = (
            standing(matter.procedure, matter.events, on=on, council=council, departures_recorded=matter.departures)
            for council in (before, after)
        )
        for old, new in zip(was.clocks, now.clocks, strict=True):
            if old.running and old.due_on != new.due_on:
                yield Moved(matter.name, old.name, old.due_on, new.due_on, now.because(new))
