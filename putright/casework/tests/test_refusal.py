"""Refusing a complaint: a ground that stands, reasons for this one, two people, and the way to the Ombudsman."""

from dataclasses import replace
from datetime import date

import pytest

from putright.casework import models
from putright.casework.actions import refusal
from putright.casework.actions.refusal import Proposed
from putright.casework.refused import NotYours, Refused
from putright.casework.tests import cast

REASONS = (
    "You told us on 3 September that your solicitor had filed papers about the same wall, and that the court will "
    "decide who has to pay for it. Everything you ask us to decide is before the court."
)


def court(**differing: object) -> Proposed:
    """A refusal because the matter is before a court, proposed by Rosa."""
    made = Proposed(ground="court_action", answers={}, reasons=REASONS, evidence="The claim form", proposed_by=0)
    return replace(made, **{"proposed_by": cast.who("rosa").pk, "answers": yes(), **differing})  # type: ignore[arg-type]


def yes(ground: str = "court_action") -> dict[str, str]:
    """The answers under which the ground stands."""
    from putright import rulebook

    tests = rulebook.procedure("local_council_code").ground[ground].tests
    return {test.question: test.must_be for test in tests}


def test_a_refusal_tells_the_ground_the_reasons_and_the_ombudsman() -> None:
    case = cast.received()
    refusal.decline(cast.step(case, "anita"), court())
    case = cast.as_it_is(case)
    assert (case.stage, case.ended) == ("closed", True)
    [letter] = case.letters.filter(letter="refusal")
    for text in (REASONS, "Court papers have been filed", "Ombudsman", cast.SAID):
        assert text in letter.text
    event = case.events.get(kind="declined")
    assert (event.data["proposed_by"], event.data["decided_by"]) == (cast.who("rosa").pk, cast.who("anita").pk)


@pytest.mark.parametrize(
    ("differing", "why"),
    [
        ({"reasons": "It is before the court."}, "reason"),
        ({"evidence": ""}, ""),
        ({"answers": {}}, ""),
    ],
)
def test_a_refusal_that_does_not_stand_is_explained_and_nothing_is_written(
    differing: dict[str, object], why: str
) -> None:
    case = cast.received()
    before = cast.everything()
    with pytest.raises(Refused) as refused:
        refusal.decline(cast.step(case, "anita"), court(**differing))
    assert refused.value.reason
    assert refused.value.para
    assert why in refused.value.reason.lower()
    assert cast.everything() == before


def test_an_answer_to_a_test_that_shuts_the_ground_says_what_to_do_instead() -> None:
    case = cast.received()
    question, *_ = yes()
    with pytest.raises(Refused, match="Take it: a letter before claim"):
        refusal.decline(cast.step(case, "anita"), court(answers={**yes(), question: "no"}))


def test_two_people_refuse_and_nobody_by_themselves() -> None:
    case = cast.received()
    with pytest.raises(Refused, match=r"else|two|second"):
        refusal.decline(cast.step(case, "anita"), court(proposed_by=cast.who("anita").pk))
    cast.settle(refusals_need_two_people=False)
    refusal.decline(cast.step(case, "anita"), court(proposed_by=cast.who("anita").pk))
    assert cast.as_it_is(case).ended


def test_one_person_may_do_both_who_says_why() -> None:
    case = cast.received()
    proposed = court(
        proposed_by=cast.who("anita").pk, alone_because="Everybody else is on leave until the answer is due"
    )
    refusal.decline(cast.step(case, "anita"), proposed)
    assert cast.as_it_is(case).ended


def test_somebody_who_does_not_work_here_proposes_nothing() -> None:
    case = cast.received()
    for nobody in (0, -1, 10**6):
        with pytest.raises(Refused, match="Say who proposed the refusal"):
            refusal.decline(cast.step(case, "anita"), court(proposed_by=nobody))


def test_refusing_is_for_the_complaints_manager() -> None:
    case = cast.received()
    with pytest.raises(NotYours):
        refusal.decline(cast.step(case, "rosa"), court())
    with pytest.raises(NotYours):
        refusal.decline(cast.step(case), court())


def test_the_request_for_stage_2_is_refused_with_a_move_of_its_own() -> None:
    case = cast.complaint("escalated")
    step = cast.step(case, "anita")
    assert refusal.which(step) == "decline_escalation"
    refusal.decline(step, court())
    assert cast.kinds(case)[-1] == "escalation_declined"


def test_a_late_complaint_is_refused_only_by_its_days() -> None:
    case = cast.received()
    late = court(
        ground="late",
        answers=yes("late"),
        facts={"discretion": "Nothing kept you from telling us in the year after the wall was built; you were well."},
        happened_on=date(2026, 1, 5),
        aware_on=date(2026, 1, 5),
    )
    found = refusal.verdict(case, late, decided_by=cast.who("anita").pk)
    assert not found
    with pytest.raises(Refused):
        refusal.decline(cast.step(case, "anita"), late)
    long_ago = replace(late, happened_on=date(2024, 1, 5), aware_on=date(2024, 1, 5))
    refusal.decline(cast.step(case, "anita"), long_ago)
    words = models.Words.objects.get(case=case, about="discretion")
    assert words.body.startswith("Nothing kept you")


def test_another_way_that_is_open_stands_in_the_letter() -> None:
    case = cast.received()
    refusal.decline(cast.step(case, "anita"), court(other_route="The county court has your claim under its number."))
    assert "The county court has your claim" in case.letters.get(letter="refusal").text
