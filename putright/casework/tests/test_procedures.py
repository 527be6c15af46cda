"""Every other procedure goes the same path: a case of each taken through its steps, with every letter they ask for."""

from datetime import date
from typing import Any

import pytest

from putright.accounts import roles
from putright.casework import file, models, record, steps
from putright.casework.actions import adjustments, handling, later, requests, stage_1
from putright.casework.proof import evidence
from putright.casework.refused import LetterHeld, NotYours, Refused
from putright.casework.steps import Told
from putright.casework.tests import cast

SENTENCE = "We write down here what this part of the letter is for, in words of our own, for the person to read."


def go(case: models.Case, move: str, by: str | None = "anita", **told: Any) -> None:
    """Take a step: days, numbers and choices are facts, texts with a space in them are words. What the letter leaves
    out is written in, as an officer would who is told what is missing.
    """
    words = {name: value for name, value in told.items() if isinstance(value, str) and " " in value}
    facts = {name: value for name, value in told.items() if name not in words}
    step = cast.step(case, by)
    try:
        steps.take(step, move, Told(facts=facts, words=words))
    except LetterHeld as held:
        parts = {missing.block: SENTENCE for missing in held.report.missing}
        steps.take(step, move, Told(facts=facts, words=words), letter=cast.letter(**parts))


def found(case: models.Case, stage: str) -> None:
    """A point, and what was found on it."""
    if not case.points.exists():
        file.add_points(case, [stage_1.NewPoint(text="Nobody came when they said they would.")])
    file.find(case, stage, {1: file.Found(finding="not_upheld", reason="They came at three.", rule="By four.")})


def is_sound(case: models.Case, **columns: Any) -> None:
    """The columns are as expected, follow from the events, and the chain holds."""
    case = cast.as_it_is(case)
    assert {name: getattr(case, name) for name in columns} == columns
    wanted = record.columns(case, on=cast.last_day(case))
    assert {name: getattr(case, name) for name in wanted} == wanted
    assert evidence.breaks(case) == []


ANSWERED = {"decision": "not_upheld", "conflict_declaration": "none"}


def test_a_complaint_about_children_s_services_goes_to_a_panel() -> None:
    case = cast.received(procedure="children")
    go(case, "acknowledge", advocate="An advocate was offered on the telephone")
    found(case, "stage_1")
    handling.declare(cast.step(case, "anita"), declared="none")
    stage_1.respond(
        cast.step(case, "anita"), letter=cast.letter(**dict.fromkeys(named(case, "stage_1_response"), SENTENCE))
    )
    go(case, "escalate", by=None)
    go(
        case,
        "appoint_investigators",
        investigating_officer="Somebody from outside",
        independent_person="Somebody else from outside",
        conflict_declaration="none",
    )
    go(case, "hand_in_reports", evidence="Both reports of 7 September")
    found(case, "stage_2")
    go(case, "adjudicate", by="omar", decision="not_upheld")
    go(case, "request_panel", by=None)
    is_sound(case, stage="stage_3", ended=False)


def named(case: models.Case, letter: str) -> list[str]:
    """The parts of a letter that somebody has to write."""
    from putright.letters import wordings

    return [block.name for block in wordings.current(letter=letter, procedure=case.procedure).blocks if not block.text]


def test_a_complaint_about_care_has_a_plan_and_one_answer() -> None:
    case = cast.received(procedure="adult_care")
    file.add_points(case, [stage_1.NewPoint(text="Nobody came when they said they would.")])
    go(case, "acknowledge", by="rosa", points=[1], outcome_sought="Somebody who comes")
    go(case, "agree_plan", until=date(2026, 10, 1), consent="They agreed on the telephone")
    found(case, "local")
    go(case, "report_progress")
    go(case, "respond", responsible_person="The director", **ANSWERED)
    go(case, "close", by="rosa", learning="Visits are confirmed")
    is_sound(case, ended=True, outcome="not_upheld")


def test_an_answer_of_any_procedure_waits_for_approval_where_the_council_wants_it() -> None:
    cast.settle(answers_need_approval=True)
    case = cast.received(procedure="adult_care")
    file.add_points(case, [stage_1.NewPoint(text="Nobody came when they said they would.")])
    go(case, "acknowledge", by="rosa", points=[1], outcome_sought="Somebody who comes")
    go(case, "agree_plan", until=date(2026, 10, 1), consent="They agreed on the telephone")
    found(case, "local")
    with pytest.raises(Refused, match="ask for approval first"):
        go(case, "respond", responsible_person="The director", **ANSWERED)


def test_a_tenant_s_complaint_is_defined_extended_with_updates_and_escalated() -> None:
    case = cast.received(procedure="landlord_code", service="housing")
    understood = stage_1.Understanding(
        points=[stage_1.NewPoint(text="The damp")], outcome_sought="A dry wall", definition="The damp in the bedroom"
    )
    stage_1.acknowledge(cast.step(case, "rosa"), understood)
    new = later.NewDate(until=date(2026, 9, 28), reason="The surveyor comes on Friday", update_every="Every week")
    parts = {name: SENTENCE for name in named(case, "extension") if name != "reasons"}
    later.extend(cast.step(case, "delia"), new, letter=cast.letter(**parts))
    go(case, "send_update", by="delia", until=date(2026, 9, 25))
    found(case, "stage_1")
    go(case, "respond_stage_1", by="delia", **ANSWERED)
    go(case, "escalate", by=None)
    is_sound(case, stage="stage_2", next_step="stage_2_acknowledgement")


