"""The few pages of signing in that are our own; the rest are allauth's, listed in `urls`."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from putright.accounts import roles
from putright.accounts.audience import officer_of, signed_in, signing_in


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Who somebody is here: their roles, and what these let them do."""
    officer = officer_of(request)
    held = roles.held_by(officer)
    page = {"officer": officer, "roles": held, "sees_cases": roles.may(officer, "see_cases"), "deeds": roles.DEEDS}
    return render(request, "account/home.html", page)


@signing_in
@never_cache
def picture(request: HttpRequest) -> HttpResponse:
    """The picture an authenticator app reads. It has its own address: pages may not carry pictures inside."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    drawn = adapter.build_totp_svg(adapter.build_totp_url(officer_of(request), secret))
    return HttpResponse(drawn, content_type="image/svg+xml")


@signing_in
def password_setting(request: HttpRequest) -> HttpResponse:
    """For an officer without a password: it is set by the link in a message, never in a session left open."""
    return redirect("account_reset_password")
