"""Stage 1: acknowledged in time or late for good, answered point by point, approved where the council wants that."""

from datetime import date, timedelta

import pytest

from putright.casework import cases, file
from putright.casework.actions import drafts, handling, intake, stage_1
from putright.casework.refused import LetterHeld, Refused
from putright.casework.tests import cast
from putright.casework.writing import correspondence


def test_an_acknowledgement_tells_the_person_how_we_understood_them() -> None:
    case = cast.complaint("acknowledged")
    [letter] = case.letters.filter(letter="stage_1_acknowledgement")
    for text in ("The bin was not emptied.", "You would like it emptied.", case.reference, "Rosa Okafor"):
        assert text in letter.text
    assert letter.party.person.name == "Maria Lindqvist"


def test_an_acknowledgement_after_the_fifth_working_day_is_late_for_good() -> None:
    case = cast.received(at=cast.on(7))
    stage_1.acknowledge(cast.step(case, "rosa", at=cast.on(15)), cast.UNDERSTOOD)
    for day in (date(2026, 9, 15), date(2027, 9, 15)):
        breaches = cases.standing(case, on=day).breaches
        assert any("acknowledgement was late: it was due on Monday 14 September 2026" in one.what for one in breaches)


def test_a_letter_that_comes_late_says_so_and_that_we_are_sorry() -> None:
    case = cast.received(at=cast.on(7))
    stage_1.acknowledge(cast.step(case, "rosa", at=cast.on(15)), cast.UNDERSTOOD)
    text = case.letters.get(letter="stage_1_acknowledgement").text
    assert "We should have written to you by Monday 14 September 2026. We did not, and we are sorry." in text


def test_an_acknowledgement_on_the_fifth_working_day_is_in_time() -> None:
    case = cast.received(at=cast.on(7))
    stage_1.acknowledge(cast.step(case, "rosa", at=cast.on(14, 16)), cast.UNDERSTOOD)
    assert "sorry" not in case.letters.get(letter="stage_1_acknowledgement").text
    assert cases.standing(case, on=date(2026, 9, 14)).breaches == ()


def test_an_acknowledgement_names_what_is_missing_and_waits() -> None:
    case = cast.received()
    with pytest.raises(Refused, match="at least one point"):
        stage_1.acknowledge(cast.step(case, "rosa"), stage_1.Understanding(points=[], outcome_sought="An apology"))
    with pytest.raises(Refused, match="Still missing: the outcome"):
        stage_1.acknowledge(
            cast.step(case, "rosa"), stage_1.Understanding(points=cast.UNDERSTOOD.points, outcome_sought="")
        )
    assert case.points.count() == 0


def test_blank_points_are_left_out_and_the_others_numbered_on() -> None:
    case = cast.complaint("acknowledged")
    more = [stage_1.NewPoint(text="  "), stage_1.NewPoint(text=" The lane is blocked too. ")]
    stage_1.add_issue(cast.step(case, "rosa"), points=more)
    assert [(point.number, point.text) for point in case.points.all()][2:] == [(3, "The lane is blocked too.")]


def test_a_further_issue_may_come_from_the_person_themselves() -> None:
    case = cast.complaint("acknowledged")
    stage_1.add_issue(cast.step(case), points=[stage_1.NewPoint(text="The lane is blocked too.")])
    event = case.events.get(kind="issue_added")
    assert (event.by, event.actor, event.data["points"]) == (None, "complainant", [3])


def test_a_point_of_another_procedure_keeps_its_own() -> None:
    case = cast.received()
    points = [stage_1.NewPoint(text="The bin"), stage_1.NewPoint(text="The damp", procedure="landlord_code")]
    stage_1.acknowledge(
        cast.step(case, "rosa"), stage_1.Understanding(points=points, outcome_sought="Both put right", definition="Two")
    )
    assert list(case.points.values_list("procedure", flat=True)) == ["local_council_code", "landlord_code"]


# --- The answer. ------------------------------------------------------------------------------------------------------


def test_an_answer_gives_each_point_its_finding_and_the_way_to_stage_2() -> None:
    case = cast.complaint("answered")
    [letter] = case.letters.filter(letter="stage_1_response")
    for text in (cast.REASONS, "It has been emptied since.", "stage 2"):
        assert text in letter.text
    assert case.outcome == "partially_upheld"


