"""What may be done, by whom, and why not: the one question that greys out a button and blocks the post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from putright.rulebook.book.phrases import either, plain, sentence
from putright.rulebook.book.vocabulary import EFFECTS, FACTS
from putright.rulebook.book.words import Move, Promise
from putright.rulebook.standings.clocks import Reading
from putright.rulebook.standings.path import Path, not_about_anything, why_not

if TYPE_CHECKING:
    from putright.rulebook.standings.standing import Standing

COUNCIL = "council"

COMPLAINTS = ("code", "landlord", "statutory", "data_protection")
"""The procedures in which somebody who complained waits for the answer."""

REFUSAL = ("ground", "reason", "decided_by")
"""What a refusal on record must give, where its step is to be told it (the Code, 2.4)."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A move, and why it is not on offer (None when it is)."""

    move: Move
    why_not: str | None
    para: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a move may be made. False answers carry the reason and the paragraph, for screen and refusal alike."""

    allowed: bool
    reason: str
    para: str

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True, slots=True)
class Breach:
    """Something done or left undone against the procedure."""

    what: str
    para: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A step somebody owes: who, by when (None when no limit runs), and the moves that would do it."""

    party: str
    role: str | None
    clock: str | None
    due_on: date | None
    moves: tuple[str, ...]
    para: str


def possible(path: Path, move: Move) -> bool:
    """Whether a move is possible after a path, whatever the day."""
    return why_not(path, move) is None


def offer(standing: Standing, move: Move) -> Offer:
    """Whether a move is on offer to anybody at all, and the paragraph that says so at this stage."""
    extending = (run.clock.extend_para for run in standing.path.running(*move.extends)) if move.extends else ()
    para = next((para for para in extending if para is not None), move.para)
    return Offer(move, why_not(standing.path, move) or _out_of_time(standing, move), para)


def _out_of_time(standing: Standing, move: Move) -> str | None:
    """A move that must be made while a clock is still in time."""
    for reading in standing.clocks:
        if reading.clock.name == move.in_time_of and reading.running and reading.late:
            return f"It was possible only up to {plain(reading.due_on)}; take the steps one at a time."
    return None


def may(standing: Standing, name: str, *, by: str | None = None, **facts: Any) -> Answer:
    """Whether somebody may make a move now, told these facts. Raises KeyError for a move the procedure has not."""
    offered = standing.offer[name]
    move = offered.move
    not_you = None if offered.why_not else _not_you(standing, move, by)
    if not_you:
        return Answer(False, not_you, move.somebody_else_para or move.para)
    reason = (
        offered.why_not
        or _facts_missing(move.needs, facts)
        or not_about_anything(standing.path, move, facts.get("id"))
        or _not_on_that_ground(standing, move, facts)
        or _not_that_date(standing, move, facts)
    )
    return Answer(reason is None, reason or "", offered.para)


def _not_you(standing: Standing, move: Move, by: str | None) -> str | None:
    if not move.somebody_else_than or "same_reviewer" in standing.procedure.effects:
        return None
    if by is None or not by.strip():
        return "Say who does it: it must be somebody who has not answered before."
    did = [event.kind for event in standing.events if event.by == by and event.kind in move.somebody_else_than]
    return f"It must be somebody else: by this person, {standing.procedure.making[did[-1]].happened}." if did else None


def _facts_missing(needs: tuple[str, ...], facts: Mapping[str, Any]) -> str | None:
    missing = [FACTS[name] for name in needs if _blank(facts.get(name))]
    return f"Still missing: {', '.join(missing)}." if missing else None


def _blank(fact: object) -> bool:
    return fact is None or fact == () or fact == [] or (isinstance(fact, str) and not fact.strip())


def _not_on_that_ground(standing: Standing, move: Move, facts: Mapping[str, Any]) -> str | None:
    """A refusal names a ground the procedure lists. Whether the ground stands in this case is `routing.refusals`."""
    grounds = standing.procedure.ground
    if "ground" not in move.needs or not grounds:
        return None
    ground = grounds.get(facts["ground"])
    if ground is None:
        return f"There is no ground {facts['ground']!r}; there are: {', '.join(grounds)}."
    if ground.needs_departure and ground.needs_departure not in standing.procedure.effects:
        return f"On this ground only with a recorded departure: {EFFECTS[ground.needs_departure]}."
    return None


