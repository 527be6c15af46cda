"""The record: the one function that writes an event, and the list columns that follow from the events."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

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
    # SQLite takes no notice: its transactions hold the one write lock from the start.
    return models.Case.objects.select_for_update(of=("self",)).select_related("service").get(reference=reference)


def append(
    case: models.Case, *entries: Entry, so_far: Sequence[models.Event] | None = None
) -> tuple[models.Event, ...]:
    """Write events to a case that is `locked`, each in the chain of the case, and bring its list columns up to date.

    The only way an event is written. Needs a transaction around it, which the caller's other writing shares. `so_far`
    are the events there are, where the caller has read them since the case was locked.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is written in one transaction with everything that belongs to it.")
    written = tuple(_write(case, entry) for entry in entries)
    events = None if so_far is None else [*so_far, *written]
    refresh(case, on=entries[-1].recorded_at.date(), events=events)
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


def all_words(
    case: models.Case, written: Mapping[str, str], *, at: datetime, by: Officer | None = None
) -> dict[str, dict[str, Any]]:
    """Keep what somebody wrote, and give what an event may carry of it: the number and the digest of each.

    What is empty is not kept.
    """
    said = {about: text.strip() for about, text in written.items() if text.strip()}
    kept = models.Words.objects.bulk_create(
        models.Words(case=case, about=about, body=body, salt=secrets.token_hex(16), written_at=at, by=by)
        for about, body in said.items()
    )
    return {one.about: {"words": one.pk, "digest": chain.digest_of_words(one.body, one.salt)} for one in kept}


# --- The list columns. -----------------------------------------------------------------------------------------------

OWED_BY_COUNCIL = "council"


def refresh(case: models.Case, *, on: date, events: Sequence[models.Event] | None = None) -> None:
    """Bring the list columns up to date with the events. Nothing else writes them."""
    for name, value in {**columns(case, on=on, events=events), "worked_out_on": on}.items():
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
        "owner_id": _owner(standing, happened),
        "at_risk": _at_risk(happened),
        "heard_from_at": _heard_from(happened),
        "restricted": bool(_last(happened, "restriction_set", "restricted")),
        "last_number": events[-1].number,
        "last_at": events[-1].recorded_at,
        "head": events[-1].digest,
    }


def _next(standing: rulebook.Standing) -> dict[str, Any]:
    """The step that leads, by when it and what was promised besides are due, and until when the person has been told to
    expect the answer. `next_due_on` is the sooner of the two days: what is late by either stands first in a list.
    """
    owed, besides = standing.leading, standing.besides
    if owed is None:
        return {
            "next_step": "",
            "next_by": "",
            "next_due_on": None,
            "step_due_on": None,
            "promise_due_on": None,
            "told_until": None,
        }
    promised_on = besides.due_on if besides else None
    days = [owed.due_on, promised_on] if owed.party == OWED_BY_COUNCIL else [owed.due_on]
    return {
        "next_step": owed.clock or (owed.moves[0] if owed.moves else ""),
        "next_by": owed.party,
        "next_due_on": min((day for day in days if day), default=None),
        "step_due_on": owed.due_on,
        "promise_due_on": promised_on,
        "told_until": standing.clock(owed.clock).promised_on if owed.clock else None,
    }


def _owner(standing: rulebook.Standing, happened: Sequence[replay.Happened]) -> int | None:
    """Who has it: whoever it was given to last. Nobody, from when it goes to a stage that is for somebody else."""
    given = next((one.data for one in reversed(happened) if one.event.kind == "assigned"), None)
    if given is None:
        return None
    for_somebody_else = "same_reviewer" not in standing.procedure.effects and any(
        standing.stage in move.stages and move.somebody_else_than for move in standing.procedure.moves
    )
    return None if for_somebody_else and given.get("stage") != standing.stage else given["officer"]


def _answer(standing: rulebook.Standing) -> dict[str, Any]:
    """What the last answer decided, and when."""
    answers = [event for event in standing.events if event.facts.get("decision")]
    return {
        "outcome": str(answers[-1].facts["decision"]) if answers else "",
        "answered_on": answers[-1].day if answers else None,
    }


FROM_THEM = frozenset(
    {"message_received", "understanding_corrected", "document_added", "adjustment_asked", "remedy_accepted"}
)
"""What a person may do on their own page that somebody has to look at."""

ABOUT_RECORDS = frozenset(
    {
        "hold_placed",
        "hold_lifted",
        "kept_longer",
        "disagreement_added",
        "right_decided",
        "copy_given",
        "disposal_proposed",
    }
)
"""What is done about the file itself, by whoever looks after records, and not to the complaint."""

LOOKED_AT_NOTHING = ABOUT_RECORDS | {"note_added", "letter_posted", "letter_taken_back", "letter_let_go"}
"""What may be done to a file without having read what the person wrote."""

NO_DANGER = "no"


def _at_risk(happened: Sequence[replay.Happened]) -> bool:
    """Whether somebody is at risk: as triage settled it, and before that if the person told us of a danger."""
    settled = _last(happened, "triaged", "at_risk")
    if settled is not None:
        return bool(settled)
    told = happened[0].data.get("answers", {}).get("danger") or [NO_DANGER]
    return NO_DANGER not in ([told] if isinstance(told, str) else told)


def _heard_from(happened: Sequence[replay.Happened]) -> datetime | None:
    """When the person last wrote, if nobody at the council has done anything since."""
    last = next(unread(happened), None)
    return last.event.recorded_at if last else None


def unread(happened: Sequence[replay.Happened]) -> Iterator[replay.Happened]:
    """What the person did that somebody has to look at and nobody at the council has looked at since, newest first."""
    for one in reversed(happened):
        if one.event.by_id is not None and one.event.kind not in LOOKED_AT_NOTHING:
            return
        if one.event.by_id is None and one.event.kind in FROM_THEM:
            yield one


def _last(happened: Iterable[replay.Happened], kind: str, name: str) -> Any:
    """What the last event of a kind says; None when there is none."""
    return next((one.data.get(name) for one in reversed(list(happened)) if one.event.kind == kind), None)
