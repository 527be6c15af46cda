"""What may be done now, by whom and told what; what is owed; and what has gone wrong, each in a sentence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from putright.rulebook.book import library
from putright.rulebook.book.words import Procedure
from putright.rulebook.dates.days import Council
from putright.rulebook.standings.happening import Event, on
from putright.rulebook.standings.moves import Answer
from putright.rulebook.standings.standing import Standing, standing
from putright.rulebook.tests.made_up import made_up

CODE = library.procedure("local_council_code")
AGREED = made_up(("extend_by = 5", "extend_by_agreement = true"))
RECEIVED = on("received", date(2026, 6, 1))
ACKNOWLEDGED = on("stage_1_acknowledged", date(2026, 6, 3))
ANSWERED = on("stage_1_responded", date(2026, 6, 16), by="B. Handler")
AT_STAGE_2 = (RECEIVED, ACKNOWLEDGED, ANSWERED, on("escalated", date(2026, 6, 29)))


def after(*events: Event, looked_at: date = date(2026, 6, 16), procedure: Procedure = CODE) -> Standing:
    return standing(procedure, events, on=looked_at, council=Council())


def extend(**facts: Any) -> Answer:
    said: dict[str, Any] = {"until": date(2026, 6, 24), "reason": "Records"} | facts
    return after(RECEIVED, ACKNOWLEDGED).may("extend", **said)


def test_an_answer_is_true_when_allowed_and_carries_the_reason_when_not() -> None:
    assert extend()
    refused = extend(reason=None)
    assert not refused
    assert (refused.reason, refused.para) == ("Still missing: the reason.", "6.4")


def test_a_move_the_procedure_has_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        after(RECEIVED).may("pay")


@pytest.mark.parametrize("nothing", [None, "", "  ", (), []])
def test_nothing_however_it_is_written_is_still_missing(nothing: object) -> None:
    assert extend(reason=nothing).reason == "Still missing: the reason."


@pytest.mark.parametrize("odd", ["2026-06-24", datetime(2026, 6, 24, 9, 0), 24])  # noqa: DTZ001
def test_a_new_date_must_be_a_day(odd: object) -> None:
    assert extend(until=odd).reason == "The new date must be a day."


def test_a_new_date_may_be_today_and_not_yesterday() -> None:
    here = after(RECEIVED, ACKNOWLEDGED, looked_at=date(2026, 6, 22))
    assert here.may("extend", until=date(2026, 6, 22), reason="x")
    assert here.may("explain_delay", until=date(2026, 6, 22), reason="x")
    for move in ("extend", "explain_delay"):
        refused = here.may(move, until=date(2026, 6, 19), reason="x")
        assert refused.reason == "Friday 19 June 2026 is past: give a day that is still to come."


def test_a_date_promised_with_a_remedy_is_not_a_limit_extended() -> None:
    assert after(RECEIVED).may("agree_remedy", until=date(2026, 5, 1), owner="Waste")


def test_a_clock_that_does_not_run_cannot_be_named_for_an_extension() -> None:
    assert extend(clock="stage_1_response")
    assert extend(clock="stage_2_response").reason == "That time limit is not running."


def test_a_new_date_must_suit_every_clock_it_would_move() -> None:
    asked = on("asked", date(2026, 6, 1))
    here = after(asked, looked_at=date(2026, 6, 3), procedure=made_up())
    assert "come after Sunday 21 June 2026" in here.may("put_off", until=date(2026, 6, 18), reason="x").reason
    assert here.may("put_off", until=date(2026, 6, 22), reason="x")
    past = here.may("put_off", until=date(2026, 6, 23), reason="x").reason
    assert past.startswith("Tuesday 23 June 2026 is past Monday 22 June 2026, the furthest it can go. Still missing:")
    assert here.may("put_off", until=date(2026, 6, 23), reason="x", good_reason="x", approved_by="x")


def test_where_no_approval_leads_past_the_limit_none_is_asked_for() -> None:
    strict = made_up(('past_limit_needs = ["good_reason", "approved_by"]\n', ""))
    here = after(on("asked", date(2026, 6, 1)), looked_at=date(2026, 6, 3), procedure=strict)
    refused = here.may("put_off", until=date(2026, 6, 23), reason="x", clock="answer")
    assert refused.reason == "Tuesday 23 June 2026 is past Monday 22 June 2026, the furthest it can go."


def test_an_agreed_extension_may_go_anywhere_and_only_while_there_is_time() -> None:
    asked = on("asked", date(2026, 6, 1))
    facts: dict[str, Any] = {"until": date(2026, 12, 1), "reason": "x", "clock": "answer"}
    assert after(asked, looked_at=date(2026, 6, 15), procedure=AGREED).may("put_off", **facts)
    late = after(asked, looked_at=date(2026, 6, 16), procedure=AGREED).may("put_off", **facts)
    assert late.reason == "It could be agreed only up to Monday 15 June 2026."


def review(by: str | None) -> Answer:
    here = after(*AT_STAGE_2, on("stage_2_acknowledged", date(2026, 7, 1)), looked_at=date(2026, 7, 20))
    return here.may("respond_stage_2", by=by, decision="upheld", conflict_declaration="none")


def test_nobody_reviews_their_own_answer() -> None:
    assert review("D. Reviewer")
    assert review("B. Handler").reason == "It must be somebody else: by this person, the stage 1 answer was sent."


@pytest.mark.parametrize("nobody", [None, "", " "])
def test_nobody_reviews_without_a_name(nobody: str | None) -> None:
    assert review(nobody).reason.startswith("Say who does it")


def test_where_a_step_is_for_anybody_nobody_need_be_named() -> None:
    assert after(RECEIVED).may("withdraw", how_told="By telephone")


def test_answering_at_once_ends_with_the_fifth_day() -> None:
    facts: dict[str, Any] = {"points": ["Bin"], "outcome_sought": "Collect it", "decision": "upheld"}
    facts["conflict_declaration"] = "None"
    assert after(RECEIVED, looked_at=date(2026, 6, 8)).may("answer_at_once", **facts)
    refused = after(RECEIVED, looked_at=date(2026, 6, 9)).may("answer_at_once", **facts)
    assert refused.reason == "It was possible only up to Monday 8 June 2026; take the steps one at a time."


def owes(here: Standing) -> list[tuple[str, str | None, date | None, tuple[str, ...]]]:
    return [(owed.party, owed.clock, owed.due_on, owed.moves) for owed in here.owes]


def test_a_running_clock_is_owed_by_its_party_with_the_steps_that_stop_it() -> None:
    at_once = ("acknowledge_stage_1", "answer_at_once")
    assert owes(after(RECEIVED, looked_at=date(2026, 6, 2))) == [
        ("council", "stage_1_acknowledgement", date(2026, 6, 8), at_once)
    ]
    assert owes(after(RECEIVED, looked_at=date(2026, 6, 9)))[0][3] == at_once[:1]


def test_where_the_council_owes_nothing_by_a_date_it_owes_the_ordinary_step() -> None:
    asking = ("complainant", "escalation_window", date(2026, 7, 16), ("escalate",))
    here = after(RECEIVED, ACKNOWLEDGED, ANSWERED, looked_at=date(2026, 7, 17))
    assert owes(here) == [asking, ("council", None, None, ("close",))]


def test_nobody_owes_a_close_while_the_person_still_has_time_to_ask() -> None:
    here = after(RECEIVED, ACKNOWLEDGED, ANSWERED, looked_at=date(2026, 7, 16))
    assert [step[0] for step in owes(here)] == ["complainant"]


def test_a_refusal_on_record_gives_its_ground_its_reason_and_who_decided() -> None:
    facts = {"ground": "out_of_time", "reason": "Known of since 2024", "decided_by": "C. Manager"}
    assert after(RECEIVED, on("declined", date(2026, 6, 3), **facts)).breaches == ()
    bare = after(RECEIVED, on("declined", date(2026, 6, 3), ground="out_of_time", reason=" "))
    assert [(breach.what, breach.para) for breach in bare.breaches] == [
        ("The complaint was refused without the reason or who decided it on record.", "2.4")
    ]


def test_a_remedy_is_owed_by_the_earliest_date_that_is_still_open() -> None:
    bin_ = on("remedy_agreed", date(2026, 6, 10), id="bin", until=date(2026, 6, 30))
    refund = on("remedy_agreed", date(2026, 6, 11), id="refund", until=date(2026, 7, 31))
    keeping = ("complete_remedy", "explain_remedy")
    both = after(RECEIVED, ACKNOWLEDGED, bin_, refund, ANSWERED)
    assert owes(both)[0] == ("council", None, date(2026, 6, 30), keeping)
    done = on("remedy_completed", date(2026, 6, 15), id="bin")
    one = after(RECEIVED, ACKNOWLEDGED, bin_, refund, done, ANSWERED)
    assert owes(one)[-1] == ("council", None, date(2026, 7, 31), keeping)


def test_a_remedy_without_a_date_is_owed_all_the_same() -> None:
    assert owes(after(RECEIVED, ACKNOWLEDGED, on("remedy_agreed", date(2026, 6, 10)), ANSWERED))[-1][:3] == (
        "council",
        None,
        None,
    )


def test_a_promise_nobody_is_named_for_is_no_step_of_its_own() -> None:
    here = after(*AT_STAGE_2, looked_at=date(2026, 6, 29))
    assert [owed.clock for owed in here.owes] == ["stage_2_acknowledgement"]


def test_where_no_step_is_on_offer_yet_the_one_before_it_is_named() -> None:
    waiting = made_up(('event = "replied"', 'event = "replied"\nafter = ["waited"]'))
    here = after(on("asked", date(2026, 6, 1)), looked_at=date(2026, 6, 2), procedure=waiting)
    assert here.owes[0].moves == ("wait",)


def test_where_no_step_leads_there_none_is_named() -> None:
    never = made_up(('event = "replied"', 'event = "replied"\nafter = ["finished"]\nbefore = ["asked"]'))
    stuck = made_up(
        ('event = "replied"', 'event = "replied"\nbefore = ["asked"]'),
    )
    asked = on("asked", date(2026, 6, 1))
    assert after(asked, looked_at=date(2026, 6, 2), procedure=stuck).owes[0].moves == ()
    assert after(asked, looked_at=date(2026, 6, 2), procedure=never).owes[0].moves == ("finish",)


def said(here: Standing) -> list[str]:
    return [breach.what for breach in here.breaches]


def test_every_breach_is_a_sentence_with_a_capital_and_its_paragraph() -> None:
    here = after(
        RECEIVED,
        on("stage_1_acknowledged", date(2026, 6, 9)),
        on("extended", date(2026, 6, 24), until=date(2026, 6, 30)),
        looked_at=date(2026, 6, 26),
    )
    assert [(breach.what, breach.para) for breach in here.breaches] == [
        ("The stage 1 acknowledgement was late: it was due on Monday 8 June 2026.", "6.2"),
        ("The stage 1 answer is overdue: it was due on Tuesday 23 June 2026.", "6.3"),
        (
            "An extension of the stage 1 answer does not count: "
            "it was sent on Wednesday 24 June 2026, after the time was up on Tuesday 23 June 2026.",
            "6.4",
        ),
        ("An extension of the stage 1 answer does not count: it gave no reason.", "6.4"),
    ]


def test_a_person_left_without_a_date_is_part_of_the_breach() -> None:
    assert said(after(RECEIVED, ACKNOWLEDGED, looked_at=date(2026, 6, 18))) == [
        "The stage 1 answer is overdue: it was due on Wednesday 17 June 2026, and the person holds no new date."
    ]


def test_a_procedure_without_such_a_notice_does_not_ask_for_one() -> None:
    overdue = after(on("asked", date(2026, 6, 1)), looked_at=date(2026, 6, 16), procedure=made_up())
    assert said(overdue) == ["The answer is overdue: it was due on Monday 15 June 2026."]


def test_a_resident_is_never_in_breach() -> None:
    assert said(after(RECEIVED, ACKNOWLEDGED, ANSWERED, looked_at=date(2026, 9, 1))) == []


def test_the_same_person_twice_is_a_breach_and_an_unnamed_one_is_not() -> None:
    def second(by: str | None) -> list[str]:
        acknowledged = on("stage_2_acknowledged", date(2026, 7, 1), by="B. Handler")
        answered = on("stage_2_responded", date(2026, 7, 20), by=by)
        return said(after(*AT_STAGE_2, acknowledged, answered, looked_at=date(2026, 7, 20)))

    assert second("B. Handler") == ["The stage 2 answer was sent by somebody who had answered before."]
    assert second(None) == second("D. Reviewer") == []


def test_two_unnamed_answers_are_not_taken_for_one_person() -> None:
    nameless = on("stage_1_responded", date(2026, 6, 16))
    events = (RECEIVED, ACKNOWLEDGED, nameless, on("escalated", date(2026, 6, 29)))
    answered = (on("stage_2_acknowledged", date(2026, 7, 1)), on("stage_2_responded", date(2026, 7, 20)))
    assert said(after(*events, *answered, looked_at=date(2026, 7, 20))) == []


def test_a_new_date_is_a_working_day_where_working_days_are_counted() -> None:
    here = after(RECEIVED, on("stage_1_acknowledged", date(2026, 6, 3)), looked_at=date(2026, 6, 10))
    answer = here.may("extend", until=date(2026, 6, 20), reason="Records awaited")
    assert not answer
    assert answer.reason == "Saturday 20 June 2026 is not a working day; the next one is Monday 22 June 2026."
    assert here.may("extend", until=date(2026, 6, 22), reason="Records awaited")


def test_an_extension_at_stage_2_is_refused_by_the_paragraph_of_stage_2() -> None:
    first = (RECEIVED, on("stage_1_acknowledged", date(2026, 6, 3)), on("stage_1_responded", date(2026, 6, 10)))
    second = (on("escalated", date(2026, 6, 15)), on("stage_2_acknowledged", date(2026, 6, 16)))
    at_1 = after(*first[:2], looked_at=date(2026, 6, 10)).may("extend", reason="Records awaited")
    at_2 = after(*first, *second, looked_at=date(2026, 6, 17)).may("extend", reason="Records awaited")
    assert (at_1.para, at_2.para) == ("6.4", "6.16")


def test_a_refusal_names_a_ground_that_is_listed() -> None:
    here = after(RECEIVED, looked_at=date(2026, 6, 2))
    refused = here.may("decline", ground="we would rather not", reason="No", decided_by="C. Manager")
    assert refused.reason.startswith("There is no ground 'we would rather not'; there are: late, ")
    assert here.may("decline", ground="court_action", reason="Papers filed on 29 May", decided_by="C. Manager")


def test_a_ground_off_the_ordinary_list_needs_its_departure() -> None:
    here = after(RECEIVED, looked_at=date(2026, 6, 2))
    off_the_list = next(ground.name for ground in here.procedure.grounds if ground.needs_departure)
    refused = here.may("decline", ground=off_the_list, reason="A claim for lost trade", decided_by="C. Manager")
    assert "only with a recorded departure: a ground of refusal that is not on the ordinary list" in refused.reason
