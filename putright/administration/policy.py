"""What a council decides about its procedures, written with a line in the history: procedures, exclusions,
departures. What can be decided at all is for `council.decisions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from putright import rulebook
from putright.administration import changes
from putright.administration.changes import Deed
from putright.casework import moving
from putright.council import decisions, models
from putright.rulebook import plain

Refused = decisions.Refused


@dataclass(frozen=True, kw_only=True)
class Excluded:
    """What the policy does not take as a complaint, why not, and where people can go instead."""

    title: str
    why: str
    elsewhere: str


@transaction.atomic
def adopt(*, procedure: str, starts_on: date, policy_url: str, deed: Deed) -> models.AdoptedProcedure:
    """Use a procedure from a day on. Raises `Refused`."""
    row = decisions.adopt(procedure=procedure, starts_on=starts_on, policy_url=policy_url)
    after = {"In use from": plain(row.starts_on), "Policy": row.policy_url}
    about = rulebook.procedure(row.procedure, on=row.starts_on).name
    changes.record(area="procedures", about=about, before={}, after=after, deed=deed)
    return row


@transaction.atomic
def exclude(row: models.Exclusion, to: Excluded, deed: Deed) -> None:
    """Write an exclusion, a new one or one there is. Raises `Refused`."""
    if models.Exclusion.objects.filter(title__iexact=to.title).exclude(pk=row.pk).exists():
        raise Refused("This is excluded already")
    before = _exclusion_words(row) if row.pk else {}
    row.title, row.why, row.elsewhere = to.title, to.why, to.elsewhere
    row.save()
    changes.record(area="exclusions", about=row.title, before=before, after=_exclusion_words(row), deed=deed)


@transaction.atomic
def include_again(row: models.Exclusion, deed: Deed) -> None:
    """Take such matters as complaints again."""
    changes.record(area="exclusions", about=row.title, before=_exclusion_words(row), after={}, deed=deed)
    row.delete()


def _exclusion_words(row: models.Exclusion) -> dict[str, str]:
    return {"What": row.title, "Why": row.why, "Where to go instead": row.elsewhere}


@transaction.atomic
def depart(
    departure: rulebook.Departure, *, procedure: rulebook.Procedure, reference: str, reaches: str, deed: Deed
) -> models.Departure:
    """Record a departure; `reference` names the one complaint it is for, `reaches` says in words how far it reaches.

    Raises `Refused`.
    """
    row = decisions.record_departure(departure=departure, procedure=procedure.id, case_reference=reference)
    moving.work_out_anew()
    after = {
        "Procedure": procedure.name,
        "Reaches": reaches,
        "Paragraph": row.para,
        "Reason": row.reason,
        "Decided by": row.decided_by,
        "From": _day(row.starts_on),
        "Until": _day(row.ends_on),
        "What people are told": row.notice_text,
    }
    changes.record(area="departures", about=f"{procedure.name}, {row.para}", before={}, after=after, deed=deed)
    return row


@transaction.atomic
def end_departure(row: models.Departure, *, ends_on: date, on: date, deed: Deed) -> None:
    """Say from when a departure covers no new complaint. What it has covered it goes on covering. Raises `Refused`."""
    if (row.starts_on and ends_on < row.starts_on) or ends_on < on:
        raise Refused("The last day must be today or later, and not before the first day")
    was, now = {"Until": _day(row.ends_on)}, {"Until": _day(ends_on)}
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    about = f"{rulebook.procedure(row.procedure).name}, {row.para}"
    changes.record(area="departures", about=about, before=was, after=now, deed=deed)


def _day(on: date | None) -> str:
    return plain(on) if on else ""
