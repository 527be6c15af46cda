"""The page of any move that has none of its own: what the rulebook says it needs, and its letter."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from putright.accounts.audience import officers
from putright.casework import file, steps
from putright.desk.forms.moves.step import Step
from putright.desk.views.moves import stage_1
from putright.desk.views.moves.page import Doing, opened, run


@officers("see_cases")
def step(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Take a step of whatever procedure the case is on."""
    page = opened(request, reference, move=move)
    if page.move is None or page.move.begins:
        raise Http404
    form = page.form(Step, move=page.move, procedure=page.standing.procedure, points=stage_1.points_of(page))
    told = form.told(stage=page.case.stage, declared=file.declaration_of(page.case, page.officer))
    doing = Doing(
        form=form,
        act=lambda taken, letter: steps.take(taken, move, told, letter=letter),
        told=(lambda: told) if page.move.says else None,
        done=f"On record: {page.move.happened}.",
        template="desk/moves/step.html",
        more={"points": [one for one in stage_1.points_of(page) if form.numbers]},
    )
    return run(page, doing)
