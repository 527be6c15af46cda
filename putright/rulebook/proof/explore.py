"""A bounded walk through every standing a procedure can lead to, looking for one that should not be there.

Breadth first, so that the shortest history to a fault is the one reported. What is looked for is in `watches`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

from putright.rulebook.book import library
from putright.rulebook.book.phrases import listed
from putright.rulebook.book.words import Move, Procedure
from putright.rulebook.dates.days import Council
from putright.rulebook.proof import watches
from putright.rulebook.proof.watches import Finding
from putright.rulebook.standings import clocks, departures
from putright.rulebook.standings.clocks import Reading
from putright.rulebook.standings.departures import Departure
from putright.rulebook.standings.happening import LONDON, Event
from putright.rulebook.standings.path import Path, Run, step
from putright.rulebook.standings.standing import Standing, standing

FIRST_DAY = date(2026, 6, 22)
OPENING_HOUR = 9
PEOPLE = ("first officer", "second officer", "third officer")
Key = tuple[object, ...]


@dataclass(frozen=True)
class Exploration:
    """What a walk met: how many different standings, and what was wrong with any of them."""

    standings: int = 0
    findings: tuple[Finding, ...] = ()

    def __add__(self, other: Exploration) -> Exploration:
        return Exploration(self.standings + other.standings, self.findings + other.findings)


CHANGING = ("longer_time", "longer_extension", "one_stage", "three_stages", "start_at_stage_2", "same_reviewer")
"""The departures that change dates or steps, and so are walked too."""


def every_procedure() -> Iterator[tuple[Procedure, str, Exploration]]:
    """Every procedure, as written and under each departure it leaves room for: its name then, and what was met."""
    for procedure in library.every():
        for name, variant in every_variant(procedure):
            yield procedure, name, explore(variant)


def every_variant(procedure: Procedure) -> Iterator[tuple[str, Procedure]]:
    """A procedure as written and, where it bends, with each departure laid over it and with each two together.

    Two that contradict each other are left out: nobody can record both (see `departures.bent`).
    """
    yield f"{procedure.id} {procedure.version}", procedure
    changing = [bend for bend in procedure.bends if bend.effect in CHANGING]
    for bends in (*combinations(changing, 1), *combinations(changing, 2)):
        effects = tuple(bend.effect for bend in bends)
        if not departures.contradicting(effects):
            titles = listed(bend.title for bend in bends)
            yield f"{procedure.id} {procedure.version}, {titles}", bent_by(procedure, *effects)


def bent_by(procedure: Procedure, *effects: str) -> Procedure:
    """The procedure with a departure of each effect laid over it, complete, for the walk to be taken under."""
    return departures.bent(procedure, tuple(_departure(procedure, effect) for effect in effects))


def _departure(procedure: Procedure, effect: str) -> Departure:
    clock = next(clock for clock in procedure.clocks if clock.n is not None)
    extendable = next((clock for clock in procedure.clocks if clock.extend_by), clock)
    lengths = {
        "longer_time": (clock.name, (clock.n or 0) + 5),
        "longer_extension": (extendable.name, (extendable.extend_by or 0) + 5),
    }
    name, n = lengths.get(effect, (None, None))
    return Departure(
        scope="policy",
        effect=effect,
        para="departure",
        reason="To see where it leads",
        decided_by="the council",
        clock=name,
        n=n,
        ground="senior_officer",
    )


def explore(procedure: Procedure) -> Exploration:
    """Every standing within the bounds, each looked at once; then whether each of them can still end."""
    reached: list[Standing] = []
    findings = tuple(dict.fromkeys(walk(procedure, reached)))
    return Exploration(len(reached), findings)


def walk(procedure: Procedure, reached: list[Standing]) -> Iterator[Finding]:
    """What is wrong, as it is met, so that who looks for one fault may stop; `reached` fills with the standings."""
    worth_taking = moves_that_matter(procedure)
    mattering = kinds_that_matter(procedure, worth_taking)
    start = standing(procedure, (), on=FIRST_DAY, council=Council())
    keys: dict[Key, int] = {key_of(start, mattering): 0}
    reached.append(start)
    leads_to: list[set[int]] = []
    waited: set[Key] = set()
    extended: set[Key] = set()
    for here in reached:
        days = [as_of(here, day) for day in _days_to_try(here)]
        yield from watches.look(here)
        for then in days[1:]:
            if _first_met(key_of(then, mattering), waited, keys):
                yield from watches.look(then)
        for then in days:
            if _first_met((then.stage, *_running(then)), extended):
                yield from (finding for there in extended_in_every_way(then) for finding in watches.look(there))
        onwards = set()
        for there in successors(here, days, worth_taking):
            key = key_of(there, mattering)
            if key not in keys:
                keys[key] = len(reached)
                reached.append(in_full(there))
            onwards.add(keys[key])
        leads_to.append(onwards)
    ended = [here.ended for here in reached]
    yield from (watches.stuck(reached[place]) for place in _cannot_end(leads_to, ended))


def _first_met(key: Key, met: set[Key], elsewhere: Container[Key] = ()) -> bool:
    """Whether a key is met for the first time, here or elsewhere; from now on it is among those met here."""
    new = key not in met and key not in elsewhere
    met.add(key)
    return new


def moves_that_matter(procedure: Procedure) -> frozenset[str]:
    """The moves worth taking: those that change what can happen next, and those they wait for.

    The others only stand in the file, and one standing with them is like another without.
    """
    kinds = {kind for clock in procedure.clocks for kind in (*clock.stops, *(start.on for start in clock.starts))}
    kinds |= {kind for pause in procedure.pauses for kind in (pause.starts, pause.ends)}
    kinds |= {kind for promise in procedure.promises for kind in (promise.opened_by, *promise.kept_by)}
    kinds |= {kind for move in procedure.moves if move.opens or move.extends for kind in move.events}
    before = -1
    while before != len(kinds):
        before = len(kinds)
        for move in procedure.moves:
            if kinds & set(move.events):
                kinds |= {*move.after, *move.after_any, *move.before, *move.somebody_else_than}
    return frozenset(move.name for move in procedure.moves if kinds & set(move.events))


def kinds_that_matter(procedure: Procedure, worth_taking: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """At each stage, the events that a step still to come asks about.

    What the others did shows in the stage itself, in the clocks that run and in the promises that are open.
    """
    asked = [
        (frozenset(move.stages), _asked_about(procedure, move)) for move in procedure.moves if move.name in worth_taking
    ]
    return {
        name: frozenset(kind for stages, kinds in asked if stages & _still_to_come(procedure, name) for kind in kinds)
        for name in procedure.stage
    }


def _asked_about(procedure: Procedure, move: Move) -> set[str]:
    """The events whose having happened decides whether a move is on offer, or whether it starts a clock."""
    kinds = {*move.after, *move.after_any, *move.before, *(move.events if move.once else ())}
    for clock in procedure.clocks:
        for start in clock.starts:
            if start.on in move.events and start.counting_from != start.on:
                kinds.add(start.counting_from)
            if start.on in move.events and not (clock.restarts or clock.each):
                kinds |= {other.on for other in clock.starts}
    return kinds


def _still_to_come(procedure: Procedure, stage: str) -> set[str]:
    """A stage and those that can follow it, other than by going back."""
    found, before = {stage}, 0
    while before != len(found):
        before = len(found)
        opened = {move.opens for move in procedure.moves if move.opens and found & set(move.stages)}
        found |= opened & set(procedure.stage)
    return found


def key_of(here: Standing, mattering: Mapping[str, frozenset[str]]) -> Key:
    """What two standings must share to be the same for the walk: all that decides what can happen next."""
    goes_back_to = here.path.stage_left if here.ended else None
    ask = mattering.get(here.stage or "", frozenset()) | mattering.get(goes_back_to or "", frozenset())
    happened = ask.intersection(here.path.places)
    promised = tuple([promise.title for promise in here.path.open_promises()])
    judged = here.procedure.judged
    who = frozenset([(event.kind, event.by) for event in here.events if event.kind in judged])
    return here.stage, goes_back_to, happened, promised, _running(here), who


def _running(here: Standing) -> Key:
    return tuple([(r.name, r.late, r.due_on > r.base_due_on, r.run.paused) for r in here.clocks if r.running])


def successors(here: Standing, days: Sequence[Standing], worth_taking: frozenset[str]) -> Iterator[Standing]:
    """Every standing one move on (see `after`): the same day or the day after the next limit, by whoever may."""
    paths: dict[str, Path] = {}
    for then in days:
        for move in (offer.move for offer in then.on_offer if offer.move.name in worth_taking):
            facts = facts_for(then, move)
            for by in _people(then, move, facts):
                path = paths.get(move.name) or paths.setdefault(move.name, _path_after(here.path, move, facts))
                yield after(then, move, by, facts, path)


def _people(here: Standing, move: Move, facts: Mapping[str, Any]) -> Sequence[str]:
    """Who may make a move: only the first of them, unless some move to come asks who made this one."""
    asked = PEOPLE if move.somebody_else_than else PEOPLE[:1]
    may = [by for by in asked if here.may(move.name, by=by, **facts)]
    return may if here.procedure.judged.intersection(move.events) else may[:1]


def _path_after(path: Path, move: Move, facts: Mapping[str, Any]) -> Path:
    for kind in move.events:
        path = step(path, path.procedure.making[kind], facts.get("id"))
    return path


def _days_to_try(here: Standing) -> Iterator[date]:
    yield here.on
    coming = [reading.due_on for reading in here.clocks if reading.running and not reading.late]
    if coming:
        yield here.council.calendar.add(min(coming), 1)


def facts_for(here: Standing, move: Move) -> Mapping[str, Any]:
    """Something for every fact a move needs; a new date one working day past the furthest date now set.

    Good reason and approval only where that date is past the furthest the clock can go without.
    """
    facts: dict[str, Any] = dict.fromkeys(move.needs, "given")
    ground = next((ground.name for ground in here.procedure.grounds if not ground.needs_departure), None)
    if "ground" in facts and ground is not None:
        facts["ground"] = ground
    if "until" in facts:
        running = [reading for reading in here.clocks if reading.running and reading.name in move.extends]
        furthest = max([here.on, *(reading.due_on for reading in running)])
        facts["until"] = here.council.calendar.add(furthest, 1)
        if any(reading.latest_on is not None and facts["until"] > reading.latest_on for reading in running):
            facts |= dict.fromkeys(move.past_limit_needs, "given")
    return facts


def extended_in_every_way(here: Standing) -> Iterator[Standing]:
    """The standing with an extension recorded, whether or not it should be: such records come from elsewhere too.

    By a day, without reason or without telling; to the limit, and past it, without approval; past it with approval.
    """
    for move in (offer.move for offer in here.on_offer if offer.move.extends):
        for reading in here.clocks:
            if reading.running and reading.latest_on is not None and reading.name in move.extends:
                about = {**dict.fromkeys(move.needs, "given"), "clock": reading.name, "id": reading.run.which}
                path = _path_after(here.path, move, about)
                for facts in _ways_to_extend(here, move, reading, reading.latest_on):
                    yield in_full(after(here, move, PEOPLE[0], {**about, **facts}, path))


def _ways_to_extend(here: Standing, move: Move, reading: Reading, latest: date) -> Iterator[dict[str, Any]]:
    later = here.council.calendar.add(max(here.on, reading.due_on), 1)
    past = here.council.calendar.add(max(here.on, latest), 1)
    yield from ({"until": later, **said} for said in ({}, {"reason": ""}, {"told": ()}))
    approved = dict.fromkeys(move.past_limit_needs, "given")
    yield from ({"until": max(latest, here.on)}, {"until": past}, {"until": past, **approved})


def after(here: Standing, move: Move, by: str, facts: Mapping[str, Any], path: Path) -> Standing:
    """The standing after a move made that day, on the path it leads to. Its events come a minute after one another.

    Only the clocks still running are there, and only those the move touched are read anew: enough to tell it by.
    """
    opening = datetime(here.on.year, here.on.month, here.on.day, OPENING_HOUR, tzinfo=LONDON)
    events = here.events
    for kind in move.events:
        events = (*events, Event(kind, opening + timedelta(minutes=len(events)), by, facts))
    running = path.running()
    as_it_was = {id(reading.run): reading for reading in here.clocks}
    touched = [run for run in running if id(run) not in as_it_was]
    anew = {id(reading.run): reading for reading in _read(here, touched, events)}
    readings = tuple(anew.get(id(run)) or as_it_was[id(run)] for run in running)
    return Standing(here.procedure, path, events, readings, here.on, here.council, here.departures)


def as_of(here: Standing, day: date) -> Standing:
    """The same standing as it will be on a day, if nothing happens until then."""
    return here if day == here.on else in_full(replace(here, on=day))


def in_full(here: Standing) -> Standing:
    """A standing with every clock read."""
    return replace(here, clocks=_read(here, here.path.runs, here.events))


def _read(here: Standing, runs: Sequence[Run], events: Sequence[Event]) -> tuple[Reading, ...]:
    return clocks.read(runs, events, here.procedure, here.council, here.on)


def _cannot_end(leads_to: Sequence[set[int]], ended: Sequence[bool]) -> list[int]:
    """The standings from which no path leads to an end."""
    comes_from: list[list[int]] = [[] for _ in leads_to]
    for place, onwards in enumerate(leads_to):
        for there in onwards:
            comes_from[there].append(place)
    can = {place for place, is_over in enumerate(ended) if is_over}
    queue = deque(can)
    while queue:
        for place in comes_from[queue.popleft()]:
            if place not in can:
                can.add(place)
                queue.append(place)
    return [place for place in range(len(leads_to)) if place not in can]