def _not_that_date(standing: Standing, move: Move, facts: Mapping[str, Any]) -> str | None:
    """A new date must still be to come; an extension must also go past the date now due and stay within its limit."""
    if not (move.extends or move.tells_date):
        return None
    if type(facts["until"]) is not date:
        return "The new date must be a day."
    if facts["until"] < standing.on:
        return f"{plain(facts['until'])} is past: give a day that is still to come."
    extended = tuple(_extended_by(standing, move, facts))
    if move.extends and not extended:
        return "That time limit is not running."
    return next((why for reading in extended if (why := _not_so_far(standing, reading, move, facts))), None)


def _not_so_far(standing: Standing, reading: Reading, move: Move, facts: Mapping[str, Any]) -> str | None:
    """Why a clock cannot be extended to that date: no later, no working day, or past the limit without good reason."""
    until, latest = facts["until"], reading.latest_on
    if until <= reading.due_on:
        return f"The new date must come after {plain(reading.due_on)}, the date now due."
    if reading.clock.unit == "working_day" and not standing.council.calendar.is_working(until):
        return f"{plain(until)} is not a working day; the next one is {plain(standing.council.calendar.add(until, 1))}."
    if latest is not None and until > latest:
        missing = _facts_missing(move.past_limit_needs, facts)
        if missing or not move.past_limit_needs:
            return f"{plain(until)} is past {plain(latest)}, the furthest it can go. {missing or ''}".rstrip()
    if reading.clock.extend_by_agreement and reading.late:
        return f"It could be agreed only up to {plain(reading.due_on)}."
    return None


def _extended_by(standing: Standing, move: Move, facts: Mapping[str, Any]) -> Iterator[Reading]:
    for reading in standing.clocks:
        name = reading.clock.name
        named = facts.get("clock", name) == name and reading.run.about(facts.get("id"))
        if reading.running and name in move.extends and named:
            yield reading


def may_go_further(standing: Standing) -> bool:
    """Whether what a person must wait for before asking for another stage has happened: from then on it is theirs."""
    open_stages = {stage.name for stage in standing.procedure.stages if not stage.ended}
    asking = [move for move in standing.procedure.moves if "complainant" in move.by and move.opens in open_stages]
    return any(move.after and set(move.after) <= set(standing.path.places) for move in asking)


def owed(standing: Standing) -> tuple[Owed, ...]:
    """Steps owed: for each running clock its party and the moves that stop it; where none runs, the ordinary step.

    While a person still has time to take a step of theirs, nobody owes what would end the matter before it.
    """
    if standing.ended or standing.stage is None:
        return ()
    steps = [_owed_by_clock(standing, reading) for reading in standing.clocks if reading.running]
    steps += [step for promise in standing.path.open_promises() for step in _owed_by_promise(standing, promise)]
    if not any(step.party == COUNCIL for step in steps) and not _their_turn(standing):
        steps += [
            Owed(offered.move.by[0], offered.move.role, None, None, (offered.move.name,), offered.para)
            for offered in standing.offers
            if offered.move.ordinary and offered.why_not is None
        ]
    return tuple(sorted(steps, key=lambda step: (step.due_on is None, step.due_on)))


def leading(standing: Standing) -> Owed | None:
    """Of the steps owed the one that leads: the soonest, but for two.

    What others let pass, as when nobody asked for stage 2 in time, no longer stands before what the council owes. And
    what the council promised, a remedy, never hides a time limit of its own.
    """
    to_come = [step for step in standing.owes if step.party == COUNCIL or not _past(step.due_on, standing.on)]
    soonest = next(iter(to_come or standing.owes), None)
    if soonest is None or not _promised(soonest):
        return soonest
    return next((step for step in to_come if step.party == COUNCIL and step.clock), soonest)


def besides(standing: Standing) -> Owed | None:
    """What the council promised and owes besides the step that leads, soonest first; None when there is nothing."""
    lead = leading(standing)
    return next((step for step in standing.owes if _promised(step) and step != lead), None)


