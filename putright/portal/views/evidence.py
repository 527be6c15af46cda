"""The page with files: add some, see them, take one away. Each that will not do is named, the others are kept."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.accounts.audience import public
from putright.casework.files import scanning
from putright.casework.refused import Refused
from putright.council import clock
from putright.portal import limits
from putright.portal.answers import Answers
from putright.portal.complaining import draft_files, drafts, journey
from putright.portal.forms import story
from putright.portal.models import Draft
from putright.portal.views import complain


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest) -> HttpResponse:
    """Add files and take them away again; "Continue" takes along what has been chosen and not added yet."""
    at = clock.now()
    draft = drafts.current(request, at=at)
    if request.method != "POST":
        return _show(request, draft, story.Evidence())
    if draft is None and limits.passed(request, "begin", at=at):
        form = story.Evidence(request.POST, request.FILES)
        form.add_error("evidence", _wait(at))
        return _show(request, draft, form)
    draft = draft or drafts.begin(at=at)
    draft = drafts.save(draft, page="evidence", typed={}, at=at)
    if "remove" in request.POST:
        draft_files.remove(draft, request.POST["remove"])
        return drafts.remember(redirect(_here(request)), draft)
    form = story.Evidence(request.POST, request.FILES)
    for reason in _added(request, form, draft, at):
        form.add_error("evidence", reason)
    if not form.is_valid():
        return drafts.remember(_show(request, draft, form), draft)
    return drafts.remember(redirect(_here(request) if "add" in request.POST else _on(request, draft)), draft)


def _show(request: HttpRequest, draft: Draft | None, form: story.Evidence) -> HttpResponse:
    page, given = journey.BY_NAME["evidence"], Answers.of(draft)
    context = {
        "form": form,
        "files": list(draft.files.all()) if draft else [],
        "scanned": scanning.wanted(),
        "back": complain.back(request, page, given),
        **complain.around(draft),
    }
    return render(request, "portal/complain/evidence.html", context)


def _here(request: HttpRequest) -> str:
    return f"{reverse('portal:evidence')}{'?from=check' if complain.changing(request) else ''}"


def _on(request: HttpRequest, draft: Draft) -> str:
    return journey.after(journey.BY_NAME["evidence"], Answers.of(draft), changing=complain.changing(request))


def _added(request: HttpRequest, form: story.Evidence, draft: Draft, at: datetime) -> list[str]:
    """Keep every file that will do; what is wrong with each of the others."""
    chosen = request.FILES.getlist("evidence")
    wrong: list[str] = []
    for file in chosen:
        if limits.passed(request, "upload", at=at):
            return [*wrong, _wait(at)]
        try:
            draft_files.keep(draft, file, at=at)
        except Refused as refused:
            wrong.append(refused.reason)
    if not chosen and "add" in request.POST:
        wrong.append("Choose a file to add, or continue without one")
    form.is_valid()
    form.errors.clear()
    return wrong


def _wait(at: datetime) -> str:
    return f"Very many files came from where you are in one hour. Add yours after {limits.again_at(at):%H:%M}"
