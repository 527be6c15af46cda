"""What was done on paper is keyed with its true day, whose it was and its letter; nothing goes out a second time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from putright.casework import cases, file, models, resending
from putright.casework.actions import filing, handling, remedies, stage_2
from putright.casework.files.documents import Upload
from putright.casework.on_paper import keying, letters, noting
from putright.casework.on_paper.keying import Keyed
from putright.casework.on_paper.letters import PaperLetter
from putright.casework.proof import evidence
from putright.casework.refused import NotYours, Refused
from putright.casework.tests import cast
from putright.council.clock import LONDON
from putright.letters.models import Outgoing

BACK = cast.on(21)
"""The Monday on which the site is back."""

TEXT = "We uphold your complaint. To ask for stage 2, write to us. Answer it by 30 September 2026."
SCAN = Upload(name="answer.txt", content=b"The answer, as it was scanned")


def sent(case: models.Case, **more: Any) -> PaperLetter:
    everybody = list(letters.may_have_had(case))
    return PaperLetter(**{"to": everybody, "said": frozenset({letters.ALL}), "text": TEXT, **more})


def key_in(case: models.Case, move: str, day: int, *, by: str = "anita", taken_by: str = "imran", **more: Any) -> Any:
    step = cast.step(case, by, at=more.pop("at", BACK), key=more.pop("key", f"{move} {day}"))
    keyed = Keyed(move=move, on=date(2026, 9, day), taken_by=cast.who(taken_by), **more)
    return keying.key_in(step, keyed)


def answer(case: models.Case, day: int = 18, **more: Any) -> Any:
    given = {"findings": cast.UPHELD, "declared": "none", "letter": sent(case), **more}
    return key_in(case, "respond_stage_1", day, **given)


def clock(case: models.Case, name: str, on: date | None = None) -> Any:
    standing = cases.standing(cast.as_it_is(case), on=on or BACK.date())
    return next(one for one in standing.clocks if one.name == name)


def test_an_answer_counts_on_the_day_it_was_sent_and_says_that_it_was_on_paper() -> None:
    case = cast.complaint("acknowledged")

    answer(case, 18)

    event = case.events.get(kind="stage_1_responded")
    assert event.happened_at.astimezone(LONDON).date() == date(2026, 9, 18)
    assert (event.recorded_at, event.timed, event.by) == (BACK, False, cast.who("anita"))
    assert (event.data["on_paper"], event.data["considered_by"]) == (True, cast.who("imran").pk)
    assert keying.said_later(event) == "Done on paper; written down on Monday 21 September 2026 by Anita Rowe"
    assert not clock(case, "stage_1_response").late
    assert cast.as_it_is(case).outcome == "partially_upheld"


def test_an_answer_sent_late_on_paper_stays_late() -> None:
    case = cast.complaint("acknowledged")

    answer(case, 24, at=cast.on(28))

    assert clock(case, "stage_1_response", date(2026, 9, 28)).late


def test_no_second_letter_goes_out_and_the_one_that_went_is_kept() -> None:
    case = cast.complaint("acknowledged")
    before = Outgoing.objects.count()

    answer(case, letter=sent(case, scans=[SCAN]))

    assert Outgoing.objects.count() == before
    kept = case.letters.get(letter="stage_1_response")
    assert (kept.channel, kept.text, kept.outgoing_key) == ("paper", f"{TEXT}\n", "")
    assert kept.posted_on == date(2026, 9, 18)
    assert case.documents.get().name == "answer.txt"
    assert evidence.breaks(cast.as_it_is(case)) == []


def test_a_letter_that_went_on_paper_is_not_taken_for_one_that_reached_nobody() -> None:
    case = cast.complaint("acknowledged")
    answer(case)

    party = case.parties.get()
    assert "stage_1_response" not in [one.letter for one in resending.unreached(case, party.pk)]


def test_what_a_letter_left_out_is_named_and_held_back_nothing() -> None:
    case = cast.complaint("acknowledged")

    answer(case, letter=sent(case, said=frozenset({"stage", "points"})))

    row = noting.to_follow_up(cast.who("anita")).get()
    assert "escalation" in row.left_out
    assert case.events.get(kind="stage_1_responded").data["left_out"] == row.left_out


def test_a_letter_that_said_everything_leaves_nothing_to_send() -> None:
    case = cast.complaint("acknowledged")

    answer(case)

    assert not noting.to_follow_up(cast.who("anita")).exists()


def test_the_text_is_read_for_what_it_says_it_has() -> None:
    case = cast.complaint("acknowledged")

    key_in(
        case,
        "extend",
        16,
        facts={"until": date(2026, 9, 30)},
        words={"reason": "The driver is away"},
        letter=sent(case),
    )

    row = noting.of(case).get()
    assert row.left_out == ["ombudsman"]


def test_an_extension_moves_the_day_the_answer_is_due() -> None:
    case = cast.complaint("acknowledged")

    key_in(
        case,
        "extend",
        16,
        facts={"until": date(2026, 9, 30)},
        words={"reason": "The driver is away"},
        letter=sent(case, text="", scans=[SCAN]),
    )

    assert clock(case, "stage_1_response").due_on == date(2026, 9, 30)


def extend(case: models.Case, day: int, until: date) -> Any:
    told: dict[str, Any] = {"facts": {"until": until}, "words": {"reason": "The driver is away"}, "letter": sent(case)}
    return key_in(case, "extend", day, at=cast.on(28), **told)


def test_an_extension_sent_once_it_was_late_takes_nothing_back() -> None:
    case = cast.complaint("acknowledged")

    extend(case, 25, date(2026, 9, 30))

    assert clock(case, "stage_1_response", date(2026, 9, 28)).late


def test_a_new_date_is_held_against_the_day_the_letter_went() -> None:
    one, other = cast.complaint("acknowledged"), cast.complaint("acknowledged")

    extend(one, 16, date(2026, 9, 25))  # past by now, and to come then
    with pytest.raises(Refused):
        extend(other, 26, date(2026, 9, 25))

    assert clock(one, "stage_1_response").due_on == date(2026, 9, 25)


def test_a_date_that_has_passed_since_was_still_to_come_when_it_was_given() -> None:
    case = cast.complaint("acknowledged")
    offer = remedies.Offer(kind="action", what="Empty it", until=date(2026, 9, 19), owner=cast.who("imran"), point=1)

    key_in(case, "agree_remedy", 17, remedy=offer)

    assert case.remedies.get().until == date(2026, 9, 19)
    assert case.events.get(kind="remedy_agreed").data["on_paper"] is True


def test_a_remedy_in_an_answer_is_keyed_with_it() -> None:
    case = cast.complaint("acknowledged")
    offer = remedies.Offer(kind="action", what="Empty it", until=date(2026, 9, 19), owner=cast.who("imran"), point=1)

    answer(case, remedy=offer)

    assert cast.kinds(case)[-2:] == ["remedy_agreed", "stage_1_responded"]
    assert evidence.breaks(cast.as_it_is(case)) == []


def test_a_remedy_done_on_paper_is_done_on_that_day() -> None:
    case = cast.complaint("acknowledged")
    offer = remedies.Offer(kind="action", what="Empty it", until=date(2026, 9, 19), owner=cast.who("imran"), point=1)
    key_in(case, "agree_remedy", 16, remedy=offer)

    key_in(case, "complete_remedy", 18, promised=case.remedies.get().pk, words={"evidence": "The crew’s sheet"})

    assert case.remedies.get().done_on == date(2026, 9, 18)


def test_the_same_paper_twice_is_keyed_once() -> None:
    case = cast.complaint("acknowledged")
    offer = remedies.Offer(kind="action", what="Empty it", until=date(2026, 9, 19), owner=cast.who("imran"), point=1)

    answer(case, remedy=offer)
    before = cast.everything()
    again = answer(case, remedy=offer)

    assert again.again
    assert cast.everything() == before
    assert noting.of(case).count() == 1


def on_to_stage_2(case: models.Case, *, answered_by: str) -> None:
    answer(case, 9, taken_by=answered_by)
    key_in(case, "escalate", 10, taken_by="anita", words={"why": "Still full"})
    words = {"outcome_sought": "Empty it", "outstanding_issues": "Both"}
    key_in(case, "acknowledge_stage_2", 11, taken_by="rosa", words=words, letter=sent(case))


def final_answer(case: models.Case) -> Any:
    told: dict[str, Any] = {"findings": cast.UPHELD, "declared": "none", "letter": sent(case)}
    return key_in(case, "respond_stage_2", 18, taken_by="tom", **told)


def test_the_whole_way_to_the_final_answer_is_keyed() -> None:
    case = cast.complaint("acknowledged")
    on_to_stage_2(case, answered_by="imran")

    final_answer(case)

    assert cast.kinds(case)[-3:] == ["escalated", "stage_2_acknowledged", "stage_2_responded"]
    assert not clock(case, "stage_2_acknowledgement").late
    assert evidence.breaks(cast.as_it_is(case)) == []


def test_a_final_answer_by_whoever_answered_before_is_none_although_it_went_out() -> None:
    case = cast.complaint("acknowledged")
    on_to_stage_2(case, answered_by="tom")

    with pytest.raises(Refused, match=r"Tom Birk gave the stage 1 answer.*It is no final answer, although it went out"):
        final_answer(case)

    assert "stage_2_responded" not in cast.kinds(case)


def test_what_nobody_declared_is_told_and_stops_nothing() -> None:
    case = cast.complaint("acknowledged")

    answer(case, declared="")

    event = case.events.get(kind="stage_1_responded")
    assert event.data["conflict_declaration"] == keying.NOT_WRITTEN


def test_where_answers_are_approved_it_is_told_who_approved_it_or_that_nobody_did() -> None:
    cast.settle(answers_need_approval=True)
    one, other = cast.complaint("acknowledged"), cast.complaint("acknowledged")

    answer(one, facts={"approved_by": cast.who("omar").pk})
    answer(other)

    assert one.events.get(kind="stage_1_responded").data["approved_by"] == cast.who("omar").pk
    assert other.events.get(kind="stage_1_responded").data["not_approved"] is True


def test_whoever_approved_an_answer_on_paper_does_not_review_it() -> None:
    cast.settle(answers_need_approval=True)
    case = cast.complaint("acknowledged")

    answer(case, facts={"approved_by": cast.who("omar").pk})

    assert "approved the stage 1 answer" in file.considered_before(cast.as_it_is(case), cast.who("omar"))
    assert file.considered_before(cast.as_it_is(case), cast.who("tom")) == ""


@pytest.mark.parametrize("first", ["rosa", "imran", "sam"])
def test_only_those_who_may_put_the_record_right_key(first: str) -> None:
    case = cast.complaint("acknowledged")

    with pytest.raises(NotYours):
        answer(case, by=first)


def test_whoever_took_it_must_have_been_allowed_to() -> None:
    case = cast.complaint("acknowledged")

    with pytest.raises(NotYours, match="somebody else to do"):
        answer(case, taken_by="rosa")


def test_nobody_with_a_conflict_of_interest_took_it() -> None:
    case = cast.complaint("acknowledged")
    handling.assign(cast.step(case, "rosa"), cast.who("imran"))
    handling.declare(cast.step(case, "imran"), declared="conflict", note="My brother drives the lorry")

    with pytest.raises(NotYours, match="conflict"):
        answer(case)


@pytest.mark.parametrize(
    ("day", "because"),
    [(7, "no longer follow|not been|after"), (22, "still to come")],
    ids=["before it was acknowledged", "tomorrow"],
)
def test_a_day_that_cannot_be_is_refused_with_nothing_written(day: int, because: str) -> None:
    case = cast.received()
    keying_ack: dict[str, Any] = {"points": ["The bin"], "words": {"outcome_sought": "Empty it"}, "taken_by": "rosa"}
    key_in(case, "acknowledge_stage_1", 9, letter=sent(case), **keying_ack)
    before = cast.everything()

    with pytest.raises(Refused, match=because):
        answer(case, day, findings={1: file.Found(finding="not_upheld", reason="It was emptied")})
    assert cast.everything() == before


def test_a_letter_of_which_there_is_nothing_is_asked_for() -> None:
    case = cast.complaint("acknowledged")

    with pytest.raises(Refused, match="Add the letter"):
        answer(case, letter=sent(case, text=""))


def test_a_refusal_is_not_keyed_here() -> None:
    case = cast.complaint("acknowledged")

    with pytest.raises(Refused, match="no such step"):
        key_in(case, "decline", 18)
    assert "decline" not in [move.name for move in keying.steps_of(case, on=BACK.date())]


# --- What is left. ---------------------------------------------------------------------------------------------------


def noted(case: models.Case, move: str = "respond_stage_1", day: int = 18) -> Any:
    return noting.note(case.reference, move, sent_on=date(2026, 9, day), by=cast.who("anita"), at=BACK)


def test_what_was_noted_is_left_to_key_until_it_is() -> None:
    case = cast.complaint("acknowledged")
    noted(case)
    noted(case)
    assert [row.move for row in noting.to_key(cast.who("anita"))] == ["respond_stage_1"]

    answer(case)

    assert not noting.to_key(cast.who("anita")).exists()
    assert noted(case).event is not None


def test_a_step_noted_for_another_day_is_settled_by_the_true_one() -> None:
    case = cast.complaint("acknowledged")
    noted(case, day=17)

    answer(case, 18)

    assert noting.of(case).get().sent_on == date(2026, 9, 18)


def test_what_is_on_record_already_is_not_noted() -> None:
    case = cast.complaint("acknowledged")

    with pytest.raises(Refused, match="on record already"):
        noted(case, "acknowledge_stage_1")


def test_what_was_noted_by_mistake_is_left_to_nobody() -> None:
    case = cast.complaint("acknowledged")
    row = noted(case)

    noting.drop(row.pk, by=cast.who("anita"), at=BACK)

    assert not noting.to_key(cast.who("anita")).exists()


def test_a_case_that_is_answered_on_the_site_meanwhile_refuses_the_paper() -> None:
    case = cast.complaint("escalated")

    with pytest.raises(Refused):
        answer(case, 9)
    assert cast.as_it_is(case).stage == stage_2.STAGE


def test_a_paper_that_was_taken_back_can_be_keyed_again() -> None:
    case = cast.complaint("acknowledged")
    answer(case, letter=sent(case, said=frozenset({"stage"})))
    number = case.events.get(kind="stage_1_responded").number
    filing.correct(cast.step(case, "anita", at=cast.on(22)), number, reason="Wrong day", change={"struck": True})

    assert not noting.to_follow_up(cast.who("anita")).exists()
    assert noted(case, day=17).event is None
    answer(case, 17, at=cast.on(23), key="again")

    assert cast.as_it_is(case).answered_on == date(2026, 9, 17)
    assert not noting.to_key(cast.who("anita")).exists()
