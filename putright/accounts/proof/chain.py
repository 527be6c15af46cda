"""The chain of the security log: each entry has a place in it, with a digest of itself and of all before.

An entry is chained the moment it is committed, not before: whoever writes one inside a long piece of work would keep
everybody else who writes one waiting, and two who hold each other's rows would wait for each other for ever.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from putright.accounts.models import Chained, Noted
from putright.council import clock

PATIENCE = "5s"
"""So long whoever is chaining is waited for; what is left out then is chained with the next entry, or by the worker."""

LATELY = 1_000
"""So many numbers back an entry is looked for that somebody left unchained; further back the worker looks."""

AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain stands: its last place, and the digest there."""

    number: int
    digest: str


NOWHERE = Head(0, "")


def head() -> Head:
    """Where the chain stands now."""
    last = Chained.objects.order_by("number").last()
    return Head(last.number, last.digest) if last else NOWHERE


def digest_of(entry: Noted, *, number: int, at: datetime, before: str) -> str:
    """The digest of an entry in its place, and of everything before it (SHA-256, in hexadecimal)."""
    told = [
        before,
        number,
        at.astimezone(UTC).isoformat(),
        entry.pk,
        entry.at.astimezone(UTC).isoformat(),
        entry.kind,
        entry.by_id,
        entry.by_name,
        entry.about,
        entry.facts,
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def close() -> int:
    """Chain what was committed lately and has no place yet; says how many. For `transaction.on_commit`."""
    return _chain(lately=True)


def catch_up() -> int:
    """Chain whatever has no place yet, however old: what was left when a process was killed. Says how many."""
    if not waiting().exists():
        return 0
    return _chain(lately=False)


def waiting() -> QuerySet[Noted]:
    """Entries that have no place yet, in order."""
    return Noted.objects.filter(~Exists(Chained.objects.filter(entry=OuterRef("pk")))).order_by("pk")


def _chain(*, lately: bool) -> int:
    """All of it at one moment, or nothing: what is chained together tells nothing of which of it came first."""
    done = 0
    with transaction.atomic():
        _one_at_a_time()
        at = clock.now()
        while some := _some(lately=lately):
            _append(some, at)
            done += len(some)
    return done


def _some(*, lately: bool) -> Sequence[Noted]:
    last = Chained.objects.order_by("number").last() if lately else None
    found = waiting().filter(pk__gt=last.entry - LATELY) if last else waiting()
    return list(found[:AT_ONCE])


def _append(entries: Sequence[Noted], at: datetime) -> None:
    stand, rows = head(), []
    for number, entry in enumerate(entries, start=stand.number + 1):
        stand = Head(number, digest_of(entry, number=number, at=at, before=stand.digest))
        rows.append(Chained(number=number, entry=entry.pk, chained_at=at, digest=stand.digest))
    Chained.objects.bulk_create(rows)


def _one_at_a_time() -> None:
    """Whoever chains holds the chain until they have committed; on SQLite there is one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            cursor.execute("LOCK TABLE accounts_chained IN EXCLUSIVE MODE")


def old_through(*, before: datetime) -> Chained | None:
    """The place up to which every entry is older; None where the first is not. The last one is never among them."""
    young = Chained.objects.filter(entry__in=Noted.objects.filter(at__gte=before).values("pk"))
    first = young.order_by("number").first() or Chained.objects.order_by("number").last()
    return Chained.objects.filter(number__lt=first.number).order_by("number").last() if first else None
