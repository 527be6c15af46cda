"""The first page: what is left to set up or, once open, every part of the settings; opening; how it runs; history."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.audience import officer_of, officers
from putright.accounts.signing_in import break_glass
from putright.administration import changes, checklist, details, running
from putright.administration.models import Change
from putright.administration.views import page
from putright.council import clock, opening

A_PAGE = 50
A_YEAR = timedelta(days=366)
"""How often the sealed account is to be tried, at the least."""


@officers("see_settings")
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Setting up, with what is done and left; afterwards the settings."""
    steps = checklist.steps(on=clock.today())
    groups = [(title, list(found)) for title, found in groupby(steps, key=lambda step: step.group)]
    done = sum(step.status == checklist.DONE for step in steps)
    told = {
        "groups": groups,
        "left": checklist.left(steps),
        "done": done,
        "every": len(steps),
        "begun": not any(step.waits for step in steps),
        "not_called": checklist.NOT_CALLED,
        "open": opening.is_open(),
    }
    return render(request, "administration/home.html", told)


@officers("manage_council")
@require_POST
def confirm(request: HttpRequest, name: str) -> HttpResponse:
    """Say that a step is looked at, although nothing was entered."""
    step = next((one for one in checklist.steps(on=clock.today()) if one.name == name), None)
    if step is None:
        raise Http404
    if step.missing:
        messages.error(request, f"{step.title}: not confirmed. {step.missing}")
        return redirect(f"administration:{name}")
    details.settle(name, page.deed_of(request))
    return page.saved(request, f"{changes.AREAS[name]}: confirmed.", "home")


@officers("manage_council")
@never_cache
@require_safe
def how_it_runs(request: HttpRequest) -> HttpResponse:
    """Whether keys, addresses, database, worker, mail and scanner are in order."""
    return render(request, "administration/running.html", {"findings": list(running.findings(at=clock.now()))})


@officers("see_settings")
@require_safe
def wording(request: HttpRequest) -> HttpResponse:
    """Where the letters are put into the council's own words."""
    return page.shown(request, "wording", "wording")


@officers("see_settings")
@never_cache
@require_safe
def sealed_account(request: HttpRequest) -> HttpResponse:
    """The account for the day when nobody else can sign in: whether there is one, when it was tried, how it is made."""
    told = {"account": break_glass.kept(), "told": break_glass.told(), "tried_after": clock.now() - A_YEAR}
    return page.shown(request, "break_glass", "break_glass", **told)


@officers("see_settings")
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Every change of the settings, newest first."""
    area = request.GET.get("area", "")
    area = area if area in changes.AREAS else ""
    found = Change.objects.select_related("by")
    shown = Paginator(found.filter(area=area) if area else found, A_PAGE).get_page(request.GET.get("page"))
    told = {"changes": shown, "areas": changes.AREAS, "area": area, "officer_now": officer_of(request)}
    return render(request, "administration/history.html", told)
