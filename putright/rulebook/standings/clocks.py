"""The dates of every clock: started, due, latest, stopped, late by how much. Facts only; `explain` has the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from putright.rulebook.book.phrases import plain
from putright.rulebook.book.vocabulary import BLOCKS
from putright.rulebook.book.words import Clock, Move, Procedure
from putright.rulebook.dates import days
from putright.rulebook.dates.days import Council
from putright.rulebook.standings.happening import Event
from putright.rulebook.standings.path import Run

TOLD = frozenset({"new_date", "reasons", "ombudsman"})
"""What an extension notice must have said to count as duly given (the Code, 6.4 and 6.5; 6.16 and 6.17)."""


class Reading(NamedTuple):
    """A clock as it stood on a day. Dates are last days on which a thing is still in time.

    `base_due_on` is without any extension, `due_on` with those duly notified, `latest_on` the furthest the due day can
    go without good reason and approval, `promised_on` the last date the person was told. `target_on` is the stricter
    date when the step before it came late. `late_by` is in working days for a clock of working days, else in days.
    `band` is "base", "extended" or "neither" once it is known.
    """

    clock: Clock
    run: Run
    started_on: date
    base_due_on: date
    due_on: date
    latest_on: date | None
    target_on: date
    promised_on: date | None
    stopped_on: date | None
    paused_since: date | None
    late: bool
    late_by: int
    late_against_target: bool
    band: str | None
    faults: tuple[str, ...]

    @property
    def name(self) -> str:
        """The clock's name."""
        return self.clock.name

    @property
    def title(self) -> str:
        """What is due, naming which one when there may be several."""
        return self.clock.title if self.run.which is None else f"{self.clock.title} ({self.run.which})"

    @property
    def running(self) -> bool:
        """Whether it is still to be stopped."""
        return self.stopped_on is None

    def overdue_untold(self, on: date) -> bool:
        """Late, unanswered, and the person holds no date that is still to come (the Code, 5.5)."""
        return self.running and self.late and (self.promised_on is None or self.promised_on < on)


def day_counted(procedure: Procedure, event: Event, council: Council) -> date:
    """The day an event counts from: for what arrives, the effective day by office hours; else the real day."""
    if not procedure.making[event.kind].arrives:
        return event.day
    return effective_day(event, council)


def effective_day(event: Event, council: Council) -> date:
    """The working day something counts as received: the next one when it came after hours, or on a day that is none.

    The hours are those of the day it came: later ones change nothing.
    """
    day = event.day
    if event.timed and event.at.hour * 60 + event.at.minute >= council.office_closes_on(day):
        return council.calendar.add(day, 1)
    return council.calendar.on_or_after(day)


def read(
    runs: Sequence[Run], events: Sequence[Event], procedure: Procedure, council: Council, on: date
) -> tuple[Reading, ...]:
    """Every run of every clock, as it stood at the end of a day."""
    readings: list[Reading] = []
    for run in runs:
        readings.append(_reading(run, events, procedure, council, on, readings))
    return tuple(readings)


def _reading(
    run: Run, events: Sequence[Event], procedure: Procedure, council: Council, on: date, before: Sequence[Reading]
) -> Reading:
    clock = run.clock
    started_on = day_counted(procedure, events[run.counting_from], council)
    stopped_on = None if run.stopped is None else events[run.stopped].day
    end = on if stopped_on is None else stopped_on
    dates = _first_dates(run, events, started_on, before, council)
    if run.extensions or run.notices or run.pauses:
        dates = _changed(dates, run, events, procedure, council, end)
    late = end > dates.due
    return Reading(
        clock,
        run,
        started_on,
        dates.base,
        dates.due,
        None if clock.extend_by_agreement else max(dates.latest, dates.due),
        dates.target,
        dates.promised,
        stopped_on,
        dates.paused_since,
        late,
        max(1, days.between(council, dates.due, end, clock.unit)) if late else 0,
        end > dates.target,
        _band(run, late, stopped_on, dates.base),
        dates.faults,
    )


def _band(run: Run, late: bool, stopped_on: date | None, base: date) -> str | None:
    """In time, in time with notice, or neither; None while it may still be any, or when it fell away in time."""
    if late:
        return "neither"
    if stopped_on is None or run.left:
        return None
    return "base" if stopped_on <= base else "extended"


class _Dates(NamedTuple):
    """The dates of a run while its extensions, notices and pauses are gone through in order."""

    base: date
    due: date
    latest: date
    target: date
    promised: date | None = None
    paused_since: date | None = None
    faults: tuple[str, ...] = ()


