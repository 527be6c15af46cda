"""Slows guessing down without locking anybody out: on a device they have used before, people wait only for themselves.

Failed attempts are counted by device, where it is known; otherwise by account and place, by place, and by account.
After a few free ones each further attempt has to wait, longer every time. An account there is not is counted alike.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from putright.accounts import places
from putright.accounts.models import Attempts, Officer

COOKIE = "device"
KNOWN_FOR = timedelta(days=180)
SALT = "putright.accounts.device"
FORGOTTEN_AFTER = timedelta(hours=12)
"""So long after the last failed attempt, counting begins anew."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many attempts are free; how long the next one waits, doubling each time; and the longest wait."""

    free: int
    first: timedelta
    longest: timedelta


LIMITS: Mapping[str, Limit] = {
    "device": Limit(10, timedelta(seconds=30), timedelta(minutes=15)),
    "here": Limit(5, timedelta(minutes=1), timedelta(hours=1)),
    # A council often has one address for all its staff.
    "place": Limit(30, timedelta(seconds=30), timedelta(minutes=15)),
    # Counted from everywhere: slows down a guesser with a thousand addresses, and costs an officer a quarter of an hour
    # at most, on a device that has never been theirs.
    "account": Limit(50, timedelta(minutes=1), timedelta(minutes=15)),
}


def wait(*, request: HttpRequest, email: str, at: datetime) -> timedelta:
    """How long the next attempt has to wait; nothing when it may be made now."""
    found = Attempts.objects.filter(counted_by__in=_counted(request, email).values(), wait_until__gt=at)
    until: datetime | None = found.aggregate(latest=Max("wait_until"))["latest"]
    return until - at if until else timedelta(0)


def failed(*, request: HttpRequest, email: str, at: datetime) -> bool:
    """Count a failed attempt. Whether the next one has to wait because of it."""
    over = [_count(LIMITS[kind], key, at) for kind, key in _counted(request, email).items()]
    return any(over)


def succeeded(*, request: HttpRequest, email: str) -> None:
    """Begin anew for this device or this account from here. What is counted by place or account alone stays: a guesser
    with an account of their own would otherwise wipe it clean between guesses.
    """
    counted = _counted(request, email)
    mine = [counted[kind] for kind in ("device", "here") if kind in counted]
    Attempts.objects.filter(counted_by__in=mine).delete()


def remember(answer: HttpResponse, *, officer: Officer) -> None:
    """Have a browser known as one that this officer has signed in with."""
    answer.set_cookie(
        COOKIE,
        signing.dumps([officer.pk, secrets.token_urlsafe(12)], salt=SALT),
        max_age=KNOWN_FOR,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
        path="/accounts/",
    )


def tidy(*, at: datetime) -> int:
    """Forget what is no longer counted; says how much."""
    return Attempts.objects.filter(last_at__lt=at - FORGOTTEN_AFTER).delete()[0]


def _counted(request: HttpRequest, email: str) -> dict[str, str]:
    account, place = email.strip().lower(), places.place_of_request(request)
    device = _known_device(request, account)
    if device:
        return {"device": _hashed("device", device)}
    return {
        "here": _hashed("here", f"{place} {account}"),
        "place": _hashed("place", place),
        "account": _hashed("account", account),
    }


def _known_device(request: HttpRequest, account: str) -> str:
    """The device, when the officer of this account has signed in with it before."""
    try:
        number, device = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KNOWN_FOR)
    except (signing.BadSignature, TypeError, ValueError):
        return ""
    theirs = Officer.objects.filter(pk=number, email__iexact=account).exists()
    return str(device) if theirs else ""


def _hashed(kind: str, what: str) -> str:
    return salted_hmac(f"putright.accounts.signing_in.guessing.{kind}", what, algorithm="sha256").hexdigest()


def _count(limit: Limit, key: str, at: datetime) -> bool:
    with transaction.atomic():
        row = _held(key, at)
        row.failed = 1 if row.last_at < at - FORGOTTEN_AFTER else row.failed + 1
        over = row.failed - limit.free
        row.wait_until = at + min(limit.first * 2 ** min(over, 20), limit.longest) if over >= 0 else None
        row.last_at = at
        row.save()
    return over >= 0


def _held(key: str, at: datetime) -> Attempts:
    """The row of a count, held until it is written."""
    try:
        with transaction.atomic():
            Attempts.objects.create(counted_by=key, last_at=at)
    except IntegrityError:
        pass
    return Attempts.objects.select_for_update().get(counted_by=key)
