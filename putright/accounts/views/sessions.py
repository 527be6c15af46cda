"""Where an officer is signed in, and signing out there."""

from django.contrib import auth, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from putright.accounts import sessions
from putright.accounts.audience import officer_of, signed_in
from putright.council import clock


@signed_in
@never_cache
@require_safe
def sessions_page(request: HttpRequest) -> HttpResponse:
    """The list."""
    at, officer = clock.now(), officer_of(request)
    sessions.seen(request=request, officer=officer, at=at)
    found = [(one, sessions.is_this(request, one)) for one in sessions.of(officer=officer, at=at)]
    return render(request, "account/sessions.html", {"sessions": found})


@signed_in
@require_POST
def end_one(request: HttpRequest, number: int) -> HttpResponse:
    """Sign out in one place."""
    if not sessions.end_one(officer=officer_of(request), number=number, at=clock.now()):
        raise Http404
    messages.success(request, "You are signed out there.")
    return redirect("account_sessions")


@signed_in
@require_POST
def end_all(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    officer = officer_of(request)
    sessions.end_all(officer=officer, by=officer, at=clock.now())
    auth.logout(request)
    return redirect("account_login")
