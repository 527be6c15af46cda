"""The page of any move that has none of its own: what the rulebook says it needs, and its letter."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from putright.accounts.audience import officers
from putright.casework import file, steps
from putright.desk import nouns
from putright.desk.forms.moves.step import Step
from putright.desk.views.moves import stage_1
from putright.desk.views.moves.page import Doing, Page, address, opened, run
from putright.rulebook import Move


@officers("see_cases")
def step(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Take a step of whatever procedure the case is on. One that has a page of its own is taken there alone: that page
    asks for more than the rulebook does, such as a second person.
    """
    page = opened(request, reference, move=move)
    if page.move is None or page.move.begins:
        raise Http404
    if nouns.suits(page.move):
        return redirect(address(page, nouns.page_of(move)))
    return run(page, stepping(page, page.move))


def stepping(page: Page, move: Move) -> Doing:
    """What the page of a step does, for whoever takes it and whoever approves its letter."""
    form = page.form(
        Step,
        move=move,
        procedure=page.standing.procedure,
        points=stage_1.points_of(page),
        approvers=file.approvers(besides=page.officer),
    )
    told = form.told(stage=page.case.stage, declared=file.declaration_of(page.case, page.writer))
    return Doing(
        form=form,
        act=lambda taken, letter: steps.take(taken, move.name, told, letter=letter),
        told=(lambda: told) if move.says else None,
        done=f"On record: {move.happened}.",
        template="desk/moves/step.html",
        more={"points": [one for one in stage_1.points_of(page) if form.numbers]},
    )
