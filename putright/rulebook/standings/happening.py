"""Events: what happened to a matter, with the real moment, in Europe/London."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Event:
    """A move that happened.

    `at` is the real moment; a naive one is taken as Europe/London. `timed` is false when only the day is known.
    `by` names who did it, in whatever way the caller names people. `facts` carries what the move needed to be told.
    """

    kind: str
    at: datetime
    by: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    timed: bool = True

    def __post_init__(self) -> None:
        moment = self.at.replace(tzinfo=LONDON) if self.at.tzinfo is None else self.at.astimezone(LONDON)
        object.__setattr__(self, "at", moment)
        object.__setattr__(self, "day", moment.date())
        object.__setattr__(self, "second", int(moment.astimezone(UTC).timestamp()))

    day: date = field(init=False, compare=False, repr=False)
    second: int = field(init=False, compare=False, repr=False)


def on(kind: str, day: date, *, by: str | None = None, **facts: Any) -> Event:
    """An event of which only the day is known."""
    return Event(kind, datetime(day.year, day.month, day.day, tzinfo=LONDON), by=by, facts=facts, timed=False)


def in_order(events: Sequence[Event]) -> Sequence[Event]:
    """Events by moment. Those of which only the day is known keep the place they were given in that day."""
    if all(_certainly_before(one, other) for one, other in pairwise(events)):
        return events
    return _by_the_clock(sorted(events, key=attrgetter("day")))


def in_natural_order(events: Sequence[Event], natural: Mapping[str, int]) -> Sequence[Event]:
    """Events by moment and, where moments do not tell, as the procedure lists its moves: however they were typed in."""
    last = len(natural)
    return _by_the_clock(sorted(events, key=lambda event: (event.day, natural.get(event.kind, last))))


def stretches(events: Sequence[Event]) -> list[tuple[Event, ...]]:
    """Events in order, cut where the order is certain: between days and, where every time is known, between moments."""
    untimed = {event.day for event in events if not event.timed}

    def moment(event: Event) -> tuple[date, int]:
        return event.day, 0 if event.day in untimed else event.second

    return [tuple(together) for _, together in groupby(events, key=moment)]


def _by_the_clock(events: Sequence[Event]) -> Sequence[Event]:
    """Events sorted by day, with those that have a time in the order of their times and the others where they were."""
    timed = iter(sorted((event for event in events if event.timed), key=attrgetter("second")))
    return [next(timed) if event.timed else event for event in events]


def _certainly_before(one: Event, other: Event) -> bool:
    return one.day < other.day or (one.timed and other.timed and one.second < other.second)
