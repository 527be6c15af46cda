"""The shapes procedures are written in: what a procedure file becomes once it has been read.

Frozen and small. Nothing here reads a file, a clock or a calendar; the words allowed in them are in `vocabulary`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a procedure. An ended stage owes nothing to anybody."""

    name: str
    title: str
    para: str
    in_force: date
    ended: bool = False
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A step a procedure offers. One move makes one event, or two when one action is two steps at once.

    `after` must all have happened, of `after_any` at least one; none of `before` may have.
    `while_running` names clocks of which at least one must still be running.
    `somebody_else_than` names events whose maker may not make this one, and `somebody_else_para` where that is written.
    """

    name: str
    events: tuple[str, ...]
    title: str
    happened: str
    by: tuple[str, ...]
    para: str
    in_force: date
    stages: tuple[str, ...] = ()
    role: str | None = None
    begins: bool = False
    opens: str | None = None
    after: tuple[str, ...] = ()
    after_any: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    while_running: tuple[str, ...] = ()
    once: bool = False
    ordinary: bool = False
    arrives: bool = False
    needs: tuple[str, ...] = ()
    past_limit_needs: tuple[str, ...] = ()
    says: str | None = None
    extends: tuple[str, ...] = ()
    tells_date: bool = False
    in_time_of: str | None = None
    needs_departure: str | None = None
    somebody_else_than: tuple[str, ...] = ()
    somebody_else_para: str | None = None
    note: str = ""
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """An event that starts a clock, and the event whose day is day 0 when that is another one."""

    on: str
    counting_from: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit: `n` of `unit` from a starting event, owed by a party until a stopping event.

    `extend_by` caps the sum of all extensions in the same unit; `extend_by_agreement` has no cap but must be agreed
    before the time is up; `extend_para` is where that is written. `stage` is the stage it belongs to: leaving that
    stage stops it.
    `target_from` names the clock whose due day gives the stricter target when its stop came late.
    `lengthened` is set by a departure, never by a file.
    `each`: one run for each thing it is started for, told apart by the fact `id`; a stop ends the run it names.
    """

    name: str
    title: str
    starts: tuple[Start, ...]
    stops: tuple[str, ...]
    unit: str
    owed_by: str
    para: str
    in_force: date
    n: int | None = None
    role: str | None = None
    stage: str | None = None
    extend_by: int | None = None
    extend_by_agreement: bool = False
    extend_para: str | None = None
    count_first_day: bool = False
    rolls_forward: bool = False
    restarts: bool = False
    each: bool = False
    lengthened: bool = False
    target_from: str | None = None
    note: str = ""
    unverified: bool = False

    def touched_by(self, move: Move) -> bool:
        """Whether a move starts, stops or extends it."""
        kinds = {*self.stops, *(start.on for start in self.starts)}
        return self.name in move.extends or not kinds.isdisjoint(move.events)


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count: from one event to another, for the clocks named (all, when none is)."""

    starts: str
    ends: str
    para: str
    in_force: date
    clocks: tuple[str, ...] = ()
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """Something said that must be kept or explained before the moves in `holds` are on offer.

    When it names who owes it, keeping it is a step owed, due on the date the promise gave (`until`).
    """

    title: str
    opened_by: str
    kept_by: tuple[str, ...]
    holds: tuple[str, ...]
    para: str
    in_force: date
    owed_by: str | None = None
    role: str | None = None
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part a letter must carry, always or `when` a fact holds. A locked one cannot be edited out of the template."""

    name: str
    para: str
    locked: bool = False
    when: str | None = None
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter must say."""

    name: str
    title: str
    para: str
    in_force: date
    blocks: tuple[Block, ...]
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """A question a refusal ground turns on, the answer that lets it stand, and what to say when it does not."""

    question: str
    must_be: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground for refusing to take or escalate a complaint.

    `months`: it stands only when more months than that lie between the event, or becoming aware of it, and receipt.
    `needs` are facts to be given beside the answers to its tests.
    """

    name: str
    title: str
    para: str
    in_force: date
    tests: tuple[Test, ...]
    elsewhere: str
    months: int | None = None
    needs: tuple[str, ...] = ()
    needs_departure: str | None = None
    note: str = ""
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Bend:
    """A departure the procedure leaves room for, and the paragraph departed from."""

    effect: str
    title: str
    para: str
    in_force: date
    stage: str | None = None
    unverified: bool = False


@dataclass(frozen=True, eq=False)
class Procedure:
    """A written way of handling, as one file of `procedures/` gives it. Compared by identity."""

    id: str
    version: str
    name: str
    force: str
    in_force: date
    source: str
    counts_as: str
    ombudsmen: tuple[str, ...]
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    clocks: tuple[Clock, ...]
    pauses: tuple[Pause, ...] = ()
    promises: tuple[Promise, ...] = ()
    letters: tuple[Letter, ...] = ()
    grounds: tuple[Ground, ...] = ()
    bends: tuple[Bend, ...] = ()
    effects: frozenset[str] = frozenset()
    unverified_paras: tuple[str, ...] = ()
    note: str = ""
    unverified: bool = False

    @cached_property
    def stage(self) -> Mapping[str, Stage]:
        """Stages by name."""
        return {stage.name: stage for stage in self.stages}

    @cached_property
    def move(self) -> Mapping[str, Move]:
        """Moves by name."""
        return {move.name: move for move in self.moves}

    @cached_property
    def making(self) -> Mapping[str, Move]:
        """The move that makes each kind of event, one event at a time."""
        return {move.events[0]: move for move in self.moves if len(move.events) == 1}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The natural order of event kinds: as the file lists the moves."""
        return {kind: place for place, kind in enumerate(self.making)}

    @cached_property
    def judged(self) -> frozenset[str]:
        """The events whose maker is barred from some other move."""
        return frozenset(kind for move in self.moves for kind in move.somebody_else_than)

    @cached_property
    def clock(self) -> Mapping[str, Clock]:
        """Clocks by name."""
        return {clock.name: clock for clock in self.clocks}

    @cached_property
    def names_things(self) -> bool:
        """Whether events must tell apart several things of a kind (the fact `id`)."""
        return any(clock.each for clock in self.clocks)

    @cached_property
    def told_apart(self) -> frozenset[str]:
        """The events that may be about one of several things: all, or those of promises when no clock runs for each."""
        if self.names_things:
            return frozenset(self.making)
        owed = [promise for promise in self.promises if promise.owed_by is not None]
        return frozenset(kind for promise in owed for kind in (promise.opened_by, *promise.kept_by))

    @cached_property
    def letter(self) -> Mapping[str, Letter]:
        """Letters by name."""
        return {letter.name: letter for letter in self.letters}

    @cached_property
    def ground(self) -> Mapping[str, Ground]:
        """Grounds of refusal by name."""
        return {ground.name: ground for ground in self.grounds}
