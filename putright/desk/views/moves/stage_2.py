"""Pages of stage 2: asking for it, acknowledging it, the final answer by somebody else, and going straight there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from putright.accounts.audience import officers
from putright.casework import file
from putright.casework.actions import stage_2
from putright.casework.steps import Step, Told
from putright.desk.forms.moves import answers, endings, handling, understanding
from putright.desk.views.moves import page as pages
from putright.desk.views.moves import stage_1
from putright.desk.views.moves.page import Doing, Page, opened, run


@officers("speak_for_person")
def escalation(request: HttpRequest, reference: str) -> HttpResponse:
    """Take down that the person asks for stage 2."""
    page = opened(request, reference, move="escalate")
    points = [(str(one.number), f"{one.number}. {one.text}") for one in stage_1.points_of(page)]
    form = page.form(endings.Escalation, points=points)
    doing = Doing(
        form=form,
        act=lambda step, _: stage_2.escalate(step, why=str(form.given("why")), points=form.numbers()),
        done="The complaint is at stage 2.",
        title="Ask for stage 2 on their behalf",
        button="Record the request",
    )
    return run(page, doing)


@officers("see_cases")
def acknowledgement_at_stage_2(request: HttpRequest, reference: str) -> HttpResponse:
    """Acknowledge at stage 2, with a look at who reviews it."""
    page = opened(request, reference, move="acknowledge_stage_2")
    needs = page.standing.procedure.move["acknowledge_stage_2"].needs
    form = page.form(
        understanding.AcknowledgementAtStage2, defined="definition" in needs, initial=stage_1.begun_again(page)
    )

    def act(step: Step, letter: Any) -> object:
        return stage_2.acknowledge(
            step,
            outcome_sought=form.wanted(),
            outstanding=str(form.given("outstanding")),
            definition=str(form.given("definition")),
            letter=letter,
        )

    doing = Doing(
        form=form,
        act=act,
        told=lambda: _outstanding(page, form),
        done="The acknowledgement is on its way.",
        button="Send the acknowledgement",
        template="desk/moves/answers/acknowledgement_at_stage_2.html",
        more={"points": stage_1.points_of(page), **stage_1.in_their_words(page), **reviewing(page)},
    )
    return run(page, doing)


def _outstanding(page: Page, form: understanding.AcknowledgementAtStage2) -> Told:
    words = {"outcome_sought": form.wanted(), "outstanding_issues": str(form.given("outstanding"))}
    return Told(facts={"points": [one.number for one in stage_1.points_of(page)]}, words=words)


def reviewing(page: Page) -> dict[str, Any]:
    """Who has the case, why they may not review it, if they may not, and everybody else who may not."""
    owner = page.case.owner
    return {
        "owner": owner,
        "not_them": file.considered_before(page.case, owner) if owner else "",
        "had_a_part": file.had_a_part(page.case),
    }


@officers("see_cases")
def final_response(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the final answer, with what was found at stage 1 beside it."""
    page = opened(request, reference, move="respond_stage_2")
    return run(page, responding(page))


def responding(page: Page) -> Doing:
    """The answer at stage 2."""
    form = page.form(answers.Findings, points=stage_1.points_of(page), before=stage_1.found_at(page, stage_2.STAGE))
    first = {one.point.number: one for one in stage_1.found_at(page, "stage_1")}
    return Doing(
        form=form,
        act=lambda step, letter: stage_2.respond(step, form.findings(), letter=letter),
        told=lambda: stage_1.answering(form, stage_2.STAGE),
        done="The final answer is on its way.",
        button="Send the final answer",
        template="desk/moves/answers/response.html",
        onward=f"{pages.address(page, 'remedy')}?back=final_response",
        more={"points": stage_1.points_of(page), "before": first, "remedies": list(page.case.remedies.all())},
    )


@officers("see_cases")
def direct_escalation(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the first and final answer at stage 2, where a departure allows it."""
    page = opened(request, reference, move="send_to_stage_2")
    form = page.form(handling.DirectEscalation, approvers=file.approvers(besides=page.officer))
    doing = Doing(
        form=form,
        act=lambda step, _: stage_2.send_to_stage_2(
            step, reason=str(form.given("reason")), approved_by=int(str(form.given("approved_by")))
        ),
        done="The complaint is at stage 2.",
    )
    return run(page, doing)
