"""The start page, and the ways into the journey: anew, or from a service request."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from putright import rulebook
from putright.accounts.audience import public
from putright.casework import references
from putright.casework.files import documents
from putright.council import clock
from putright.portal import limits
from putright.portal.complaining import drafts
from putright.portal.views import complain

LIKE_A_REFERENCE = re.compile(r"[0-9]{2}-[0-9A-Z]{3}-[0-9A-Z]{3}", re.ASCII)


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this is, what people come for, and how long it takes."""
    at = clock.now()
    code = rulebook.procedure("local_council_code", on=at.date())
    days = {one.name: one.n for one in code.clocks}
    context = {
        "draft": drafts.current(request, at=at),
        "days": days,
        "first_page": complain.complain_address(),
        "files": documents.SAID,
        "kept_days": drafts.KEPT_DAYS,
    }
    return render(request, "portal/start.html", context)


@public
@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Into the journey: on with the one begun, if somebody wants that, or a new one."""
    draft = drafts.current(request, at=clock.now())
    if draft is None or not draft.typed:
        return redirect(complain.complain_address())
    return render(request, "portal/complain/begun.html", complain.around(draft))


@public
@require_http_methods(["POST"])
def anew(request: HttpRequest) -> HttpResponse:
    """Forget the one begun in this browser and begin another. It stays under its own link."""
    return drafts.forget(redirect(complain.complain_address()))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about_request(request: HttpRequest, reference: str) -> HttpResponse:
    """The link in acknowledgements of service requests and in surveys. Whether there is such a request is not told."""
    at = clock.now()
    tidied = references.tidied(reference)
    # What only looks like a reference is not shown back: it could be anybody's words on the council's page.
    known_as = tidied if LIKE_A_REFERENCE.fullmatch(tidied) else ""
    if request.method != "POST":
        return render(request, "portal/complain/about_request.html", {"reference": known_as, "wait_until": None})
    if limits.passed(request, "begin", at=at):
        context = {"reference": known_as, "wait_until": limits.again_at(at)}
        return render(request, "portal/complain/about_request.html", context, status=429)
    draft = drafts.begin(at=at, about=known_as)
    typed = {"answer": ["unhappy"]}
    draft = drafts.save(draft, page="asked-before", typed=typed, at=at)
    return drafts.remember(redirect("portal:page", "danger"), draft)
