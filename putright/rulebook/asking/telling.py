"""A standing told: as a document of plain values for programs, and as text for people."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Any

from putright.rulebook.book import vocabulary
from putright.rulebook.book.phrases import PARTY_NAMES, UNIT_NAMES, cite, either, plain, sentence
from putright.rulebook.dates.days import calendar_warning
from putright.rulebook.standings.clocks import Reading
from putright.rulebook.standings.moves import Offer, Owed
from putright.rulebook.standings.standing import Receipt, Standing

DATES = (
    "started_on",
    "due_on",
    "base_due_on",
    "latest_on",
    "target_on",
    "promised_on",
    "stopped_on",
    "paused_since",
)


def as_document(standing: Standing) -> dict[str, Any]:
    """A standing as a document of plain values, dates as YYYY-MM-DD."""
    return {
        "procedure": standing.procedure.id,
        "version": standing.procedure.version,
        "on": standing.on.isoformat(),
        "stage": standing.stage,
        "ended": standing.ended,
        "received": _received(standing),
        "clocks": [_clock(standing, reading) for reading in standing.clocks],
        "owes": [_fields(owed) for owed in standing.owes],
        "moves": [
            {
                "move": offer.move.name,
                "title": offer.move.title,
                "events": list(offer.move.events),
                "by": list(offer.move.by),
                "needs": list(offer.move.needs),
                "says": offer.move.says,
                "para": offer.para,
            }
            for offer in standing.on_offer
        ],
        "not_on_offer": [
            {"move": offer.move.name, "title": offer.move.title, "why": offer.why_not, "para": offer.para}
            for offer in standing.not_on_offer
        ],
        "breaches": [{"what": breach.what, "para": breach.para} for breach in standing.breaches],
        "departures": [{"effect": one.effect, "para": one.para, "reason": one.reason} for one in standing.departures],
        "cautions": _cautions(standing),
        "ombudsmen": [vocabulary.OMBUDSMEN[name] for name in standing.procedure.ombudsmen],
    }


def _cautions(standing: Standing) -> list[str]:
    """What is amiss with what we reckon by, and not with the matter."""
    warning = calendar_warning(on=standing.on, calendar=standing.council.calendar)
    return [] if warning is None else [warning]


def _received(standing: Standing) -> dict[str, object] | None:
    """When it came in: the moment, or the day alone when that is all that is known."""
    if standing.receipt is None:
        return None
    first = standing.events[0]
    return _fields(standing.receipt) | {"at": (first.at if first.timed else first.day).isoformat()}


def _clock(standing: Standing, reading: Reading) -> dict[str, Any]:
    return {
        "name": reading.name,
        "title": reading.title,
        "id": reading.run.which,
        **{name: _plain(getattr(reading, name)) for name in DATES},
        "late": reading.late,
        "late_by": reading.late_by,
        "late_against_target": reading.late_against_target,
        "overdue_untold": reading.overdue_untold(standing.on),
        "band": reading.band,
        "fell_away": reading.run.left,
        "owed_by": reading.clock.owed_by,
        "para": reading.clock.para,
        "unverified": reading.clock.unverified,
        "because": standing.because(reading),
    }


def _fields(shape: Owed | Receipt) -> dict[str, object]:
    return {field.name: _plain(getattr(shape, field.name)) for field in dataclasses.fields(shape)}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def as_text(standing: Standing, *, begins_on: date | None = None) -> str:
    """A standing for people, in short lines. `begins_on` is the day of the first event, even one still to come."""
    return "\n".join(_lines(standing, begins_on)) + "\n"


def _lines(standing: Standing, begins_on: date | None) -> Iterator[str]:
    procedure = standing.procedure
    stage = "nothing received yet" if standing.stage is None else procedure.stage[standing.stage].title
    yield f"{procedure.name} ({procedure.version}), as it stood on {plain(standing.on)}: {stage}."
    if standing.stage is None and begins_on is not None:
        yield f"Nothing had been received by then; the first event is on {plain(begins_on)}."
    for heading, lines in (
        ("Take care", _cautions(standing)),
        ("Dates", [_clock_line(standing, reading) for reading in standing.clocks]),
        ("Owed now", [_owed_line(standing, owed) for owed in standing.owes]),
        ("Against the procedure", [f"{breach.what} ({cite(breach.para)})" for breach in standing.breaches]),
        ("May be done", [offer.move.title for offer in standing.on_offer]),
        ("May not be done", [_refusal_line(offer) for offer in standing.not_on_offer]),
    ):
        if lines:
            yield ""
            yield f"{heading}:"
            yield from (f"  - {line}" for line in lines)


def _clock_line(standing: Standing, reading: Reading) -> str:
    late = f", {_lateness(reading)}" if reading.late else ""
    told = reading.promised_on
    if reading.running and told is not None and told != reading.due_on:
        late += f", promised for {plain(told)}"
    due = f"{sentence(reading.title)}: due {plain(reading.due_on)}"
    return f"{due}, {_state(reading)}{late}. {standing.because(reading)}"


def _state(reading: Reading) -> str:
    """Done, still to do, or no longer needed since its stage was left."""
    if reading.stopped_on is None:
        return "to do"
    return f"{'not needed after' if reading.run.left else 'done on'} {plain(reading.stopped_on)}"


def _lateness(reading: Reading) -> str:
    """By how much. Nobody tells the person complaining that they are late."""
    if reading.clock.owed_by == "complainant":
        return "after the day asked for"
    unit = UNIT_NAMES[reading.clock.unit] if reading.clock.unit in ("working_day", "school_day") else "day"
    return f"late by {reading.late_by} {unit}{'' if reading.late_by == 1 else 's'}"


def _owed_line(standing: Standing, owed: Owed) -> str:
    titles = either(standing.procedure.move[name].title for name in owed.moves) if owed.moves else "the next step"
    by = f" by {plain(owed.due_on)}" if owed.due_on else ""
    wish = ", if they wish" if owed.party == "complainant" else ""
    return f"{PARTY_NAMES[owed.party]}{wish}: {titles}{by} ({cite(owed.para)})"


def _refusal_line(offer: Offer) -> str:
    return f"{offer.move.title}: {offer.why_not} ({cite(offer.para)})"
