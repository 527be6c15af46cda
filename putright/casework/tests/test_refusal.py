"""Refusing a complaint: a ground that stands, reasons for this one, two people, and the way to the Ombudsman."""

from dataclasses import replace
from datetime import date

import pytest

from putright.casework import cases, models, own_page
from putright.casework.actions import endings, refusal
from putright.casework.actions.refusal import Proposed
from putright.casework.refused import NotYours, Refused
from putright.casework.tests import cast

REASONS = (
    "You told us on 3 September that your solicitor had filed papers about the same wall, and that the court will "
    "decide who has to pay for it. Everything you ask us to decide is before the court."
)


def court(**differing: object) -> Proposed:
    """A refusal because the matter is before a court."""
    made = Proposed(ground="court_action", answers={}, reasons=REASONS, evidence="The claim form")
    return replace(made, **{"answers": yes(), **differing})  # type: ignore[arg-type]


def proposed(case: models.Case, by: str = "rosa", **differing: object) -> Proposed:
    """The same, once somebody has proposed it."""
    made = court(**differing)
    refusal.propose(cast.step(case, by), made)
    return made


def test_a_refusal_nobody_agrees_to_goes_back_with_the_reason_and_cannot_be_decided_any_more() -> None:
    case = cast.received()
    made = proposed(case)
    with pytest.raises(Refused, match="proposed it yourself"):
        refusal.send_back(cast.step(case, "rosa"), made.ground, why="No")
    with pytest.raises(NotYours):
        refusal.send_back(cast.step(case, "imran"), made.ground, why="No")
    with pytest.raises(Refused, match="Say why"):
        refusal.send_back(cast.step(case, "anita"), made.ground, why=" ")
    refusal.send_back(cast.step(case, "anita"), made.ground, why="The court decides about the wall, not the delay.")
    assert refusal.proposer(cast.as_it_is(case), made.ground) is None
    with pytest.raises(Refused, match="Nobody has proposed"):
        refusal.send_back(cast.step(case, "anita"), made.ground, why="Again")


def yes(ground: str = "court_action") -> dict[str, str]:
    """The answers under which the ground stands."""
    from putright import rulebook

    tests = rulebook.procedure("local_council_code").ground[ground].tests
    return {test.question: test.must_be for test in tests}


def test_a_refusal_tells_the_ground_the_reasons_and_the_ombudsman() -> None:
    case = cast.received()
    refusal.decline(cast.step(case, "anita"), proposed(case))
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
        refusal.decline(cast.step(case, "anita"), proposed(case, "anita"))
    cast.settle(refusals_need_two_people=False)
    refusal.decline(cast.step(case, "anita"), court())
    assert cast.as_it_is(case).ended


def test_one_person_may_do_both_who_says_why() -> None:
    case = cast.received()
    alone = court(alone_because="Everybody else is on leave until the answer is due")
    refusal.decline(cast.step(case, "anita"), alone)
    assert cast.as_it_is(case).ended


def test_who_proposed_it_is_whoever_did_and_nobody_who_is_only_named() -> None:
    case = cast.received()
    with pytest.raises(Refused, match="Somebody else must decide it"):
        refusal.decline(cast.step(case, "anita"), court(proposed_by=cast.who("rosa").pk))


def test_a_proposal_is_on_record_with_its_words_and_is_no_secret_letter() -> None:
    case = cast.received()
    proposed(case)
    entry = cases.timeline(cast.as_it_is(case))[-1]
    assert (entry.title, entry.event.by) == ("A refusal was proposed", cast.who("rosa"))
    assert dict(entry.written)["reason"] == REASONS
    assert own_page.happened(cast.as_it_is(case))[-1].kind == "received"
    assert refusal.proposer(case, "court_action") == cast.who("rosa")
    assert refusal.proposer(case, "late") is None


@pytest.mark.parametrize(
    ("differing", "why"),
    [
        ({"ground": "rudeness"}, "Choose the ground"),
        ({"reasons": " "}, "Give the reasons"),
        ({"evidence": ""}, "shows"),
    ],
)
def test_half_a_proposal_is_none(differing: dict[str, object], why: str) -> None:
    case = cast.received()
    with pytest.raises(Refused, match=why):
        refusal.propose(cast.step(case, "rosa"), court(**differing))
    with pytest.raises(NotYours):
        proposed(case, "lee")


def test_a_proposal_is_for_one_decision_and_one_ground() -> None:
    case = cast.received()
    proposed(case)
    late = court(ground="late", answers=yes("late"), facts={"discretion": REASONS}, happened_on=date(2024, 1, 5))
    with pytest.raises(Refused):
        refusal.decline(cast.step(case, "anita"), replace(late, aware_on=date(2024, 1, 5)))
    refusal.decline(cast.step(case, "anita"), court())
    endings.reopen(cast.step(case, "anita"), reason="The court has sent it back")
    assert refusal.proposer(cast.as_it_is(case), "court_action") is None


def test_refusing_is_for_the_complaints_manager() -> None:
    case = cast.received()
    with pytest.raises(NotYours):
        refusal.decline(cast.step(case, "rosa"), court())
    with pytest.raises(NotYours):
        refusal.decline(cast.step(case), court())


def test_the_request_for_stage_2_is_refused_with_a_move_of_its_own() -> None:
    case = cast.complaint("escalated")
    proposed(case)
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
    refusal.propose(cast.step(case, "rosa"), long_ago)
    refusal.decline(cast.step(case, "anita"), long_ago)
    words = models.Words.objects.filter(case=case, about="discretion").last()
    assert words is not None
    assert words.body.startswith("Nothing kept you")


def test_another_way_that_is_open_stands_in_the_letter() -> None:
    case = cast.received()
    elsewhere = proposed(case, other_route="The county court has your claim under its number.")
    refusal.decline(cast.step(case, "anita"), elsewhere)
    assert "The county court has your claim" in case.letters.get(letter="refusal").text
