"""The first account of an empty copy: made by whoever holds the secret that was printed where Putright was started."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from putright.accounts import audit, roles
from putright.accounts.models import Grant, Officer
from putright.administration import changes
from putright.administration.models import SetUpKey

SECRET_BYTES = 24
FIRST_ROLE = "administrator"


class Refused(ValueError):
    """Why the first account cannot be made, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Who sets the council up."""

    name: str
    email: str
    password: str


def wanted() -> bool:
    """Whether there is nobody yet who could set anything up."""
    return not Grant.objects.filter(role=FIRST_ROLE, officer__is_active=True).exists()


def new_address(*, at: datetime) -> str:
    """The path with a new secret in it, which works once; one made before works no more. Raises `Refused`."""
    if not wanted():
        raise Refused("There is an administrator already. Sign in, or have them make an account for you.")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    SetUpKey.objects.update_or_create(id=1, defaults={"digest": _digest(secret), "made_at": at})
    return reverse("administration:first_account", args=[secret])


def fits(secret: str) -> bool:
    """Whether this is the secret, and the first account is still to be made."""
    key = SetUpKey.objects.first()
    return key is not None and hmac.compare_digest(key.digest, _digest(secret)) and wanted()


@transaction.atomic
def make_first_account(*, secret: str, who: Newcomer, at: datetime) -> Officer:
    """The first administrator. The secret works no more afterwards. Raises `Refused`."""
    # Whoever deletes the row is the one who comes in: of two at the same time, the other finds none.
    if not fits(secret) or not SetUpKey.objects.filter(digest=_digest(secret)).delete()[0]:
        raise Refused("This address has been used or is not right. Start Putright again: it prints a new one.")
    officer = Officer.objects.filter(email__iexact=who.email).first()
    if officer is None:
        officer = Officer.objects.create_user(who.email, who.password, name=who.name)
    else:
        officer.name, officer.is_active = who.name, True
        officer.set_password(who.password)
        officer.save()
    roles.grant(officer=officer, role=FIRST_ROLE, at=at)
    audit.note(kind="officer_made", by=None, at=at, about=audit.about_officer(officer), role=FIRST_ROLE)
    title = roles.every()[FIRST_ROLE].title
    deed = changes.Deed(by=None, at=at, why="The first account, made with the secret printed at the start")
    changes.record(area="people", about=who.name, before={}, after={"Roles": title}, deed=deed, number=officer.pk)
    return officer


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
