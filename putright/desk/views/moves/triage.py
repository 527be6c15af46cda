"""The page of triage: how pressing it is, where it belongs and why, and the ways on from there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from putright.accounts.audience import officers
from putright.casework import cases
from putright.casework.actions import handling
from putright.desk.forms.moves import sorting
from putright.desk.forms.moves.triage import Triaging
from putright.desk.views.moves import page as pages
from putright.desk.views.moves.page import Doing, Page, opened, run


@officers("triage")
def triage(request: HttpRequest, reference: str) -> HttpResponse:
    """Settle how pressing and complex it is, and where it belongs."""
    page = opened(request, reference, deed="triage")
    form = page.form(Triaging, initial=_settled_before(page))
    if form.is_bound:
        form.is_valid()
    turned = form.turn(page.do if page.posted else "" if form.at else sorting.NEXT)
    doing = Doing(
        form=form,
        act=lambda step, _: handling.triage(step, form.settled()),
        done="Triage is on the case.",
        title="Triage",
        button="Save the triage",
        template="desk/moves/intake/triage.html",
        after=pages.address(page, "triage"),
        more=_where(page, form),
    )
    return pages.shown(page, doing, quietly=page.posted) if turned else run(page, doing)


def _where(page: Page, form: Triaging) -> dict[str, Any]:
    """Where the answers lead, and the ways on."""
    routing, own = form.routing(), page.case.procedure
    return {
        "routing": routing,
        "answered": bool(form.answers()),
        "elsewhere": [one for one in routing.destinations if one.id != own and not one.first],
        "stays": any(one.id == own for one in routing.destinations),
        "offer": page.standing.offer,
    }


def _settled_before(page: Page) -> dict[str, Any]:
    """What triage settled last, to go on from."""
    last = next((one for one in reversed(cases.timeline(page.case)) if one.kind == "triaged"), None)
    data = last.happened.data if last else {}
    answers = sorting.begun_with(_answers_before(page))
    kept = {name: data[name] for name in ("complexity", "at_risk", "quick") if name in data}
    return {**kept, **answers, "note": dict(last.written).get("note", "") if last else ""}


def _answers_before(page: Page) -> dict[str, Any]:
    """The answers given last: at triage, else when it came in."""
    given = [one.happened.data["answers"] for one in cases.timeline(page.case) if one.happened.data.get("answers")]
    return dict(given[-1]) if given else {}
