"""Pages for what puts things right: agreeing a remedy, that it is done or cannot be, and what a service improves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from putright.accounts.audience import officers
from putright.casework.actions import learning, remedies
from putright.desk.forms.moves.remedies import Improvement, Remedy, RemedyDone, RemedyUndeliverable
from putright.desk.views.moves import page as pages
from putright.desk.views.moves import stage_1
from putright.desk.views.moves.page import Doing, Page, opened, run
from putright.rulebook import plain


@officers("see_cases")
def remedy(request: HttpRequest, reference: str) -> HttpResponse:
    """Agree a remedy."""
    page = opened(request, reference, move="agree_remedy")
    points = [(str(one.number), f"Point {one.number}: {one.text[:80]}") for one in stage_1.points_of(page)]
    form = page.form(Remedy, points=points)
    back = request.GET.get("back", "")
    doing = Doing(
        form=form,
        act=lambda step, _: remedies.agree(step, form.offer()),
        done="The remedy is agreed. It goes into the answer.",
        template="desk/moves/remedy.html",
        after=pages.address(page, back) if back in ("response", "final_response") else "",
        more={"remedies": list(page.case.remedies.all())},
    )
    return run(page, doing)


@officers("see_cases")
def remedy_done(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that a remedy was carried out."""
    page = opened(request, reference, move="complete_remedy")
    form = page.form(RemedyDone, remedies=_outstanding(page))
    doing = Doing(
        form=form,
        act=lambda step, _: remedies.complete(
            step, int(str(form.given("remedy"))), evidence=str(form.given("evidence"))
        ),
        done="The remedy is done, and what shows it is on the case.",
    )
    return run(page, doing)


@officers("see_cases")
def remedy_undeliverable(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell the person that a remedy cannot be delivered, why, and what is offered instead."""
    page = opened(request, reference, move="explain_remedy")
    form = page.form(RemedyUndeliverable, remedies=_outstanding(page))
    doing = Doing(
        form=form,
        act=lambda step, letter: remedies.explain(
            step,
            int(str(form.given("remedy"))),
            reason=str(form.given("reason")),
            alternative=str(form.given("alternative")),
            letter=letter,
        ),
        told=form.told,
        done="The person is told, with what is offered instead.",
        button="Send the letter",
    )
    return run(page, doing)


def _outstanding(page: Page) -> list[tuple[str, str]]:
    found = page.case.remedies.filter(done_on=None, undeliverable_on=None)
    return [(str(one.pk), f"{one.what.rstrip('.')}, by {plain(one.until)}") for one in found]


@officers("see_cases")
def improvement(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what a service will do differently."""
    page = opened(request, reference, move="record_learning")
    form = page.form(Improvement, initial={"service": page.case.service.slug})
    doing = Doing(
        form=form,
        act=lambda step, _: learning.record_learning(
            step,
            what=str(form.given("what")),
            owner=form.owner_chosen(),
            until=form.given("until", None),
            service=form.service_chosen(),
        ),
        done="The improvement is recorded.",
    )
    return run(page, doing)
