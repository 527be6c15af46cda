"""The page with files: add some, see them, take one away. Each that will not do is named, the others are kept."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.accounts.audience import public
from putright.casework import documents, names, scanning
from putright.casework.refused import Refused
from putright.council import clock
from putright.portal import drafts, journey, limits
from putright.portal.answers import Answers
from putright.portal.forms import story
from putright.portal.models import Draft, DraftFile
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
        _remove(draft, request.POST["remove"])
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
            _keep(draft, file, at)
        except Refused as refused:
            wrong.append(refused.reason)
    if not chosen and "add" in request.POST:
        wrong.append("Choose a file to add, or continue without one")
    form.is_valid()
    form.errors.clear()
    return wrong


def _wait(at: datetime) -> str:
    return f"Very many files came from where you are in one hour. Add yours after {limits.again_at(at):%H:%M}"


def _keep(draft: Draft, file: UploadedFile[Any], at: datetime) -> None:
    name = names.of_file(file.name or "")
    if draft.files.count() >= documents.MOST_FILES:
        raise Refused(f"{name} was not added: {documents.MOST_FILES} files are the most. Take one away first.")
    # A file that is too large is not read: one byte too many says as much.
    upload = documents.Upload(name=name, content=file.read(documents.MOST_BYTES + 1))
    content_type, digest = documents.inspect(upload), hashlib.sha256(upload.content).hexdigest()
    made = DraftFile(
        draft=draft, name=name, content_type=content_type, size=len(upload.content), digest=digest, added_at=at
    )
    if draft.files.filter(digest=digest).exists():
        return
    # Stored under a name of our own: one that somebody made up never becomes a path.
    made.file.save(f"{digest[:32]}{PurePath(name).suffix.lower()}", ContentFile(upload.content), save=False)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # the same file came twice at the same moment
        made.file.delete(save=False)


def _remove(draft: Draft, number: str) -> None:
    found = draft.files.filter(pk=number).first() if number.isdecimal() else None
    if found is not None:
        stored = found.file
        found.delete()
        stored.delete(save=False)
