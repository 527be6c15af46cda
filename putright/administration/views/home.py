"""The first page: what is left to set up or, once open, every part of the settings; opening; how it runs; history."""

from __future__ import annotations

from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.audience import officer_of, officers
from putright.administration import changes, checklist, details, running
from putright.administration.models import Change
from putright.administration.views import page
from putright.council import clock, opening

A_PAGE = 50


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
        "open": opening.is_open(),
    }
    return render(request, "administration/home.html", told)


@officers("manage_council")
@require_POST
def confirm(request: HttpRequest, name: str) -> HttpResponse:
    """Say that a step is looked at, although nothing was entered."""
    if not checklist.can_be_settled(name):
        raise Http404
    details.settle(name, page.deed_of(request))
    return page.saved(request, f"{changes.AREAS[name]}: confirmed.", "home")


@officers("manage_council")
def opening_page(request: HttpRequest) -> HttpResponse:
    """Let the public in, once nothing is missing."""
    left = checklist.left(checklist.steps(on=clock.today()))
    if opening.is_open():
        return redirect("administration:home")
    if request.method == "POST" and not left:
        details.open_to_the_public(page.deed_of(request))
        return page.saved(request, "Open. The public can complain from now on.", "home")
    return render(request, "administration/opening.html", {"left": left, "findings": list(_amiss())})


def _amiss() -> list[running.Finding]:
    return [one for one in running.findings(at=clock.now()) if one.state != running.WELL]


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
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Every change of the settings, newest first."""
    area = request.GET.get("area", "")
    area = area if area in changes.AREAS else ""
    found = Change.objects.select_related("by")
    shown = Paginator(found.filter(area=area) if area else found, A_PAGE).get_page(request.GET.get("page"))
    told = {"changes": shown, "areas": changes.AREAS, "area": area, "officer_now": officer_of(request)}
    return render(request, "administration/history.html", told)
