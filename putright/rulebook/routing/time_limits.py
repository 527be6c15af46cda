"""The last day of a time limit on a route, worked out and put in a sentence the person could read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from putright.rulebook.book.phrases import PARTY_NAMES, UNIT_NAMES, cite, plain
from putright.rulebook.dates import days
from putright.rulebook.dates.days import Council
from putright.rulebook.routing.routes import Limit, Route
from putright.rulebook.standings import explain


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A time limit with its last day (its first possible failing is the day after), and how that was worked out.

    `caution` is empty, or says why the date should be checked before anybody relies on it.
    """

    limit: Limit
    start: date
    due_on: date
    because: str
    caution: str


def time_limit(route: Route, name: str, *, start: date, council: Council) -> TimeLimit:
    """When a time limit of a route ends, counted from a day. Raises KeyError, `CalendarEnds` or `TermsUnknown`."""
    limit = route.limit(name)
    due_on = _counted_back(limit, start, council) if limit.before else _counted(limit, start, council)
    caution = ""
    if limit.unverified:
        caution = "This limit has not been checked against its source: look at the decision letter, which always wins."
    return TimeLimit(limit, start, due_on, _because(limit, start, due_on, council), caution)


def _counted(limit: Limit, start: date, council: Council) -> date:
    return days.add(council, start, limit.n, limit.unit, count_first_day=limit.count_first_day)


def _counted_back(limit: Limit, start: date, council: Council) -> date:
    """The day from which `n` days, calendar or school, lead up to the day counted from."""
    left, day = limit.n, start
    while left:
        day -= timedelta(days=1)
        left -= limit.unit == "calendar_day" or days.is_school_day(council, day)
    return day


def _because(limit: Limit, start: date, due_on: date, council: Council) -> str:
    return f"{'; '.join(_parts(limit, start, due_on, council))} ({cite(limit.para)})."


def _parts(limit: Limit, start: date, due_on: date, council: Council) -> Iterator[str]:
    first = "day 1" if limit.count_first_day else "day 0"
    yield f"For {PARTY_NAMES[limit.whose]} to {limit.title}: {first} is {plain(start)}, {limit.counts_from}"
    counted = _length(limit)
    if limit.n == 0:
        counted = f"it is due the same day, {plain(due_on)}"
    elif limit.before:
        counted += f" before it is {plain(due_on)}"
    elif limit.count_first_day:
        counted += f" counted from then end on {plain(due_on)}"
    else:
        counted += f" later is {plain(due_on)}"
    skipped = _left_out(limit, start, due_on, council)
    yield counted + (f", leaving out {explain.in_words(skipped, council)}" if skipped else "")
    if limit.minimum:
        yield "more time may be given, not less"


def _length(limit: Limit) -> str:
    length = f"{limit.n} {UNIT_NAMES[limit.unit]}{'' if limit.n == 1 else 's'}"
    return f"{limit.said} ({length})" if limit.said else length


def _left_out(limit: Limit, start: date, due_on: date, council: Council) -> tuple[date, ...]:
    """The days between the two that do not count, in order."""
    first, last = sorted((start, due_on))
    between = [
        first + timedelta(days=n) for n in range(0 if limit.before else 1, (last - first).days + (not limit.before))
    ]
    if limit.unit == "working_day":
        return tuple(day for day in between if not council.calendar.is_working(day))
    if limit.unit == "school_day":
        return tuple(day for day in between if not days.is_school_day(council, day))
    return ()
