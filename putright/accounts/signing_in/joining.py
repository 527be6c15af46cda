"""Joiners, movers and leavers: what the council's own sign-in says of a person, laid over their account each time.

Nobody gets an account without a group that stands in the table of groups, and nobody is taken for somebody else because
of an address that anybody could have written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from putright.accounts import audit, people, roles, sessions
from putright.accounts.models import GroupRole, Officer
from putright.accounts.signing_in.providers import Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Who the council's own sign-in says has arrived. `groups` is None when it says nothing of groups."""

    provider: Provider
    email: str
    email_verified: bool
    name: str
    groups: Collection[str] | None


class TurnedAway(Exception):
    """Why somebody is not let in, as a word for the page and the log."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def welcome(arrival: Arrival, *, known: Officer | None, at: datetime) -> Officer:
    """The account of whoever has arrived, as it has to be from now on. `known` is the account they had here before.
    Raises `TurnedAway`; what somebody has lost is taken from them all the same.
    """
    groups = _groups_of(arrival)
    with transaction.atomic():
        officer = known or _met_before(arrival, groups)
        if officer is None:
            officer = _joiner(arrival, at)
        _move(officer, arrival.provider.id, groups, at)
    if not officer.is_active:
        raise TurnedAway("closed")
    if not officer.role_names:
        raise TurnedAway("no_group")
    return officer


def _groups_of(arrival: Arrival) -> list[GroupRole]:
    if arrival.groups is None:
        raise TurnedAway("no_groups_told")
    return list(GroupRole.objects.filter(provider=arrival.provider.id, group__in=arrival.groups))


def _met_before(arrival: Arrival, groups: list[GroupRole]) -> Officer | None:
    """An account made here beforehand, if the provider's word on addresses may be taken; else such an account is a
    reason to turn somebody away. Nobody without a group gets that far.
    """
    if not groups:
        raise TurnedAway("no_group")
    if not arrival.email:
        raise TurnedAway("no_address")
    found = Officer.objects.filter(email__iexact=arrival.email).first()
    if found is None:
        return None
    believed = arrival.provider.trust_email and arrival.email_verified and _ours(arrival)
    if not believed or found.signs_in_by or found.break_glass:
        raise TurnedAway("address_taken")
    return found


def _ours(arrival: Arrival) -> bool:
    return arrival.email.lower().rpartition("@")[2] in arrival.provider.domains


def _joiner(arrival: Arrival, at: datetime) -> Officer:
    return people.make(email=arrival.email, name=arrival.name or arrival.email, by=None, at=at)


def link(officer: Officer, *, provider: Provider, at: datetime) -> None:
    """From now on the council's own sign-in looks after this account: its password and second step, if it had them, are
    gone.
    """
    if Authenticator.objects.filter(user=officer).delete()[0]:
        audit.note(kind="second_step_removed", by=None, at=at, about=audit.about_officer(officer), provider=provider.id)
    if officer.signs_in_by == provider.id:
        return
    officer.signs_in_by = provider.id
    officer.set_unusable_password()
    officer.save(update_fields=["signs_in_by", "password"])
    audit.note(kind="identity_linked", by=None, at=at, about=audit.about_officer(officer), provider=provider.id)


def _sees_by_service(held: Iterable[str]) -> bool:
    """Whether a role among these is limited to services: where none is, those somebody has were given by hand."""
    return any(roles.every()[role].sees == "services" for role in held if role in roles.every())


def _move(officer: Officer, provider: str, groups: list[GroupRole], at: datetime) -> None:
    """Give what the groups give and end what no group gives any more; what was given by hand stays.

    A line that somebody added to the table themselves gives them nothing.
    """
    groups = [one for one in groups if one.added_by_id != officer.pk]
    due = {one.role for one in groups}
    had = set(officer.grants.filter(source=provider).values_list("role", flat=True))
    for role in sorted(had - due):
        people.end(officer=officer, role=role, by=None, at=at, source=provider)
    for role in sorted(due - had):
        people.give(officer=officer, role=role, by=None, at=at, source=provider)
    if _sees_by_service(due | had) and GroupRole.objects.filter(provider=provider, services__isnull=False).exists():
        services = {service.pk: service for one in groups for service in one.services.all()}
        people.cover(officer=officer, services=services.values(), by=None, at=at, source=provider)
    if had and not due:
        sessions.end_all(officer=officer, by=None, at=at)
    officer.__dict__.pop("role_names", None)
