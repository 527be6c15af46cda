"""The account for the day when nobody else can sign in: kept sealed, and every use of it alarms."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from putright.accounts import audit, mail, people, roles, sessions
from putright.accounts.models import Noted, Officer

log = logging.getLogger("putright.alarm")

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without letters that are taken for one another on paper."""

GROUPS, LETTERS = 8, 5
NAME = "Break-glass account"


@dataclass(frozen=True, slots=True)
class Kept:
    """The sealed account there is: what it signs in with, when it was sealed and last used as far as the log goes back,
    and since when it is unsealed (None: it is sealed).
    """

    email: str
    sealed_at: datetime | None
    used_at: datetime | None
    unsealed_at: datetime | None


def kept() -> Kept | None:
    """How the sealed account stands; None when there is none. Of several, one that is unsealed is told first."""
    sealed = Officer.objects.filter(break_glass=True, is_active=True).order_by("pk")
    officer = sealed.filter(unsealed_at__isnull=False).first() or sealed.first()
    if officer is None:
        return None
    sealed_at, used_at = _last("break_glass_sealed", officer), _last("break_glass_used", officer)
    return Kept(officer.email, sealed_at, used_at, officer.unsealed_at)


def _last(kind: str, officer: Officer) -> datetime | None:
    entries = Noted.objects.filter(kind=kind, about=audit.about_officer(officer))
    return entries.order_by("-pk").values_list("at", flat=True).first()


def seal(*, email: str, by: Officer | None, at: datetime) -> str:
    """Make the account, or seal it anew: the secret to put into an envelope, which is shown this once. Whoever was
    signed in with it is signed out. Raises `people.Refused` for an address of somebody else.
    """
    secret = "-".join("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))
    with transaction.atomic():
        officer = Officer.objects.filter(email__iexact=email).first()
        if officer is not None and not officer.break_glass:
            raise people.Refused(
                f"Somebody already signs in with {email}. The sealed account needs an address of its own."
            )
        officer = officer or Officer(email=email.lower(), name=NAME, break_glass=True)
        officer.set_password(secret)
        officer.is_active, officer.unsealed_at = True, None
        officer.save()
        roles.grant(officer=officer, role=people.ADMINISTRATOR, at=at)
        sessions.end_all(officer=officer, by=by, at=at)
        audit.note(kind="break_glass_sealed", by=by, at=at, about=audit.about_officer(officer))
    return secret


def used(*, officer: Officer, at: datetime, where: dict[str, str]) -> None:
    """Alarm everybody who has to know that the account was used to sign in."""
    officer.unsealed_at = at
    officer.save(update_fields=["unsealed_at"])
    audit.note(kind="break_glass_used", by=officer, at=at, about=audit.about_officer(officer), **where)
    log.critical("The break-glass account was used to sign in, from %s", where.get("place", "unknown"))
    for address in told():
        mail.deliver(
            subject="Putright: the break-glass account was used",
            text=(
                f"Somebody signed in to Putright with the break-glass account ({officer.email}) at "
                f"{at:%H:%M} on {at.day} {at:%B %Y}, from {where.get('place', 'unknown')}.\n\n"
                "If you do not know who and why, seal it anew at once and find out. Otherwise seal it anew when "
                "the work is done: bin/putright break-glass.\n"
            ),
            to=address,
        )


def told() -> list[str]:
    """Whom the use alarms: the addresses the council has chosen, else every administrator."""
    chosen: list[str] = settings.BREAK_GLASS_TELLS
    administrators = Officer.objects.filter(is_active=True, break_glass=False, grants__role=people.ADMINISTRATOR)
    return list(chosen) or list(administrators.values_list("email", flat=True))


def alarms(officer: Officer | None) -> list[Officer]:
    """The sealed accounts that have been used and not sealed anew, for a banner to whoever looks after people."""
    if officer is None or not roles.may(officer, "manage_people"):
        return []
    return list(Officer.objects.filter(break_glass=True, is_active=True, unsealed_at__isnull=False))
