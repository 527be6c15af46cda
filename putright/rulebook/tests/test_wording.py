"""Warnings about wording: what they find, and what they leave alone."""

from __future__ import annotations

import pytest

from putright.rulebook.letters import wording
from putright.rulebook.letters.points import Point


def found(text: str) -> list[str]:
    return [caution.words for caution in wording.cautions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The Ombudsman will not investigate this.",
        "the Local Government and Social Care Ombudsman cannot look at late complaints",
        "The Ombudsman can’t help you.",
        "The Ombudsman is\nunlikely to look at it.",
        "The Ombudsman will not be able to consider it.",
        "The Ombudsman would not normally take this.",
        "The Housing Ombudsman usually will not look at it.",
        "The LGSCO has no power to change our decision.",
        "This is outside the Ombudsman's jurisdiction.",
        "That is beyond the Ombudsman’s remit.",
        "You cannot go to the Ombudsman about this.",
        "You have no right to complain to the Ombudsman.",
    ],
)
def test_a_comment_on_what_the_ombudsman_can_do_is_found(text: str) -> None:
    (caution,) = wording.cautions(text)
    assert caution.para == "Manual for Councils 4"
    assert caution.words in text


@pytest.mark.parametrize(
    "text",
    [
        "You can now complain to the Ombudsman: www.lgo.org.uk.",
        "The Ombudsman decides what it can and should look at.",
        "The Ombudsman will decide whether it can look at your complaint.",
        "The Ombudsman is not part of the council, and its service is free.",
        "The Ombudsman does not charge, and cannot be reached by fax.",
        "If you do not agree, go to the Ombudsman.",
    ],
)
def test_pointing_to_the_ombudsman_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Disciplinary action has been taken.",
        "The officer was dismissed.",
        "The member of staff has been suspended.",
        "The driver has had a written warning.",
        "He was found guilty of gross misconduct.",
        "She will be disciplined.",
    ],
)
def test_what_became_of_an_officer_is_found(text: str) -> None:
    (caution,) = wording.cautions(text)
    assert "not for the person complaining" in caution.why


@pytest.mark.parametrize(
    "text",
    [
        "The service was suspended for a week in May.",
        "Officer A has been reminded how to record calls, and we have changed the form.",
        "The flood warning came late.",
    ],
)
def test_what_the_council_did_about_the_service_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I am sorry you felt the need to complain.",
        "We are sorry that you feel we were rude.",
        "I apologise if you were upset.",
        "We apologise for any inconvenience.",
        "Our apologies for any distress caused.",
        "I regret that you are unhappy with our service.",
        "We are sorry to hear that you remain dissatisfied.",
        "I am sorry you had cause to contact us.",
    ],
)
def test_an_apology_that_owns_nothing_is_found(text: str) -> None:
    (caution,) = wording.cautions(text)
    assert "no apology" in caution.why


@pytest.mark.parametrize(
    "text",
    [
        "I am sorry that we missed your bin three times. That was our mistake, and it left you with rats.",
        "We apologise for losing your form and for the month you waited.",
        "You told us that you felt ignored.",
    ],
)
def test_an_apology_that_owns_the_fault_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "At stage 0 we rang you.",
        "Stage zero",
        "your informal complaint",
        "our pre-complaint team",
        "informally resolved",
    ],
)
def test_a_stage_before_the_first_is_found(text: str) -> None:
    (caution,) = wording.cautions(text)
    assert caution.para == "5.2"


def test_real_stages_and_informal_manners_are_left_alone() -> None:
    assert (
        found("At stage 1 we answered in ten days. The hearing was informal and friendly. A complaint is a gift.") == []
    )


def test_several_warnings_come_in_the_order_of_the_checks_and_then_of_the_text() -> None:
    text = "Stage 0 is over. The Ombudsman cannot help; the LGSCO will not change it."
    assert found(text) == ["Ombudsman cannot help", "LGSCO will not change", "Stage 0"]


def test_a_decision_that_rests_on_no_rule_is_only_a_warning() -> None:
    def point(number: int, finding: str | None, rule: str = "") -> Point:
        return Point(number=number, text="", procedure="local_council_code", finding=finding, rule=rule)

    undecided, ruled, bare, not_ours = (
        point(1, None),
        point(2, "upheld", "Policy 4"),
        point(3, "upheld"),
        point(4, "not_our_responsibility"),
    )
    assert [caution.words for caution in wording.without_rule([undecided, ruled, bare, not_ours])] == ["point 3"]
