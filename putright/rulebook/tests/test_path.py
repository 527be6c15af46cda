"""From kinds of events to the stage reached and the clocks that ran: stops, stage changes, reopening, promises."""

from __future__ import annotations

import re

import pytest

from putright.rulebook.book import library
from putright.rulebook.book.words import Procedure
from putright.rulebook.standings import restaging
from putright.rulebook.standings.path import ImpossibleEvent, Path, Run, UnknownEvent, walk, word
from putright.rulebook.tests.made_up import made_up

CODE = library.procedure("local_council_code")
SMALL = made_up()
TO_STAGE_2 = ("received", "stage_1_acknowledged", "stage_1_responded", "escalated")


def path(*words: str, procedure: Procedure = CODE) -> Path:
    return walk(procedure, words)


def run(name: str, *words: str, procedure: Procedure = CODE) -> Run:
    return next(run for run in path(*words, procedure=procedure).runs if run.clock.name == name)


def refused(*words: str, procedure: Procedure = CODE) -> str:
    with pytest.raises(ImpossibleEvent) as impossible:
        walk(procedure, words)
    return str(impossible.value)


def test_a_stage_is_where_the_last_opening_event_led() -> None:
    assert path().stage is None
    assert path("received").stage == "stage_1"
    assert path(*TO_STAGE_2).stage == "stage_2"
    assert path(*TO_STAGE_2, "escalation_declined").ended


def test_an_event_the_procedure_has_not_is_refused() -> None:
    with pytest.raises(UnknownEvent, match=re.escape("events[1]: local_council_code has no event 'paid'; it has:")):
        walk(CODE, ("received", "paid"))


def test_two_steps_at_once_are_no_event_of_their_own() -> None:
    with pytest.raises(UnknownEvent, match="has no event 'answer_at_once'"):
        walk(CODE, ("received", "answer_at_once"))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("closed",), "events[0]: closed cannot happen here: Nothing has been received yet. (paragraph 6.6)"),
        (("received", "received"), "events[1]: received cannot happen here: It has been received already."),
        (("received", "reopened"), "It is possible only at the end; this is at stage 1."),
        (("received", "declined", "withdrawn"), "It is possible only at stage 1 or stage 2; this is at the end."),
        (("received", "stage_1_responded"), "Only after this: the complaint was acknowledged at stage 1."),
        (("received", "improvement_recorded"), "Only after one of these: the stage 1 answer was sent or "),
        ((*TO_STAGE_2[:3], "declined"), "Not after this: the stage 1 answer was sent."),
        ((*TO_STAGE_2[:3], "stage_1_responded"), "It has been done already: the stage 1 answer was sent."),
        (("received", "sent_to_stage_2"), "Only with a recorded departure: a first and final answer at stage 2."),
        ((*TO_STAGE_2, "closed"), "Something promised is still open: an answer at stage 2."),
        (("received", "extended"), "No time limit that can be extended is running."),
        (
            (*TO_STAGE_2[:3], "delay_explained"),
            "Only while this time limit still runs: the stage 1 acknowledgement (paragraph 6.2) or the stage 1 "
            "answer (paragraph 6.3). (paragraph 5.5)",
        ),
        (
            (*TO_STAGE_2, "stage_2_acknowledged", "stage_2_responded", "withdrawn"),
            "still runs: the stage 2 acknowledgement (paragraph 6.11) or the stage 2 answer (paragraph 6.15).",
        ),
    ],
)
def test_an_impossible_event_says_why_in_one_plain_sentence(words: tuple[str, ...], why: str) -> None:
    assert why in refused(*words)


def test_three_stages_are_listed_with_commas() -> None:
    three = restaging.with_third_stage(CODE)
    why = "It is possible only at stage 1, stage 2 or stage 3; this is at the end."
    assert why in refused("received", "declined", "withdrawn", procedure=three)


def test_leaving_a_stage_stops_its_clocks_and_says_that_they_were_left() -> None:
    left = run("stage_1_acknowledgement", "received", "withdrawn")
    assert (left.stopped, left.left) == (1, True)
    done = run("stage_1_acknowledgement", "received", "stage_1_acknowledged")
    assert (done.stopped, done.left) == (1, False)


def test_reopening_sets_the_clocks_going_from_where_they_began() -> None:
    again = run("stage_1_acknowledgement", "received", "withdrawn", "reopened")
    assert (again.started, again.stopped, again.left) == (0, None, False)


def test_what_is_recorded_while_it_is_closed_does_not_keep_the_clocks_from_going_on() -> None:
    words = ("received", "stage_1_acknowledged", "withdrawn", "adjustment_agreed", "reopened")
    assert run("stage_1_response", *words).stopped is None


def test_reopening_leaves_alone_what_had_stopped_in_its_own_time() -> None:
    words = ("received", "stage_1_acknowledged", "withdrawn", "reopened")
    assert run("stage_1_acknowledgement", *words).stopped == 1


def test_a_late_request_for_stage_2_after_closing_goes_to_stage_2_and_back_there_when_reopened() -> None:
    closed = (*TO_STAGE_2[:3], "closed", "escalated")
    assert path(*closed).stage == "stage_2"
    assert path(*closed, "withdrawn", "reopened").stage == "stage_2"
    assert run("stage_2_acknowledgement", *closed, "withdrawn", "reopened").stopped is None


