"""Pages for an answer that will be later than it was due: an extension, and the explanation of a delay."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from putright.accounts.audience import officers
from putright.casework import file
from putright.casework.actions import later
from putright.desk.forms.moves.later import LaterDate
from putright.desk.views.moves.page import Doing, Page, opened, run


@officers("see_cases")
def extension(request: HttpRequest, reference: str) -> HttpResponse:
    """Extend the time to answer."""
    page = opened(request, reference, move="extend")
    return run(page, extending(page))


def extending(page: Page) -> Doing:
    """What the page of an extension does, for whoever writes it and whoever approves it."""
    form = _form(page)
    if form.is_bound:
        form.is_valid()
    until, approver = form.given("until", None), form.officer("approved_by")
    past = until is not None and later.past_limit(page.case, until, on=page.at.date())
    return Doing(
        form=form,
        act=lambda step, letter: later.extend(step, form.new_date(), letter=letter),
        told=form.told,
        done="The time is extended, and the letter that says so is on its way.",
        button="Send the letter and extend the time",
        template="desk/moves/later.html",
        more=_now(page),
        keeps={"until": until.isoformat()} if until else {},
        needs_approval=past and approver is not None and approver != page.officer,
    )


@officers("see_cases")
def delay(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell the person when an answer that is late will come."""
    page = opened(request, reference, move="explain_delay")
    form = _form(page)
    doing = Doing(
        form=form,
        act=lambda step, letter: later.explain_delay(step, form.new_date(), letter=letter),
        told=form.told,
        done="The letter that explains the delay is on its way. The answer stays late.",
        button="Send the letter",
        template="desk/moves/later.html",
        more=_now(page),
    )
    return run(page, doing)


def _form(page: Page) -> LaterDate:
    needs, past = (page.move.needs, page.move.past_limit_needs) if page.move else ((), ())
    approvers = file.approvers(besides=page.officer) if past else ()
    return page.form(LaterDate, approvers=approvers, updates="update_every" in needs)


def _now(page: Page) -> dict[str, Any]:
    """The time limit as it runs now: what is due, and how far it can go without good reason."""
    names = page.move.extends if page.move else ()
    running = [one for one in page.standing.clocks if one.running and one.clock.owed_by == "council"]
    reading = next((one for one in running if one.name in names), next(iter(running), None))
    because = page.standing.because(reading) if reading else ""
    return {"reading": reading, "because": because, "past_limit": bool(page.move and page.move.past_limit_needs)}
