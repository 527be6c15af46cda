"""The table of groups: what members of a group of the council's own sign-in may do here. Every change is noted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from putright.accounts import audit
from putright.accounts.models import GroupRole, Officer
from putright.council.models import Service


class Refused(Exception):
    """Why a line is not added, for the person who asked."""


def every() -> list[GroupRole]:
    """The whole table."""
    return list(GroupRole.objects.prefetch_related("services"))


def add(line: GroupRole, *, services: Iterable[Service], by: Officer, at: datetime) -> GroupRole:
    """A new line, made of its fields but not yet saved. Raises `Refused` when it is there already.

    It gives its role to every member of the group but to whoever added it.
    """
    try:
        with transaction.atomic():
            line.added_by = by
            line.save()
            line.services.set(services)
            _noted(line, "added", by, at)
    except IntegrityError:
        raise Refused("That group gives that role already.") from None
    return line


def remove(*, number: int, by: Officer, at: datetime) -> bool:
    """Take a line away: its members lose what it gave at their next sign-in. False if there is no such line."""
    line = GroupRole.objects.filter(pk=number).first()
    if line is None:
        return False
    with transaction.atomic():
        _noted(line, "removed", by, at)
        line.delete()
    return True


def _noted(line: GroupRole, what: str, by: Officer, at: datetime) -> None:
    services = sorted(line.services.values_list("pk", flat=True))
    facts = {"group": line.group, "role": line.role, "services": services, "provider": line.provider}
    audit.note(
        kind="group_changed", by=by, at=at, about=f"group {line.title or line.group}"[:120], change=what, **facts
    )
