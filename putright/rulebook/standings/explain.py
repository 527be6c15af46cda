"""Dates in plain words: one sentence a resident could read, the same for officer, letter and API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from putright.rulebook.book import phrases
from putright.rulebook.book.phrases import UNIT_NAMES, cite, clock_time, listed, plain, short, spans
from putright.rulebook.book.words import Procedure
from putright.rulebook.dates import days
from putright.rulebook.dates.days import Council
from putright.rulebook.standings import clocks
from putright.rulebook.standings.clocks import Reading
from putright.rulebook.standings.happening import Event


def because(reading: Reading, events: Sequence[Event], procedure: Procedure, council: Council) -> str:
    """How a clock's due day was worked out: day 0, what was counted, the days left out and why, the paragraph."""
    if reading.clock.unit == "agreed":
        sentence = f"The date agreed is {plain(events[reading.run.started].facts['until'])}"
    else:
        sentence = f"{_day_0(reading, events, procedure, council)}; {_counted(reading, council)}"
    for change in _changes(reading, events, procedure):
        sentence += f"; {change}"
    departing = ", departed from with a longer time" if reading.clock.lengthened else ""
    return f"{sentence} ({cite(reading.clock.para)}{departing})."


def left_out(reading: Reading, council: Council) -> tuple[date, ...]:
    """The days between day 0 and the first due day that do not count, in order."""
    clock = reading.clock
    if clock.unit not in ("working_day", "school_day"):
        return ()
    start, end = _first_counted(reading), clocks.limit(clock, reading.started_on, council)
    if clock.unit == "working_day":
        return council.calendar.skipped(start, end)
    every_day = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return tuple(day for day in every_day if not days.is_school_day(council, day))


def _first_counted(reading: Reading) -> date:
    """The day before the first one that counts."""
    return reading.started_on - timedelta(days=1) if reading.clock.count_first_day else reading.started_on


def _day_0(reading: Reading, events: Sequence[Event], procedure: Procedure, council: Council) -> str:
    event = events[reading.run.counting_from]
    number = "day 1" if reading.clock.count_first_day else "day 0"
    happened = procedure.making[event.kind].happened
    if reading.started_on == event.day:
        return f"{number.capitalize()} is {plain(event.day)}, when {happened}"
    when = f"at {clock_time(event.at)} on {plain(event.day)}" if event.timed else f"on {plain(event.day)}"
    arrived = f"{phrases.sentence(happened)} {when}"
    return f"{arrived}, {why_later(event, council)}, so {number} is {plain(reading.started_on)}"


def why_later(event: Event, council: Council) -> str:
    """Why something counts as received on a later day."""
    if council.calendar.is_working(event.day):
        closed = time(*divmod(council.office_closes_on(event.day), 60))
        return f"after the office had closed at {clock_time(closed)}"
    why = council.calendar.why_skipped(event.day)
    return "at a weekend" if why == "weekend" else f"on a bank holiday ({why})"


def _counted(reading: Reading, council: Council) -> str:
    clock = reading.clock
    due = clocks.limit(clock, reading.started_on, council)
    number = f"{clock.n} {UNIT_NAMES[clock.unit]}{'' if clock.n == 1 else 's'}"
    counted = f"{number} counted from then end on" if clock.count_first_day else f"{number} later is"
    if clock.n == 0:
        return f"it is due the same day, {plain(due)}"
    sentence = f"{counted} {plain(due)}"
    skipped = left_out(reading, council)
    if skipped:
        sentence += f", leaving out {in_words(skipped, council)}"
    if clock.rolls_forward and due != clocks.limit(clock, reading.started_on, council, rolled=False):
        sentence += ", moved on from a day that is not a working day"
    closed = (day for day in sorted(set(council.closure_days)) if reading.started_on < day <= due)
    shut = [day for day in closed if council.calendar.is_working(day)]
    if shut and clock.unit == "working_day":
        sentence += f" (our offices are closed on {listed(short(day) for day in shut)}, but those days still count)"
    return sentence


def in_words(skipped: Sequence[date], council: Council) -> str:
    """The days left out and why: weekends by date, bank holidays by name, school holidays as spans."""
    weekends = [day for day in skipped if day.weekday() >= 5]
    holidays = [day for day in skipped if day.weekday() < 5 and day in council.calendar.holidays]
    shut = [day for day in skipped if day.weekday() < 5 and day not in council.calendar.holidays]
    parts = []
    if weekends:
        dates = list(spans(weekends))
        parts.append(f"the weekend{'s' if len(dates) > 1 else ''} of {listed(dates)}")
    if holidays:
        named = [f"{day:%A} {short(day)} ({council.calendar.holidays[day]})" for day in holidays]
        parts.append(f"the bank holiday{'s' if len(named) > 1 else ''} on {listed(named)}")
    if shut:
        parts.append(f"{listed(spans(shut))}, when schools are closed")
    return listed(parts)


def _changes(reading: Reading, events: Sequence[Event], procedure: Procedure) -> Iterator[str]:
    """What moved the due day after it was first worked out."""
    for start, end in reading.run.pauses:
        until = "and it is still standing still" if end is None else f"to {plain(events[end].day)}"
        yield f"time stood still from {plain(events[start].day)} {until}"
    if reading.base_due_on != reading.due_on:
        yield f"it was extended, with notice, to {plain(reading.due_on)}"
    elif reading.run.pauses:
        yield f"so it is due on {plain(reading.due_on)}"
    if reading.target_on < reading.due_on:
        yield f"because the step before it came late, our own target is {plain(reading.target_on)}"
