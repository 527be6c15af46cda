"""A standing is how a matter stood at the end of a day, from what had happened by then; odd histories too."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from putright.rulebook.book import library
from putright.rulebook.dates.days import Council
from putright.rulebook.standings.departures import Departure
from putright.rulebook.standings.happening import LONDON, Event, on
from putright.rulebook.standings.path import ImpossibleEvent, UnknownEvent
from putright.rulebook.standings.standing import Standing, standing
from putright.rulebook.tests.made_up import made_up

CODE = library.procedure("local_council_code")
RECEIVED = on("received", date(2026, 6, 1))
ACKNOWLEDGED = on("stage_1_acknowledged", date(2026, 6, 3))
ANSWERED = on("stage_1_responded", date(2026, 6, 16), by="B. Handler")
REQUESTED = on("escalated", date(2026, 6, 29))


def after(*events: Event, looked_at: date = date(2026, 6, 30), under: tuple[Departure, ...] = ()) -> Standing:
    return standing(CODE, events, on=looked_at, council=Council(), departures_recorded=under)


def test_before_anything_has_come_in_nothing_stands() -> None:
    here = after()
    assert (here.stage, here.ended, here.receipt, here.owes) == (None, False, None, ())


def test_what_happens_later_has_not_happened_yet() -> None:
    assert after(RECEIVED, ACKNOWLEDGED, ANSWERED, looked_at=date(2026, 6, 10)).events == [RECEIVED, ACKNOWLEDGED]
    assert after(RECEIVED, looked_at=date(2026, 5, 29)).stage is None


def test_what_happens_late_on_the_day_looked_at_has_happened() -> None:
    late = Event("stage_1_acknowledged", datetime(2026, 6, 3, 23, 59, tzinfo=LONDON))
    assert after(RECEIVED, late, looked_at=date(2026, 6, 3)).clock("stage_1_acknowledgement").stopped_on is not None


def test_an_unknown_event_is_refused_even_on_a_day_still_to_come() -> None:
    with pytest.raises(UnknownEvent, match=r"events\[1\]: local_council_code has no event 'paid'; it has: received, "):
        after(RECEIVED, on("paid", date(2026, 12, 1)))


def test_a_name_cannot_be_smuggled_in_with_the_kind() -> None:
    with pytest.raises(UnknownEvent, match="has no event 'received#1'"):
        after(on("received#1", date(2026, 6, 1)))


def test_an_impossible_event_is_named_by_its_place_in_what_was_given() -> None:
    early = on("escalated", date(2026, 6, 2))
    with pytest.raises(ImpossibleEvent) as impossible:
        after(ACKNOWLEDGED, RECEIVED, early)
    assert (impossible.value.place, impossible.value.kind, impossible.value.para) == (2, "escalated", "6.10")
    assert str(impossible.value).startswith("events[2]: escalated cannot happen here: Only after")


def test_a_day_typed_backwards_is_put_right_when_there_is_one_way_to() -> None:
    same_day = date(2026, 6, 1)
    here = after(*(on(kind, same_day) for kind in ("stage_1_responded", "stage_1_acknowledged", "received")))
    assert [event.kind for event in here.events] == ["received", "stage_1_acknowledged", "stage_1_responded"]


def test_the_order_given_within_a_day_holds_when_it_is_possible() -> None:
    day = date(2026, 6, 5)
    here = after(RECEIVED, on("declined", date(2026, 6, 3)), on("reopened", day), on("stage_1_acknowledged", day))
    assert here.stage == "stage_1"
    assert not here.clock("stage_1_response").run.left


def test_the_receipt_keeps_the_real_moment_the_day_that_counts_and_the_day_of_logging() -> None:
    moment = datetime(2026, 5, 22, 23, 30, tzinfo=LONDON)
    here = after(Event("received", moment, facts={"logged_on": date(2026, 5, 29)}))
    assert here.receipt is not None
    assert (here.receipt.at, here.receipt.effective_on) == (moment, date(2026, 5, 26))
    assert (here.receipt.logged_on, here.receipt.days_lost) == (date(2026, 5, 29), 3)


def test_logging_before_the_day_that_counts_loses_nothing() -> None:
    here = after(Event("received", datetime(2026, 6, 5, 18, tzinfo=LONDON), facts={"logged_on": date(2026, 6, 5)}))
    assert here.receipt is not None
    assert (here.receipt.effective_on, here.receipt.days_lost) == (date(2026, 6, 8), 0)


def test_what_does_not_arrive_counts_from_the_day_it_happened() -> None:
    here = standing(
        made_up(("arrives = true\n", "")),
        (Event("asked", datetime(2026, 6, 6, 22, tzinfo=LONDON)),),
        on=date(2026, 6, 8),
        council=Council(),
    )
    assert here.receipt is not None
    assert here.receipt.effective_on == here.clock("answer").started_on == date(2026, 6, 6)


def test_the_latest_run_of_a_clock_is_given_and_one_that_never_ran_is_an_error() -> None:
    here = after(RECEIVED, ACKNOWLEDGED)
    assert here.clock("stage_1_response").name == "stage_1_response"
    with pytest.raises(KeyError, match="stage_2_response has not run"):
        here.clock("stage_2_response")


def test_every_move_is_either_on_offer_or_refused_with_a_reason_and_a_paragraph() -> None:
    here = after(RECEIVED, ACKNOWLEDGED)
    assert len(here.on_offer) + len(here.not_on_offer) == len(CODE.moves)
    assert all(offer.why_not and offer.why_not.endswith(".") and offer.para for offer in here.not_on_offer)
    assert here.offer["close"] in here.not_on_offer


def test_only_the_departures_that_cover_a_matter_stand_with_it() -> None:
    now = one(scope="policy", effect="recorded_only", starts_on=date(2026, 6, 1))
    later = one(scope="policy", effect="recorded_only", starts_on=date(2026, 6, 2))
    assert after(RECEIVED, under=(later, now)).departures == (now,)
    assert after(under=(now,)).departures == ()


def one(**said: object) -> Departure:
    given: dict[str, object] = {"scope": "individual", "para": "6.3", "reason": "Four services", "decided_by": "C."}
    return Departure(**(given | said))  # type: ignore[arg-type]


def test_a_longer_time_is_decided_in_time_up_to_the_last_day_and_not_the_day_after() -> None:
    def due(decided: date) -> date:
        longer = one(effect="longer_time", clock="stage_1_response", n=20, starts_on=decided)
        return after(RECEIVED, ACKNOWLEDGED, under=(longer,)).clock("stage_1_response").due_on

    assert due(date(2026, 6, 17)) == date(2026, 7, 1)
    assert due(date(2026, 6, 18)) == date(2026, 6, 17)


def test_a_second_longer_time_may_follow_the_first_while_that_one_runs() -> None:
    first = one(effect="longer_time", clock="stage_1_response", n=20, starts_on=date(2026, 6, 15))
    second = one(effect="longer_time", clock="stage_1_response", n=30, starts_on=date(2026, 6, 29))
    here = after(RECEIVED, ACKNOWLEDGED, under=(second, first), looked_at=date(2026, 7, 2))
    assert here.clock("stage_1_response").due_on == date(2026, 7, 15)
    assert here.departures == (first, second)
    assert after(RECEIVED, ACKNOWLEDGED, under=(second,)).departures == ()


def test_a_departure_decided_before_the_complaint_came_in_counts() -> None:
    longer = one(effect="longer_time", clock="stage_1_response", n=20, starts_on=date(2026, 5, 1))
    assert after(RECEIVED, ACKNOWLEDGED, under=(longer,)).departures == (longer,)


def test_one_stage_is_decided_before_the_answer_that_told_the_person_of_the_next_and_not_after() -> None:
    def moves(decided: date) -> set[str]:
        only = one(effect="one_stage", starts_on=decided)
        return set(after(RECEIVED, ACKNOWLEDGED, ANSWERED, under=(only,)).procedure.move)

    assert "escalate" not in moves(date(2026, 6, 16))
    assert "escalate" in moves(date(2026, 6, 17))


def test_the_same_reviewer_is_excused_from_the_day_it_was_decided_and_not_before() -> None:
    events = (
        RECEIVED,
        ACKNOWLEDGED,
        ANSWERED,
        REQUESTED,
        on("stage_2_acknowledged", date(2026, 7, 1)),
        on("stage_2_responded", date(2026, 7, 20), by="B. Handler"),
    )

    def breaches(decided: date) -> int:
        excused = one(effect="same_reviewer", starts_on=decided)
        return len(after(*events, under=(excused,), looked_at=date(2026, 7, 31)).breaches)

    assert breaches(date(2026, 7, 20)) == 0
    assert breaches(date(2026, 7, 21)) == 1
