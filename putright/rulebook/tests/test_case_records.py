"""The record of a case says what the case stood at, and what was late stays late."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from putright.rulebook.book import library
from putright.rulebook.measures.case_records import Limit, Passage, Remedy
from putright.rulebook.measures.from_standing import record_of
from putright.rulebook.standings.departures import Departure
from putright.rulebook.standings.happening import Event, on
from putright.rulebook.tests.registers import LOOKED_AT, STRIKE, UPHELD, day, drawn, figure, plain, stands

# --- The record. -------------------------------------------------------------------------------------------------


def test_a_record_carries_what_the_case_stood_at() -> None:
    record = drawn(*UPHELD)
    assert (record.service, record.channel, record.points, record.as_at) == ("parks", "letter", 3, LOOKED_AT)
    first = record.passage(1)
    assert first is not None
    assert (first.acknowledged_on, first.answered_on, first.outcome) == (day(6, 3), day(6, 17), "upheld")
    assert (first.days_from_acknowledgement, first.days_from_request) == (10, 12)
    assert record.passage(2) is None
    assert record.escalated_on is None


def test_a_complaint_not_acknowledged_yet_has_no_acknowledgement_and_no_answer() -> None:
    first = drawn(UPHELD[0], looked_at=day(6, 1)).passages[0]
    assert (first.acknowledged_on, first.answered_on) == (None, None)
    assert Passage(1, day(6, 1)).acknowledged_on is None


def test_an_answer_on_the_weekend_it_came_in_took_no_days() -> None:
    saturday = datetime.fromisoformat("2026-06-06T10:00")
    kinds = ("received", "stage_1_acknowledged", "stage_1_responded")
    record = drawn(*(Event(kind, saturday + timedelta(hours=n)) for n, kind in enumerate(kinds)))
    assert record.received_on == day(6, 8)
    assert record.passages[0].days_from_request == 0


def test_a_case_in_three_stages_has_three_passages() -> None:
    three = Departure(
        scope="policy", effect="three_stages", para="5.1", reason="Small panels", decided_by="the council"
    )
    record = drawn(
        *UPHELD,
        on("escalated", day(6, 22)),
        on("stage_2_acknowledged", day(6, 24)),
        on("stage_2_responded", day(7, 1), decision="upheld"),
        on("escalated_to_stage_3", day(7, 6)),
        under=[three],
    )
    assert [passage.stage for passage in record.passages] == [1, 2, 3]
    assert record.departures == ("policy",)
    assert figure("overdue", [record]).parts["step"] == {"the stage 3 acknowledgement": (1, 1, 1)}


def test_a_departure_for_another_service_does_not_cover_a_case() -> None:
    assert drawn(*UPHELD, under=[STRIKE]).departures == ()
    assert drawn(on("received", day(6, 1), service="waste"), under=[STRIKE]).under_temporary_departure


def test_how_a_case_ended_is_known_until_it_is_reopened() -> None:
    closed = on("closed", day(7, 1))
    assert drawn(*UPHELD).ending is None
    assert drawn(*UPHELD, closed).ending == "closed"
    assert drawn(*UPHELD, closed, on("reopened", day(7, 2))).ending is None
    assert drawn(*UPHELD, closed, on("escalated", day(7, 2)), on("withdrawn", day(7, 3))).ending == "withdrawn"


def test_a_refusal_is_overturned_only_by_what_follows_it() -> None:
    refused = (on("received", day(6, 1)), on("declined", day(6, 2), ground="late"), on("reopened", day(6, 3)))
    rest = (*UPHELD[1:], on("closed", day(6, 22)), on("reopened", day(6, 24)))
    assert [refusal.overturned_on for refusal in drawn(*refused, *rest).refusals] == [day(6, 3)]
    assert [refusal.overturned_on for refusal in drawn(*refused[:2]).refusals] == [None]


def test_what_is_done_without_an_id_is_the_oldest_remedy_still_open() -> None:
    agreed = [on("remedy_agreed", day(6, number), until=day(6, 20 + number)) for number in (8, 9)]
    done = [on("remedy_completed", day(6, number)) for number in (10, 11, 12)]
    assert drawn(*UPHELD[:2], *agreed, *done).remedies == (
        Remedy(day(6, 8), day(6, 28), day(6, 10)),
        Remedy(day(6, 9), day(6, 29), day(6, 11)),
    )


def test_a_remedy_without_a_date_is_shown_beside() -> None:
    record = drawn(*UPHELD[:2], on("remedy_agreed", day(6, 8)))
    found = figure("remedies_on_time", [record])
    assert (found.denominator, found.beside) == (0, {"agreed without a date": 1})


def test_a_statutory_case_can_be_asked_what_it_has() -> None:
    children = library.procedure("children")
    here = stands(on("received", day(6, 1), logged_on=day(6, 3)), procedure=children)
    record = record_of(here, id="a case")
    assert (record.counts_as, record.passages) == ("statutory", ())
    assert figure("overdue", [record], counts_as="statutory").value == 1
    lag = figure("logging_lag", [record], counts_as="statutory")
    assert (lag.value, set(lag.parts)) == (2, {"channel", "service"})


# --- Late for good. ----------------------------------------------------------------------------------------------


def test_reopening_never_makes_a_late_answer_on_time() -> None:
    late = (*UPHELD[:3], on("stage_1_responded", day(6, 18), decision="upheld"), on("closed", day(6, 22)))
    for events in (late, (*late, on("reopened", day(6, 24)))):
        assert figure("stage_1_in_time", [drawn(*events)]).parts["band"]["neither"].numerator == 1


def test_calling_an_overdue_complaint_a_service_request_does_not_undo_its_lateness() -> None:
    received = on("received", day(6, 1))
    in_time, late = (drawn(received, on("became_service_request", day(6, number))) for number in (8, 9))
    found = figure("stage_1_acknowledged_on_time", [in_time, late])
    assert (found.numerator, found.denominator) == (0, 1)
    assert found.beside == {"fell away before it was due": 1}


@pytest.mark.parametrize("notice", ["extended", "delay_explained"])
def test_a_delay_past_the_date_given_is_untold_again(notice: str) -> None:
    told = on(notice, day(6, 18), until=day(6, 24), reason="Records")
    for answered, untold in ((24, 0), (25, 1)):
        record = drawn(*UPHELD[:3], told, on("stage_1_responded", day(6, answered)))
        assert figure("late_and_untold", [record]).numerator == untold


def test_a_limit_runs_until_it_is_done_or_falls_away() -> None:
    running = Limit(day(6, 1), day(6, 8), day(6, 8))
    assert running.running
    assert not running.fell_away
    assert not replace(running, done_on=day(6, 2)).running
    assert replace(running, left_on=day(6, 2)).fell_away
    assert not replace(running, left_on=day(6, 9), band="neither").fell_away


def test_an_answer_without_an_acknowledgement_is_in_no_average_from_it() -> None:
    answered = Passage(1, day(6, 1), answer=Limit(day(6, 1), day(6, 15), day(6, 15), done_on=day(6, 8)))
    found = figure("stage_1_days", [plain(passages=(answered,))])
    assert (found.value, found.beside) == (None, {"answered without an acknowledgement": 1})


def test_a_complaint_taken_straight_to_stage_2_is_in_no_figure_of_stage_1() -> None:
    senior = Departure(
        scope="individual",
        effect="start_at_stage_2",
        para="FAQ good reasons",
        reason="It is about the chief executive",
        decided_by="the link officer",
        ground="senior_officer",
    )
    record = drawn(on("received", day(6, 1)), on("sent_to_stage_2", day(6, 9)), under=[senior])
    assert [passage.stage for passage in record.passages] == [2]
    assert figure("stage_1_acknowledged_on_time", [record]).parts == {}
    assert figure("stage_2_acknowledged_on_time", [record]).denominator == 1


def test_a_case_with_two_steps_overdue_is_one_case_overdue() -> None:
    late = Limit(day(6, 1), day(6, 8), day(6, 8), band="neither", untold=True)
    done = replace(late, done_on=day(6, 9))
    record = plain(limits=(("the reply", done), ("the plan", late), ("the answer", late)))
    found = figure("overdue", [record])
    assert (found.value, set(found.parts["step"])) == (1, {"the plan"})


def test_logged_on_the_day_the_acknowledgement_was_due_is_in_time() -> None:
    record = drawn(on("received", day(6, 1), logged_on=day(6, 8)))
    assert set(figure("logging_lag", [record]).parts["logged"]) == {"in time"}


def test_a_request_refused_and_then_taken_after_all_counts_as_taken() -> None:
    refused = (on("escalated", day(6, 22)), on("escalation_declined", day(6, 24), ground="late"))
    for events, request in ((refused, "refused"), ((*refused, on("reopened", day(6, 26))), "taken")):
        assert set(figure("stage_2_requested", [drawn(*UPHELD, *events)]).parts["request"]) == {request}