def test_the_window_to_ask_for_stage_2_ends_with_closing_and_opens_again_with_reopening() -> None:
    assert run("escalation_window", *TO_STAGE_2[:3], "closed").left
    assert run("escalation_window", *TO_STAGE_2[:3], "closed", "reopened").stopped is None


def test_a_clock_starts_once_and_one_that_restarts_starts_again() -> None:
    restarting = made_up(('starts = ["asked"]', 'starts = ["asked", "waited"]\nrestarts = true'))
    runs = [one for one in path("asked", "waited", procedure=restarting).runs if one.clock.name == "answer"]
    assert [(one.started, one.stopped, one.left) for one in runs] == [(0, 1, True), (1, None, False)]
    once = made_up(('starts = ["asked"]', 'starts = ["asked", "went_on"]'))
    assert len([one for one in path("asked", "went_on", procedure=once).runs if one.clock.name == "answer"]) == 1


def test_a_clock_that_counts_from_something_that_never_happened_does_not_start() -> None:
    waiting = made_up(('{ on = "asked", counting_from = "asked" }', '{ on = "replied", counting_from = "called" }'))
    assert [one.clock.name for one in path("asked", "replied", procedure=waiting).runs] == ["answer"]


def test_time_stands_still_between_two_events_and_only_for_the_clocks_named() -> None:
    paused = path("asked", "waited", procedure=SMALL)
    assert [(one.clock.name, one.paused) for one in paused.runs] == [("answer", True), ("visit", False)]
    assert run("answer", "asked", "waited", "waited", "went_on", "went_on", procedure=SMALL).pauses == ((1, 3),)


def test_a_pause_that_names_no_clock_is_for_all() -> None:
    for_all = made_up(('clocks = ["answer"]\n', ""))
    assert all(one.paused for one in path("asked", "waited", procedure=for_all).runs)


def test_one_extension_reaches_every_clock_it_may_extend_that_still_runs() -> None:
    both = path("asked", "put_off", procedure=SMALL)
    assert [one.extensions for one in both.runs] == [(1,), (1,)]
    one_left = path("asked", "replied", "put_off", procedure=SMALL)
    assert [one.extensions for one in one_left.runs] == [(), (2,)]


def test_a_delay_explained_is_told_about_what_the_council_owes_and_extends_nothing() -> None:
    told = path("received", "stage_1_acknowledged", "delay_explained")
    assert [(one.clock.name, one.notices, one.extensions) for one in told.runs] == [
        ("stage_1_acknowledgement", (), ()),
        ("stage_1_response", (2,), ()),
    ]
    adult_care = library.procedure("adult_care")
    theirs = run("settlement_at_once", "received", "written_down", "delay_explained", procedure=adult_care)
    assert theirs.notices == ()


@pytest.mark.parametrize("kind", ["clarification_asked", "delay_explained", "withdrawn"])
def test_what_waits_on_a_running_time_limit_is_possible_from_the_first_day(kind: str) -> None:
    assert kind in path("received", kind).places
    assert kind in path(*TO_STAGE_2, kind).places


def test_reopening_sets_going_what_a_step_waits_on() -> None:
    assert path("received", "declined", "reopened", "clarification_asked").length == 4
    answered = ("received", "stage_1_acknowledged", "stage_1_responded", "closed", "reopened")
    assert "Only while this time limit" in refused(*answered, "clarification_asked")
    assert path(*answered, "withdrawn").ended


def test_a_clock_of_another_stage_is_named_when_none_is_of_this_one() -> None:
    far = made_up(('in = ["over"]', 'in = ["over"]\nwhile_running = ["answer"]'))
    assert "Only while this time limit still runs: the answer (paragraph 9). (paragraph 8)" in refused(
        "asked", "replied", "called", "finished", "taken_up", procedure=far
    )


def open_promises(*words: str) -> int:
    return len(path("received", *words).still_open(CODE.promises[0]))


def test_a_promise_is_open_until_it_is_kept() -> None:
    assert open_promises() == 0
    assert open_promises("remedy_agreed") == 1
    assert open_promises("remedy_agreed", "remedy_completed") == 0
    assert open_promises("remedy_agreed", "remedy_undeliverable") == 0


def test_keeping_a_promise_twice_does_not_keep_the_next_one() -> None:
    assert open_promises("remedy_agreed", "remedy_completed", "remedy_completed", "remedy_agreed") == 1


def test_keeping_one_of_two_promises_leaves_the_other() -> None:
    bin_, refund = word("remedy_agreed", "bin"), word("remedy_agreed", "refund")
    done = word("remedy_completed", "refund")
    still_open = path("received", bin_, refund, done, done).still_open(CODE.promises[0])
    assert still_open == (1,)
    assert open_promises(bin_, refund, "remedy_completed") == 1


def test_a_refusal_of_stage_2_taken_back_no_longer_keeps_the_promise_of_an_answer() -> None:
    promise = CODE.promises[1]
    refused_ = path(*TO_STAGE_2, "escalation_declined")
    assert refused_.still_open(promise) == ()
    assert path(*TO_STAGE_2, "escalation_declined", "reopened").still_open(promise) == (3,)
    assert path(*TO_STAGE_2, "escalation_declined", "reopened", "escalation_declined").still_open(promise) == ()


def test_a_history_is_worked_out_once() -> None:
    assert path(*TO_STAGE_2) is path(*TO_STAGE_2)