def _promised(step: Owed) -> bool:
    return step.party == COUNCIL and step.clock is None and step.due_on is not None


def _past(due_on: date | None, on: date) -> bool:
    return due_on is not None and due_on < on


def _their_turn(standing: Standing) -> bool:
    """Whether the person complaining still has time to take a step."""
    return any(one.running and not one.late and one.clock.owed_by == "complainant" for one in standing.clocks)


def _owed_by_promise(standing: Standing, promise: Promise) -> Iterator[Owed]:
    """Keeping or explaining a promise, due on the earliest date promised and not kept."""
    if promise.owed_by is None:
        return
    dates = [standing.events[place].facts.get("until") for place in standing.path.still_open(promise)]
    due_on = min((day for day in dates if day is not None), default=None)
    names = _moves_making(standing, promise.kept_by, promise.owed_by)
    yield Owed(promise.owed_by, promise.role, None, due_on, names, promise.para)


def _moves_making(standing: Standing, kinds: Iterable[str], party: str) -> tuple[str, ...]:
    """The moves on offer that make one of these events; when none is yet, those that make what must come before.

    A party's own moves, where it has any: what another body may say is no step the council owes.
    """
    wanted, tried = set(kinds), set[str]()
    while wanted - tried:
        making = [offered for offered in standing.offers if wanted & set(offered.move.events)]
        names = tuple(offered.move.name for offered in making if offered.why_not is None)
        if names:
            own = tuple(name for name in names if party in standing.procedure.move[name].by)
            return own or names
        tried |= wanted
        wanted = {kind for one in making for kind in one.move.after if kind not in standing.path.places}
    return ()


def _owed_by_clock(standing: Standing, reading: Reading) -> Owed:
    clock = reading.clock
    names = _moves_making(standing, clock.stops, clock.owed_by)
    return Owed(clock.owed_by, clock.role, clock.name, reading.due_on, names, clock.para)


def breaches(standing: Standing) -> tuple[Breach, ...]:
    """Everything done late, told badly, done by the wrong person or refused without saying why.

    In that order, and in each by clocks or events.
    """
    return (*_late(standing), *_faulty_extensions(standing), *same_person(standing), *_bare_refusals(standing))


def _late(standing: Standing) -> Iterator[Breach]:
    procedure = standing.procedure
    may_tell = procedure.counts_as in COMPLAINTS and any(move.tells_date for move in procedure.moves)
    for reading in standing.clocks:
        if reading.late and reading.clock.owed_by != "complainant":
            how = "was late" if reading.stopped_on else "is overdue"
            holds_none = may_tell and reading.clock.owed_by == COUNCIL and reading.overdue_untold(standing.on)
            untold = ", and the person holds no new date" if holds_none else ""
            what = f"{sentence(reading.title)} {how}: it was due on {plain(reading.due_on)}{untold}."
            yield Breach(what, reading.clock.para)


def _faulty_extensions(standing: Standing) -> Iterator[Breach]:
    for reading in standing.clocks:
        for fault in reading.faults:
            para = reading.clock.extend_para or reading.clock.para
            yield Breach(f"An extension of {reading.title} does not count: {fault}.", para)


def same_person(standing: Standing) -> Iterator[Breach]:
    """Everything done by somebody who should not have, having answered before."""
    did: dict[str, set[str]] = {}
    if "same_reviewer" in standing.procedure.effects:
        return
    for event in standing.events:
        move = standing.procedure.making[event.kind]
        if any(event.by in did.get(kind, ()) for kind in move.somebody_else_than):
            para = move.somebody_else_para or move.para
            yield Breach(f"{sentence(move.happened)} by somebody who had answered before.", para)
        if event.by is not None:
            did.setdefault(event.kind, set()).add(event.by)


def _bare_refusals(standing: Standing) -> Iterator[Breach]:
    """Every refusal on record that does not say on what ground, why, or who decided it."""
    for event in standing.events:
        move = standing.procedure.making[event.kind]
        if "ground" in move.needs:
            missing = [FACTS[name] for name in move.needs if name in REFUSAL and _blank(event.facts.get(name))]
            if missing:
                yield Breach(f"{sentence(move.happened)} without {either(missing)} on record.", move.para)
