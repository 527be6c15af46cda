"""A case as one line of a list."""

from putright.casework import cases, models
from putright.casework.actions import handling, remedies, stage_1
from putright.casework.lists import lines
from putright.casework.tests import cast


def stage_of(case: models.Case) -> str:
    """The stage as the line names it."""
    shown = lines.with_people(cases.visible_to(cast.who("anita"))).get(pk=case.pk)
    return lines.line(shown, on=cast.last_day(shown)).stage


def test_once_answered_the_line_says_so_while_a_remedy_is_open() -> None:
    case = cast.complaint("acknowledged")
    assert stage_of(case) == "Stage 1"
    handling.declare(cast.step(case, "imran"), declared="none")
    offer = remedies.Offer(kind="apology", what="An apology", until=cast.on(28).date(), owner=cast.who("imran"))
    remedies.agree(cast.step(case, "imran"), offer)
    stage_1.respond(cast.step(case, "imran"), cast.UPHELD, letter=cast.letter(**cast.ANSWER))
    assert stage_of(case) == "Answered at stage 1"
