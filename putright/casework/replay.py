"""From stored events to a standing: what happened, with later corrections taken in, as the rulebook takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from putright import rulebook
from putright.casework import models
from putright.council import here
from putright.council.clock import LONDON

DAYS = frozenset({"until", "review_on", "logged_on"})
"""The facts that are days. They stand in an event as YYYY-MM-DD."""

CORRECTED, POSTED = "corrected", "letter_posted"


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as it holds today: struck out when a correction took it back, moved when one gave it another time."""

    event: models.Event
    happened_at: datetime
    timed: bool
    data: Mapping[str, Any]
    struck: bool = False
    corrected: bool = False


def happenings(events: Iterable[models.Event]) -> list[Happened]:
    """Every event in the order written, with the last correction of each applied. Corrections themselves are in it."""
    events = list(events)
    corrections = {event.corrects_id: event for event in events if event.kind == CORRECTED}
    postings = {number: event for event in events if event.kind == POSTED for number in event.data["events"]}
    return [_as_it_holds(event, corrections.get(event.pk), postings.get(event.number)) for event in events]


def _as_it_holds(event: models.Event, correction: models.Event | None, posting: models.Event | None) -> Happened:
    if correction is None:
        return _posted(event, posting)
    change = correction.data
    at = datetime.fromisoformat(change["happened_at"]) if "happened_at" in change else event.happened_at
    timed = change.get("timed", event.timed)
    return Happened(event, at, timed, {**event.data, **change.get("facts", {})}, bool(change.get("struck")), True)


def _posted(event: models.Event, posting: models.Event | None) -> Happened:
    """What only a letter by post told counts from the day it was posted, when that was later."""
    posted_on = date.fromisoformat(posting.data["posted_on"]) if posting else None
    if posted_on is None or posted_on <= event.happened_at.astimezone(LONDON).date():
        return Happened(event, event.happened_at, event.timed, event.data)
    return Happened(event, datetime.combine(posted_on, time(), LONDON), False, event.data)


def procedure_of(case: models.Case) -> rulebook.Procedure:
    """The procedure a case runs on, as it was in force when the case was received."""
    return rulebook.procedure(case.procedure, on=case.received_on)


def rulebook_events(happened: Iterable[Happened], procedure: rulebook.Procedure) -> list[rulebook.Event]:
    """The events of the procedure, as the rulebook takes them; what only belongs to the file is left out."""
    return [
        rulebook.Event(one.event.kind, one.happened_at, by=_by(one), facts=facts_of(one.data), timed=one.timed)
        for one in happened
        if not one.struck and one.event.kind in procedure.making
    ]


def _by(one: Happened) -> str | None:
    """Who considered it, else who took the step; steps of the person complaining are nobody's here."""
    if one.event.actor != "council":
        return None
    who = one.data.get("considered_by", one.event.by_id)
    return None if who is None else f"officer {who}"


def facts_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """What an event carries, as facts: days as days, and words as the number they are kept under."""
    return {name: _fact(name, value) for name, value in data.items()}


def _fact(name: str, value: Any) -> Any:
    if name in DAYS and isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, dict) and "words" in value:
        return f"words {value['words']}"
    if isinstance(value, list):
        return tuple(value)
    return value


def standing(
    case: models.Case,
    *,
    on: date,
    council: rulebook.Council | None = None,
    events: Iterable[models.Event] | None = None,
    more: Iterable[models.Event] = (),
) -> rulebook.Standing:
    """Where a case stood at the end of a day, from its events alone. `more` are some not written yet."""
    happened = happenings([*(case.events.all() if events is None else events), *more])
    procedure = procedure_of(case)
    return rulebook.standing(
        procedure,
        rulebook_events(happened, procedure),
        on=on,
        council=council or here.for_rulebook(),
        departures_recorded=here.departures(procedure=case.procedure, case_reference=case.reference),
    )
