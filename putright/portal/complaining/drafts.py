"""Complaints not sent yet: begun, saved page by page, found again by cookie or link, erased when their time is up."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from putright.portal.models import Draft, DraftFile

COOKIE = f"{settings.COOKIE_MARK}complaint"
KEPT_DAYS = 14
KEPT = timedelta(days=KEPT_DAYS)
SHOWN_AFTER_SENDING = timedelta(hours=1)
"""For so long the page with the reference can be opened again in the same browser: the next person may sit there."""


def current(request: HttpRequest, *, at: datetime) -> Draft | None:
    """The complaint this browser is writing; None when there is none, it has been sent or its time is up."""
    draft = found(request.COOKIES.get(COOKIE, ""), at=at)
    return draft if draft is not None and draft.sent_at is None else None


def just_sent(request: HttpRequest, *, at: datetime) -> Draft | None:
    """The complaint this browser has just sent."""
    draft = found(request.COOKIES.get(COOKIE, ""), at=at)
    if draft is None or draft.sent_at is None or at - draft.sent_at > SHOWN_AFTER_SENDING:
        return None
    return draft


def found(key: str, *, at: datetime) -> Draft | None:
    """A draft by its key, unless its time is up."""
    return Draft.objects.filter(key=key, ends_at__gt=at).first() if key.isprintable() else None


def begin(*, at: datetime, about: str = "") -> Draft:
    """An empty draft."""
    return Draft.objects.create(begun_at=at, saved_at=at, ends_at=at + KEPT, about=about)


def held(draft: Draft) -> Draft:
    """A draft, held until the end of the transaction: of two tabs that save at once neither undoes the other."""
    return Draft.objects.select_for_update().get(pk=draft.pk)


def save(draft: Draft, *, page: str, typed: Mapping[str, list[str]], at: datetime) -> Draft:
    """Keep what was typed on one page, right or wrong. Every saving begins the days it is kept for anew."""
    with transaction.atomic():
        fresh = held(draft)
        if fresh.sent_at is None:
            fresh.typed = {**fresh.typed, page: dict(typed)}
            fresh.saved_at, fresh.ends_at = at, at + KEPT
            fresh.save()
    return fresh


def remember(response: HttpResponse, draft: Draft) -> HttpResponse:
    """Let the browser come back to the draft until it is closed: on a shared computer nobody else should."""
    response.set_cookie(COOKIE, draft.key, httponly=True, secure=settings.SECURE, samesite="Lax")
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Let the browser forget the draft. The draft itself stays, for whoever has its link."""
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def link(draft: Draft) -> str:
    """The whole address at which somebody goes on with a draft, in any browser."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('portal:back', args=[draft.key])}"


def intake_key(draft: Draft, procedure: str) -> str:
    """The key under which a draft is taken in, once for each procedure; the secret cannot be read from it."""
    return hashlib.sha256(f"{draft.key}:{procedure}".encode()).hexdigest()[:40]


def empty(draft: Draft, *, references: list[str], at: datetime) -> None:
    """Erase what was typed, now that it has been taken in; the references stay for a while."""
    files = list(draft.files.all())
    draft.typed, draft.about, draft.references, draft.sent_at = {}, "", references, at
    draft.save()
    _throw_away(files)


def erase_expired(*, at: datetime) -> int:
    """Erase every draft whose time is up, with its files. How many there were."""
    gone = Draft.objects.filter(ends_at__lte=at)
    with transaction.atomic():
        _throw_away(list(DraftFile.objects.filter(draft__in=gone)))
        _, by_kind = gone.delete()
    return by_kind.get(Draft._meta.label, 0)


def _throw_away(files: list[DraftFile]) -> None:
    """The rows now, and what they hold as soon as that is certain."""
    for one in files:
        stored = one.file
        one.delete()
        transaction.on_commit(partial(stored.delete, save=False))


def tell_once(draft: Draft) -> bool:
    """Note that the questions of monitoring were answered; False when they were already."""
    return bool(Draft.objects.filter(pk=draft.pk, told_about_self=False).update(told_about_self=True))
