"""The council's own sign-in says that somebody has signed out there: a token of OpenID Connect, from server to server.

Anybody can send to that address. So nothing is believed that the issuer we know has not signed, for us, just now, as
word of signing out and nothing else, once.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from putright.accounts import audit, sessions
from putright.accounts.models import Officer, Spent
from putright.accounts.signing_in import openid, single_sign_on
from putright.accounts.signing_in.providers import Provider

EVENT = "http://schemas.openid.net/event/backchannel-logout"
FRESH = timedelta(minutes=10)
"""Word that is older is not believed: so long the numbers of what was heard are kept."""

LEEWAY = timedelta(seconds=single_sign_on.LEEWAY_SECONDS)


class NotRight(Exception):
    """Why a token is not believed, as a word for the log."""


def heard(token: str, *, provider: Provider, request: HttpRequest, at: datetime) -> int:
    """End the sessions a token names; says how many. Raises `NotRight`, and `single_sign_on.NoAnswer` where the keys
    of the issuer cannot be had.
    """
    said = _read(token, provider, request)
    _must_be_word_of_leaving(said, at)
    subject, sid = said.get("sub"), said.get("sid")
    with transaction.atomic():
        _spend(str(said["jti"]), provider, at)
        officer = _officer(provider, subject) if subject else None
        if subject and officer is None:
            return 0
        return _end(provider, officer, str(sid or ""), at)


def tidy(*, at: datetime) -> int:
    """Forget what could not count any more; says how much."""
    return Spent.objects.filter(until__lt=at).delete()[0]


def _read(token: str, provider: Provider, request: HttpRequest) -> dict[str, Any]:
    adapter = openid.OpenID(request, provider.id)
    try:
        return openid.read(
            token, told=adapter.openid_config, audience=provider.app["client_id"], needed=("jti", "events")
        )
    except (OAuth2Error, KeyError, TypeError, ValueError):
        raise NotRight("token") from None


def _must_be_word_of_leaving(said: dict[str, Any], at: datetime) -> None:
    events, issued = said["events"], said["iat"]
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise NotRight("events")
    if "nonce" in said:  # then it is what lets somebody in, sent to the wrong address
        raise NotRight("nonce")
    if (
        not isinstance(issued, int | float)
        or not at - FRESH <= datetime.fromtimestamp(issued, at.tzinfo) <= at + LEEWAY
    ):
        raise NotRight("iat")
    if not isinstance(said["jti"], str) or not any(isinstance(said.get(name), str) for name in ("sub", "sid")):
        raise NotRight("nobody")


def _spend(number: str, provider: Provider, at: datetime) -> None:
    digest = hashlib.sha256(f"{provider.id} {number}".encode()).hexdigest()
    try:
        with transaction.atomic():
            Spent.objects.create(digest=digest, until=at + FRESH + LEEWAY)
    except IntegrityError:
        raise NotRight("jti") from None


def _officer(provider: Provider, subject: object) -> Officer | None:
    account = SocialAccount.objects.filter(provider=provider.id, uid=str(subject)).select_related("user").first()
    return account.user if account else None


def _end(provider: Provider, officer: Officer | None, sid: str, at: datetime) -> int:
    if sid:
        ended = sessions.end_of(sid=sid, way=provider.id, officer=officer)
    elif officer is not None:
        ended = officer.sittings.count()
        sessions.end_all(officer=officer, by=None, at=at)
    about = audit.about_officer(officer) if officer else ""
    audit.note(kind="signed_out_elsewhere", by=None, at=at, about=about, provider=provider.id, sessions=ended)
    return ended
