"""Counting days in every unit a procedure may use, from a day 0 or with the first day counted."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta

from putright.rulebook.dates.working_days import WorkingDays, england

MONTHS_AHEAD = 12
"""How far ahead of today the bank holidays must be known for nobody to be warned."""


class TermsUnknown(ValueError):
    """School days were asked for in a year whose terms are not known."""


@dataclass(frozen=True, slots=True)
class Term:
    """A school term, first and last day both in it, with the days the schools were shut during it."""

    first: date
    last: date
    shut: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """When the office closes from a day on, until the next change: minutes after midnight in Europe/London."""

    starts_on: date
    office_closes: int


@dataclass(frozen=True)
class Council:
    """What the rulebook must know of a council: its hours, closures, school terms and calendar.

    The office closes at so many minutes after midnight in Europe/London, until the first of `office_hours` says
    otherwise. Closure days are shown and count all the same.
    """

    office_closes: int = 17 * 60
    office_hours: tuple[Hours, ...] = ()
    closure_days: tuple[date, ...] = ()
    terms: tuple[Term, ...] = ()
    calendar: WorkingDays = field(default_factory=england)

    def __post_init__(self) -> None:
        object.__setattr__(self, "terms", tuple(sorted(self.terms, key=lambda term: term.first)))
        object.__setattr__(self, "office_hours", tuple(sorted(self.office_hours, key=lambda hours: hours.starts_on)))

    def office_closes_on(self, day: date) -> int:
        """When the office closes on a day, by the hours in force then."""
        closes = self.office_closes
        for hours in self.office_hours:
            if hours.starts_on <= day:
                closes = hours.office_closes
        return closes


def add(council: Council, day: date, n: int, unit: str, *, count_first_day: bool = False) -> date:
    """The last day of a limit of `n` units from day 0 (or day 1, when the first day counts).

    Raises `CalendarEnds` or `TermsUnknown` rather than guess.
    """
    if count_first_day and unit != "month":
        day -= timedelta(days=1)
    if unit == "working_day":
        return council.calendar.add(day, n)
    if unit == "calendar_day":
        return day + timedelta(days=n)
    if unit == "month":
        return _months_from(day, n) if count_first_day else add_months(day, n)
    return _add_school_days(council, day, n)


def add_months(day: date, n: int) -> date:
    """The same day of the month `n` months on; the last day of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _months_from(day: date, n: int) -> date:
    """The last day of `n` months that begin with this one; a month without the day of that number ends them itself."""
    same_day = add_months(day, n)
    return same_day - timedelta(days=1) if same_day.day == day.day else same_day


def calendar_warning(*, on: date, calendar: WorkingDays | None = None) -> str | None:
    """What to do about a calendar that ends within twelve months of a day, as a sentence; None while it goes further.

    The calendar is the bundled one unless another is given. Past its end dates are refused, so it is said long before.
    """
    last = (calendar or england()).known_to
    if add_months(on, MONTHS_AHEAD) <= last:
        return None
    return (
        f"The bank holidays are known only to {last}, which is "
        + (f"before {on}" if last < on else f"less than {MONTHS_AHEAD} months after {on}")
        + ". No working day past it can be counted: install a version of Putright with the bank holidays of "
        f"{last.year + 1}."
    )


def is_school_day(council: Council, day: date) -> bool:
    """Whether schools are open. Raises `TermsUnknown` past the terms given."""
    if not council.terms or not council.terms[0].first <= day <= council.terms[-1].last:
        known = f"they run to {council.terms[-1].last}" if council.terms else "none are"
        raise TermsUnknown(f"school terms are not known for {day} ({known}); add the council's term dates")
    in_term = any(term.first <= day <= term.last and day not in term.shut for term in council.terms)
    return in_term and council.calendar.is_working(day)


def _add_school_days(council: Council, day: date, n: int) -> date:
    while n:
        day += timedelta(days=1)
        n -= is_school_day(council, day)
    return day


def between(council: Council, start: date, end: date, unit: str) -> int:
    """Units after `start` up to and including `end`: working or school days, else calendar days."""
    if unit == "working_day":
        return council.calendar.between(start, end)
    if unit == "school_day":
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(is_school_day(council, day) for day in days)
    return (end - start).days