def _first_dates(
    run: Run, events: Sequence[Event], started_on: date, before: Sequence[Reading], council: Council
) -> _Dates:
    """The dates before anything was extended, told or paused."""
    clock = run.clock
    if clock.unit == "agreed":
        until = events[run.started].facts["until"]
        return _Dates(until, until, until, until)
    base = target = limit(clock, started_on, council)
    if clock.target_from is not None:
        for reading in before:
            if reading.clock.name == clock.target_from and reading.base_due_on < started_on:
                target = limit(clock, reading.base_due_on, council)
    latest = base if not clock.extend_by else days.add(council, base, clock.extend_by, clock.unit)
    return _Dates(base, base, latest, target)


def limit(clock: Clock, day: date, council: Council, *, rolled: bool = True) -> date:
    """The last day of a clock's own limit from day 0, moved on from a non-working day where the procedure says so."""
    due = days.add(council, day, clock.n or 0, clock.unit, count_first_day=clock.count_first_day)
    return council.calendar.on_or_after(due) if clock.rolls_forward and rolled else due


def _changed(
    dates: _Dates, run: Run, events: Sequence[Event], procedure: Procedure, council: Council, end: date
) -> _Dates:
    """The dates after every extension, notice and pause, in the order they happened."""
    pauses = dict(run.pauses)
    for place in sorted((*run.extensions, *run.notices, *pauses)):
        event = events[place]
        if place in pauses:
            resumed = pauses[place]
            until = end if resumed is None else events[resumed].day
            dates = _paused(dates, event.day, until, run.clock, council)
            if resumed is None and run.stopped is None:
                dates = dates._replace(paused_since=event.day)
        elif event.facts.get("clock", run.clock.name) == run.clock.name:
            dates = _told(dates, event)
            if place in run.extensions:
                dates = _extended(dates, event, run.clock, procedure.making[event.kind], council)
    return dates


def _told(dates: _Dates, event: Event) -> _Dates:
    """The person holds a new date, when they were really given one."""
    given = "new_date" in event.facts.get("told", TOLD)
    return dates._replace(promised=event.facts["until"]) if given else dates


def _paused(dates: _Dates, start: date, end: date, clock: Clock, council: Council) -> _Dates:
    """Time that stood still is given back, unit for unit; a day already missed stays missed."""
    unit = _counted_in(clock)
    stood_still = days.between(council, start, end, unit)

    def later(day: date) -> date:
        return day if day < start or stood_still <= 0 else days.add(council, day, stood_still, unit)

    base, due, latest, target = (later(day) for day in dates[:4])
    return dates._replace(base=base, due=due, latest=latest, target=target)


def _extended(dates: _Dates, event: Event, clock: Clock, move: Move, council: Council) -> _Dates:
    """An extension counts only when it was told in time, with all it must say, and within its limit or approved.

    The stricter target moves on by as many units as the due day, unless it has been missed already: missed is missed.
    """
    faults = tuple(faults_of_extension(event, clock, move, due=dates.due, latest=dates.latest))
    until = event.facts["until"]
    if faults or until <= dates.due:
        return dates._replace(faults=dates.faults + faults)
    if event.day > dates.target:
        return dates._replace(due=until)
    further = days.between(council, dates.due, until, _counted_in(clock))
    target = until if dates.target == dates.due else days.add(council, dates.target, further, _counted_in(clock))
    return dates._replace(due=until, target=target)


def _counted_in(clock: Clock) -> str:
    """The days in which time is given back or added: its own, or calendar days for months and agreed dates."""
    return clock.unit if clock.unit in ("working_day", "school_day") else "calendar_day"


def faults_of_extension(event: Event, clock: Clock, move: Move, *, due: date, latest: date) -> Iterator[str]:
    """What keeps an extension from counting, each as a sentence. Law may leave no way past its limit."""
    facts = event.facts
    if event.day > due:
        yield f"it was sent on {plain(event.day)}, after the time was up on {plain(due)}"
    if not _given(facts, "reason"):
        yield "it gave no reason"
    unsaid = TOLD - set(facts.get("told", TOLD))
    if unsaid:
        yield f"it did not say: {', '.join(BLOCKS[name] for name in sorted(unsaid))}"
    past_limit = not clock.extend_by_agreement and facts["until"] > latest
    if past_limit and not move.past_limit_needs:
        yield f"it went past {plain(latest)}, the furthest it can go"
    elif past_limit and not (_given(facts, "good_reason") and _given(facts, "approved_by")):
        yield f"it went past {plain(latest)}, the furthest it can go, without a good reason and a named approver"


def _given(facts: Mapping[str, Any], name: str) -> bool:
    return bool(str(facts.get(name) or "").strip())
