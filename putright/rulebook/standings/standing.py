"""Where a matter stands on a day: its stage, every clock, who owes the next step, what may be done and what may not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from putright.rulebook.book.words import Procedure
from putright.rulebook.dates.days import Council
from putright.rulebook.standings import clocks, departures, explain, moves
from putright.rulebook.standings.clocks import Reading
from putright.rulebook.standings.departures import Departure
from putright.rulebook.standings.happening import Event, in_natural_order, in_order
from putright.rulebook.standings.ordering import first_possible
from putright.rulebook.standings.path import ImpossibleEvent, Path, UnknownEvent, walk, word


@dataclass(frozen=True, slots=True)
class Receipt:
    """When a matter came in: the real moment, the working day it counts from, and the day it was logged.

    `days_lost` are the working days between the day it counts from and the day it was logged (None: not known).
    """

    at: datetime
    effective_on: date
    logged_on: date | None
    days_lost: int | None


@dataclass(frozen=True)
class Standing:
    """A matter as it stood at the end of a day. Everything in it is worked out from the events; nothing is stored."""

    procedure: Procedure
    path: Path
    events: Sequence[Event]
    clocks: tuple[Reading, ...]
    on: date
    council: Council
    departures: tuple[Departure, ...]

    @property
    def stage(self) -> str | None:
        """The stage's name; None when nothing has been received."""
        return self.path.stage

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self.path.ended

    @cached_property
    def owes(self) -> tuple[moves.Owed, ...]:
        """The steps owed, soonest due first. Empty only when it has ended or nothing has been received."""
        return moves.owed(self)

    @cached_property
    def leading(self) -> moves.Owed | None:
        """The step that leads: a time limit of the council's before what it promised."""
        return moves.leading(self)

    @cached_property
    def besides(self) -> moves.Owed | None:
        """What the council promised and owes besides the step that leads."""
        return moves.besides(self)

    @cached_property
    def offers(self) -> tuple[moves.Offer, ...]:
        """Every move of the procedure, each on offer or with the reason why not."""
        return tuple(moves.offer(self, move) for move in self.procedure.moves)

    @cached_property
    def offer(self) -> Mapping[str, moves.Offer]:
        """The same, by the move's name."""
        return {offer.move.name: offer for offer in self.offers}

    @cached_property
    def on_offer(self) -> tuple[moves.Offer, ...]:
        """The moves that may be made."""
        return tuple(offer for offer in self.offers if offer.why_not is None)

    @cached_property
    def not_on_offer(self) -> tuple[moves.Offer, ...]:
        """The moves that may not be made, with why not and the paragraph."""
        return tuple(offer for offer in self.offers if offer.why_not is not None)

    @cached_property
    def breaches(self) -> tuple[moves.Breach, ...]:
        """What has been done or left undone against the procedure, for good."""
        return moves.breaches(self)

    @cached_property
    def receipt(self) -> Receipt | None:
        """When it came in; None when nothing has."""
        if not self.events:
            return None
        first = self.events[0]
        effective_on = clocks.day_counted(self.procedure, first, self.council)
        logged_on = first.facts.get("logged_on")
        lost = None if logged_on is None else max(0, self.council.calendar.between(effective_on, logged_on))
        return Receipt(first.at, effective_on, logged_on, lost)

    def clock(self, name: str, *, about: str | None = None) -> Reading:
        """The latest run of a clock, or of the one for one thing. Raises KeyError when it never ran."""
        for reading in reversed(self.clocks):
            if reading.clock.name == name and about in (None, reading.run.which):
                return reading
        raise KeyError(f"{name} has not run" if about is None else f"{name} has not run for {about}")

    def may(self, move: str, *, by: str | None = None, **facts: Any) -> moves.Answer:
        """Whether somebody may make a move now, told these facts. Raises KeyError for a move the procedure has not."""
        return moves.may(self, move, by=by, **facts)

    def because(self, reading: Reading) -> str:
        """One plain sentence that a resident could read: how a clock's due day was worked out."""
        return explain.because(reading, self.events, self.procedure, self.council)


def standing(
    procedure: Procedure,
    events: Sequence[Event],
    *,
    on: date,
    council: Council,
    departures_recorded: Sequence[Departure] = (),
) -> Standing:
    """How a matter stood at the end of a day, from what had happened by then.

    Of the departures recorded, those that cover the matter are laid over the procedure.
    Raises `UnknownEvent` or `ImpossibleEvent` when the history is not one the procedure allows, and `CalendarEnds`
    when a date would fall outside the known calendar.
    """
    governing: tuple[Departure, ...] = ()
    if departures_recorded:
        ordered = in_natural_order(events, procedure.order)
        for one in departures.covering(departures_recorded, procedure=procedure, events=ordered, council=council):
            if not one.excuses or _decided_in_time(one, procedure, events, on, council, governing):
                governing = (*governing, one)
    return _under(procedure, events, on, council, governing)


def _decided_in_time(
    one: Departure,
    procedure: Procedure,
    events: Sequence[Event],
    on: date,
    council: Council,
    governing: tuple[Departure, ...],
) -> bool:
    """Whether a departure was decided by the day looked at, and before what it would reach back to: late stays late."""
    if one.starts_on is None or one.starts_on > on:
        return False
    before = _under(procedure, events, one.starts_on - timedelta(days=1), council, governing)
    if one.effect == "same_reviewer":
        return not any(moves.same_person(before))
    if one.effect == "one_stage":
        return not moves.may_go_further(before)
    then = _under(procedure, events, one.starts_on, council, governing)
    return not any(reading.late for reading in then.clocks if reading.name == one.clock)


def _under(
    procedure: Procedure, given: Sequence[Event], on: date, council: Council, governing: tuple[Departure, ...]
) -> Standing:
    """The standing with departures laid over the procedure."""
    if governing:
        procedure = departures.bent(procedure, governing)
    for place, event in enumerate(given):
        if event.kind not in procedure.making:
            raise UnknownEvent(place, event.kind, procedure)
    events = in_order(given)
    if events and events[-1].day > on:
        events = [event for event in events if event.day <= on]
    try:
        path = walk(procedure, _words(procedure, events))
    except ImpossibleEvent as impossible:
        possible = first_possible(procedure, events)
        if possible is None:
            raise impossible.at(_index(given, events[impossible.place])) from None
        path, events = walk(procedure, _words(procedure, possible)), possible
    readings = clocks.read(path.runs, events, procedure, council, on)
    return Standing(procedure, path, events, readings, on, council, governing)


def _index(given: Sequence[Event], event: Event) -> int:
    return next(place for place, one in enumerate(given) if one is event)


def _words(procedure: Procedure, events: Sequence[Event]) -> tuple[str, ...]:
    """The events as a path needs them."""
    told_apart = procedure.told_apart
    return tuple(
        [word(event.kind, event.facts.get("id")) if event.kind in told_apart else event.kind for event in events]
    )