def test_an_answer_waits_for_points_findings_and_a_declaration() -> None:
    case = cast.complaint("acknowledged")
    with pytest.raises(Refused, match="Point 1, 2 has no finding yet"):
        stage_1.respond(cast.step(case, "imran"), letter=cast.letter(**cast.ANSWER))
    file.find(case, "stage_1", cast.UPHELD)
    with pytest.raises(Refused, match="conflict of interest declaration"):
        stage_1.respond(cast.step(case, "imran"), letter=cast.letter(**cast.ANSWER))
    handling.declare(cast.step(case, "imran"), declared="none")
    with pytest.raises(LetterHeld) as held:
        stage_1.respond(cast.step(case, "imran"))
    assert [one.block for one in held.value.report.missing] == ["learning"]
    stage_1.respond(cast.step(case, "imran"), letter=cast.letter(**cast.ANSWER))


def test_findings_can_come_with_the_answer_and_go_again_when_it_is_refused() -> None:
    case = cast.complaint("acknowledged")
    handling.declare(cast.step(case, "imran"), declared="none")
    with pytest.raises(LetterHeld):
        stage_1.respond(cast.step(case, "imran"), cast.UPHELD)
    assert case.points.filter(findings__isnull=False).count() == 0
    stage_1.respond(cast.step(case, "imran"), cast.UPHELD, letter=cast.letter(**cast.ANSWER))
    assert case.points.filter(findings__isnull=False).count() == 2


def test_what_was_found_cannot_be_changed_once_it_has_been_answered() -> None:
    case = cast.complaint("answered")
    with pytest.raises(Refused, match="on record and cannot be changed"):
        file.find(case, "stage_1", cast.UPHELD)


def test_a_finding_is_one_of_those_there_are_on_a_point_there_is() -> None:
    case = cast.complaint("acknowledged")
    with pytest.raises(Refused, match="no point 9"):
        file.find(case, "stage_1", {9: file.Found(finding="upheld")})
    with pytest.raises(Refused, match="choose one of the findings"):
        file.find(case, "stage_1", {1: file.Found(finding="perhaps")})


def test_without_a_single_point_there_is_nothing_to_answer() -> None:
    case = cast.received()
    with pytest.raises(Refused, match="no point to answer"):
        stage_1.respond(cast.step(case, "imran"), letter=cast.letter(**cast.ANSWER))


def test_acknowledging_and_answering_at_once_is_two_steps_and_one_letter() -> None:
    case = cast.received()
    handling.declare(cast.step(case, "rosa"), declared="none")
    letter = cast.letter(**cast.ANSWER, outstanding_actions="None")
    taken = stage_1.answer_at_once(cast.step(case, "rosa"), cast.UNDERSTOOD, cast.UPHELD, letter=letter)
    assert [event.kind for event in taken.events] == ["stage_1_acknowledged", "stage_1_responded"]
    assert len(taken.letters) == 1


def test_answering_at_once_is_over_when_the_time_to_acknowledge_is() -> None:
    case = cast.received(at=cast.on(7))
    handling.declare(cast.step(case, "rosa"), declared="none")
    before = cast.everything()
    with pytest.raises(Refused, match="only up to Monday 14 September 2026"):
        stage_1.answer_at_once(cast.step(case, "rosa", at=cast.on(15)), cast.UNDERSTOOD, cast.UPHELD)
    assert cast.everything() == before


# --- Approval. --------------------------------------------------------------------------------------------------------


def written(case: object, first: str, parts: dict[str, str], letter: str = "stage_1_response") -> None:
    """Somebody writes the answer as a draft."""
    draft = file.draft_of(case, letter)  # type: ignore[arg-type]
    edition = draft.edition if draft else 0
    drafts.save(cast.step(case, first), letter, parts=parts, facts={}, edition=edition)  # type: ignore[arg-type]


