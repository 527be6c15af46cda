"""What must hold of every standing, whatever happened: tried on made-up histories of every procedure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.rulebook.dates import days
from putright.rulebook.dates.working_days import england
from putright.rulebook.standings.clocks import Reading
from putright.rulebook.standings.departures import Departure
from putright.rulebook.standings.happening import Event
from putright.rulebook.standings.happening import on as event_on
from putright.rulebook.standings.path import ImpossibleEvent
from putright.rulebook.standings.standing import Standing, standing
from putright.rulebook.tests.histories import COUNCIL, History, code, histories, more_holidays, procedures, the_code

quick = settings(max_examples=30, deadline=None)
DAYS_ON = st.integers(0, 120)
UNCOUNTED = ("working_day", "school_day")


def stands(history: History, on: date | None = None, **more: Any) -> Standing:
    """How a history stands, at the end of its last day unless another is given."""
    council = more.pop("council", COUNCIL)
    return standing(history.procedure, history.events, on=on or history.last_day, council=council, **more)


def facts_of(reading: Reading) -> dict[str, Any]:
    """What a clock says, without its place in the history."""
    whole = reading._asdict()
    return {name: value for name, value in whole.items() if name not in ("run", "clock")} | {"name": reading.name}


def view(stood: Standing) -> Any:
    """Everything a standing says that a person could see, in an order of its own."""
    readings = [facts_of(reading) for reading in stood.clocks]
    owed = [(step.party, step.clock, step.due_on, step.moves) for step in stood.owes]
    on_offer = [offer.move.name for offer in stood.on_offer]
    breaches = [breach.what for breach in stood.breaches]
    return stood.stage, sorted(readings, key=str), sorted(owed, key=str), on_offer, sorted(breaches)


# --- Holidays. -------------------------------------------------------------------------------------------------------


@quick
@given(histories(), st.integers(0, 60), DAYS_ON)
def test_one_more_holiday_never_makes_anything_due_earlier(history: History, after: int, later: int) -> None:
    day, on = history.events[0].day + timedelta(days=after), history.last_day + timedelta(days=later)
    more = replace(COUNCIL, calendar=more_holidays(day))
    for before, now in zip(stands(history, on).clocks, stands(history, on, council=more).clocks, strict=True):
        assert now.name == before.name
        for name in ("started_on", "base_due_on", "due_on"):
            assert getattr(now, name) >= getattr(before, name), (name, day)
        # A target that has moved on with an extension is counted back from a promised day, which no holiday moves.
        if now.due_on == now.base_due_on:
            assert now.target_on >= before.target_on
        assert (now.latest_on or date.max) >= (before.latest_on or date.min)
        assert not (now.late and not before.late)


@quick
@given(st.dates(date(2025, 2, 1), date(2028, 6, 1)), st.integers(1, 80), st.integers(-5, 120))
def test_one_more_holiday_never_shortens_a_count_of_working_days(start: date, n: int, after: int) -> None:
    day = start + timedelta(days=after)
    due, later = england().add(start, n), more_holidays(day).add(start, n)
    assert later >= due
    assert (later > due) == (start < day <= due and england().is_working(day))


# --- Due days. -------------------------------------------------------------------------------------------------------


@quick
@given(histories(), DAYS_ON)
def test_a_limit_in_working_days_ends_on_a_working_day_unless_another_day_was_promised(
    history: History, later: int
) -> None:
    promised = {event.facts["until"] for event in history.events}
    for reading in stands(history, history.last_day + timedelta(days=later)).clocks:
        if reading.clock.unit == "working_day":
            for day in (reading.base_due_on, reading.target_on, reading.latest_on or reading.base_due_on):
                assert england().is_working(day) or day in promised
            assert england().is_working(reading.due_on) or reading.due_on in promised


@quick
@given(histories(), DAYS_ON)
def test_a_clock_is_never_due_before_it_starts_and_the_stricter_target_is_never_the_later(
    history: History, later: int
) -> None:
    for reading in stands(history, history.last_day + timedelta(days=later)).clocks:
        if reading.clock.unit != "agreed":
            assert reading.base_due_on >= reading.started_on
        assert reading.due_on >= max(reading.base_due_on, reading.target_on)
        assert reading.latest_on is None or reading.latest_on >= reading.due_on
        assert reading.late == (reading.late_by > 0)
        assert reading.late <= reading.late_against_target


@quick
@given(histories(), DAYS_ON)
def test_without_good_reason_and_approval_the_sum_of_extensions_stays_under_the_cap(
    history: History, later: int
) -> None:
    for reading in stands(history, history.last_day + timedelta(days=later)).clocks:
        clock, given_up_to = reading.clock, [history.events[place] for place in reading.run.extensions]
        if clock.extend_by is None or reading.run.pauses:
            continue
        furthest = days.add(COUNCIL, reading.base_due_on, clock.extend_by, clock.unit)
        approved = [event.facts["until"] for event in given_up_to if event.facts.get("approved_by")]
        assert reading.due_on <= max([furthest, *approved])
        untold = [event for event in given_up_to if not event.facts["reason"]]
        assert len(reading.faults) >= len(untold)


@quick
@given(histories([code()]), DAYS_ON, st.booleans())
def test_only_an_extension_told_in_time_and_in_full_moves_the_due_day(
    history: History, after: int, in_full: bool
) -> None:
    on = history.last_day + timedelta(days=after)
    before = stands(history, on)
    until = on + timedelta(days=200)
    if not before.may("extend", until=until, reason="x", good_reason="x", approved_by="x"):
        return
    told = ["new_date", "reasons", "ombudsman"] if in_full else ["new_date", "reasons"]
    facts: dict[str, Any] = {
        "until": until,
        "reason": "Records",
        "told": told,
        "good_reason": "x",
        "approved_by": "M. Anager",
    }
    running = next(reading for reading in before.clocks if reading.running and reading.name.endswith("response"))
    extended = stands(History(history.procedure, (*history.events, event_on("extended", on, **facts))))
    now = extended.clock(running.name)
    assert now.due_on == (until if in_full and not running.late else running.due_on)
    assert now.late == running.late


# --- Late is late for good. ------------------------------------------------------------------------------------------


@quick
@given(histories(most=12), DAYS_ON, DAYS_ON)
def test_looking_later_never_makes_late_into_not_late(history: History, first: int, more: int) -> None:
    sooner = history.events[0].day + timedelta(days=first)
    then, now = stands(history, sooner), stands(history, sooner + timedelta(days=more))
    assert len(now.clocks) >= len(then.clocks)
    for before, after in zip(then.clocks, now.clocks, strict=False):
        assert before.name == after.name
        assert after.late or not before.late
        assert after.late_against_target or not before.late_against_target
        assert after.late_by >= before.late_by
        assert after.band == "neither" or before.band != "neither"


UNDOING = ("extended", "declined", "reopened", "withdrawn", "handed_over", "delay_explained")


@quick
@given(histories([code()]), DAYS_ON, st.lists(st.sampled_from(UNDOING), max_size=5))
def test_neither_reopening_nor_a_late_extension_turns_late_into_on_time(
    history: History, later: int, undoing: list[str]
) -> None:
    on = history.last_day + timedelta(days=later)
    late = {reading.name for reading in stands(history, on).clocks if reading.late}
    events = history.events
    for kind in undoing:
        facts: dict[str, Any] = {
            "until": on + timedelta(days=90),
            "reason": "x",
            "good_reason": "x",
            "approved_by": "M. Anager",
        }
        more = (*events, event_on(kind, on, **facts))
        events = more if possible(History(history.procedure, more), on) else events
    after = stands(History(history.procedure, events), on + timedelta(days=30))
    assert late <= {reading.name for reading in after.clocks if reading.late}


def test_a_missed_target_stays_missed_when_an_extension_comes_in_time_for_the_due_day() -> None:
    events = (
        event_on("received", date(2026, 6, 1)),
        event_on("stage_1_acknowledged", date(2026, 6, 11)),
        event_on("extended", date(2026, 6, 24), until=date(2026, 7, 9), reason="Records"),
    )
    for on in (date(2026, 6, 23), date(2026, 6, 24), date(2026, 7, 9)):
        clock = stands(History(code(), events), on).clock("stage_1_response")
        assert (clock.target_on, clock.late_against_target, clock.late) == (date(2026, 6, 22), True, False)


def test_a_target_not_yet_missed_moves_on_with_the_extension() -> None:
    events = (
        event_on("received", date(2026, 6, 1)),
        event_on("stage_1_acknowledged", date(2026, 6, 11)),
        event_on("extended", date(2026, 6, 22), until=date(2026, 7, 9), reason="Records"),
    )
    clock = stands(History(code(), events), date(2026, 7, 6)).clock("stage_1_response")
    assert (clock.target_on, clock.late_against_target) == (date(2026, 7, 6), False)


@pytest.mark.parametrize("between", [(), ("adjustment_agreed",), ("adjustment_agreed", "adjustment_agreed")])
def test_whatever_happens_while_it_is_closed_reopening_sets_the_old_clock_going(between: tuple[str, ...]) -> None:
    start = date(2026, 6, 1)
    kinds = ["received", "stage_1_acknowledged", "declined", *between, "reopened"]
    events = tuple(event_on(kind, start + timedelta(days=n)) for n, kind in enumerate(kinds))
    clock = stands(History(code(), events), date(2026, 7, 1)).clock("stage_1_response")
    assert (clock.running, clock.started_on, clock.late) == (True, date(2026, 6, 2), True)


# --- What may be done, and what was. ---------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(histories(the_code()), DAYS_ON)
def test_what_is_on_offer_can_happen_and_nothing_else_can(history: History, later: int) -> None:
    if len({event.day for event in history.events}) < len(history.events):
        return  # what comes later may change how a day with several events of no known time is read
    on = history.last_day + timedelta(days=1 + later)
    stood = stands(history, on)
    offered = {offer.move.name for offer in stood.on_offer}
    assert offered.isdisjoint(offer.move.name for offer in stood.not_on_offer)
    for kind, move in history.procedure.making.items():
        happened = event_on(kind, on, until=on + timedelta(days=9), reason="x", id="A")
        assert possible(History(history.procedure, (*history.events, happened)), on) == (move.name in offered), kind


def possible(history: History, on: date) -> bool:
    """Whether the procedure allows this history."""
    try:
        stands(history, on)
    except ImpossibleEvent:
        return False
    return True


@quick
@given(histories([code()]), DAYS_ON, st.integers(-3, 60), st.booleans())
def test_an_extension_that_may_be_made_in_time_counts_and_one_that_may_not_moves_nothing(
    history: History, later: int, further: int, approved: bool
) -> None:
    on = history.last_day + timedelta(days=later)
    before = stands(history, on)
    running = [reading for reading in before.clocks if reading.running and reading.clock.extend_by]
    if not running:
        return
    until = before.council.calendar.add(running[0].due_on, further)
    facts: dict[str, Any] = {"until": until, "reason": "Records"}
    facts |= {"good_reason": "A flood", "approved_by": "M. Anager"} if approved else {}
    allowed = before.may("extend", **facts)
    now = stands(History(history.procedure, (*history.events, event_on("extended", on, **facts)))).clock(
        running[0].name
    )
    counts = bool(allowed) and not running[0].late
    assert now.due_on == (facts["until"] if counts else running[0].due_on)
    assert (len(now.faults) == len(running[0].faults)) == (counts or (further <= 0 and not running[0].late))


# --- The past as it stood. -------------------------------------------------------------------------------------------


@quick
@given(histories(most=12), st.integers(0, 150))
def test_what_happened_later_does_not_change_how_it_stood(history: History, after: int) -> None:
    on = history.events[0].day + timedelta(days=after)
    by_then = tuple(event for event in history.events if event.day <= on)
    assert view(stands(history, on)) == view(stands(History(history.procedure, by_then), on))


@quick
@given(histories([code()]), DAYS_ON)
def test_nothing_has_happened_before_the_first_day(history: History, before: int) -> None:
    stood = stands(history, history.events[0].day - timedelta(days=1 + before))
    assert (stood.stage, stood.clocks, stood.owes, stood.breaches) == (None, (), (), ())


@quick
@given(histories())
def test_the_same_moment_told_in_another_time_zone_stands_the_same(history: History) -> None:
    elsewhere = tuple(replace(event, at=event.at.astimezone(UTC)) for event in history.events)
    assert view(stands(History(history.procedure, elsewhere))) == view(stands(history))


# --- Order within a day. ---------------------------------------------------------------------------------------------


def shuffled(events: Sequence[Event], order: list[int]) -> tuple[Event, ...]:
    """The events with the times of day taken off, and each day's in another order."""
    untimed = [event_on(event.kind, event.day, by=event.by, **event.facts) for event in events]
    mixed: list[Event] = []
    for _, group in groupby(untimed, key=lambda event: event.day):
        keyed = [(order[n % len(order)], n, event) for n, event in enumerate(group)]
        mixed += [event for _, _, event in sorted(keyed, key=lambda one: one[:2])]
    return tuple(mixed)


