"""Emptying a case: every field whose fate is to be erased, in one transaction with the event that tells of it.

The chain, the dates and the outcome stay. Files go from the disk once the transaction is committed (`files`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models as fields
from django.db.models import QuerySet

from putright.accounts.models import Officer
from putright.casework import models, record, replay
from putright.casework.proof import emptied
from putright.casework.retention import fates, files
from putright.casework.tables.retention import Hold, Keeping
from putright.casework.tables.subject_access import AccessItem, AccessPerson, Release
from putright.letters import outbox

Rows = Callable[[models.Case], QuerySet[Any]]

EMPTIED: Mapping[str, Rows] = {
    "casework.Words": lambda case: case.words.filter(erased_on=None),
    "casework.Person": lambda case: models.Person.objects.filter(parts__case=case),
    "casework.Party": lambda case: case.parties.all(),
    "casework.Adjustment": lambda case: models.Adjustment.objects.filter(person__parts__case=case),
    "casework.Point": lambda case: case.points.all(),
    "casework.Finding": lambda case: models.Finding.objects.filter(point__case=case),
    "casework.Letter": lambda case: case.letters.all(),
    "casework.Document": lambda case: case.documents.all(),
    "casework.Remedy": lambda case: case.remedies.all(),
    "casework.Hold": lambda case: _holds_with_nothing_left(case),
    "casework.Release": lambda case: _releases(case),
}
"""The rows of a case that stay, with their fields emptied."""

DELETED: Mapping[str, Rows] = {
    "casework.Draft": lambda case: case.drafts.all(),
    "casework.AccessItem": lambda case: AccessItem.objects.filter(case=case),
    "casework.AccessPerson": lambda case: AccessPerson.objects.filter(case=case),
}
"""The rows of a case that go altogether: nothing on record names them."""

BY_THEMSELVES = {"casework.Case": "below", "letters.Outgoing": "outbox.erase", "letters.Enclosure": "outbox.erase"}
"""Tables with fields to be erased that are seen to otherwise."""

UNSENT = "Something about it has not gone out yet: see to that first, under Undelivered or Letters to post."


@dataclass(frozen=True, kw_only=True)
class Authority:
    """On what a case is disposed of: the disposal two people decided, and the class and day that made it due."""

    disposal: int
    keeping_class: str
    due_on: str
    by: Officer
    at: datetime


def why_not(case: models.Case) -> str:
    """Why a case cannot be emptied just now, whoever agreed to it; empty when it can."""
    return UNSENT if outbox.not_done(about=case.reference) else ""


def erase(case: models.Case, authority: Authority) -> dict[str, int]:
    """Empty a case that is `record.locked`. How many of what was emptied. Needs a transaction around it."""
    at, on = authority.at, authority.at.date()
    numbers = {
        "words": list(case.words.values_list("pk", flat=True)),
        "letters": list(case.letters.values_list("pk", flat=True)),
        "documents": list(case.documents.values_list("pk", flat=True)),
    }
    counts = {**{kind: len(of_kind) for kind, of_kind in numbers.items()}, "people": case.parties.count()}
    files.let_go(_paths(case), at=at)
    for label, rows in EMPTIED.items():
        _empty(label, rows(case))
    for rows in DELETED.values():
        rows(case).delete()
    case.words.filter(erased_on=None).update(erased_on=on)
    outbox.erase(about=case.reference, at=at)
    Keeping.objects.filter(case=case).update(until=None)
    for name in fates.erased("casework.Case"):
        setattr(case, name, "")
    case.link_version += 1  # no secret link leads here any more
    _tell(case, authority, counts, numbers)
    return counts


def _tell(
    case: models.Case, authority: Authority, counts: Mapping[str, int], numbers: Mapping[str, Iterable[int]]
) -> None:
    """The event; with it the columns of the list, and what the search finds the case by: its reference alone."""
    data = {
        "disposal": authority.disposal,
        "keeping_class": authority.keeping_class,
        "due_on": authority.due_on,
        "how_many": dict(counts),
        **emptied.naming(**numbers),
    }
    entry = record.Entry(
        kind=replay.ERASED,
        happened_at=authority.at,
        recorded_at=authority.at,
        key=f"disposal-{authority.disposal}",
        by=authority.by,
        data=data,
    )
    record.append(case, entry)


def _empty(label: str, rows: QuerySet[Any]) -> None:
    """Empty the fields of a table that are to be erased."""
    empty = {name: _nothing(rows.model._meta.get_field(name)) for name in fates.erased(label)}
    # By number: a table that is filtered by another cannot be updated in one go on every database.
    rows.model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).update(**empty)


def _nothing(field: Any) -> Any:
    """What an empty field of a kind holds."""
    return field.get_default() if isinstance(field, fields.JSONField) else ""


def _paths(case: models.Case) -> list[str]:
    """The files that go with a case: its documents, and packs with copies of it that were given out."""
    documents = case.documents.values_list("file", flat=True)
    return [path for path in [*documents, *_releases(case).values_list("file", flat=True)] if path]


def _releases(case: models.Case) -> QuerySet[Release]:
    """The packs that hold something of a case."""
    return Release.objects.filter(request__in=AccessItem.objects.filter(case=case).values("request"))


def _holds_with_nothing_left(case: models.Case) -> QuerySet[Hold]:
    """Lifted holds whose every case is gone with this one: what they say of people has no use any more."""
    still = models.Case.objects.exclude(pk=case.pk).exclude(events__kind=replay.ERASED)
    return Hold.objects.filter(held__case=case).exclude(lifted_at=None).exclude(held__case__in=still)
