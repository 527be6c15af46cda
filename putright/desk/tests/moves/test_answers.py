"""Answers at stage 1 and 2, point by point, answering at once, and approval where a council wants one."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework.actions import handling, stage_1, stage_2
from putright.casework.file import Found
from putright.council import clock, here, logo
from putright.desk.tests.moves import conftest
from putright.desk.tests.moves.told import Desk, fields, on, words

SitDown = Callable[..., Desk]
FOUND = {
    "finding-1": "not_upheld",
    "reason-1": "The crew’s sheet shows that the bin was emptied on the day it was due.",
    "rule-1": "Waste policy, section 4",
}


@pytest.fixture
def his(desk: SitDown, rosa: Officer, imran: Officer) -> Desk:
    """Imran at work on a case that was acknowledged and given to him."""
    return desk(imran, conftest.given_to(conftest.acknowledged(conftest.complaint(), rosa), rosa, imran))


def previewed(at: Desk, noun: str, found: dict[str, str]) -> dict[str, Any]:
    """What stands on the page once the findings are written down, ready to be sent."""
    page = at.send(noun, do="preview", changes=found)
    return {**fields(page), **conftest.parts_missing(page), "do": "take"}


def test_a_stage_1_answer_goes_out_point_by_point(his: Desk) -> None:
    sent = his.post("response", data=previewed(his, "response", FOUND))
    assert sent.status_code == 302, words(sent)
    case = conftest.again(his.case)
    assert conftest.kinds(case)[-1] == "stage_1_responded"
    assert "Waste policy, section 4" in case.letters.last().text
    assert case.outcome == "not_upheld"


def test_a_point_without_a_finding_is_named_and_the_answer_held(his: Desk) -> None:
    page = his.send("response", changes={"reason-1": "It was emptied."})
    assert page.status_code == 200
    assert "Choose what was found on point 1" in words(page)
    assert 'href="#id_finding-1"' in page.content.decode()
    assert fields(page)["reason-1"] == "It was emptied."
    assert conftest.kinds(conftest.again(his.case))[-1] == "conflict_declared"


def test_an_upheld_point_wants_a_remedy_which_its_own_page_adds(his: Desk, anita: Officer) -> None:
    upheld = {**FOUND, "finding-1": "upheld"}
    page = his.post("response", data=previewed(his, "response", upheld))
    assert page.status_code == 200
    assert 'href="#id_finding-1"' in page.content.decode()
    gone = his.send("response", do="onward", changes={**upheld})
    assert gone["Location"] == f"{his.address('remedy')}?back=response"
    remedy = {"kind": "action", "what": "We will empty your bin.", "owner": str(anita.pk), **on("until", 30, 6)}
    assert his.send("remedy", changes=remedy).status_code == 302
    page = his.open("response")
    assert "We will empty your bin." in words(page)
    assert fields(page)["finding-1"] == "upheld"
    sent = his.post("response", data={**fields(page), **conftest.parts_missing(page), "do": "take"})
    assert sent.status_code == 302, words(sent)
    assert "We will empty your bin" in conftest.again(his.case).letters.last().text


def test_money_says_how_much_and_how_it_was_worked_out(his: Desk, anita: Officer) -> None:
    remedy = {
        "kind": "money",
        "what": "We will pay you.",
        "owner": str(anita.pk),
        **on("until", 30, 6),
        "amount": "a lot",
    }
    page = his.send("remedy", changes=remedy)
    assert "Enter the amount in pounds" in words(page)
    assert fields(page)["amount"] == "a lot"
    done = his.post("remedy", data={**fields(page), "amount": "75.50", "basis": "£7.55 for each of ten weeks."})
    assert done.status_code == 302, words(done)
    assert conftest.again(his.case).remedies.get().amount_in_pence == 7550


def test_whoever_has_not_declared_is_asked_first(desk: SitDown, rosa: Officer, imran: Officer) -> None:
    case = conftest.acknowledged(conftest.complaint(), rosa)
    handling.assign(conftest.step(case, rosa), imran)
    at = desk(imran, case)
    page = at.open("response")
    assert page.status_code == 302
    assert page["Location"].startswith(at.address("declaration"))
    declared = at.client.post(page["Location"], {"declared": "none", "key": "one"})
    assert declared["Location"] == at.address("response")
    assert at.open("response").status_code == 200


def test_a_telephone_call_is_answered_at_once(desk: SitDown, anita: Officer) -> None:
    case = conftest.complaint(day=8)
    handling.declare(conftest.step(case, anita, on=conftest.TODAY), declared="none")
    at = desk(anita, case)
    told = {**FOUND, "point-1": "Your bin was missed on 18 May."}
    page = at.send("answer_at_once", do="preview", changes=told)
    sent = at.post("answer_at_once", data={**fields(page), **conftest.parts_missing(page), "do": "take"})
    assert sent.status_code == 302, words(sent)
    assert conftest.kinds(conftest.again(case))[-2:] == ["stage_1_acknowledged", "stage_1_responded"]


# --- Stage 2. --------------------------------------------------------------------------------------------------------


@pytest.fixture
def answered(his: Desk, imran: Officer) -> Any:
    """A case that Imran has answered at stage 1."""
    found = {1: Found(finding="not_upheld", reason=FOUND["reason-1"], rule=FOUND["rule-1"])}
    stage_1.respond(conftest.step(his.case, imran), found)
    return conftest.again(his.case)


@pytest.fixture
def escalated(answered: Any, rosa: Officer) -> Any:
    """The same, asked for stage 2 and acknowledged."""
    stage_2.escalate(conftest.step(answered))
    stage_2.acknowledge(conftest.step(answered, rosa), outcome_sought="You would like an apology.", outstanding="All.")
    return conftest.again(answered)


def test_stage_2_is_asked_for_without_a_reason(desk: SitDown, rosa: Officer, answered: Any) -> None:
    at = desk(rosa, answered)
    assert at.send("escalation").status_code == 302
    assert conftest.again(answered).stage == "stage_2"


def test_the_acknowledgement_at_stage_2_says_who_may_not_review_it(desk: SitDown, rosa: Officer, answered: Any) -> None:
    stage_2.escalate(conftest.step(answered))
    at = desk(rosa, answered)
    page = at.open("acknowledgement_at_stage_2")
    assert "Imran Sayle" in words(page)
    assert "6.14" in words(page)
    sent = at.send("acknowledgement_at_stage_2", changes={"outstanding": "All of it is looked at again."})
    assert sent.status_code == 302, words(sent)


def test_whoever_answered_before_is_shown_as_not_allowed_with_the_reason(
    desk: SitDown, rosa: Officer, imran: Officer, tom: Officer, escalated: Any
) -> None:
    at = desk(rosa, escalated)
    page = at.open("assignment")
    assert "Imran Sayle gave the stage 1 answer" in words(page)
    assert at.send("assignment", changes={"officer_chosen": str(imran.pk)}).status_code == 200
    assert at.send("assignment", changes={"officer_chosen": str(tom.pk)}).status_code == 302
    assert conftest.again(escalated).owner == tom


def test_the_final_answer_shows_stage_1_beside_it_and_goes_out(
    desk: SitDown, rosa: Officer, tom: Officer, escalated: Any
) -> None:
    case = conftest.given_to(escalated, rosa, tom)
    at = desk(tom, case)
    assert "What was found at stage 1: Not upheld" in words(at.open("final_response"))
    sent = at.post("final_response", data=previewed(at, "final_response", FOUND))
    assert sent.status_code == 302, words(sent)
    assert conftest.kinds(conftest.again(case))[-1] == "stage_2_responded"


@pytest.mark.slow
def test_the_same_reviewer_is_refused_with_the_paragraph(
    desk: SitDown, answered: Any, rosa: Officer, imran: Officer
) -> None:
    roles.grant(officer=imran, role="reviewer", at=clock.now())
    stage_2.escalate(conftest.step(answered))
    stage_2.acknowledge(conftest.step(answered, rosa), outcome_sought="You would like an apology.", outstanding="All.")
    at = desk(Officer.objects.get(pk=imran.pk), answered)
    page = at.post("final_response", data=previewed(at, "final_response", FOUND))
    assert page.status_code == 200
    assert "by somebody else." in words(page)
    assert "paragraph 6.14" in words(page)
    assert fields(page)["reason-1"] == FOUND["reason-1"]


# --- Approval. -------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_answer_waits_for_a_second_person_where_the_council_wants_one(
    desk: SitDown, his: Desk, anita: Officer
) -> None:
    council = here.council()
    council.answers_need_approval = True
    council.save()
    typed = previewed(his, "response", FOUND)
    held = his.post("response", data=typed)
    assert "ask for approval first" in words(held)
    assert his.post("response", data={**fields(held), "do": "ask_approval"}).status_code == 302
    hers = desk(anita, his.case)
    assert "The crew’s sheet shows" in words(hers.open("approval"))
    assert "Say what should change" in words(hers.send("approval", changes={"decision": "sent_back"}))
    assert hers.send("approval", changes={"decision": "given"}).status_code == 302
    page = his.open("response")
    assert "Approved by Anita Rowe" in words(page)
    changed = his.post("response", data={**fields(page), "rule-1": "Another rule", "do": "take"})
    assert "not the answer that was approved" in words(changed)
    sent = his.post("response", data={**fields(page), "do": "take"})
    assert sent.status_code == 302, words(sent)


def test_stage_2_begins_with_what_was_agreed_and_never_with_the_person_s_own_words(
    desk: SitDown, rosa: Officer, answered: Any
) -> None:
    answered.words.filter(about="wanted").update(body="I want my bin emptied.")
    stage_2.escalate(conftest.step(answered))
    page = desk(rosa, answered).open("acknowledgement_at_stage_2").text
    field = page[page.index('id="id_outcome_sought"') :].partition("</textarea>")[0]
    agreed = answered.words.filter(about="outcome_sought").last().body
    assert agreed in unescape(field)
    assert "I want" not in unescape(field)


def test_the_preview_of_a_letter_shows_the_logo_that_letters_carry(desk: SitDown, rosa: Officer, answered: Any) -> None:
    stage_2.escalate(conftest.step(answered))
    drawn = io.BytesIO()
    Image.new("RGB", (80, 20), (10, 60, 90)).save(drawn, format="PNG")
    mark = logo.keep(logo.drawn(drawn.getvalue()))
    at = desk(rosa, answered)
    assert reverse("desk:letter_logo", args=[mark]) in at.open("acknowledgement_at_stage_2").text
    shown = at.client.get(reverse("desk:letter_logo", args=[mark]))
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert at.client.get(reverse("desk:letter_logo", args=["0" * 16])).status_code == 404
