"""Approving answers of every procedure, and naming who approved a step: only those who may, and never the writer."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pytest_django import Settings

from putright import rulebook
from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import file, steps
from putright.casework.actions import drafts, handling, stage_1
from putright.casework.refused import LetterHeld
from putright.casework.steps import Told
from putright.casework.writing.correspondence import Sending
from putright.council import clock
from putright.council.models import Council, Departure
from putright.desk.tests.moves import conftest
from putright.desk.tests.moves.told import Desk, fields, words
from putright.rulebook.book import library

SitDown = Callable[..., Desk]
LATER = date(2026, 6, 29)
"""A day on which every procedure is in force."""
SENTENCE = "We write down here what this part of the letter is for, in words of our own."
FOUND = {
    "finding-1": "not_upheld",
    "reason-1": "The log shows that the carer came at three.",
    "rule-1": "By four, says the plan",
    "responsible_person": "The director of adult social care answers for this.",
}


def go(case: Any, by: Officer, move: str, **told: Any) -> None:
    """Take a step on 9 June with whatever its letter leaves out written in."""
    words = {name: value for name, value in told.items() if isinstance(value, str)}
    facts = {name: value for name, value in told.items() if name not in words}
    step = conftest.step(case, by, on=conftest.TODAY)
    try:
        steps.take(step, move, Told(facts=facts, words=words))
    except LetterHeld as held:
        parts = {missing.block: SENTENCE for missing in held.report.missing}
        steps.take(step, move, Told(facts=facts, words=words), letter=Sending(parts=parts))


@pytest.fixture
def nadia() -> Officer:
    """Answers complaints about care, and wants what she writes approved by Anita."""
    return conftest.officer("Nadia Frost", "complaints_manager")


@pytest.fixture
def hers(desk: SitDown, rosa: Officer, nadia: Officer) -> Desk:
    """Nadia at work on a complaint about care, in a council that wants answers approved."""
    Council.objects.update(answers_need_approval=True)
    case = conftest.complaint(day=8, procedure="adult_care", said="Nobody came when they said they would.")
    file.add_points(case, [stage_1.NewPoint(text="Nobody came.")])
    go(case, rosa, "acknowledge", points=[1], outcome_sought="Somebody who comes")
    go(case, nadia, "agree_plan", until=conftest.TODAY, consent="They agreed on the telephone")
    handling.declare(conftest.step(case, nadia, on=conftest.TODAY), declared="none")
    return desk(nadia, conftest.again(case))


@pytest.mark.slow
def test_an_answer_about_care_is_approved_and_then_sent(hers: Desk, desk: SitDown, anita: Officer) -> None:
    page = hers.post("step", "respond", data={**fields(hers.open("step", "respond")), **FOUND, "do": "preview"})
    assert "once somebody who may approve it has done so" in words(page)
    typed = {**fields(page), **conftest.parts_missing(page)}
    asked = hers.post("step", "respond", data={**typed, "do": "ask_approval"})
    assert asked.status_code == 302, words(asked)
    approver = desk(anita, hers.case)
    page = approver.open("approval")
    assert "The log shows that the carer came at three." in words(page)
    assert "Nadia Frost" in words(page)
    assert approver.send("approval", changes={"decision": "given"}).status_code == 302
    page = hers.open("step", "respond")
    assert "Approved by Anita Rowe" in words(page)
    changed = hers.post("step", "respond", data={**fields(page), "rule-1": "Another rule", "do": "take"})
    assert "not the answer that was approved" in words(changed)
    sent = hers.post("step", "respond", data={**fields(page), "do": "take"})
    assert sent.status_code == 302, words(sent)
    assert "carer came at three" in conftest.again(hers.case).letters.last().text


def test_whoever_has_a_conflict_of_interest_approves_nothing(
    hers: Desk, desk: SitDown, nadia: Officer, anita: Officer
) -> None:
    step = functools.partial(conftest.step, hers.case, on=conftest.TODAY)
    drafts.save(step(nadia), "response", parts={}, facts={}, edition=0)
    drafts.ask_approval(step(nadia), "response")
    handling.declare(step(anita), declared="conflict", note="My mother lives there.")
    page = desk(anita, hers.case).open("approval")
    assert page.status_code == 403
    assert "You have declared a conflict of interest" in words(page)


@pytest.mark.parametrize("procedure", sorted({one.id for one in library.every()}))
def test_every_answer_of_a_procedure_can_be_read_by_who_approves_it(
    desk: SitDown, rosa: Officer, anita: Officer, settings: Settings, procedure: str
) -> None:
    settings.DEMO_DAY = str(LATER)
    Council.objects.update(answers_need_approval=True)
    case = conftest.complaint(day=22, procedure=procedure, their_reference="26 001 234")
    for move in rulebook.procedure(procedure).moves:
        if not file.is_answer(move):
            continue
        letter, step = str(move.says), functools.partial(conftest.step, case, on=LATER)
        drafts.save(step(rosa), letter, parts={}, facts={"move": move.name}, edition=0)
        drafts.ask_approval(step(rosa), letter)
        page = desk(anita, case).open("approval")
        assert page.status_code == 200
        assert "Written by Rosa Okafor" in words(page)
        drafts.approve(step(anita), letter, given=True)


# --- Who approved going straight to stage 2. -------------------------------------------------------------------------


def test_only_those_who_may_approve_can_be_named_as_having_approved_a_first_answer_at_stage_2(
    desk: SitDown, rosa: Officer, anita: Officer
) -> None:
    case = conftest.complaint(day=8)
    Departure.objects.create(
        procedure="local_council_code",
        scope="individual",
        effect="start_at_stage_2",
        para="FAQ good reasons",
        reason="The chief executive was the one to decide",
        decided_by="Anita Rowe",
        ground="senior_officer",
        starts_on=case.received_on,
        case_reference=case.reference,
    )
    roles.grant(officer=rosa, role="complaints_manager", at=clock.now())
    at = desk(rosa, case)
    page = at.open("direct_escalation").content.decode()
    assert f'<option value="{anita.pk}">Anita Rowe, Rowe</option>' in page
    why = {"reason": "It is about the chief executive."}
    kit = conftest.officer("Kit Doran", "contractor")
    held = at.send("direct_escalation", changes={**why, "approved_by": str(kit.pk)})
    assert "Choose who approved it" in words(held)
    assert at.send("direct_escalation", changes={**why, "approved_by": str(anita.pk)}).status_code == 302
    assert case.events.get(kind="sent_to_stage_2").data["approved_by"] == anita.pk
