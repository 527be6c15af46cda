"""Anchors: each night one digest over where all chains stand, to be kept outside the database as well.

An anchor is of the moment it is made: nights missed are not made up for. It costs what happened since the one before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet

from putright.accounts import audit
from putright.casework import models
from putright.casework.proof import kept_anchors
from putright.casework.tables.anchors import Anchor, AnchoredHead
from putright.council import clock, settled

BEHIND = timedelta(hours=1)
"""An anchor dated so far ahead of the clock was made while the clock was wrong."""

Head = tuple[str, int, str]
"""A case by reference, its last event, and the digest of that."""


def make_due(*, at: datetime) -> Anchor | None:
    """Make the anchor of the day, if there is none yet; if there is, see that it has its copy. What was made."""
    last = _last()
    if is_due(last, at=at):
        return make(at=at)
    if last is not None:
        kept_anchors.keep(last)
    return None


def is_due(last: Anchor | None, *, at: datetime) -> bool:
    """Whether the day has none, or the last one was made while the clock was wrong and hides what comes after it."""
    return last is None or last.made_on != clock.day_of(at) or last.made_at > at + BEHIND


def make(*, at: datetime) -> Anchor | None:
    """Make an anchor now. None when nothing was ever recorded, or another worker made it at the same moment."""
    anchor = _made(at)
    if anchor is not None:
        kept_anchors.keep(anchor)
    return anchor


def _made(at: datetime) -> Anchor | None:
    last = _last()
    start = last.upto if last else 0
    upto = max(start, settled.last(models.Event))  # never before the last anchor's, even if events are gone
    if not upto:
        return None
    heads, new = list(moved(start, upto)), recorded(start, upto)
    anchor = Anchor(
        number=last.number + 1 if last else 1,
        made_at=at,
        made_on=clock.day_of(at),
        upto=upto,
        cases=new["cases"] + (last.cases if last else 0),
        events=new["events"] + (last.events if last else 0),
        heads_digest=digest_of_heads(heads),
        previous=last.digest if last else "",
    )
    anchor.digest = digest_of(anchor)
    try:
        with transaction.atomic():
            anchor.save(force_insert=True)
            rows = (AnchoredHead(anchor=anchor, reference=ref, number=number, head=head) for ref, number, head in heads)
            AnchoredHead.objects.bulk_create(rows, batch_size=1_000)
            kept_anchors.send(anchor)
            audit.note(kind="anchored", by=None, at=at, about=f"anchor {anchor.number}", digest=anchor.digest)
    except IntegrityError:
        return None
    return anchor


def _last() -> Anchor | None:
    return Anchor.objects.order_by("number").last()


def recorded(start: int, upto: int) -> dict[str, int]:
    """How many events, and first events of cases, there are of a stretch."""
    return _stretch(start, upto).aggregate(events=Count("pk"), cases=Count("pk", filter=Q(number=1)))


def moved(start: int, upto: int) -> Iterator[Head]:
    """Where the cases stood after a stretch of events that had one in it."""
    rows = _stretch(start, upto).order_by("case_id", "number").values_list("case__reference", "number", "digest")
    for _, theirs in groupby(rows.iterator(2_000), key=lambda row: row[0]):
        *_, last = theirs
        yield last


def _stretch(start: int, upto: int) -> QuerySet[models.Event]:
    return models.Event.objects.filter(pk__gt=start, pk__lte=upto)


def digest_of_heads(heads: Iterable[Head]) -> str:
    """One digest over heads, in whatever order they come."""
    lines = sorted(f"{reference} {number} {head}" for reference, number, head in heads)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def digest_of(anchor: Anchor) -> str:
    """The digest of an anchor and of all before it (SHA-256, in hexadecimal)."""
    told: Sequence[Any] = [
        anchor.previous,
        anchor.number,
        anchor.made_at.astimezone(UTC).isoformat(),
        anchor.made_on.isoformat(),
        anchor.upto,
        anchor.cases,
        anchor.events,
        anchor.heads_digest,
    ]
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()
