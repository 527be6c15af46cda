"""What an entry on the record may be corrected to, and what may not be touched: what the person was told stays told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from putright.casework import models, record, replay
from putright.casework.refused import Refused

CHANGES = frozenset({"happened_at", "timed", "facts", "struck"})
"""What a correction may hold: another moment, whether its time is known, other facts, or that it did not happen."""


def must_be_correctable(case: models.Case, event: models.Event, change: Mapping[str, Any], *, at: datetime) -> None:
    """Raises `Refused` for what a correction cannot do, and `ValueError` for what is no correction at all."""
    if not change or not set(change) <= CHANGES:
        raise ValueError(f"a correction holds some of: {', '.join(sorted(CHANGES))}")
    if event.kind == replay.CORRECTED:
        raise Refused("This entry is a correction itself: correct the entry it is about once more.", "5.8")
    if event.kind == replay.ERASED:
        raise Refused("What has been disposed of cannot be brought back.", "5.8")
    if event.number == 1 and change.get("struck"):
        raise Refused("The receipt is what everything counts from: it can be moved, and not be taken away.", "5.8")
    _must_be_no_letter(case, event, change)
    _must_be_known_facts(event, change.get("facts", {}))
    if "happened_at" in change:
        _must_be_a_moment(event, str(change["happened_at"]), at=at)
    why_not = replay.why_impossible(case, _ahead(case, event, change, at=at), on=at.date())
    if why_not:
        raise Refused(why_not, "5.8")


def _must_be_no_letter(case: models.Case, event: models.Event, change: Mapping[str, Any]) -> None:
    if event.data.get("on_paper"):  # keyed in the wrong place or twice: what was posted is not what was keyed
        return
    if case.letters.filter(step_key=event.key.removesuffix("/2")).exists() and {"facts", "struck"} & set(change):
        told_first = replay.procedure_of(case).making.get(event.kind)
        if told_first is not None and told_first.says:
            raise Refused("The person has had a letter about this. Send them another letter instead.", "5.8")


def _must_be_known_facts(event: models.Event, facts: Mapping[str, Any]) -> None:
    """Only what an entry says can be corrected, and never what somebody wrote: their words are not ours to change."""
    for name in facts:
        if name not in event.data:
            raise Refused(f"The entry says nothing about {name.replace('_', ' ')}.", "5.8")
        if isinstance(event.data[name], dict) and "words" in event.data[name]:
            raise Refused("What somebody wrote is kept as they wrote it: add a note instead.", "5.8")


def _must_be_a_moment(event: models.Event, given: str, *, at: datetime) -> None:
    # What is still to come cannot have happened: it was written while the clock of the server was ahead.
    if event.actor == "council" and event.happened_at <= at and not event.data.get("on_paper"):
        raise Refused("When the council did something is on record by itself and cannot be changed.", "6.2")
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise Refused("Give the day and, if it is known, the time.") from None
    if moment.tzinfo is None:
        raise ValueError("the moment must say where it is")
    if moment > at:
        raise Refused("That is still to come: give the day it reached the council.", "6.2")


def _ahead(case: models.Case, event: models.Event, change: Mapping[str, Any], *, at: datetime) -> models.Event:
    """The correction as it would be written."""
    entry = record.Entry(
        kind=replay.CORRECTED, happened_at=at, recorded_at=at, key="ahead", data=change, corrects=event
    )
    return record.unwritten(case, entry)
