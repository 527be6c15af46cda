"""Stage 2: asked for without a reason, considered by somebody else, and final."""

from datetime import timedelta

import pytest

from putright.accounts import roles
from putright.casework import file, models
from putright.casework.actions import drafts, filing, handling, stage_1, stage_2
from putright.casework.refused import LetterHeld, NotYours, Refused
from putright.casework.tests import cast
from putright.council.models import Departure


def test_stage_2_needs_no_reason_and_may_name_what_is_not_settled() -> None:
    case = cast.complaint("answered")
    stage_2.escalate(cast.step(case), points=[2])
    event = case.events.get(kind="escalated")
    assert event.data == {"points": [2]}
    assert cast.as_it_is(case).stage == "stage_2"


def test_an_officer_can_write_down_that_somebody_asked_for_stage_2() -> None:
    case = cast.complaint("answered")
    stage_2.escalate(cast.step(case, "rosa"), why="She rang")
    assert case.events.get(kind="escalated").actor == "complainant"
    other = cast.complaint("answered")
    with pytest.raises(NotYours, match="record what the person complaining said"):
        stage_2.escalate(cast.step(other, "lee"))


def test_the_final_answer_names_the_ombudsman_and_ends_the_council_s_part() -> None:
    case = cast.complaint("answered_finally")
    [letter] = case.letters.filter(letter="stage_2_response")
    assert "Ombudsman" in letter.text
    assert case.next_step == "close"


def test_a_final_answer_that_upholds_nothing_says_so_by_itself() -> None:
    case = cast.complaint("acknowledged_again")
    handling.declare(cast.step(case, "tom"), declared="none")
    nothing = {number: file.Found(finding="not_upheld", reason=cast.REASONS, rule="Weekly") for number in (1, 2)}
    stage_2.respond(cast.step(case, "tom"), nothing, letter=cast.letter(reasons=cast.REASONS))
    text = case.letters.get(letter="stage_2_response").text
    assert "There is nothing for us to put right, because we do not uphold any point" in text
    assert "Nothing is left to do." in text


def test_what_was_learnt_stands_in_a_final_answer_that_need_not_say_it() -> None:
    case = cast.complaint("answered_finally")
    assert cast.ANSWER["learning"] in case.letters.get(letter="stage_2_response").text


def test_where_a_remedy_is_still_owed_the_final_answer_is_held() -> None:
    case = cast.complaint("acknowledged_again")
    handling.declare(cast.step(case, "tom"), declared="none")
    owed = {number: file.Found(finding="upheld", reason=cast.REASONS, rule="Weekly") for number in (1, 2)}
    with pytest.raises(LetterHeld) as held:
        stage_2.respond(cast.step(case, "tom"), owed, letter=cast.letter(reasons=cast.REASONS))
    assert "remedy" in {missing.block for missing in held.value.report.missing}


def given_at_stage_1(case: models.Case) -> str:
    handling.assign(cast.step(case, "rosa"), cast.who("tom"))
    cast.looked_into(case)
    stage_1.respond(cast.step(case, "imran"), letter=cast.letter(**cast.ANSWER))
    return "was given this complaint at stage 1"


def answered_at_stage_1(case: models.Case) -> str:
    handling.declare(cast.step(case, "omar"), declared="none")
    stage_1.respond(cast.step(case, "omar"), cast.UPHELD, letter=cast.letter(**cast.ANSWER))
    return "gave the stage 1 answer"


def approved_at_stage_1(case: models.Case) -> str:
    cast.looked_into(case)
    drafts.save(cast.step(case, "imran"), "stage_1_response", parts=cast.ANSWER, facts={}, edition=0)
    drafts.approve(cast.step(case, "omar"), "stage_1_response", given=True)
    stage_1.respond(cast.step(case, "imran"), letter=cast.letter(**cast.ANSWER))
    return "approved the stage 1 answer"


