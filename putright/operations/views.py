"""What machines ask (is it alive, is it ready, how is it doing), and the page for bringing paper cases back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from putright.accounts.audience import by_link, officer_of, officers, public
from putright.casework.actions import paper
from putright.casework.on_paper import noting
from putright.council import clock
from putright.operations.downtime import register, taking_in
from putright.operations.forms import Register
from putright.operations.watching import health, metrics
from putright.web import downloads, pages

GOOD_FOR = timedelta(days=180)
"""How long what is said of whom to tell can be relied on: less than the year that is the most."""


@public
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """This process answers. Asks nothing of the database or anything else."""
    return HttpResponse("alive\n", content_type="text/plain")


@public
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Whether it can serve: 503 when not. With ?all also 503 when it serves and somebody has to look at something."""
    found = health.look(at=clock.now())
    told = {"ready": found.ready, "well": found.well, "needed": found.needed, "minded": found.minded}
    fine = found.well if "all" in request.GET else found.ready
    return JsonResponse(told, status=200 if fine else 503)


@by_link
@never_cache
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Figures for whoever has the token; for everybody else there is no such page."""
    if not metrics.may_read(request):
        raise Http404
    return HttpResponse(metrics.written(at=clock.now()), content_type=metrics.TYPE)


@public
@require_safe
@cache_control(public=True, max_age=86_400)
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116): the council's own contact, or no such page while it has none."""
    contact = settings.SECURITY_CONTACT or pages.council().email
    if not contact:
        raise Http404
    until = clock.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + GOOD_FOR
    lines = {
        "Contact": f"mailto:{contact}" if "@" in contact and ":" not in contact else contact,
        "Expires": f"{until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": "en",
        "Canonical": f"{settings.PUBLIC_ADDRESS}{request.path}",
    }
    told = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(told, content_type="text/plain; charset=utf-8")


@officers(paper.DEED)
@never_cache
def paper_cases(request: HttpRequest) -> HttpResponse:
    """Bring cases kept on paper back: the register, then what it says line by line, then what became of each."""
    form = Register(request.POST, request.FILES) if request.method == "POST" else Register()
    if not form.is_bound or not form.is_valid():
        left = noting.to_key(officer_of(request)).count() + noting.to_follow_up(officer_of(request)).count()
        page = {"form": form, "columns": register.ALL, "left": left}
        return render(request, "operations/paper_cases.html", page)
    lines: Sequence[register.Line] = form.cleaned_data["lines"]
    if request.POST.get("do") == "take" and not any(line.wrong for line in lines):
        taken = taking_in.take(lines, by=officer_of(request), at=clock.now())
        return render(request, "operations/paper_taken.html", {"taken": taken})
    again = Register(initial={"text": form.cleaned_data["text"]})
    wrong = [line for line in lines if line.wrong]
    tried = [] if wrong else taking_in.tried(lines, by=officer_of(request), at=clock.now())
    refused = [one for one in tried if one.why_not]
    told = {"form": again, "lines": lines, "wrong": wrong, "refused": refused}
    return render(request, "operations/paper_preview.html", told)


@officers(paper.DEED)
@require_safe
def empty_register(request: HttpRequest) -> HttpResponse:
    """The register with its headings."""
    return downloads.made(register.empty(), name="paper-cases.csv", kind=downloads.CSV)