def plain_steps(history: History) -> History:
    """The history without what means something else in another place: notices of delay, and one step twice in a day."""
    making, seen, kept = history.procedure.making, set[tuple[str, date]](), []
    for event in history.events:
        notice = making[event.kind].extends or making[event.kind].tells_date
        if not notice and (event.kind, event.day) not in seen:
            seen.add((event.kind, event.day))
            kept.append(event)
    return History(history.procedure, tuple(kept))


ORDER = st.lists(st.integers(0, 9), min_size=1, max_size=9)


@quick
@given(histories(the_code()), ORDER)
def test_the_order_of_a_day_without_times_changes_nothing_or_is_refused_aloud(
    history: History, order: list[int]
) -> None:
    steps = plain_steps(history)
    typed, mixed = (History(history.procedure, shuffled(steps.events, how)) for how in ([0], order))
    if possible(typed, history.last_day) and possible(mixed, history.last_day):
        assert view(stands(mixed)) == view(stands(typed))


THROUGH = ("received", "stage_1_acknowledged", "stage_1_responded", "escalated", "stage_2_acknowledged")


@quick
@given(st.lists(st.integers(0, 6), min_size=6, max_size=6), ORDER, st.permutations([0, 1, 2, 3, 4, 5]))
def test_the_ordinary_way_through_may_be_typed_in_any_order(
    waits: list[int], order: list[int], places: list[int]
) -> None:
    day, events = date(2026, 6, 1), []
    for kind, wait in zip((*THROUGH, "stage_2_responded"), waits, strict=True):
        day += timedelta(days=wait)
        events.append(event_on(kind, day, by=kind))
    typed = stands(History(code(), tuple(events)))
    assert view(stands(History(code(), shuffled(events, order)))) == view(typed)
    anyhow = tuple(events[place] for place in places)
    assert view(standing(code(), anyhow, on=day, council=COUNCIL)) == view(typed)


def test_a_departure_for_one_service_covers_it_in_whatever_order_the_first_day_was_typed() -> None:
    day = date(2026, 6, 1)
    longer = Departure(
        scope="policy",
        effect="longer_time",
        para="6.3",
        reason="Few staff",
        decided_by="Cabinet",
        services=("waste",),
        clock="stage_1_response",
        n=15,
    )
    events = [event_on("received", day, service="waste"), event_on("stage_1_acknowledged", day)]
    for typed in (events, events[::-1]):
        stood = standing(code(), typed, on=day, council=COUNCIL, departures_recorded=[longer])
        assert stood.clock("stage_1_response").due_on == date(2026, 6, 22)


def test_every_procedure_is_tried() -> None:
    assert {history.id for history in procedures()} >= {"local_council_code"}
    assert all(procedure.making for procedure in procedures())
