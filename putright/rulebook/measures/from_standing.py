"""Draws the plain record of a case from where it stands, so that list, letter and report agree by construction.

Dates, bands and lateness are taken over from the standing's clocks; only the days between two of them are counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from putright.rulebook.dates import days
from putright.rulebook.measures.case_records import (
    Adjustment,
    CaseRecord,
    Improvement,
    Limit,
    OmbudsmanDecision,
    Passage,
    Refusal,
    Remedy,
)
from putright.rulebook.standings.clocks import Reading
from putright.rulebook.standings.happening import Event
from putright.rulebook.standings.standing import Standing

STAGES = (1, 2, 3)
"""The third is there only under a departure for three-stage working."""

REFUSALS: Mapping[str, str] = {
    "declined": "accept",
    "escalation_declined": "escalate",
    "escalation_declined_to_stage_3": "escalate",
}
"""Events that refuse: to accept a complaint, or to escalate it."""

ENDINGS: Mapping[str, str] = {
    "declined": "refused",
    "escalation_declined": "escalation refused",
    "escalation_declined_to_stage_3": "escalation refused",
    "became_service_request": "taken as a service request",
    "handed_over": "handed to another procedure",
}
"""How the figures name the end an event makes, where its own name would not say."""

BECAME: Mapping[str, str] = {"remedy_completed": "done_on", "remedy_undeliverable": "explained_on"}
"""What becomes of a remedy, and where its record keeps the day."""


class NothingReceived(ValueError):
    """A record was asked for of a matter that has not been received."""


def record_of(
    standing: Standing,
    *,
    id: str,
    improvements_completed: Mapping[str, date] | None = None,
    ombudsman: Sequence[OmbudsmanDecision] = (),
    ombudsman_enquiries: Sequence[date] = (),
    refusal_overturned_on: date | None = None,
) -> CaseRecord:
    """The record of a case on the day of its standing, with what its events do not carry.

    `improvements_completed` gives the day for each improvement by its `id` fact. `refusal_overturned_on` is for a
    refusal overturned by another case taking the matter up; one overturned by reopening is known from the events.
    Raises `NothingReceived` or `UnknownOutcome`.
    """
    receipt = standing.receipt
    if receipt is None:
        raise NothingReceived(f"{id}: nothing has been received, so there is no case to count")
    facts = standing.events[0].facts
    service = facts.get("service")
    return CaseRecord(
        id=id,
        procedure=standing.procedure.id,
        counts_as=standing.procedure.counts_as,
        as_at=standing.on,
        received_at=receipt.at,
        received_on=receipt.effective_on,
        logged_on=receipt.logged_on,
        logging_days=receipt.days_lost,
        service=service,
        channel=facts.get("channel"),
        limits=tuple(_limits(standing)),
        passages=tuple(_passages(standing)),
        direct_to_stage_2="sent_to_stage_2" in standing.path.places,
        ending=_ending(standing),
        refusals=tuple(_refusals(standing, refusal_overturned_on)),
        points=_points(standing),
        remedies=tuple(_remedies(standing)),
        improvements=tuple(_improvements(standing, service, improvements_completed or {})),
        adjustments=tuple(_adjustments(standing)),
        departures=tuple(
            one.scope for one in standing.departures if one.covers(received_on=receipt.effective_on, service=service)
        ),
        ombudsman=tuple(ombudsman),
        ombudsman_enquiries=tuple(ombudsman_enquiries),
    )


def _of(standing: Standing, *kinds: str) -> Iterator[Event]:
    return (event for event in standing.events if event.kind in kinds)


def _points(standing: Standing) -> int:
    """How many numbered points it has, those that joined it later among them."""
    return sum(len(event.facts.get("points", ())) for event in _of(standing, "stage_1_acknowledged", "issue_added"))


def _adjustments(standing: Standing) -> Iterator[Adjustment]:
    for event in _of(standing, "adjustment_agreed"):
        yield Adjustment(event.day, event.facts.get("review_on"))


def _limits(standing: Standing) -> Iterator[tuple[str, Limit]]:
    for reading in standing.clocks:
        if reading.clock.owed_by == "council":
            yield reading.clock.title, _limit(standing, reading)


def _passages(standing: Standing) -> Iterator[Passage]:
    """The stages it came to. A case taken straight to stage 2 was never at stage 1 for the figures."""
    readings = {reading.name: reading for reading in standing.clocks}
    straight = "sent_to_stage_2" in standing.path.places
    for stage in STAGES:
        names = (f"stage_{stage}_acknowledgement", f"stage_{stage}_response")
        acknowledgement, answer = (_limit(standing, readings[name]) if name in readings else None for name in names)
        began = acknowledgement or answer
        if began is not None and not (stage == 1 and straight):
            yield _passage(standing, Passage(stage, began.started_on, acknowledgement, answer))


def _passage(standing: Standing, passage: Passage) -> Passage:
    """With the outcome and the days it took, once it has been answered."""
    if passage.answered_on is None:
        return passage
    answers = _of(standing, f"stage_{passage.stage}_responded")
    return replace(
        passage,
        outcome=next((event.facts.get("decision") for event in answers), None),
        days_from_acknowledgement=_working_days(standing, passage.acknowledged_on, passage.answered_on),
        days_from_request=_working_days(standing, passage.asked_on, passage.answered_on),
    )


def _working_days(standing: Standing, start: date | None, end: date) -> int | None:
    """Working days from one day to another; 0, never less, when both fall before counting would have begun."""
    return None if start is None else max(0, days.between(standing.council, start, end, "working_day"))


def _limit(standing: Standing, reading: Reading) -> Limit:
    """A clock's reading as a plain limit."""
    left = reading.run.left
    return Limit(
        started_on=reading.started_on,
        base_due_on=reading.base_due_on,
        due_on=reading.due_on,
        done_on=None if left else reading.stopped_on,
        left_on=reading.stopped_on if left else None,
        band=reading.band,
        late_by=reading.late_by,
        past_target=reading.late_against_target,
        untold=_untold(reading, standing.on),
        extensions=len(reading.run.extensions),
        faults=reading.faults,
    )


