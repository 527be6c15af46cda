"""Extension, refusal, endings, triage, service requests and looking after a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from putright.accounts.models import Officer
from putright.casework import cases
from putright.casework.actions import handling, stage_1
from putright.casework.file import Found
from putright.desk.tests.moves import conftest
from putright.desk.tests.moves.told import Desk, fields, on, words

SitDown = Callable[..., Desk]
ADULT_CARE = (
    ("acknowledge", {"points": "The carer came late.", "outcome_sought": "You would like her to come at eight."}),
    ("set_plan", {**on("until", 30, 6), "reason": "You did not want to talk about it."}),
    (
        "respond",
        {
            "finding-1": "not_upheld",
            "reason-1": "The log shows that she came at the hour agreed.",
            "rule-1": "Your care plan",
            "responsible_person": "The Director of Adult Social Care",
        },
    ),
)
WHY = "We are still waiting for the contractor’s records of the round."


@pytest.fixture
def his(desk: SitDown, rosa: Officer, imran: Officer) -> Desk:
    """Imran at work on a case that was acknowledged and given to him."""
    return desk(imran, conftest.given_to(conftest.acknowledged(conftest.complaint(), rosa), rosa, imran))


def test_an_extension_shows_how_far_it_can_go_and_goes_out(his: Desk) -> None:
    page = his.open("extension")
    assert "Latest without good reason" in words(page)
    ready = his.send("extension", do="preview", changes={**on("until", 24, 6), "reason": WHY})
    sent = his.post("extension", data={**fields(ready), **conftest.parts_missing(ready), "do": "take"})
    assert sent.status_code == 302, words(sent)
    assert "24 June 2026" in conftest.again(his.case).letters.last().text


@pytest.mark.slow
def test_past_the_limit_an_extension_wants_a_good_reason_and_the_approval_of_somebody_who_may(
    desk: SitDown, his: Desk, anita: Officer
) -> None:
    late = {**on("until", 31, 7), "reason": WHY}
    page = his.send("extension", changes=late)
    assert "the good reason for going past the limit" in words(page)
    assert "paragraph 6." in words(page)
    assert fields(page)["reason"] == WHY
    good = {"good_reason": "The crew leader is in hospital until July.", "approved_by": str(anita.pk)}
    typed = {**fields(page), **good, "do": "preview"}
    ready = his.post("extension", data=typed)
    held = his.post("extension", data={**fields(ready), **conftest.parts_missing(ready), "do": "take"})
    assert "Anita Rowe has not approved it yet" in words(held)
    asked = his.post("extension", data={**fields(held), "do": "ask_approval"})
    assert asked.status_code == 302, words(asked)
    hers = desk(anita, his.case)
    assert "Friday 31 July 2026" in words(hers.open("approval"))
    assert "hospital until July" in words(hers.open("approval"))
    assert hers.send("approval", changes={"decision": "given"}).status_code == 302
    page = his.open("extension")
    assert "Approved by Anita Rowe" in words(page)
    sent = his.post("extension", data={**fields(page), "do": "take"})
    assert sent.status_code == 302, words(sent)


def test_a_day_that_is_none_is_refused_beside_its_box(his: Desk) -> None:
    page = his.send("extension", changes={**on("until", 31, 6), "reason": WHY})
    assert "must be a real date" in words(page)
    assert fields(page)["until-day"] == "31"


# --- Refusal. --------------------------------------------------------------------------------------------------------


def refused(at: Desk, ground: Any) -> dict[str, str]:
    """A refusal on a ground with every test answered so that it stands."""
    tests = {f"test-{place}": test.must_be for place, test in enumerate(ground.tests)}
    return {
        "ground": ground.name,
        **tests,
        "reasons": "The missed collection in May was the subject of your complaint of April, answered in full.",
        "evidence": "The answer of 20 April, among the documents of that case.",
        **{f"fact-{name}": "26-ABC-DEF" for name in ground.needs},
    }


def test_a_refusal_takes_two_people(desk: SitDown, rosa: Officer, anita: Officer) -> None:
    at = desk(rosa)
    standing = cases.standing(at.case, on=conftest.TODAY)
    ground = next(one for one in standing.procedure.grounds if not one.needs_departure and not one.months and one.tests)
    asked = at.send("refusal", do="ask", changes={"ground": ground.name})
    for test in ground.tests:
        assert test.question in words(asked).replace("’", "’")
    saved = at.post("refusal", data={**fields(asked), **refused(at, ground), "do": "propose"})
    assert saved.status_code == 302, words(saved)
    assert conftest.kinds(conftest.again(at.case))[-1] == "refusal_proposed"
    assert "Rosa Okafor proposes to refuse it: you decide" in words(desk(anita, at.case).open("case"))
    assert "you decide" not in words(at.open("case"))
    hers = desk(anita, at.case)
    page = hers.open("refusal")
    assert "Rosa Okafor proposed this; you decide it." in words(page)
    assert "It would stand" in words(page)
    sent = hers.post("refusal", data={**fields(page), **conftest.parts_missing(page), "do": "take"})
    assert sent.status_code == 302, words(sent)
    assert conftest.kinds(conftest.again(at.case))[-1] == "declined"


def test_one_person_alone_does_not_refuse(desk: SitDown, anita: Officer) -> None:
    at = desk(anita)
    standing = cases.standing(at.case, on=conftest.TODAY)
    ground = next(one for one in standing.procedure.grounds if not one.needs_departure and not one.months and one.tests)
    asked = at.send("refusal", do="ask", changes={"ground": ground.name})
    page = at.post("refusal", data={**fields(asked), **refused(at, ground), "do": "take"})
    assert page.status_code == 200
    assert "Somebody else must decide it" in words(page)
    assert conftest.kinds(conftest.again(at.case)) == ["received"]


def test_a_wrong_answer_to_a_test_says_what_follows(desk: SitDown, anita: Officer) -> None:
    at = desk(anita)
    standing = cases.standing(at.case, on=conftest.TODAY)
    ground = next(one for one in standing.procedure.grounds if one.tests and not one.needs_departure)
    wrong = "no" if ground.tests[0].must_be == "yes" else "yes"
    page = at.send("refusal", do="ask", changes={"ground": ground.name})
    page = at.post("refusal", data={**fields(page), "test-0": wrong, "do": "preview"})
    assert ground.tests[0].otherwise in words(page)


# --- Triage, handing over, service requests. -------------------------------------------------------------------------


def test_triage_explains_where_it_belongs_and_leads_there(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    page = at.send("triage", do="route", changes={"q-danger": "no", "q-sender": "person"})
    page = at.post("triage", data={**fields(page), "topics": ["councillor"], "do": "route"})
    page = at.post("triage", data={**fields(page), "q-councillor": "conduct", "do": "route"})
    page = at.post("triage", data={**fields(page), "do": "change done"})
    assert "decided by the Monitoring Officer" in words(page)
    assert "2 questions are still open" in words(page)
    saved = at.post("triage", data={**fields(page), "complexity": "simple", "do": "take"})
    assert saved.status_code == 302, words(saved)
    page = at.open("triage")
    assert "Hand it over" in words(page)
    assert fields(page)["q-councillor"] == "conduct"


def test_triage_asks_only_what_still_matters_and_loses_nothing_on_the_way(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    page = at.open("triage")
    assert "q-landlord" not in fields(page)
    typed = {"q-danger": "home_hazard", "q-sender": "person", "do": "route"}
    page = at.post("triage", data={**fields(page), **typed})
    page = at.post("triage", data={**fields(page), "topics": ["landlord"], "do": "route"})
    assert "Has the service had a fair chance" in words(page)
    page = at.post("triage", data={**fields(page), "q-earlier": "unhappy", "do": "route"})
    page = at.post("triage", data={**fields(page), "q-rest": "no", "do": "route"})
    assert "Housing Ombudsman’s Complaint Handling Code" in words(page).replace("'", "’")
    assert "still open" not in words(page)
    page = at.post("triage", data={**fields(page), "complexity": "complex", "note": "Damp.", "do": "change topics"})
    kept = fields(page)
    assert (kept["q-danger"], kept["note"], kept["complexity"]) == ("home_hazard", "Damp.", "complex")
    assert kept["topics"] == "landlord"
    page = at.post("triage", data={**kept, "topics": ["none"], "do": "change done"})
    assert at.post("triage", data={**fields(page), "do": "take"}).status_code == 302
    answers = cases.timeline(at.case)[-1].happened.data["answers"]
    assert (answers["landlord"], answers["whose"], answers["danger"]) == ("no", "council", ["home_hazard"])


def test_the_letter_of_a_handover_names_no_place_before_one_is_chosen(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa, conftest.complaint())
    assert "Choose where it goes: the letter says so" in words(at.open("handover"))


def test_it_is_handed_over_with_the_reason(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    typed = {"procedure": "member_conduct", "reason": "How a councillor behaved is for the Monitoring Officer."}
    page = at.send("handover", do="preview", changes=typed)
    sent = at.post("handover", data={**fields(page), **conftest.parts_missing(page), "do": "take"})
    assert sent.status_code == 302, words(sent)
    assert conftest.kinds(conftest.again(at.case))[-1] == "handed_over"


def test_it_is_handled_as_a_service_request(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    page = at.send("service_request", do="preview", changes={"reason": "You ask for this for the first time."})
    sent = at.post("service_request", data={**fields(page), **conftest.parts_missing(page), "do": "take"})
    assert sent.status_code == 302, words(sent)


def test_a_request_stays_open_when_a_complaint_comes_of_it(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa, conftest.complaint(procedure="service_request"))
    assert at.send("dissatisfaction", changes={"how_told": "On the telephone."}).status_code == 302
    made = at.send("complaint", changes={"said": "I have asked three times."})
    assert made.status_code == 302, words(made)
    assert cases.visible_to(rosa).count() == 2
    assert not conftest.again(at.case).ended


# --- Looking after it. -----------------------------------------------------------------------------------------------


def test_a_withdrawal_says_who_told_us(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    sent = at.send("withdrawal", changes={"how_told": "Maria Lindqvist rang: the bin is emptied now."})
    assert sent.status_code == 302, words(sent)
    assert conftest.again(at.case).ended


def test_an_adjustment_is_asked_for_and_agreed(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    asked = at.send("adjustment_asked", changes={"kind": "large_print"})
    assert asked.status_code == 302, words(asked)
    assert at.send("adjustment", changes=on("review_on", 9, 6, 2027)).status_code == 302
    assert conftest.kinds(conftest.again(at.case))[-1] == "adjustment_agreed"


def test_what_the_person_says_on_the_telephone_is_written_down(desk: SitDown, rosa: Officer) -> None:
    at = desk(rosa)
    said = {"said": "It was the blue bin.", "correcting": "on", **on("heard_on", 8, 6)}
    assert at.send("message", changes=said).status_code == 302
    assert conftest.kinds(conftest.again(at.case))[-1] == "understanding_corrected"


def test_an_entry_is_corrected_with_a_reason(desk: SitDown, anita: Officer) -> None:
    at = desk(anita)
    changes = {"how": "time", **on("happened_on", 29, 5), "reason": "The letter was stamped on 29 May."}
    sent = at.send("correction", 1, changes=changes)
    assert sent.status_code == 302, words(sent)
    assert f"{conftest.again(at.case).received_on}" == "2026-05-29"


def test_a_case_is_restricted_and_its_links_withdrawn(desk: SitDown, anita: Officer) -> None:
    at = desk(anita)
    assert at.send("restriction", changes={"restricted": "yes", "reason": "A colleague's family."}).status_code == 302
    assert at.send("links_withdrawn", changes={"sure": "on"}).status_code == 302
    case = conftest.again(at.case)
    assert case.restricted
    assert case.link_version == 2


def test_a_conflict_of_interest_keeps_somebody_from_the_case(desk: SitDown, rosa: Officer, imran: Officer) -> None:
    at = desk(imran)
    declared = at.send("declaration", changes={"declared": "conflict", "note": "She is my neighbour."})
    assert declared.status_code == 302, words(declared)
    assert "Imran Sayle has declared a conflict of interest" in words(desk(rosa, at.case).open("assignment"))


def test_whoever_declared_a_conflict_does_not_answer(his: Desk, imran: Officer) -> None:
    handling.declare(conftest.step(his.case, imran), declared="conflict", note="She is my neighbour.")
    page = his.open("response")
    assert page.status_code == 403
    assert "You have declared a conflict of interest" in words(page)
    assert conftest.kinds(conftest.again(his.case))[-1] == "conflict_declared"


def test_clarification_is_asked_for_and_answered(his: Desk) -> None:
    assert his.send("clarification", changes={"question": "Which week?"}).status_code == 302
    assert his.send("clarification_answer", changes={"said": "The second."}).status_code == 302
    assert conftest.kinds(conftest.again(his.case))[-2:] == ["clarification_asked", "clarified"]


def test_an_issue_joins_only_when_all_three_answers_are_yes(his: Desk) -> None:
    told = {"point-1": "The lid is broken.", "related": "yes", "unanswered": "yes", "no_delay": "no"}
    page = his.send("issue", changes=told)
    assert "complaint of its own" in words(page)
    assert his.post("issue", data={**fields(page), "no_delay": "yes"}).status_code == 302
    assert conftest.again(his.case).points.count() == 2


def test_a_step_without_a_page_of_its_own_is_taken_on_the_general_one(desk: SitDown, anita: Officer) -> None:
    at = desk(anita, conftest.complaint(procedure="service_request"))
    page = at.send("step", "acknowledge", do="preview")
    sent = at.post("step", "acknowledge", data={**fields(page), **conftest.parts_missing(page), "do": "take"})
    assert sent.status_code == 302, words(sent)
    assert "acknowledged" in conftest.kinds(conftest.again(at.case))[-1]


@pytest.mark.slow
def test_an_adult_care_complaint_is_answered_point_by_point_on_the_general_page(desk: SitDown, anita: Officer) -> None:
    case = conftest.complaint(procedure="adult_care")
    handling.declare(conftest.step(case, anita), declared="none")
    at = desk(anita, case)
    for move, told in ADULT_CARE:
        page = at.send("step", move, do="preview", changes=told)
        sent = at.post("step", move, data={**fields(page), **conftest.parts_missing(page), "do": "take"})
        assert sent.status_code == 302, (move, words(sent))
    assert conftest.again(case).outcome == "not_upheld"


def test_an_improvement_has_an_owner(desk: SitDown, his: Desk, imran: Officer, rosa: Officer) -> None:
    found = {1: Found(finding="not_upheld", reason="The crew’s sheet shows that it was emptied.", rule="Policy 4")}
    stage_1.respond(conftest.step(his.case, imran), found)
    typed = {"what": "Sheets of the round are looked at every evening.", "owner": str(imran.pk)}
    assert "Choose who sees to it" in words(his.send("improvement", changes={"what": typed["what"]}))
    assert his.send("improvement", changes=typed).status_code == 302
    learnt = {"learnt": "no", "learning": "The round was made as planned."}
    assert desk(rosa, his.case).send("closing", changes=learnt).status_code == 302
    assert conftest.again(his.case).ended


def test_a_remedy_is_done_with_evidence_or_explained(desk: SitDown, his: Desk, anita: Officer) -> None:
    for what in ("We will empty it.", "We will send a new bin."):
        told = {"kind": "action", "what": what, "owner": str(anita.pk), **on("until", 30, 6)}
        assert his.send("remedy", changes=told).status_code == 302
    first, second = conftest.again(his.case).remedies.order_by("pk")
    assert "Say what shows" in words(his.send("remedy_done", changes={"remedy": str(first.pk)}))
    done = {"remedy": str(first.pk), "evidence": "The sheet of 8 June."}
    assert his.send("remedy_done", changes=done).status_code == 302
    hers = desk(anita, his.case)
    handling.declare(conftest.step(his.case, anita), declared="none")
    told = {"remedy": str(second.pk), "reason": "None are left.", "alternative": "We will lend you one."}
    page = hers.send("remedy_undeliverable", do="preview", changes=told)
    sent = hers.post("remedy_undeliverable", data={**fields(page), **conftest.parts_missing(page), "do": "take"})
    assert sent.status_code == 302, words(sent)
    assert "We will lend you one." in conftest.again(his.case).letters.last().text
