"""The record: the one function that writes an event, and the list columns that follow from the events."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from putright import rulebook
from putright.accounts.models import Officer
from putright.casework import chain, models, replay, search
from putright.council import here


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is to be written down: what happened, when, whose step it was and who took it.

    `happened_at` is the real moment, `recorded_at` the one of writing. `data` holds ids, days and choices, never
    personal words. `key` is the same for the same step taken twice.
    """

    kind: str
    happened_at: datetime
    recorded_at: datetime
    key: str
    by: Officer | None = None
    actor: str = "council"
    data: Mapping[str, Any] = field(default_factory=dict)
    timed: bool = True
    corrects: models.Event | None = None


def locked(reference: str) -> models.Case:
    """A case, held until the end of the transaction so that nobody else writes to it meanwhile.

    Raises `Case.DoesNotExist`.
    """
    cases = models.Case.objects.all()
    if connection.features.has_select_for_update:
        cases = cases.select_for_update(of=("self",))
    return cases.select_related("service").get(reference=reference)


def append(case: models.Case, *entries: Entry) -> tuple[models.Event, ...]:
    """Write events to a case that is `locked`, each in the chain of the case, and bring its list columns up to date.

    The only way an event is written. Needs a transaction around it, which the caller's other writing shares.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is written in one transaction with everything that belongs to it.")
    written = tuple(_write(case, entry) for entry in entries)
    refresh(case, on=entries[-1].recorded_at.date())
    search.index(case)
    return written


def unwritten(case: models.Case, entry: Entry) -> models.Event:
    """An event as it would be written next, to look ahead with."""
    return models.Event(
        case=case,
        number=case.last_number + 1,
        kind=entry.kind,
        procedure=case.procedure,
        version=case.version,
        happened_at=entry.happened_at,
        timed=entry.timed,
        recorded_at=entry.recorded_at,
        actor=entry.actor,
        by=entry.by,
        data=as_kept(entry.data),
        corrects=entry.corrects,
        key=entry.key,
        previous=case.head,
    )


def as_kept(data: Mapping[str, Any]) -> dict[str, Any]:
    """What an event carries as it comes back from the database, so that its digest is the same before and after."""
    kept: dict[str, Any] = json.loads(json.dumps(dict(data)))
    return kept


def _write(case: models.Case, entry: Entry) -> models.Event:
    event = unwritten(case, entry)
    event.digest = chain.digest_of(event)
    event.save(force_insert=True)
    case.last_number, case.head, case.last_at = event.number, event.digest, event.recorded_at
    return event


def words(case: models.Case, about: str, body: str, *, at: datetime, by: Officer | None = None) -> dict[str, Any]:
    """Keep what somebody wrote, and give what an event may carry of it: its number and its digest."""
    salt = secrets.token_hex(16)
    kept = models.Words.objects.create(case=case, about=about, body=body, salt=salt, written_at=at, by=by)
    return {"words": kept.pk, "digest": chain.digest_of_words(body, salt)}


# --- The list columns. -----------------------------------------------------------------------------------------------

OWED_BY_COUNCIL = "council"


def refresh(case: models.Case, *, on: date, council: rulebook.Council | None = None) -> None:
    """Bring the list columns up to date with the events. Nothing else writes them."""
    for name, value in columns(case, on=on, council=council).items():
        setattr(case, name, value)
    case.save()


def columns(
    case: models.Case,
    *,
    on: date,
    council: rulebook.Council | None = None,
    events: Sequence[models.Event] | None = None,
) -> dict[str, Any]:
    """What the list columns of a case should hold, from its events alone (read anew when they are not given)."""
    if events is None:
        events = list(case.events.select_related("by"))
    standing = replay.standing(case, on=on, council=council or here.for_rulebook(), events=events)
    happened = [one for one in replay.happenings(events) if not one.struck]
    receipt = standing.receipt
    if receipt is None:
        raise LookupError(f"{case.reference} has no receipt among its events.")
    return {
        "received_at": receipt.at,
        "received_on": receipt.effective_on,
        "stage": standing.stage or "",
        "ended": standing.ended,
        **_next(standing),
        **_answer(standing),
        "owner_id": _last(happened, "assigned", "officer"),
        "at_risk": bool(_last(happened, "triaged", "at_risk")),
        "restricted": bool(_last(happened, "restriction_set", "restricted")),
        "last_number": events[-1].number,
        "last_at": events[-1].recorded_at,
        "head": events[-1].digest,
    }


def _next(standing: rulebook.Standing) -> dict[str, Any]:
    """The step owed soonest, and until when the person has been told to expect the answer."""
    owed = standing.owes[0] if standing.owes else None
    clock = owed.clock if owed else None
    told = standing.clock(clock).promised_on if clock else None
    return {
        "next_step": (clock or (owed.moves[0] if owed.moves else "")) if owed else "",
        "next_by": owed.party if owed else "",
        "next_due_on": owed.due_on if owed else None,
        "told_until": told,
    }


def _answer(standing: rulebook.Standing) -> dict[str, Any]:
    """What the last answer decided, and when."""
    answers = [event for event in standing.events if event.facts.get("decision")]
    return {
        "outcome": str(answers[-1].facts["decision"]) if answers else "",
        "answered_on": answers[-1].day if answers else None,
    }


def _last(happened: Iterable[replay.Happened], kind: str, name: str) -> Any:
    """What the last event of a kind says; None when there is none."""
    return next((one.data.get(name) for one in reversed(list(happened)) if one.event.kind == kind), None)
