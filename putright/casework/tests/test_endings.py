"""How a complaint ends otherwise than by an answer, how it is closed, and opened again."""

from datetime import timedelta

import pytest

from putright.casework import cases
from putright.casework.actions import endings, remedies
from putright.casework.refused import Refused
from putright.casework.tests import cast


def test_a_withdrawal_says_how_we_were_told_and_is_confirmed() -> None:
    case = cast.complaint("acknowledged")
    with pytest.raises(Refused, match="how the person told us"):
        endings.withdraw(cast.step(case, "rosa"), how_told=" ")
    endings.withdraw(cast.step(case, "rosa"), how_told="She rang: it has been emptied")
    case = cast.as_it_is(case)
    assert (case.ended, case.next_step, case.next_due_on) == (True, "", None)
    assert case.letters.filter(letter="withdrawal").count() == 1


def test_the_person_may_withdraw_it_themselves() -> None:
    case = cast.complaint("acknowledged")
    endings.withdraw(cast.step(case), how_told="On their own page.")
    assert case.events.get(kind="withdrawn").by is None


def test_a_complaint_is_closed_with_what_was_learnt() -> None:
    case = cast.complaint("answered_finally")
    with pytest.raises(Refused, match="what was learnt"):
        endings.close(cast.step(case, "rosa"), learning="")
    cast.closed(case)
    assert cast.as_it_is(case).ended


def test_a_complaint_with_an_open_promise_stays_open() -> None:
    case = cast.complaint("acknowledged")
    cast.looked_into(case)
    offer = remedies.Offer(kind="apology", what="Say sorry", until=cast.on(30).date(), owner=cast.who("imran"))
    remedies.agree(cast.step(case, "imran"), offer)
    from putright.casework.actions import stage_1

    stage_1.respond(cast.step(case, "imran"), letter=cast.letter(**cast.ANSWER))
    with pytest.raises(Refused, match="remedy agreed"):
        endings.close(cast.step(case, "rosa"), learning="Nothing")


def test_opening_again_gives_no_fresh_time_and_what_was_late_stays_late() -> None:
    case = cast.complaint("acknowledged")
    endings.withdraw(cast.step(case, "rosa"), how_told="She rang")
    due = cases.standing(case, on=cast.on(8).date()).clock("stage_1_response").due_on
    endings.reopen(cast.step(case, "anita", at=cast.MONDAY + timedelta(days=30)), reason="She had meant another one")
    case = cast.as_it_is(case)
    assert (case.ended, case.stage, case.next_due_on) == (False, "stage_1", due)


def test_the_council_cannot_open_again_without_saying_why() -> None:
    case = cast.complaint("closed")
    with pytest.raises(Refused, match="Still missing: the reason"):
        endings.reopen(cast.step(case, "anita"), reason="")


def test_a_request_taken_for_a_complaint_tells_the_person_how_to_insist() -> None:
    case = cast.received()
    reason = "You asked us to empty the bin for the first time, so we have sent the crew."
    endings.handle_as_service_request(
        cast.step(case, "rosa"), reason=reason, letter=cast.letter(next_steps="The crew comes on Thursday.")
    )
    [letter] = case.letters.filter(letter="reclassification")
    assert reason in letter.text
    assert cast.as_it_is(case).ended


def test_handing_over_names_the_procedure_and_why() -> None:
    case = cast.received()
    with pytest.raises(Refused, match="the procedure it goes to"):
        endings.hand_over(cast.step(case, "rosa"), procedure="", reason="It is about a child in our care")
    endings.hand_over(
        cast.step(case, "rosa"),
        procedure="children",
        reason="It is about a child in our care, and the law has a procedure for that.",
        letter=cast.letter(next_steps="The children’s complaints manager writes to you."),
    )
    event = case.events.get(kind="handed_over")
    assert event.data["procedure"] == "children"
    text = case.letters.get(letter="handover").text
    assert "under this procedure: Children" in text
    assert "Complaint Handling Code" not in text


def test_a_matter_can_go_to_a_process_that_no_procedure_here_is() -> None:
    case = cast.received()
    endings.hand_over(
        cast.step(case, "rosa"),
        procedure="foi_eir",
        reason="You ask for records, and the law gives you a right to them.",
        letter=cast.letter(next_steps="The information team writes to you."),
    )
    assert "Request for information held by the council" in case.letters.get(letter="handover").text


def test_a_procedure_there_is_not_is_nothing_to_hand_over_to() -> None:
    case = cast.received()
    with pytest.raises(Refused, match="Choose the procedure"):
        endings.hand_over(cast.step(case, "rosa"), procedure="Mrs Lindqvist’s own", reason="It is hers")
