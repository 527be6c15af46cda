"""Letting the public in: what must be settled first, what is not in order, and the reason for opening all the same."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from putright.accounts.audience import officers
from putright.administration import checklist, details, invitations, running
from putright.administration.forms import public as forms
from putright.administration.views import page
from putright.council import clock, opening

NOBODY_ELSE = "Nobody but administrators can sign in"


@officers("manage_council")
def opening_page(request: HttpRequest) -> HttpResponse:
    """Let the public in, once nothing is missing. What is not in order takes a reason that stays."""
    if opening.is_open():
        return redirect("administration:home")
    left = checklist.left(checklist.steps(on=clock.today()))
    findings = [one for one in running.findings(at=clock.now()) if one.state != running.WELL]
    amiss = _amiss(findings)
    form = forms.OpeningAllTheSame(page.posted(request)) if amiss else None
    if request.method == "POST" and not left and (form is None or form.is_valid()):
        details.open_to_the_public(page.deed_of(request, form), amiss=amiss)
        return page.saved(request, "Open. The public can complain from now on.", "home")
    told: dict[str, Any] = {"left": left, "not_called": checklist.NOT_CALLED, "form": form, "findings": findings}
    told |= {"waiting": invitations.unanswered(), "nobody_else": NOBODY_ELSE if NOBODY_ELSE in amiss else ""}
    return render(request, "administration/opening.html", told)


def _amiss(findings: list[running.Finding]) -> list[str]:
    """What is not in order, by its title. A demonstration is not run for the public: nothing there takes a reason."""
    if settings.DEMO:
        return []
    wrong = [one.title for one in findings if one.state == running.WRONG]
    return wrong if invitations.anybody_else_can_sign_in() else [*wrong, NOBODY_ELSE]
