"""Accounts and roles, changed by somebody: every change is noted in the security log and takes effect at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.db.models import Q

from putright.accounts import audit, roles, sessions
from putright.accounts.models import Grant, Officer
from putright.council.models import Service

CHANGEABLE = ("email", "name", "job_title", "phone", "team")
ADMINISTRATOR = "administrator"


class Refused(Exception):
    """Why a change of an account or a role is not made, for the person who asked for it."""


def make(*, email: str, name: str, by: Officer | None, at: datetime, **more: Any) -> Officer:
    """An account without a password: its officer sets one by a link, or comes by the council's own sign-in. `more` are
    fields of an officer, and `services`. Raises `Refused`.
    """
    services = more.pop("services", ())
    with transaction.atomic():
        if Officer.objects.filter(email__iexact=email.strip()).exists():
            raise Refused(f"Somebody already signs in with {email}.")
        officer = Officer.objects.create_user(email.strip(), name=name.strip(), **more)
        officer.services.set(services)
        audit.note(kind="officer_made", by=by, at=at, about=audit.about_officer(officer))
    return officer


def change(*, officer: Officer, to: Mapping[str, Any], by: Officer | None, at: datetime) -> None:
    """Write fields of an account anew (those of `CHANGEABLE`). Raises `Refused`."""
    unknown = [name for name in to if name not in CHANGEABLE]
    if unknown:
        raise KeyError(f"{unknown[0]!r} is no field that is changed so; there are: {', '.join(CHANGEABLE)}")
    changed = [name for name, value in to.items() if getattr(officer, name) != value]
    for name in changed:
        setattr(officer, name, to[name].lower() if name == "email" else to[name])
    if not changed:
        return
    try:
        with transaction.atomic():
            officer.save(update_fields=changed)
            audit.note(kind="officer_changed", by=by, at=at, about=audit.about_officer(officer), fields=changed)
    except IntegrityError:
        raise Refused(f"Somebody already signs in with {to.get('email', '')}.") from None


def give(*, officer: Officer, role: str, by: Officer | None, at: datetime, source: str = "") -> None:
    """Let an officer hold a role, by hand or from a `source`; one held from the other already is held from both, and
    stays when one of them ends. Raises `Refused` for one's own, and `roles.UnknownRole`.
    """
    _not_oneself(officer, by, "Somebody else has to give you a role.")
    same = Q(source=source) if source else Q(source="") | Q(also_by_hand=True)
    if Grant.objects.filter(same, officer=officer, role=role).exists():
        return
    with transaction.atomic():
        roles.grant(officer=officer, role=role, at=at, source=source)
        audit.note(kind="role_given", by=by, at=at, about=audit.about_officer(officer), role=role, source=source)


def end(*, officer: Officer, role: str, by: Officer | None, at: datetime, source: str = "") -> None:
    """Take a role back, from this moment: altogether, or only as far as a `source` gave it. Raises `Refused` for one's
    own, and for the last administrator's.
    """
    _not_oneself(officer, by, "Somebody else has to take a role from you.")
    if not Grant.objects.filter(officer=officer, role=role).exists():
        return
    with transaction.atomic():
        # A council's own sign-in has the last word: who has left has left, and for that day an account is kept sealed.
        if role == ADMINISTRATOR and not source:
            _not_the_last(officer)
        facts = {"role": role, "source": source}
        if roles.withdraw(officer=officer, role=role, source=source):
            facts["kept"] = "by hand"
        audit.note(kind="role_ended", by=by, at=at, about=audit.about_officer(officer), **facts)


def also_by_hand(*, officer: Officer, held: Iterable[str], by: Officer | None, at: datetime) -> list[str]:
    """Of the roles that groups give an officer, have these given by hand as well and the others not; says which
    changed. Raises `Refused` for one's own.
    """
    wanted, changed = set(held), []
    for grant in officer.grants.exclude(source="").order_by("role"):
        if (grant.role in wanted) == grant.also_by_hand:
            continue
        _not_oneself(officer, by, "Somebody else has to change your roles.")
        with transaction.atomic():
            grant.also_by_hand = not grant.also_by_hand
            grant.save(update_fields=["also_by_hand"])
            kind = "role_given" if grant.also_by_hand else "role_ended"
            facts = {"role": grant.role, "kept": "" if grant.also_by_hand else "by group"}
            audit.note(kind=kind, by=by, at=at, about=audit.about_officer(officer), **facts)
        changed.append(grant.role)
    return changed


def cover(*, officer: Officer, services: Iterable[Service], by: Officer | None, at: datetime, source: str = "") -> None:
    """Write anew whose cases an officer sees, where a role of theirs is limited to services."""
    new = {service.pk for service in services}
    if new == set(officer.services.values_list("pk", flat=True)):
        return
    with transaction.atomic():
        officer.services.set(new)
        about = audit.about_officer(officer)
        audit.note(kind="services_changed", by=by, at=at, about=about, services=sorted(new), source=source)


def close(*, officer: Officer, by: Officer | None, at: datetime) -> None:
    """Close an account: whoever is signed in with it is signed out at once, and nobody signs in with it again.

    Its roles stay written down, for the day it is opened again. Raises `Refused` for one's own, and for the last
    administrator's.
    """
    _not_oneself(officer, by, "Somebody else has to close your account.")
    if not officer.is_active:
        return
    with transaction.atomic():
        _not_the_last(officer)
        officer.is_active = False
        officer.save(update_fields=["is_active"])
        sessions.end_all(officer=officer, by=by, at=at)
        audit.note(kind="officer_closed", by=by, at=at, about=audit.about_officer(officer))


def reopen(*, officer: Officer, by: Officer | None, at: datetime) -> None:
    """Open a closed account again, with the roles it had."""
    _not_oneself(officer, by, "Somebody else has to open your account.")
    if officer.is_active:
        return
    with transaction.atomic():
        officer.is_active = True
        officer.save(update_fields=["is_active"])
        audit.note(kind="officer_opened", by=by, at=at, about=audit.about_officer(officer))


def back_to_password(*, officer: Officer, by: Officer | None, at: datetime) -> None:
    """For when the council gives up its own sign-in: from now on this officer sets a password here, by a link."""
    _not_oneself(officer, by, "Somebody else has to change how you sign in.")
    if not officer.signs_in_by:
        return
    with transaction.atomic():
        SocialAccount.objects.filter(user_id=officer.pk).delete()
        officer.signs_in_by = ""
        officer.save(update_fields=["signs_in_by"])
        audit.note(kind="identity_unlinked", by=by, at=at, about=audit.about_officer(officer))
        sessions.end_all(officer=officer, by=by, at=at)


def _not_oneself(officer: Officer, by: Officer | None, reason: str) -> None:
    if by is not None and by.pk == officer.pk:
        raise Refused(reason)


def _not_the_last(officer: Officer) -> None:
    """Somebody must be left who can give roles; a sealed account does not count."""
    # Held, so that two administrators who take it from each other at once do not both succeed.
    able = Officer.objects.select_for_update().filter(is_active=True, break_glass=False, grants__role=ADMINISTRATOR)
    left = list(able)
    if officer in left and len(left) == 1:
        raise Refused(f"{officer} is the only administrator. Make somebody else one first.")
