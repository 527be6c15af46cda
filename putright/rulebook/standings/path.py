"""From the kinds of events, in order, to the stage reached and the clocks that ran. No dates: those are `clocks`.

Which stage a matter is at never depends on the day, only on what happened; so thousands of histories share one path,
and each path is worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from putright.rulebook.book.phrases import cite, either
from putright.rulebook.book.words import Clock, Move, Procedure, Promise, Start


class ImpossibleEvent(ValueError):
    """An event stands where the procedure has no such step. `place` is its position in the history, from 0."""

    def __init__(self, place: int, kind: str, why: str, para: str) -> None:
        self.place, self.kind, self.why, self.para = place, kind, why, para
        super().__init__(f"events[{place}]: {kind} cannot happen here: {why} ({cite(para)})")

    def at(self, place: int) -> ImpossibleEvent:
        """The same, for a history whose events stand in another order."""
        return ImpossibleEvent(place, self.kind, self.why, self.para)


class UnknownEvent(ValueError):
    """The procedure has no event of that kind, in that place of the history."""

    def __init__(self, place: int, kind: str, procedure: Procedure) -> None:
        known = ", ".join(procedure.making)
        super().__init__(f"events[{place}]: {procedure.id} has no event {kind!r}; it has: {known}")


@dataclass(frozen=True, slots=True)
class Run:
    """One running of a clock. Numbers are places in the history; `left` means its stage ended before it was stopped.

    `notices` told the person a new date without extending anything.
    """

    clock: Clock
    started: int
    counting_from: int
    stopped: int | None = None
    left: bool = False
    extensions: tuple[int, ...] = ()
    notices: tuple[int, ...] = ()
    pauses: tuple[tuple[int, int | None], ...] = ()
    which: str | None = None

    def about(self, which: str | None) -> bool:
        """Whether an event about this thing is one for it: always, unless its clock runs for each thing."""
        return not self.clock.each or self.which == which

    @property
    def paused(self) -> bool:
        """Whether time is standing still for it."""
        return bool(self.pauses) and self.pauses[-1][1] is None


@dataclass(frozen=True)
class Path:
    """Where a history has led: the stage, what happened and where, every run of every clock, promises still open.

    `about` is which thing each event was about, by place. `left_by` is the place of the event that left
    `stage_left`; `undone` holds those of endings since taken back by reopening.
    """

    procedure: Procedure
    stage: str | None = None
    stage_left: str | None = None
    places: dict[str, tuple[int, ...]] = field(default_factory=dict)
    runs: tuple[Run, ...] = ()
    about: tuple[str | None, ...] = ()
    left_by: int | None = None
    undone: tuple[int | None, ...] = ()

    @property
    def length(self) -> int:
        """How many events it has."""
        return len(self.about)

    @property
    def ended(self) -> bool:
        """Whether the stage reached is an ended one."""
        return self.stage is not None and self.procedure.stage[self.stage].ended

    def running(self, *names: str) -> tuple[Run, ...]:
        """The runs not yet stopped (of the clocks named, when any are)."""
        return tuple(run for run in self.runs if run.stopped is None and (not names or run.clock.name in names))

    def open_promises(self) -> tuple[Promise, ...]:
        """Promises made and not yet kept or explained."""
        return self._open

    @cached_property
    def _open(self) -> tuple[Promise, ...]:
        return tuple([promise for promise in self.procedure.promises if self.still_open(promise)])

    def still_open(self, promise: Promise) -> tuple[int, ...]:
        """Where a promise was made and not yet kept. Keeping one never keeps another, nor one made later.

        It is kept by an event about the same thing; one that does not say about which keeps the oldest.
        """
        made = self.places.get(promise.opened_by)
        if made is None:
            return ()
        kept = [place for kind in promise.kept_by for place in self.places.get(kind, ()) if place not in self.undone]
        if not kept:
            return made
        still_open: list[int] = []
        for place in sorted((*made, *kept)):
            about = self.about[place]
            if place in made:
                still_open.append(place)
            else:
                same = [one for one in still_open if about is None or self.about[one] == about]
                still_open = [one for one in still_open if one not in same[:1]]
        return tuple(still_open)


def word(kind: str, which: str | None) -> str:
    """An event as `walk` wants it: its kind, and which of several things it is about when it says so."""
    return kind if which is None else f"{kind}#{which}"


@lru_cache(maxsize=1 << 16)
def walk(procedure: Procedure, words: tuple[str, ...]) -> Path:
    """The path of a history, given the kinds of its events (see `word`). Raises `UnknownEvent` or `ImpossibleEvent`."""
    path = Path(procedure)
    for place, said in enumerate(words):
        kind, _, name = said.partition("#")
        which = name or None
        move = procedure.making.get(kind)
        if move is None:
            raise UnknownEvent(place, kind, procedure)
        why = why_not(path, move) or not_about_anything(path, move, which)
        if why is not None:
            raise ImpossibleEvent(place, kind, why, move.para)
        path = step(path, move, which)
    return path


def step(path: Path, move: Move, which: str | None = None) -> Path:
    """The path after one more event of a single-event move, about one of several things when `which` says so."""
    place, kind = path.length, move.events[0]
    runs = tuple(_with_event(run, place, move, which, path.procedure) for run in path.runs)
    stage, stage_left = path.stage, path.stage_left
    opens = stage_left if move.opens == "stage_left" else move.opens
    left_by, undone = path.left_by, path.undone
    if opens is not None and opens != stage:
        if move.opens == "stage_left":
            runs = tuple(_resumed(run, left_by) for run in runs)
            undone = (*undone, left_by)
        runs = tuple(_left(run, place, opens) for run in runs)
        if not path.ended:
            stage_left, left_by = stage, place
        stage = opens
    places = {**path.places, kind: (*path.places.get(kind, ()), place)}
    runs = _with_starts(path.procedure, runs, places, kind, which)
    about = (*path.about, which)
    return Path(path.procedure, stage, stage_left, places, runs, about, left_by, undone)


def _with_event(run: Run, place: int, move: Move, which: str | None, procedure: Procedure) -> Run:
    """A run after an event that may stop, extend, pause or resume it."""
    kind = move.events[0]
    if run.stopped is not None:
        return run
    if kind in run.clock.stops and run.about(which):
        return replace(run, stopped=place)
    if run.clock.name in move.extends and run.about(which):
        return replace(run, extensions=(*run.extensions, place))
    if move.tells_date and not move.extends and run.clock.owed_by != "complainant":
        run = replace(run, notices=(*run.notices, place))
    return _stood_still(run, place, kind, procedure)


def _stood_still(run: Run, place: int, kind: str, procedure: Procedure) -> Run:
    """A run after an event that may start or end a pause."""
    for pause in procedure.pauses:
        if not pause.clocks or run.clock.name in pause.clocks:
            if kind == pause.starts and not run.paused:
                run = replace(run, pauses=(*run.pauses, (place, None)))
            elif kind == pause.ends and run.paused:
                run = replace(run, pauses=(*run.pauses[:-1], (run.pauses[-1][0], place)))
    return run


def _left(run: Run, place: int, stage: str) -> Run:
    """Entering a stage stops the clocks of the one left."""
    if run.stopped is None and run.clock.stage is not None and run.clock.stage != stage:
        return replace(run, stopped=place, left=True)
    return run


def _resumed(run: Run, left_by: int | None) -> Run:
    """Going back to the stage left sets its clocks running again from where they began: no fresh time, ever."""
    return replace(run, stopped=None, left=False) if run.left and run.stopped == left_by else run


def _with_starts(
    procedure: Procedure,
    runs: tuple[Run, ...],
    places: dict[str, tuple[int, ...]],
    kind: str,
    which: str | None,
) -> tuple[Run, ...]:
    for clock in procedure.clocks:
        for start in clock.starts:
            if start.on == kind and start.counting_from in places:
                runs = _started(procedure, runs, clock, start, places, which)
    return runs


def _started(
    procedure: Procedure,
    runs: tuple[Run, ...],
    clock: Clock,
    start: Start,
    places: dict[str, tuple[int, ...]],
    which: str | None,
) -> tuple[Run, ...]:
    """A clock starts once (once for each thing), unless it starts again; then the run before it ends there."""
    place, counting_from = places[start.on][-1], places[start.counting_from][-1]
    if any(run.clock is clock and run.about(which) for run in runs):
        if not (clock.restarts or clock.each):
            return runs
        runs = tuple(
            replace(run, stopped=place, left=True)
            if run.clock is clock and run.about(which) and run.stopped is None
            else run
            for run in runs
        )
    pauses = ((place, None),) if _standing_still(procedure, clock, places) else ()
    return (*runs, Run(clock, place, counting_from, pauses=pauses, which=which if clock.each else None))


def _standing_still(procedure: Procedure, clock: Clock, places: dict[str, tuple[int, ...]]) -> bool:
    """Whether a clock that starts now starts while its time stands still."""
    return any(
        max(places.get(pause.starts, (-1,))) > max(places.get(pause.ends, (-1,)))
        for pause in procedure.pauses
        if not pause.clocks or clock.name in pause.clocks
    )


def why_not(path: Path, move: Move) -> str | None:
    """Why a move is not on offer after this path, in one plain sentence; None when it is. Days are not looked at."""
    return (
        _not_at_this_stage(path, move)
        or _not_in_this_order(path, move)
        or _not_without_departure(path, move)
        or _not_while_promised(path, move)
        or _nothing_to_extend(path, move)
        or _nothing_running(path, move)
    )


def _not_at_this_stage(path: Path, move: Move) -> str | None:
    titles = path.procedure.stage
    if path.stage is None:
        return None if move.begins else "Nothing has been received yet."
    if move.begins:
        return "It has been received already."
    if path.stage not in move.stages:
        return f"It is possible only at {_titles(path.procedure, move.stages)}; this is at {titles[path.stage].title}."
    return None


@lru_cache(maxsize=1024)
def _titles(procedure: Procedure, stages: tuple[str, ...]) -> str:
    """The titles of stages, put in words once: most moves are refused for this, whenever a matter is looked at."""
    return either(procedure.stage[name].title for name in stages)


def _not_in_this_order(path: Path, move: Move) -> str | None:
    making = path.procedure.making
    for kind in move.after:
        if kind not in path.places:
            return f"Only after this: {making[kind].happened}."
    if move.after_any and not any(kind in path.places for kind in move.after_any):
        wanted = either(making[kind].happened for kind in move.after_any)
        return f"Only after one of these: {wanted}."
    for kind in move.before:
        if kind in path.places:
            return f"Not after this: {making[kind].happened}."
    if move.once and any(kind in path.places for kind in move.events):
        return f"It has been done already: {move.happened}."
    return None


def _not_without_departure(path: Path, move: Move) -> str | None:
    effect = move.needs_departure
    if effect is None or effect in path.procedure.effects:
        return None
    bend = next(bend for bend in path.procedure.bends if bend.effect == effect)
    return f"Only with a recorded departure: {bend.title}."


def _not_while_promised(path: Path, move: Move) -> str | None:
    for promise in path.procedure.promises:
        if move.name in promise.holds and path.still_open(promise):
            return f"Something promised is still open: {promise.title}."
    return None


def _nothing_to_extend(path: Path, move: Move) -> str | None:
    if not move.extends or path.running(*move.extends):
        return None
    return "No time limit that can be extended is running."


def _nothing_running(path: Path, move: Move) -> str | None:
    if not move.while_running or path.running(*move.while_running):
        return None
    return _only_while_running(path.procedure, path.stage, move.while_running)


@lru_cache(maxsize=1024)
def _only_while_running(procedure: Procedure, stage: str | None, names: tuple[str, ...]) -> str:
    """The clocks that would have to run, with their paragraphs: those of this stage, when any of them are."""
    clocks = [procedure.clock[name] for name in names]
    here = [clock for clock in clocks if clock.stage == stage] or clocks
    limits = either(f"{clock.title} ({cite(clock.para)})" for clock in here)
    return f"Only while this time limit still runs: {limits}."


def not_about_anything(path: Path, move: Move, which: str | None) -> str | None:
    """Why an event that must name a thing does not: it is unknown, or it is new and its name is taken or missing.

    The first start of a clock that runs for each thing brings a new one; all its other events are about a known one.
    """
    for clock in path.procedure.clocks if path.procedure.names_things else ():
        if clock.each and clock.touched_by(move):
            known = dict.fromkeys(run.which or "" for run in path.runs if run.clock is clock)
            if clock.starts[0].on in move.events:
                if not which or which in known:
                    return f"Give it a name of its own; in use: {', '.join(known) or 'none'}."
            elif which not in known:
                return f"Say which one it is about: {', '.join(known) or 'there is none yet'}."
    return None
