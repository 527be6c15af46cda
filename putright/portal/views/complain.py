"""One page of the way to complain at a time: shown, kept whatever was typed, and on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.accounts.audience import public
from putright.council import clock
from putright.portal import limits
from putright.portal.answers import Answers
from putright.portal.complaining import drafts, journey, told
from putright.portal.complaining.journey import Page
from putright.portal.forms.asked import Asked
from putright.portal.models import Draft


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Any page, in any order: one that this person is not asked leads to their answers."""
    at = clock.now()
    draft = drafts.current(request, at=at)
    if name not in journey.BY_NAME:
        raise Http404
    shown, given = journey.BY_NAME[name], Answers.of(draft)
    if request.method == "POST":
        return _keep(request, shown, draft, at)
    if not shown.asked(given):
        return redirect("portal:check")
    form = shown.filled(given)
    form.initial.update(_first_answer(request, shown))
    return show(request, shown, form, draft)


def show(request: HttpRequest, shown: Page, form: Asked, draft: Draft | None, **more: Any) -> HttpResponse:
    """Draw a page with its form."""
    given = form.given
    told_of = (
        {
            "parts": told.parts(given),
            "at_once": told.at_once(given),
            "can_be_appealed": told.can_be_appealed(given.triage),
        }
        if not form.fields
        else {}
    )
    frame = {"page": shown, "form": form, "given": given, "back": back(request, shown, given), **around(draft)}
    return render(request, shown.template, {**frame, **told_of, **more}, status=more.get("status"))


def around(draft: Draft | None) -> dict[str, Any]:
    """What every page of the journey says about coming back later."""
    return {"draft": draft, "draft_link": drafts.link(draft) if draft else "", "kept_days": drafts.KEPT_DAYS}


def back(request: HttpRequest, shown: Page, given: Answers) -> str:
    """Where "Back" leads."""
    return journey.before(shown, given, changing=changing(request))


def changing(request: HttpRequest) -> bool:
    """Whether somebody came from the page with all their answers."""
    return request.GET.get("from") == journey.CHANGING


def _first_answer(request: HttpRequest, shown: Page) -> dict[str, str]:
    """What the start page already knows: whoever comes to report a problem tells us for the first time."""
    told_first = shown.name == "asked-before" and "first" in request.GET
    return {"answer": "first_concern"} if told_first else {}


def _keep(request: HttpRequest, shown: Page, draft: Draft | None, at: datetime) -> HttpResponse:
    typed = _typed(request, shown, Answers.of(draft))
    if draft is None:
        if limits.passed(request, "begin", at=at):
            form = shown.form(typed, given=Answers({shown.name: typed}))
            return show(request, shown, form, None, wait_until=limits.again_at(at), status=429)
        draft = drafts.begin(at=at)
    draft = drafts.save(draft, page=shown.name, typed=typed, at=at)
    given = Answers.of(draft)
    form = shown.filled(given)
    if form.is_valid():
        return drafts.remember(redirect(journey.after(shown, given, changing=changing(request))), draft)
    return drafts.remember(show(request, shown, form, draft), draft)


def _typed(request: HttpRequest, shown: Page, given: Answers) -> dict[str, list[str]]:
    """Everything that came for the fields of a page, boxes of a date by themselves."""
    names = tuple(shown.form(None, given=given).fields)
    parts = tuple(f"{name}-{part}" for name in names for part in ("day", "month", "year"))
    return {
        name: [value.replace("\0", "").replace("\r\n", "\n") for value in request.POST.getlist(name)]
        for name in request.POST
        if name in names or name in parts
    }


def complain_address() -> str:
    """Where the journey begins."""
    return reverse("portal:page", args=["asked-before"])