@pytest.mark.parametrize(
    ("part", "who"), [(given_at_stage_1, "tom"), (answered_at_stage_1, "omar"), (approved_at_stage_1, "omar")]
)
def test_nobody_who_had_a_part_in_stage_1_is_given_stage_2(part: object, who: str) -> None:
    case = cast.complaint("acknowledged")
    because = part(case)  # type: ignore[operator]
    cast.escalated(case)
    before = cast.everything()
    with pytest.raises(Refused) as refused:
        handling.assign(cast.step(case, "rosa"), cast.who(who))
    assert refused.value.reason == f"{cast.who(who).name} {because}. Stage 2 must be considered by somebody else."
    assert refused.value.para == "6.14"
    assert cast.everything() == before


def test_nobody_who_had_a_part_in_stage_1_gives_the_final_answer_unasked() -> None:
    case = cast.complaint("acknowledged")
    given_at_stage_1(case)
    cast.escalated(case)
    stage_2.acknowledge(cast.step(case, "rosa"), outcome_sought="The sheet put right", outstanding="Both")
    roles.grant(officer=cast.who("tom"), role="complaints_manager", at=cast.MONDAY)
    handling.declare(cast.step(case, "tom"), declared="none")
    with pytest.raises(Refused, match="Tom Birk was given this complaint at stage 1"):
        stage_2.respond(cast.step(case, "tom"), cast.UPHELD, letter=cast.letter(**cast.ANSWER, remedy="None"))


def test_somebody_given_it_by_mistake_may_review_it_once_that_is_struck_out() -> None:
    case = cast.complaint("acknowledged")
    given_at_stage_1(case)
    number = case.events.filter(kind="assigned")[0].number
    filing.correct(cast.step(case, "anita"), number, reason="The wrong name", change={"struck": True})
    cast.escalated(case)
    handling.assign(cast.step(case, "rosa"), cast.who("tom"))
    assert cast.as_it_is(case).owner == cast.who("tom")


def test_the_same_reviewer_is_possible_where_a_departure_for_this_complaint_says_so() -> None:
    case = cast.complaint("acknowledged")
    given_at_stage_1(case)
    cast.escalated(case)
    assert handling.may_have(cast.as_it_is(case), cast.who("tom"))
    later = cast.step(case).at + timedelta(days=1)
    Departure.objects.create(
        procedure="local_council_code",
        scope="individual",
        effect="same_reviewer",
        para="6.14",
        reason="Nobody else knows the system",
        decided_by="Anita Rowe",
        starts_on=later.date(),
        case_reference=case.reference,
    )
    handling.assign(cast.step(case, "rosa", at=later), cast.who("tom"))
    assert handling.may_have(cast.as_it_is(case), cast.who("tom")) == ""


def test_the_final_answer_waits_for_findings_of_its_own() -> None:
    case = cast.complaint("acknowledged_again")
    handling.declare(cast.step(case, "tom"), declared="none")
    with pytest.raises(Refused, match="has no finding yet"):
        stage_2.respond(cast.step(case, "tom"), letter=cast.letter(**cast.ANSWER))
    assert not file.answered_at(case, "stage_2")


def straight_there(case: models.Case) -> None:
    Departure.objects.create(
        procedure="local_council_code",
        scope="individual",
        effect="start_at_stage_2",
        para="FAQ good reasons",
        reason="The chief executive was the one to decide",
        decided_by="Anita Rowe",
        ground="other",
        approved_by="Piers Nolan",
        starts_on=cast.MONDAY.date(),
        case_reference=case.reference,
    )


def test_a_first_and_final_answer_needs_a_departure_and_somebody_who_may_approve() -> None:
    case = cast.received()
    with pytest.raises(Refused, match="departure"):
        stage_2.send_to_stage_2(cast.step(case, "anita"), reason="A mixed complaint", approved_by=cast.who("omar").pk)
    straight_there(case)
    for nobody in (cast.who("rosa").pk, 0):
        with pytest.raises(Refused, match="Say who approved it"):
            stage_2.send_to_stage_2(cast.step(case, "anita"), reason="A mixed complaint", approved_by=nobody)
    stage_2.send_to_stage_2(cast.step(case, "anita"), reason="A mixed complaint", approved_by=cast.who("omar").pk)
    assert cast.as_it_is(case).stage == "stage_2"
