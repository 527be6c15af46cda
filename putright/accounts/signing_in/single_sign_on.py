"""Signing in through the council's own sign-in: what allauth hands over, and the answers that are ours.

How each kind of sign-in speaks is in `openid` and `saml`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from putright.accounts import audit, sessions
from putright.accounts.models import Officer
from putright.accounts.signing_in import held, joining
from putright.accounts.signing_in.providers import SAML, Provider
from putright.council import clock

AGAIN = "asked_again_at"
"""In the session: when somebody was sent off to show once more who they are."""

NoAnswer = requests.RequestException
"""What is raised where a sign-in cannot be reached."""

LEEWAY_SECONDS = 60
"""So far the clock of a sign-in may be from ours."""

WHY: Mapping[str, str] = {
    "no_group": "You are signed in with the council, but none of your groups lets you use this site.",
    "no_groups_told": "The council's sign-in did not say which groups you are in.",
    "no_address": "The council's sign-in did not say what your email address is.",
    "address_taken": "Somebody here already has your email address, and it cannot be shown that it is you.",
    "closed": "Your account here has been closed.",
    "not_right": "What the council's sign-in sent cannot be relied on, or it is too old. Start again.",
    "not_again": "The council's sign-in did not ask you again who you are, or does not say when it did.",
    "cancelled": "You did not finish signing in with the council.",
    "no_answer": "The council's sign-in does not answer. Wait a few minutes, then try again.",
}


def ways() -> list[Provider]:
    """The council's own ways of signing in, for the page to offer."""
    return list(settings.SIGN_IN_PROVIDERS.values())


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Allauth's account of a sign-in elsewhere, with our answers."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Decide who this is here, and whether they may come in; afterwards allauth goes on as with anybody known."""
        account, at = sociallogin.account, clock.now()
        provider = settings.SIGN_IN_PROVIDERS[account.provider]
        claims, account.extra_data = account.extra_data, {}
        if not _freshly_shown(request):
            raise ImmediateHttpResponse(turned_away(request, provider, "not_again"))
        known = sociallogin.user if account.pk else None
        try:
            officer = joining.welcome(arrival(provider, claims), known=known, at=at)
        except joining.TurnedAway as reason:
            if account.pk:
                account.save(update_fields=["extra_data"])
            raise ImmediateHttpResponse(turned_away(request, provider, reason.why, by=known)) from None
        joining.link(officer, provider=provider, at=at)
        sociallogin.user = account.user = officer
        account.save()
        if request.user == officer:
            sessions.comes(request, dataclasses.replace(sessions.coming(request), kept=held.carried(request)))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whoever gets this far has an account; nobody fills in a form for one."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        """Our own page for whatever went wrong on the way."""
        told = settings.SIGN_IN_PROVIDERS[provider.sub_id]
        error = more.get("error")
        down = isinstance(more.get("exception"), NoAnswer)
        why = "no_answer" if down else "cancelled" if str(error) == "cancelled" else "not_right"
        raise ImmediateHttpResponse(turned_away(request, told, why))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to tell: accounts are linked by the council, not by their officers."""


def arrival(provider: Provider, claims: Mapping[str, Any]) -> joining.Arrival:
    """What a sign-in says, in our words."""
    told = claims if provider.kind == SAML else claims.get("id_token", {})
    name = _one(told.get(provider.name)) or " ".join(
        part for part in (_one(told.get("given_name")), _one(told.get("family_name"))) if part
    )
    # Entra ID says so of an address by leaving it out; what it may be believed in is for the council's file.
    verified = told.get("email_verified", True) is True
    email = _one(told.get(provider.email))
    return joining.Arrival(
        provider=provider, email=email, email_verified=verified, name=name, groups=_groups(told, provider)
    )


def _groups(told: Mapping[str, Any], provider: Provider) -> list[str] | None:
    """None when there is no word of groups, or when there were so many that they were left out."""
    given = told.get(provider.groups)
    if given is None:
        return None if provider.groups in told.get("_claim_names", {}) else []
    return [str(one) for one in given] if isinstance(given, list) else [str(given)]


def _one(given: Any) -> str:
    if isinstance(given, list):
        given = given[0] if given else ""
    return str(given or "").replace("\x00", "").strip()[:120]


def turned_away(request: HttpRequest, provider: Provider, why: str, *, by: Officer | None = None) -> HttpResponse:
    """The page that says why somebody was not let in."""
    facts = {"why": why, "provider": provider.id, **audit.where(request)}
    audit.note(kind="sign_in_refused", by=by, at=clock.now(), **facts)
    page = {"why": WHY[why], "provider": provider, "again": why in ("not_right", "not_again", "cancelled", "no_answer")}
    return render(request, "account/turned_away.html", page, status=503 if why == "no_answer" else 403)


def ask_again(request: HttpRequest) -> bool:
    """Whether somebody is to show once more who they are, even where their sign-in knows them still."""
    again = bool(request.GET.get("again"))
    if again:
        request.session[AGAIN] = clock.now().timestamp()
    else:
        request.session.pop(AGAIN, None)
    return again


def shown_at(told: float | None) -> float | None:
    """When somebody showed who they are, by our clock; None for what cannot be."""
    now = clock.now().timestamp()
    return None if told is None or told > now + LEEWAY_SECONDS else min(told, now)


def _freshly_shown(request: HttpRequest) -> bool:
    """Whether somebody who was sent off to show once more who they are has done so since."""
    asked_at, shown = request.session.pop(AGAIN, None), sessions.coming(request).shown_at
    return asked_at is None or (shown is not None and shown >= asked_at - LEEWAY_SECONDS)