def _untold(reading: Reading, on: date) -> bool:
    """Late, and past the last date the person had been given, if any: now, or on the day it was done after all."""
    if reading.stopped_on is None:
        return reading.overdue_untold(on)
    return reading.late and (reading.promised_on is None or reading.promised_on < reading.stopped_on)


def _endings(standing: Standing) -> Iterator[tuple[Event, Event | None]]:
    """Each event that ended the case, with the one that opened it again, if any did."""
    procedure, ended = standing.procedure, None
    for event in standing.events:
        opens = procedure.making[event.kind].opens
        stage = procedure.stage.get(opens or "")
        if stage is not None and stage.ended:
            ended = event
        elif opens is not None and ended is not None:
            yield ended, event
            ended = None
    if ended is not None:
        yield ended, None


def _ending(standing: Standing) -> str | None:
    """How it ended; None while it is open."""
    return next(
        (ENDINGS.get(event.kind, event.kind.replace("_", " ")) for event, again in _endings(standing) if again is None),
        None,
    )


def _refusals(standing: Standing, overturned_on: date | None) -> Iterator[Refusal]:
    for event, again in _endings(standing):
        if event.kind in REFUSALS:
            until = overturned_on if again is None else again.day
            yield Refusal(REFUSALS[event.kind], event.day, event.facts.get("ground"), until)


def _remedies(standing: Standing) -> list[Remedy]:
    """Each remedy and what became of it: an event is about the open one with the same `id`, else about the oldest."""
    remedies: list[Remedy] = []
    still_open: dict[int, str | None] = {}
    for event in standing.events:
        name = event.facts.get("id")
        if event.kind == "remedy_agreed":
            still_open[len(remedies)] = name
            remedies.append(Remedy(event.day, event.facts.get("until")))
        elif event.kind in BECAME and still_open:
            place = next((one for one, other in still_open.items() if other == name), next(iter(still_open)))
            del still_open[place]
            remedies[place] = replace(remedies[place], **{BECAME[event.kind]: event.day})
    return remedies


def _improvements(standing: Standing, service: str | None, completed: Mapping[str, date]) -> Iterator[Improvement]:
    for event in _of(standing, "improvement_recorded"):
        done_on = completed.get(event.facts.get("id", ""))
        yield Improvement(event.facts.get("service", service), event.day, done_on)
