"""From stored events to a standing: what happened, with later corrections taken in, as the rulebook takes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from putright import rulebook
from putright.casework import models
from putright.council import clock, here
from putright.council.clock import LONDON

DAYS = frozenset({"until", "review_on", "logged_on"})
"""The facts that are days. They stand in an event as YYYY-MM-DD."""

CORRECTED, POSTED, ERASED = "corrected", "letter_posted", "erased"


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
    """Every event in the order written, with every correction of it applied. Corrections themselves are in it."""
    events = list(events)
    corrections: dict[int | None, list[models.Event]] = defaultdict(list)
    for event in events:
        if event.kind == CORRECTED:
            corrections[event.corrects_id].append(event)
    corrected = [_corrected(event, corrections[event.pk]) for event in events]
    posted_on = _first_posted(corrected)
    return [_posted(one, posted_on.get(one.event.number)) for one in corrected]


def latest(events: Sequence[models.Event]) -> datetime | None:
    """The latest moment anything happened at, as corrected; what a correction took back counts for nothing."""
    return max((one.happened_at for one in happenings(events) if not one.struck), default=None)


def _corrected(event: models.Event, corrections: Iterable[models.Event]) -> Happened:
    """A later correction goes before an earlier one where both say the same thing, and leaves the rest of it."""
    one = Happened(event, event.happened_at, event.timed, event.data)
    for change in (correction.data for correction in corrections):
        at = datetime.fromisoformat(change["happened_at"]) if "happened_at" in change else one.happened_at
        timed, struck = change.get("timed", one.timed), bool(change.get("struck", one.struck))
        one = Happened(event, at, timed, {**one.data, **change.get("facts", {})}, struck, corrected=True)
    return one


def _first_posted(happened: Iterable[Happened]) -> dict[int, date]:
    """When the first letter that told each event was posted: one to a second person comes too late to count.

    Of two entries about the same letter the later one holds.
    """
    last = {one.data["letter"]: one for one in happened if one.event.kind == POSTED and not one.struck}
    days: dict[int, date] = {}
    for one in last.values():
        day = date.fromisoformat(one.data.get("counts_from", one.data["posted_on"]))
        days.update({number: min(day, days.get(number, day)) for number in one.data["events"]})
    return days


def _posted(one: Happened, posted_on: date | None) -> Happened:
    """What only a letter by post told counts from the day it was posted, when that was later."""
    if posted_on is None or posted_on <= clock.day_of(one.happened_at):
        return one
    return replace(one, happened_at=datetime.combine(posted_on, time(), LONDON), timed=False)


def procedure_of(case: models.Case) -> rulebook.Procedure:
    """The procedure a case runs on, as it was in force when the case was received."""
    return rulebook.procedure(case.procedure, on=case.received_on)


def _procedure_at_receipt(case: models.Case, happened: Sequence[Happened]) -> rulebook.Procedure:
    """The same from the events alone: a list column that says something else misleads nobody."""
    if not happened:
        return procedure_of(case)
    first = happened[0].event
    return rulebook.procedure(first.procedure, on=clock.day_of(first.happened_at))


def why_impossible(case: models.Case, event: models.Event, *, on: date) -> str:
    """Why an event that is not written yet would make a history no case can have; empty when it would not."""
    try:
        receipt = standing(case, on=on, more=[event]).receipt
        rulebook.procedure(case.procedure, on=receipt.effective_on if receipt else on)
    except LookupError:
        return "On that day this procedure was not in force yet: look at the year."
    except ValueError:
        return "The steps on record would no longer follow from one another: look at the day again."
    return ""


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
    procedure = _procedure_at_receipt(case, happened)
    return rulebook.standing(
        procedure,
        rulebook_events(happened, procedure),
        on=on,
        council=council or here.for_rulebook(),
        departures_recorded=here.departures(procedure=case.procedure, case_reference=case.reference),
    )