def test_a_tenant_s_adjustment_is_agreed_with_where_the_disability_is_recorded() -> None:
    case = cast.received(procedure="landlord_code", service="housing", adjustments=[("large_print", "")])
    adjustment = models.Adjustment.objects.get()
    given: dict[str, Any] = {"review_on": date(2027, 9, 1)}
    with pytest.raises(Refused, match="where the disability disclosed is recorded"):
        adjustments.agree(cast.step(case, "rosa"), adjustment.pk, **given)
    adjustments.agree(cast.step(case, "rosa"), adjustment.pk, disability="None was disclosed", **given)
    adjustment.refresh_from_db()
    assert adjustment.agreed_on == cast.MONDAY.date()


@pytest.mark.parametrize("procedure", ["service_request", "member_enquiry"])
def test_an_adjustment_is_agreed_where_the_procedure_has_no_step_for_it(procedure: str) -> None:
    case = cast.received(procedure=procedure, adjustments=[("large_print", "")])
    adjustments.agree(cast.step(case, "rosa"), models.Adjustment.objects.get().pk, review_on=date(2027, 9, 1))
    assert cast.kinds(case)[-1] == "adjustment_agreed"
    is_sound(case)


def test_a_complaint_about_personal_information_is_the_data_protection_lead_s() -> None:
    case = cast.received(procedure="data_protection")
    file.add_points(case, [stage_1.NewPoint(text="You sent my file to my neighbour.")])
    with pytest.raises(NotYours, match="data protection lead"):
        go(case, "acknowledge", by="rosa", points=[1])
    handling.assign(cast.step(case, "rosa"), cast.who("dora"))
    go(case, "acknowledge", by="dora", points=[1])
    go(case, "make_enquiries", by="dora", question="Who opened the file that day?")
    go(case, "report_progress", by="dora")
    found(case, "open")
    go(case, "tell_outcome", by="dora", **ANSWERED)
    go(case, "close", by="dora", learning="Files are locked")
    is_sound(case, ended=True, outcome="not_upheld")


def test_a_councillor_s_enquiry_is_answered_and_becomes_a_complaint_with_the_person_s_consent() -> None:
    case = cast.received(procedure="member_enquiry", channel="councillor")
    go(case, "acknowledge", by="rosa")
    go(case, "voice_dissatisfaction", by="rosa", how_told="The councillor rang")
    go(case, "record_consent", by="rosa", consent="She agreed on the telephone")
    parts = dict.fromkeys(named(case, "became_complaint"), SENTENCE)
    complaint = requests.raise_complaint(cast.step(case, "rosa"), cast.matter(), letter=cast.letter(**parts))
    is_sound(case, ended=True)
    is_sound(complaint, stage="stage_1")


def test_a_request_is_acknowledged_put_off_once_and_answered() -> None:
    case = cast.received(procedure="service_request", until=date(2026, 9, 14))
    go(case, "acknowledge", by="rosa")
    go(case, "change_target", by="rosa", until=date(2026, 9, 18), reason="The lorry broke down")
    is_sound(case, next_due_on=date(2026, 9, 18))
    go(case, "answer", by="rosa")
    go(case, "close", by="rosa")
    is_sound(case, ended=True)


def test_the_ombudsman_s_investigation_runs_through_the_link_officer() -> None:
    case = cast.received(procedure="ombudsman_investigation", their_reference="26012345")
    go(case, "begin_assessment", by="lee")
    go(case, "begin_investigation", by="lee")
    go(case, "receive_enquiries", by="lee", id="enquiry1", until=date(2026, 9, 28), investigator="A. N. Investigator")
    is_sound(case, next_due_on=date(2026, 9, 28), next_by="council")
    go(case, "answer_enquiries", by="lee", id="enquiry1")
    go(case, "receive_draft", by="lee", until=date(2026, 9, 30))
    go(case, "comment_on_draft", by="lee")
    go(case, "receive_decision_of_fault", by="lee")
    go(case, "agree_recommendation", by="lee", id="one", until=date(2026, 10, 30), owner=cast.who("imran").pk)
    go(case, "send_evidence", by="lee", id="one", evidence="The letter of apology")
    is_sound(case, stage="compliance")


def test_what_the_ombudsman_says_is_not_for_everybody_to_write_down() -> None:
    case = cast.received(procedure="ombudsman_investigation", their_reference="26012345")
    with pytest.raises(NotYours):
        go(case, "begin_assessment", by="piers")
    with pytest.raises(NotYours):
        go(case, "begin_assessment", by=None)


def test_a_public_health_complaint_goes_to_the_provider_and_comes_back_answered() -> None:
    case = cast.received(procedure="public_health")
    file.add_points(case, [stage_1.NewPoint(text="The clinic was shut.")])
    roles.grant(officer=cast.who("rosa"), role="complaints_manager", at=cast.MONDAY)
    go(case, "acknowledge", by="rosa", points=[1], outcome_sought="Opening hours that hold")
    found(case, "local")
    go(case, "respond", responsible_person="The director", **ANSWERED)
    is_sound(case, outcome="not_upheld")