def test_an_answer_waits_for_approval_where_the_council_wants_it() -> None:
    cast.settle(answers_need_approval=True)
    case = cast.complaint("acknowledged")
    cast.looked_into(case)
    letter = cast.letter(**cast.ANSWER)
    with pytest.raises(Refused, match="ask for approval first"):
        stage_1.respond(cast.step(case, "imran"), letter=letter)
    written(case, "imran", cast.ANSWER)
    drafts.ask_approval(cast.step(case, "imran"), "stage_1_response")
    with pytest.raises(Refused, match="ask for approval first"):
        stage_1.respond(cast.step(case, "imran"), letter=letter)
    drafts.approve(cast.step(case, "anita"), "stage_1_response", given=True)
    stage_1.respond(cast.step(case, "imran"), letter=letter)
    assert cast.kinds(case)[-1] == "stage_1_responded"


def test_what_was_approved_is_what_goes_out() -> None:
    cast.settle(answers_need_approval=True)
    case = cast.complaint("acknowledged")
    cast.looked_into(case)
    written(case, "imran", {**cast.ANSWER, "reasons": "One line.\r\nAnother. "})
    drafts.approve(cast.step(case, "anita"), "stage_1_response", given=True)
    with pytest.raises(Refused, match="not the text that was approved"):
        stage_1.respond(cast.step(case, "imran"), letter=cast.letter(**cast.ANSWER))
    with pytest.raises(Refused, match="not the text that was approved"):
        stage_1.respond(cast.step(case, "imran"))
    sending = cast.letter(**{**cast.ANSWER, "reasons": "One line.\nAnother."})
    stage_1.respond(cast.step(case, "imran"), letter=sending)
    assert cast.kinds(case)[-1] == "stage_1_responded"


def test_the_approval_of_one_letter_is_none_of_another() -> None:
    cast.settle(answers_need_approval=True)
    case = cast.complaint("acknowledged")
    cast.looked_into(case)
    written(case, "imran", {}, letter="stage_2_response")
    drafts.approve(cast.step(case, "anita"), "stage_2_response", given=True)
    with pytest.raises(Refused, match="ask for approval first"):
        stage_1.respond(cast.step(case, "imran"), letter=cast.letter(**cast.ANSWER))


def test_an_approval_ends_when_the_draft_is_written_again() -> None:
    cast.settle(answers_need_approval=True)
    case = cast.complaint("acknowledged")
    cast.looked_into(case)
    written(case, "imran", cast.ANSWER)
    drafts.approve(cast.step(case, "anita"), "stage_1_response", given=True)
    written(case, "imran", cast.ANSWER)
    with pytest.raises(Refused, match="ask for approval first"):
        stage_1.respond(cast.step(case, "imran"), letter=cast.letter(**cast.ANSWER))


def test_answering_at_once_waits_for_approval_too() -> None:
    cast.settle(answers_need_approval=True)
    case = cast.received()
    handling.declare(cast.step(case, "rosa"), declared="none")
    with pytest.raises(Refused, match="ask for approval first"):
        stage_1.answer_at_once(cast.step(case, "rosa"), cast.UNDERSTOOD, cast.UPHELD)


def test_a_letter_goes_by_the_channel_that_was_chosen() -> None:
    case = cast.received(person=intake.Contact(name="A", email="a@mail.example", address="1 Lane\nFenwick"))
    party = case.parties.get()
    sending = correspondence.Sending(channels={party.pk: "post"})
    [letter] = stage_1.acknowledge(cast.step(case, "rosa"), cast.UNDERSTOOD, letter=sending).letters
    assert letter.channel == "post"


def test_later_points_do_not_move_the_day_the_answer_is_due() -> None:
    case = cast.complaint("acknowledged")
    due = case.next_due_on
    stage_1.add_issue(
        cast.step(case, at=cast.MONDAY + timedelta(days=3)), points=[stage_1.NewPoint(text="The lane is blocked.")]
    )
    assert cast.as_it_is(case).next_due_on == due


def test_whoever_has_a_conflict_of_interest_does_not_answer() -> None:
    case = cast.complaint("acknowledged")
    handling.declare(cast.step(case, "imran"), declared="conflict", note="She is my sister")
    with pytest.raises(Refused) as refused:
        stage_1.respond(cast.step(case, "imran"), cast.UPHELD, letter=cast.letter(**cast.ANSWER))
    assert (refused.value.reason, refused.value.para) == (file.CONFLICTED, "5.4")
