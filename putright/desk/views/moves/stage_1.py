"""Pages of stage 1: acknowledgement, answering at once, clarification, a further issue and the answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from putright.accounts.audience import officers
from putright.casework import file, steps
from putright.casework.actions import stage_1
from putright.casework.steps import Prepare, Told
from putright.casework.writing import particulars
from putright.council import here
from putright.desk.forms.moves import answers, handling, step, understanding
from putright.desk.views.moves import page as pages
from putright.desk.views.moves.page import Doing, Page, opened, run


@officers("see_cases")
def acknowledgement(request: HttpRequest, reference: str) -> HttpResponse:
    """Acknowledge at stage 1 with the points as we understand them."""
    page = opened(request, reference, move="acknowledge_stage_1")
    form = page.form(
        understanding.Acknowledgement,
        procedures=procedures(page),
        defined="definition" in page.standing.procedure.move["acknowledge_stage_1"].needs,
        initial=begun(page),
    )
    doing = Doing(
        form=form,
        act=lambda step, letter: stage_1.acknowledge(step, form.understanding(), letter=letter),
        told=lambda: lambda case: stage_1.understanding(case, form.previewed()),
        done="The acknowledgement is on its way.",
        button="Send the acknowledgement",
        template="desk/moves/answers/acknowledgement.html",
        more=in_their_words(page),
    )
    return run_with_boxes(page, doing)


@officers("see_cases")
def answer_at_once(request: HttpRequest, reference: str) -> HttpResponse:
    """Acknowledge and answer in one go, as when a telephone call settles it."""
    page = opened(request, reference, move="answer_at_once")
    return run_with_boxes(page, answering_at_once(page))


def answering_at_once(page: Page) -> Doing:
    """Acknowledgement and answer in one."""
    form = page.form(answers.AnswerAtOnce, initial=begun(page))

    def told(case: Any) -> Told:
        begun = stage_1.understanding(case, form.previewed())
        file.find(case, stage_1.STAGE, form.findings())
        return Told(facts={**begun.facts, **step.decision(form.findings(), case)}, words=begun.words)

    return Doing(
        form=form,
        act=lambda step, letter: stage_1.answer_at_once(step, form.understanding(), form.findings(), letter=letter),
        told=lambda: told,
        done="The complaint is acknowledged and answered.",
        button="Send the answer",
        template="desk/moves/answers/answer_at_once.html",
        more=in_their_words(page),
    )


@officers("see_cases")
def response(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer at stage 1, point by point."""
    page = opened(request, reference, move="respond_stage_1")
    return run(page, responding(page))


def responding(page: Page) -> Doing:
    """The answer at stage 1."""
    form = page.form(answers.Findings, points=points_of(page), before=found_at(page, stage_1.STAGE))
    return Doing(
        form=form,
        act=lambda step, letter: stage_1.respond(step, form.findings(), letter=letter),
        told=lambda: answering(form, stage_1.STAGE),
        done="The stage 1 answer is on its way.",
        button="Send the answer",
        template="desk/moves/answers/response.html",
        onward=f"{pages.address(page, 'remedy')}?back=response",
        more={"points": points_of(page), "before": {}, "remedies": list(page.case.remedies.all())},
    )


@officers("see_cases")
def clarification(request: HttpRequest, reference: str) -> HttpResponse:
    """Note what the person was asked."""
    page = opened(request, reference, move="ask_for_clarification")
    form = page.form(handling.Clarification)

    def act(step: steps.Step, _: object) -> object:
        return steps.take(step, "ask_for_clarification", Told(words={"question": str(form.given("question"))}))

    return run(page, Doing(form=form, act=act, done="What was asked is on the case. The time to answer runs on."))


@officers("speak_for_person")
def clarification_answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Note what the person said they meant."""
    page = opened(request, reference, move="clarify")
    form = page.form(handling.ClarificationAnswer)
    doing = Doing(
        form=form,
        act=lambda step, _: steps.take(step, "clarify", Told(words={"said": str(form.given("said"))})),
        done="What they said is on the case.",
    )
    return run(page, doing)


@officers("speak_for_person")
def issue(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a further, related issue into the complaint."""
    page = opened(request, reference, move="add_issue")
    form = page.form(understanding.Issue, procedures=procedures(page))
    doing = Doing(
        form=form,
        act=lambda step, _: stage_1.add_issue(step, points=form.points()),
        done="The issue is part of this complaint now.",
        template="desk/moves/answers/issue.html",
    )
    return run_with_boxes(page, doing)


# --- What these pages share, also with stage 2. ----------------------------------------------------------------------


def run_with_boxes(page: Page, doing: Doing) -> HttpResponse:
    """A page with boxes for points, of which another may be asked for."""
    if page.posted and page.do == "more":
        return pages.shown(page, doing, quietly=True)
    return run(page, doing)


def procedures(page: Page) -> list[tuple[str, str]]:
    """The procedures a point may belong to."""
    return understanding.procedures(page.case.procedure, here.adopted(on=page.at.date()))


def begun(page: Page) -> dict[str, Any]:
    """What the form begins with: what the person wants, when they said so."""
    wanted = particulars.wanted(page.case)
    return {"did_not_say": True} if wanted == understanding.DID_NOT_SAY else {"outcome_sought": wanted}


def begun_again(page: Page) -> dict[str, Any]:
    """What the form of stage 2 begins with: what was agreed at stage 1. The person's own words are not ours to send."""
    agreed = particulars.agreed(page.case)
    return {"did_not_say": True} if agreed == understanding.DID_NOT_SAY else {"outcome_sought": agreed}


def in_their_words(page: Page) -> dict[str, Any]:
    """What the person said, to stand beside our understanding of it."""
    return {"said": particulars.said(page.case), "wanted": particulars.wanted(page.case)}


def points_of(page: Page) -> list[Any]:
    """The points of the case."""
    return list(page.case.points.all())


def found_at(page: Page, stage: str) -> list[Any]:
    """What was found at a stage so far."""
    return [one for point in points_of(page) for one in point.findings.select_related("point") if one.stage == stage]


def answering(form: answers.Findings, stage: str) -> Prepare:
    """What the letter of an answer is told, whether or not the answer is whole."""

    def told(case: Any) -> Told:
        file.find(case, stage, form.findings())
        return Told(facts=step.decision(form.findings(), case))

    return told
