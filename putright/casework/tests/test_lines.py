"""A case as one line of a list."""

from datetime import date, timedelta

from putright.casework import cases, file, models, record
from putright.casework.actions import handling, remedies, stage_1, stage_2
from putright.casework.lists import lines
from putright.casework.tests import cast


def line_of(case: models.Case, *, on: date | None = None) -> lines.Line:
    """The line of a case, on the day of its last entry when no other is given."""
    shown = lines.with_people(cases.visible_to(cast.who("anita"))).get(pk=case.pk)
    return lines.line(shown, on=on or cast.last_day(shown))


def promised(*, on: date) -> models.Case:
    """A complaint answered at stage 1 with an apology promised by a day."""
    case = cast.complaint("acknowledged")
    handling.declare(cast.step(case, "imran"), declared="none")
    offer = remedies.Offer(kind="apology", what="An apology", until=on, owner=cast.who("imran"))
    remedies.agree(cast.step(case, "imran"), offer)
    stage_1.respond(cast.step(case, "imran"), cast.UPHELD, letter=cast.letter(**cast.ANSWER))
    return cast.as_it_is(case)


def test_once_answered_the_line_says_so_while_a_remedy_is_open() -> None:
    assert line_of(cast.complaint("acknowledged")).stage == "Stage 1"
    line = line_of(promised(on=cast.on(28).date()))
    assert (line.stage, line.promise) == ("Answered at stage 1", "")


def test_a_remedy_agreed_before_the_answer_does_not_hide_by_when_the_answer_is_due() -> None:
    case = cast.complaint("acknowledged")
    handling.declare(cast.step(case, "imran"), declared="none")
    soon = cast.last_day(case) + timedelta(days=1)
    offer = remedies.Offer(kind="apology", what="An apology", until=soon, owner=cast.who("imran"))
    remedies.agree(cast.step(case, "imran"), offer)
    line = line_of(case)
    assert line.step == "Stage 1 answer"
    assert line.promise == "due tomorrow"


def test_a_promise_never_hides_by_when_stage_2_is_to_be_acknowledged() -> None:
    until = cast.on(28).date()
    case = promised(on=until)
    stage_2.escalate(cast.step(case))
    line = line_of(case)
    assert line.stage == "Stage 2"
    assert (line.step, line.state) == ("Stage 2 acknowledgement", "later")
    case = cast.as_it_is(case)
    assert case.next_due_on == min(case.step_due_on, case.promise_due_on)  # type: ignore[type-var]

    late = until + timedelta(days=1)
    record.refresh(case, on=late)
    line = line_of(case, on=late)
    assert line.promise_state == "late"
    assert case in cases.overdue(models.Case.objects.all(), on=late)


def test_once_stage_2_is_asked_for_nobody_has_the_case_until_it_is_given_to_a_reviewer() -> None:
    case = promised(on=cast.on(28).date())
    handling.assign(cast.step(case, "rosa"), cast.who("imran"))
    assert cast.as_it_is(case).owner == cast.who("imran")
    stage_2.escalate(cast.step(case))
    assert cast.as_it_is(case).owner is None
    assert case in cases.unassigned(cases.visible_to(cast.who("rosa")))
    handling.assign(cast.step(case, "rosa"), cast.who("tom"))
    assert cast.as_it_is(case).owner == cast.who("tom")


def test_whoever_chooses_a_reviewer_is_told_who_had_a_part_in_stage_1() -> None:
    case = promised(on=cast.on(28).date())
    assert file.had_a_part(case) == ["Imran Sayle gave the stage 1 answer."]
