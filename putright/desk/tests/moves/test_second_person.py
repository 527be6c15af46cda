"""Where two people are asked for, no address and no button lets one of them do it alone."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import Any

from putright.accounts.models import Officer
from putright.casework import steps
from putright.casework.actions import drafts, remedies
from putright.casework.writing.correspondence import Sending
from putright.desk.tests.moves import conftest
from putright.desk.tests.moves.told import Desk, fields, on, words

SitDown = Callable[..., Desk]
WHY = "Maria told us on 3 June that her solicitor has filed papers about these bins, and a judge will decide who pays."
ACKNOWLEDGED = ("understanding", "outcome_sought", "next_steps", "advocate")
PARTS = {"part-done_so_far": WHY, "part-next_update": "We will write again on 1 December 2026."}


def test_the_page_of_any_move_refuses_nothing_that_two_people_decide(desk: SitDown, anita: Officer) -> None:
    at, piers = desk(anita), conftest.officer("Piers Nolan", "monitoring_officer")
    sent = {"ground": "court_action", "reason": WHY, "decided_by": str(piers.pk), "key": "a1", "do": "take"}
    answer = at.post("step", "decline", data=sent)
    assert (answer.status_code, answer["Location"]) == (302, at.address("refusal"))
    assert "declined" not in conftest.kinds(at.case)


def test_the_page_of_any_move_names_nobody_who_has_not_approved_a_later_date(
    desk: SitDown, rosa: Officer, imran: Officer, anita: Officer
) -> None:
    at = desk(imran, conftest.given_to(conftest.acknowledged(conftest.complaint(), rosa), rosa, imran))
    sent = {"reason": WHY, "good_reason": WHY, "approved_by": str(anita.pk), "key": "a1", "do": "take", **PARTS}
    answer = at.post("step", "extend", data={**sent, **on("until", 30, 12)})
    assert (answer.status_code, answer["Location"]) == (302, at.address("extension"))
    assert "extended" not in conftest.kinds(at.case)


def test_going_no_further_with_a_child_s_complaint_is_proposed_by_one_and_decided_by_another(
    desk: SitDown, anita: Officer
) -> None:
    case, nadia = conftest.complaint(procedure="children"), conftest.officer("Nadia Frost", "complaints_manager")
    send_to_stage_2(case, nadia)
    hers, his = desk(nadia, conftest.again(case)), desk(anita, conftest.again(case))
    sent = {"ground": "proceedings", "reason": WHY, "decided_by": str(anita.pk), "key": "a1", "do": "take"}
    answer = hers.post("step", "decline_further", data=sent)
    assert answer["Location"] == hers.address("further_refusal")

    told = {"ground": "proceedings", "reasons": WHY, "evidence": "The summons", "test-0": "yes", "test-1": "yes"}
    page = hers.post("further_refusal", data={**fields(hers.open("further_refusal")), **told, "do": "preview"})
    typed = {**fields(page), **conftest.parts_missing(page), **told}
    alone = hers.post("further_refusal", data={**typed, "do": "take"})
    assert alone.status_code == 200
    assert hers.post("further_refusal", data={**typed, "do": "propose"}).status_code == 302
    assert hers.send("further_refusal").status_code == 200
    decided = his.send("further_refusal")
    assert decided.status_code == 302, words(decided)
    assert conftest.kinds(case)[-1] == "declined_further"


def test_only_the_letter_that_was_read_is_approved(
    desk: SitDown, rosa: Officer, imran: Officer, anita: Officer
) -> None:
    at = desk(anita, conftest.given_to(conftest.acknowledged(conftest.complaint(), rosa), rosa, imran))
    waits_for_approval(at.case, imran, "extension", edition=0)
    waits_for_approval(at.case, imran, "stage_1_response", edition=0)
    read = {**fields(at.open("approval")), "decision": "given", "do": "take"}

    step = conftest.step(at.case, imran, on=conftest.TODAY)
    drafts.save(step, read["letter"], parts={"apology": "Nobody has read this."}, facts={}, edition=1)
    assert at.post("approval", data=read).status_code == 409
    assert not at.case.drafts.filter(approval="given").exists()
    read = {**fields(at.open("approval")), "decision": "given", "do": "take"}
    assert at.post("approval", data=read).status_code == 302
    assert [one.letter for one in at.case.drafts.filter(approval="given")] == [read["letter"]]


def test_an_answer_with_another_remedy_in_it_than_was_approved_wants_approving_again(
    rosa: Officer, imran: Officer, anita: Officer
) -> None:
    case = conftest.given_to(conftest.acknowledged(conftest.complaint(), rosa), rosa, imran)
    step = functools.partial(conftest.step, case, on=conftest.TODAY)
    for letter in ("stage_1_response", "extension"):
        waits_for_approval(case, imran, letter, edition=0)
        drafts.approve(step(anita), letter, given=True)

    promised = remedies.Offer(
        kind="money", what="We pay £9,000", until=date(2026, 6, 30), owner=imran, amount_in_pence=900_000, basis="Ours"
    )
    remedies.agree(step(imran), promised)
    left = {draft.letter: (draft.approval, draft.approved_by) for draft in case.drafts.all()}
    assert left == {"stage_1_response": ("", None), "extension": ("given", anita)}


def test_nobody_takes_their_own_part_in_stage_1_off_the_record(
    desk: SitDown, rosa: Officer, imran: Officer, anita: Officer
) -> None:
    case = conftest.given_to(conftest.acknowledged(conftest.complaint(), rosa), rosa, anita)
    waits_for_approval(case, imran, "stage_1_response", edition=0)
    drafts.approve(conftest.step(case, anita, on=conftest.TODAY), "stage_1_response", given=True)
    at, other = desk(anita, case), desk(conftest.officer("Nadia Frost", "complaints_manager"), case)
    for kind in ("assigned", "approval_given"):
        number = case.events.get(kind=kind).number
        struck = at.send("correction", number, changes={"how": "struck", "reason": "Wrong button"})
        assert "somebody else has to correct it" in words(struck)
        assert other.send("correction", number, changes={"how": "struck", "reason": "Wrong case"}).status_code == 302


def waits_for_approval(case: Any, by: Officer, letter: str, *, edition: int) -> None:
    """A letter somebody has written, and wants approved."""
    step = functools.partial(conftest.step, case, by, on=conftest.TODAY)
    drafts.save(step(), letter, parts={"apology": "We are sorry."}, facts={}, edition=edition)
    drafts.ask_approval(step(), letter)


def send_to_stage_2(case: Any, by: Officer) -> None:
    """A child's complaint, taken to stage 2 straight away."""
    step = functools.partial(conftest.step, case, by)
    facts = steps.Told(words={"advocate": "Offered on the telephone"})
    steps.take(step(), "acknowledge", facts, letter=Sending(parts=dict.fromkeys(ACKNOWLEDGED, WHY)))
    steps.take(step(), "send_to_stage_2", steps.Told(words={"reason": WHY, "consent": "They agreed"}))
