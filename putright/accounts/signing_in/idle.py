"""Signs an officer out who has done nothing for a while, and hands back what they had typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from putright.accounts import sessions
from putright.accounts.models import Officer
from putright.council import clock

LAST_SEEN_AT = "last_seen_at"
SIGNED_IN_AT = "signed_in_at"
STEP = timedelta(minutes=1)
"""The moment is written down at most so often, since every note of it is a write to the database."""

HEADER = "Putright-Signed-Out-After"
"""Tells a program, in seconds, how long an officer stays signed in without doing anything."""

NEVER_SHOWN = ("csrfmiddlewaretoken", "password", "code")


def minutes() -> int:
    """How long an officer may do nothing and stay signed in; pages for staff say so."""
    return int(settings.STAFF_IDLE_MINUTES)


def sign_out_when_idle(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware, after the one that knows who is signed in. Pages find the limit in `request.idle_minutes`."""

    def asked(request: HttpRequest) -> HttpResponse:
        request.idle_minutes = minutes()  # type: ignore[attr-defined]
        if isinstance(request.user, Officer) and _too_long_ago(request, request.user):
            sessions.ended(request=request)
            auth.logout(request)
            return _signed_out(request)
        response = answer(request)
        if request.user.is_authenticated:
            response.headers[HEADER] = str(minutes() * 60)
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return asked


def typed(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """What somebody had typed into a form, by field, for them to copy; never a password or a code."""
    return [
        (name.replace("_", " ").replace("-", " "), value)
        for name, value in fields.items()
        if value.strip() and not any(word in name for word in NEVER_SHOWN)
    ]


def _too_long_ago(request: HttpRequest, officer: Officer) -> bool:
    at = clock.now()
    now, last = at.timestamp(), request.session.get(LAST_SEEN_AT)
    if now - request.session.get(SIGNED_IN_AT, now) >= timedelta(hours=settings.STAFF_SESSION_HOURS).total_seconds():
        return True
    if last is not None and now - last >= timedelta(minutes=minutes()).total_seconds() + STEP.total_seconds():
        return True
    # Earlier than the last time: a demo that always runs on the same day has passed midnight.
    if last is None or now < last or now - last >= STEP.total_seconds():
        request.session[LAST_SEEN_AT] = now
        sessions.seen(request=request, officer=officer, at=at)
    return False


def _signed_out(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        page = {"typed": typed(request.POST.dict()), "minutes": minutes(), "path": request.get_full_path()}
        return render(request, "account/signed_out.html", page, status=403)
    return redirect(f"{redirect_to_login(request.get_full_path()).url}&idle={minutes()}")
