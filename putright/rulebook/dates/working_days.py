"""Working days in England, from the bundled bank-holiday list alone. It never guesses and never fetches.

Day 0 is the day something happened; the next working day is day 1.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path

FILE = Path(__file__).parent / "bank_holidays.json"
DIVISION = "england-and-wales"
SATURDAY = 5
FEWEST_IN_A_YEAR = 8
"""Every year has at least these; fewer means that the list is not whole, not that there were none."""


class CalendarEnds(ValueError):
    """A day was asked for outside the years the calendar knows."""


class CalendarMissing(ValueError):
    """There is no calendar to work with. That never means there are no holidays."""


@dataclass(frozen=True, eq=False)
class WorkingDays:
    """Mondays to Fridays that are not bank holidays, between the first and last day known."""

    holidays: Mapping[date, str]
    known_from: date
    known_to: date

    def __post_init__(self) -> None:
        if not self.holidays:
            raise CalendarMissing("the calendar lists no bank holidays at all; load the list for England")
        outside = [day for day in self.holidays if not self.known_from <= day <= self.known_to]
        if outside:
            raise CalendarEnds(f"{min(outside)} lies outside {self.known_from} to {self.known_to}")

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day. Raises `CalendarEnds` outside the known years."""
        place = self._place(day)
        return self._count[place] != (self._count[place - 1] if place else self._before_first)

    def add(self, day: date, n: int) -> date:
        """The n-th working day after a day (before it, when n is negative); for 0, the day or the next working day.

        Raises `CalendarEnds`.
        """
        place = self._place(day)
        number = self._count[place] + n
        if n < 1 and not self.is_working(day):
            number += 1
        if not 0 <= number < len(self._days):
            raise self._beyond(day, n)
        return self._days[number]

    def on_or_after(self, day: date) -> date:
        """The day itself when it is a working day, else the next one."""
        return self.add(day, 0)

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` comes first."""
        return self._count[self._place(end)] - self._count[self._place(start)]

    def skipped(self, start: date, end: date) -> tuple[date, ...]:
        """The days after `start` up to and including `end` that are not working days."""
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return tuple(day for day in days if not self.is_working(day))

    def why_skipped(self, day: date) -> str:
        """The name of the bank holiday, or "weekend"."""
        return "weekend" if day.weekday() >= SATURDAY else self.holidays[day]

    def with_holiday(self, day: date, title: str) -> WorkingDays:
        """A calendar with one more bank holiday. Raises `CalendarEnds` outside the known years."""
        self._place(day)
        return WorkingDays({**self.holidays, day: title}, self.known_from, self.known_to)

    def due_table(self, n: int) -> array[int]:
        """For bulk work: the day `n` working days after each known day, as ordinals, from `known_from` on.

        Stops at the last day whose due day is known, so that asking past it is an IndexError, never a guess. Counts
        forward only: raises ValueError for n below 1.
        """
        if n < 1:
            raise ValueError(f"bulk work counts forward, from 1 working day on; {n} was asked for")
        last = len(self._days) - n
        return array("i", (self._days[number + n].toordinal() for number in self._count if number < last))

    def due_in_bulk(self, starts: Iterable[int], n: int) -> list[int]:
        """Due days (as ordinals) for many start days (as ordinals). Raises `CalendarEnds`."""
        table = dict(enumerate(self.due_table(n), start=self._first))
        try:
            return list(map(table.__getitem__, starts))
        except KeyError as error:
            day = date.fromordinal(error.args[0])
            raise (self._beyond(day, n) if self.known_from <= day <= self.known_to else self._outside(day)) from None

    @cached_property
    def _first(self) -> int:
        return self.known_from.toordinal()

    @cached_property
    def _days(self) -> list[date]:
        """Every working day, with the last one before the calendar begins unknown and so left out."""
        length = (self.known_to - self.known_from).days + 1
        days = (self.known_from + timedelta(days=n) for n in range(length))
        return [day for day in days if day.weekday() < SATURDAY and day not in self.holidays]

    @cached_property
    def _count(self) -> list[int]:
        """For each known day, the place in `_days` of the last working day up to and including it (-1: none yet)."""
        count, place = [], self._before_first
        length = (self.known_to - self.known_from).days + 1
        for n in range(length):
            if place + 1 < len(self._days) and self._days[place + 1] == self.known_from + timedelta(days=n):
                place += 1
            count.append(place)
        return count

    @property
    def _before_first(self) -> int:
        return -1

    def _place(self, day: date) -> int:
        place = day.toordinal() - self._first
        if place < 0 or place >= len(self._count):
            raise self._outside(day)
        return place

    def _outside(self, day: date) -> CalendarEnds:
        if day < self.known_from:
            return CalendarEnds(f"{day} is before the bank holidays we know; the first day known is {self.known_from}")
        return CalendarEnds(f"{day} is past the bank holidays we know; the last day known is {self.known_to}")

    def _beyond(self, day: date, n: int) -> CalendarEnds:
        """For a day that is known, when the day counted to is not."""
        if n < 0:
            return CalendarEnds(
                f"{-n} working days before {day} is before the bank holidays we know; "
                f"the first day known is {self.known_from}"
            )
        return CalendarEnds(
            f"{n} working days after {day} is past the bank holidays we know; the last day known is {self.known_to}"
        )


@cache
def england() -> WorkingDays:
    """The bundled calendar for England. Raises `CalendarMissing` when its file is not there or is empty."""
    return read(FILE)


def read(path: Path) -> WorkingDays:
    """A calendar from a file in the shape GOV.UK publishes. Raises `CalendarMissing`.

    It is known to the end of the last year that has its Boxing Day listed.
    """
    try:
        events = json.loads(path.read_text(encoding="utf-8"))[DIVISION]["events"]
        holidays = {date.fromisoformat(event["date"]): _title(event) for event in events}
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CalendarMissing(f"no bank holidays for England in {path.name}: {error!r}") from error
    whole_years = [day.year for day, title in holidays.items() if title.startswith("Boxing Day")]
    if not whole_years:
        raise CalendarMissing(f"no whole year of bank holidays in {path.name}")
    listed = Counter(day.year for day in holidays)
    for year in range(min(whole_years), max(whole_years) + 1):
        if listed[year] < FEWEST_IN_A_YEAR:
            raise CalendarMissing(f"only {listed[year]} bank holidays are listed for {year} in {path.name}")
    known_to = date(max(whole_years), 12, 31)
    known = {day: title for day, title in holidays.items() if day <= known_to}
    return WorkingDays(known, date(min(whole_years), 1, 1), known_to)


def _title(event: Mapping[str, str]) -> str:
    substitute = " (substitute day)" if event["notes"] == "Substitute day" else ""
    return event["title"].replace("’", "'") + substitute
