"""Looking after people: `accounts.people` with the history of the settings beside it, and cases handed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from putright.accounts import people, roles
from putright.accounts.models import Officer
from putright.accounts.signing_in import lost_step
from putright.administration import changes
from putright.administration.changes import Deed
from putright.casework.actions import leaving
from putright.council.models import Service, Team

Refused = people.Refused


@dataclass(frozen=True, kw_only=True)
class Details:
    """Who somebody is and what they work on."""

    name: str
    email: str
    job_title: str = ""
    phone: str = ""
    team: Team | None = None
    services: tuple[Service, ...] = ()


@transaction.atomic
def add(details: Details, held: Iterable[str], deed: Deed) -> Officer:
    """An account for somebody new, with their roles. Raises `Refused`."""
    officer = people.make(
        email=details.email,
        name=details.name,
        by=deed.by,
        at=deed.at,
        job_title=details.job_title,
        phone=details.phone,
        team=details.team,
        services=details.services,
    )
    for role in held:
        people.give(officer=officer, role=role, by=deed.by, at=deed.at)
    changes.record(area="people", about=officer.name, before={}, after=shown(officer), deed=deed, number=officer.pk)
    return officer


@transaction.atomic
def change(officer: Officer, details: Details, deed: Deed) -> None:
    """Write anew who somebody is and what they work on. Raises `Refused`."""
    before = shown(officer)
    to: Mapping[str, Any] = {
        "name": details.name,
        "email": details.email.lower(),
        "job_title": details.job_title,
        "phone": details.phone,
        "team": details.team,
    }
    people.change(officer=officer, to=to, by=deed.by, at=deed.at)
    people.cover(officer=officer, services=details.services, by=deed.by, at=deed.at)
    changes.record(area="people", about=officer.name, before=before, after=shown(officer), deed=deed, number=officer.pk)


@transaction.atomic
def set_roles(officer: Officer, held: Iterable[str], deed: Deed, *, by_hand: Iterable[str] | None = None) -> None:
    """Have somebody hold these roles and no others, from this moment. `by_hand`: of those a group gives, the ones given
    by hand as well, which stay when the group leaves; None leaves that as it is. Raises `Refused`.
    """
    before, wanted = shown(officer), set(held)
    have = set(officer.role_names)
    for role in sorted(wanted - have):
        people.give(officer=officer, role=role, by=deed.by, at=deed.at)
    for role in sorted(have - wanted):
        people.end(officer=officer, role=role, by=deed.by, at=deed.at)
    if by_hand is not None:
        people.also_by_hand(officer=officer, held=by_hand, by=deed.by, at=deed.at)
    changes.record(area="people", about=officer.name, before=before, after=shown(officer), deed=deed, number=officer.pk)


@transaction.atomic
def close(officer: Officer, to: Officer | None, deed: Deed) -> leaving.HandedOver:
    """End somebody's account: signed out everywhere at once, and their open cases handed over. Raises `Refused`."""
    if deed.by is None:
        raise Refused("Somebody has to close the account.")
    before = shown(officer)
    people.close(officer=officer, by=deed.by, at=deed.at)
    handed = leaving.hand_over_all(of=officer, to=to, by=deed.by, at=deed.at)
    after = {**shown(officer), "Open cases handed over": _told(handed, to)}
    changes.record(area="people", about=officer.name, before=before, after=after, deed=deed, number=officer.pk)
    return handed


@transaction.atomic
def reopen(officer: Officer, deed: Deed) -> None:
    """Open a closed account again, with the roles it had. Raises `Refused`."""
    before = shown(officer)
    people.reopen(officer=officer, by=deed.by, at=deed.at)
    changes.record(area="people", about=officer.name, before=before, after=shown(officer), deed=deed, number=officer.pk)


@transaction.atomic
def take_second_step_away(officer: Officer, deed: Deed) -> None:
    """Let somebody back in who lost their second step: the next sign-in sets up a new one. Raises `Refused`."""
    lost_step.take_away(officer=officer, by=deed.by, because=deed.why, at=deed.at)
    before, after = {"Second step of signing in": "set up"}, {"Second step of signing in": "taken away"}
    changes.record(area="people", about=officer.name, before=before, after=after, deed=deed, number=officer.pk)


def shown(officer: Officer) -> dict[str, str]:
    """Somebody in words, for the history. Roles stand there also for an account that is closed."""
    known, given = roles.every(), roles.given_by(officer)
    return {
        "Name": officer.name,
        "Email address": officer.email,
        "Job title": officer.job_title,
        "Telephone": officer.phone,
        "Team": officer.team.name if officer.team else "",
        "Services": ", ".join(sorted(service.name for service in officer.services.all())),
        "Roles": ", ".join(_with_source(role, given.get(role.name)) for role in known.values() if role.name in given),
        "Account": "open" if officer.is_active else "closed",
    }


def _with_source(role: roles.Role, given: tuple[str, bool] | None) -> str:
    """A role, and from where it comes where that is not by hand alone."""
    source, by_hand = given or ("", True)
    if not source:
        return role.title
    way = settings.SIGN_IN_PROVIDERS.get(source)
    named = f"a group of {way.title}" if way else f"a group of {source}, which is no longer set up"
    return f"{role.title} (by {named}{', and by hand' if by_hand else ''})"


def _told(handed: leaving.HandedOver, to: Officer | None) -> str:
    whom = f"{handed.to_colleague} to {to.name}, " if to else ""
    return f"{whom}{handed.to_nobody} to nobody yet"
