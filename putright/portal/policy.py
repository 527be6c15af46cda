"""How this council handles complaints, read from the procedures as the engine would apply them to a complaint received
today. Nothing here is a rule: whatever the page says comes from the rulebook and from the council's own decisions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from putright import rulebook
from putright.council import here
from putright.council.clock import LONDON
from putright.portal import progress
from putright.rulebook import BLOCKS, Departure, Procedure
from putright.rulebook.book.phrases import sentence
from putright.rulebook.book.words import Clock

LEAD = "local_council_code"
NOT_FOR_THE_PUBLIC = ("local_council_code", "service_request", "member_enquiry", "ombudsman_investigation")
"""Procedures that have no part of their own on the page: the Code is the page, the others are not complaints to us."""

CALLED: Mapping[str, str] = {
    "children": "Complaints about social care for children",
    "adult_care": "Complaints about social care for adults",
    "public_health": "Complaints about public health services",
    "landlord_code": "Complaints by our tenants and leaseholders",
    "data_protection": "Complaints about how we use your information",
}

BEGINS: Mapping[str, str] = {
    "received": "we get your complaint",
    "stage_1_acknowledged": "we tell you how we understand it",
    "stage_1_responded": "we answer you at stage 1",
    "escalated": "you ask for stage 2",
    "stage_2_acknowledged": "we tell you what we will look at again",
}
"""The day a time is counted from, said to the person it is for; what is not here, as the rulebook says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time limit in a sentence, whether it may be longer, and what the letter that ends it must say."""

    title: str
    limit: str
    longer: str = ""
    letter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stage: what it is called, the times in it, and what the person may ask for."""

    title: str
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A procedure as the public reads it."""

    name: str
    title: str
    law: bool
    parts: tuple[Part, ...]
    ombudsmen: tuple[rulebook.Ombudsman, ...]
    next_stages: tuple[str, ...]
    refusals: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A departure as the public is told of it."""

    text: str
    why: str
    services: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    changes: str
    coming: bool = False


def lead(*, on: date) -> Way:
    """How complaints under the Code are handled for somebody who complains today."""
    return _way(LEAD, in_force(LEAD, on=on), on=on)


def others(*, on: date) -> tuple[Way, ...]:
    """The other procedures this council uses for complaints, each for its own matters."""
    names = (name for name in here.adopted(on=on) if name not in NOT_FOR_THE_PUBLIC)
    return tuple(_way(name, in_force(name, on=on), on=on) for name in names)


def in_force(name: str, *, on: date, service: str | None = None) -> Procedure:
    """A procedure with the council's departures laid over it, as the engine applies it to a complaint of that day."""
    procedure = rulebook.procedure(name, on=on)
    begins = next(move for move in procedure.moves if move.begins)
    facts = {} if service is None else {"service": service}
    received = rulebook.Event(begins.events[0], datetime.combine(on, time(9), LONDON), facts=facts)
    departures = here.departures(procedure=name, case_reference="")
    standing = rulebook.standing(
        procedure, [received], on=on, council=here.for_rulebook(), departures_recorded=departures
    )
    return standing.procedure


def notices(*, on: date) -> tuple[Notice, ...]:
    """Where the council does not do as the Code says: for good, for now, and from a day to come."""
    procedure = rulebook.procedure(LEAD, on=on)
    titles = {service.slug: service.name for service in here.services()}
    found = []
    for one in here.departures(procedure=LEAD, case_reference=""):
        if one.scope == "individual" or (one.ends_on is not None and one.ends_on < on):
            continue
        coming = one.starts_on is not None and one.starts_on > on
        found.append(
            Notice(
                text=one.notice_text.strip(),
                why=one.reason.strip(),
                services=tuple(titles.get(slug, slug) for slug in one.services),
                starts_on=one.starts_on,
                ends_on=one.ends_on,
                changes=_changes(procedure, one),
                coming=coming,
            )
        )
    return tuple(found)


def office_closes(minutes: int) -> datetime:
    """When the office closes, as a moment of any day."""
    return datetime(2000, 1, 1, minutes // 60 % 24, minutes % 60, tzinfo=LONDON)


def _way(name: str, procedure: Procedure, *, on: date) -> Way:
    known = here.ombudsmen(on=on)
    return Way(
        name=name,
        title=CALLED.get(name, procedure.name),
        law=procedure.force == "law",
        parts=tuple(_parts(procedure)),
        ombudsmen=tuple(known[one] for one in procedure.ombudsmen if one in known),
        next_stages=tuple(_next_stages(procedure)),
        refusals=tuple(_refusals(procedure)),
    )


def _parts(procedure: Procedure) -> Iterator[Part]:
    for stage in procedure.stages:
        times = tuple(_time(procedure, clock) for clock in procedure.clocks if clock.stage == stage.name and clock.n)
        if not stage.ended:
            yield Part(title=sentence(stage.title), times=times)


def _time(procedure: Procedure, clock: Clock) -> Time:
    start = clock.starts[0].counting_from
    begins = BEGINS.get(start, f"when {procedure.making[start].happened}")
    limit = f"within {progress.length(clock.n or 0, clock.unit)} of the day {begins}"
    longer = ""
    if clock.owed_by == "complainant":
        longer = "We ask you to keep to this. If you need longer, tell us."
    elif clock.extend_by:
        more = progress.length(clock.extend_by, clock.unit)
        longer = f"If we need longer, we can take up to {more} more. Only a very good reason lets us go past that."
    elif clock.extend_by_agreement:
        longer = "We can only take longer if you agree."
    return Time(title=sentence(clock.title), limit=limit, longer=longer, letter=_letter(procedure, clock))


def _letter(procedure: Procedure, clock: Clock) -> tuple[str, ...]:
    """What the letter that answers must always say."""
    for move in procedure.moves:
        if move.says in procedure.letter and move.events[0] in clock.stops and len(move.events) == 1:
            return tuple(BLOCKS[block.name] for block in procedure.letter[str(move.says)].blocks if not block.when)
    return ()


def _next_stages(procedure: Procedure) -> Iterator[str]:
    """The stages somebody may ask for themselves."""
    open_stages = {stage.name: stage.title for stage in procedure.stages if not stage.ended}
    titles = (
        open_stages[move.opens]
        for move in procedure.moves
        if "complainant" in move.by and not move.begins and move.opens in open_stages
    )
    yield from dict.fromkeys(titles)


def _refusals(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """The reasons for which a complaint may be refused today, each with where else to go."""
    for ground in procedure.grounds:
        if ground.needs_departure is None or ground.needs_departure in procedure.effects:
            yield ground.title, ground.elsewhere


def _changes(procedure: Procedure, one: Departure) -> str:
    """What a departure changes, in a few words; empty when it changes no time."""
    clock = procedure.clock.get(one.clock or "")
    if clock is None or one.n is None:
        bend = next((bend for bend in procedure.bends if bend.effect == one.effect), None)
        return f"This means {bend.title}." if bend and one.effect != "recorded_only" else ""
    if one.effect == "longer_extension":
        return f"For {clock.title} we can take up to {progress.length(one.n, clock.unit)} more, when we need longer."
    was = progress.length(clock.n or 0, clock.unit)
    return f"{sentence(clock.title)} takes up to {progress.length(one.n, clock.unit)} instead of {was}."
