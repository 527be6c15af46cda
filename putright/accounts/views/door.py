"""The few pages of signing in that are our own."""

from allauth.account import views as account
from allauth.account.utils import get_next_redirect_url, url_str_to_user_pk
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from putright.accounts import roles
from putright.accounts.audience import away_to_confirm, by_link, officer_of, public, signed_in, signing_in
from putright.accounts.models import Officer
from putright.accounts.signing_in import first_password, guessing, single_sign_on
from putright.accounts.signing_in.providers import OIDC

login = account.LoginView.as_view(extra_context={"ways": single_sign_on.ways})
"""Signing in: with a password, and whatever ways the council has of its own."""


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Who somebody is here: their roles, and what these let them do."""
    officer = officer_of(request)
    held = roles.held_by(officer)
    page = {"officer": officer, "roles": held, "sees_cases": roles.may(officer, "see_cases"), "deeds": roles.DEEDS}
    return render(request, "account/home.html", page)


@signing_in
@never_cache
def confirmation(request: HttpRequest) -> HttpResponse:
    """Show once more who you are: by what is kept here, or where the council's own sign-in looks after it."""
    on = get_next_redirect_url(request) or reverse("account_home")
    away = away_to_confirm(request, on=on)
    answer: HttpResponse = redirect(away) if away else account.reauthenticate(request)
    return answer


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


@by_link
def password_from_link(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """A new password, by the link in a message. Whoever could read the message is known in this browser from then on:
    nobody who guesses elsewhere keeps them waiting.
    """
    officer = _whose_link(uidb36)
    view = account.password_reset_from_key if officer is None or officer.has_usable_password() else first_password.asked
    answer: HttpResponse = view(request, uidb36=uidb36, key=key)
    done = request.method == "POST" and answer.headers.get("Location") == reverse(
        "account_reset_password_from_key_done"
    )
    if officer is not None and done:
        guessing.remember(answer, officer=officer)
    return answer


def _whose_link(uidb36: str) -> Officer | None:
    """Whose the number in a link is. The key beside it is checked by allauth."""
    try:
        return Officer.objects.filter(pk=url_str_to_user_pk(uidb36)).first()
    except (ValueError, OverflowError, ValidationError):
        return None


@public
def signed_out_elsewhere(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Where the council's own sign-in sends somebody who signs out there: to the question whether to do so here.

    Nobody is signed out by an address alone, for anybody can have a browser open an address.
    """
    return redirect("account_logout")


@public
def signed_out(request: HttpRequest, provider_id: str) -> HttpResponse:
    """After signing out here: whether to sign out of the council's own sign-in as well, and where."""
    provider = settings.SIGN_IN_PROVIDERS.get(provider_id)
    if provider is None or not (provider.sign_out or provider.kind == OIDC):
        raise Http404
    leave = provider.sign_out or reverse("openid_connect_leave", args=[provider.id])
    return render(request, "account/out.html", {"provider": provider, "leave": leave})


@signed_in
@never_cache
def staying(request: HttpRequest) -> HttpResponse:
    """Nothing at all: that somebody asked keeps them signed in."""
    return HttpResponse(status=204)
