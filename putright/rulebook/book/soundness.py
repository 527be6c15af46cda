"""What makes a procedure sound as a whole: closed words, no duplicates, everything named exists and can be reached."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from putright.rulebook.book import vocabulary
from putright.rulebook.book.reading import Refused
from putright.rulebook.book.words import Clock, Ground, Procedure

ANSWERS = ("yes", "no")
"""What a test of a ground may ask for."""

COMPLAINTS = ("code", "landlord", "statutory", "data_protection")
"""What a procedure for complaints counts as: who complains is told where to go after the council's last word."""

LONGEST = 10_000
"""The most of any unit that a clock may run or be extended by: more is a slip, and would run out of calendar."""


def inspect(procedure: Procedure, *, place: str, text: str = "") -> None:
    """Raises `Refused` for the first thing wrong, naming the line where the text of the file gives it away."""
    for check in (_words, _names, _blanks, _lists, _moves, _clocks, _rest, _reach):
        for what, do in check(procedure):
            raise Refused(place + _line(what, text), what, do)


def _line(what: str, text: str) -> str:
    """The line of the last word quoted in a complaint: where it is given as a name, else where it first stands."""
    quoted = re.findall(r"'([^']+)'", what)
    lines = list(enumerate(text.splitlines(), start=1)) if quoted else []
    named = re.compile(rf'\s*(name|event|effect|title) = "{re.escape(quoted[-1])}"' if quoted else "")
    at = [number for number, line in lines if named.match(line)]
    at += [number for number, line in lines if f'"{quoted[-1]}"' in line]
    return f", line {at[0]}" if at else ""


Complaints = Iterator[tuple[str, str]]


def _words(procedure: Procedure) -> Complaints:
    """Every word from its closed list."""
    said: list[tuple[str, Iterable[str], Iterable[str]]] = [
        ("force", [procedure.force], vocabulary.FORCES),
        ("counts_as", [procedure.counts_as], vocabulary.COUNTS_AS),
        ("ombudsmen", procedure.ombudsmen, vocabulary.OMBUDSMEN),
        ("by", (party for move in procedure.moves for party in move.by), vocabulary.PARTIES),
        ("owed_by", (clock.owed_by for clock in procedure.clocks), vocabulary.PARTIES),
        ("owed_by", _given(*(promise.owed_by for promise in procedure.promises)), vocabulary.PARTIES),
        ("role", _given(*(promise.role for promise in procedure.promises)), vocabulary.ROLES),
        ("unit", (clock.unit for clock in procedure.clocks), vocabulary.UNITS),
        ("role", _given(*(m.role for m in procedure.moves), *(c.role for c in procedure.clocks)), vocabulary.ROLES),
        ("needs", (fact for move in procedure.moves for fact in move.needs), vocabulary.FACTS),
        ("past_limit_needs", (fact for move in procedure.moves for fact in move.past_limit_needs), vocabulary.FACTS),
        ("needs", (fact for ground in procedure.grounds for fact in ground.needs), vocabulary.FACTS),
        ("must_be", (test.must_be for ground in procedure.grounds for test in ground.tests), ANSWERS),
        ("block", (block.name for letter in procedure.letters for block in letter.blocks), vocabulary.BLOCKS),
        ("when", _given(*(b.when for letter in procedure.letters for b in letter.blocks)), vocabulary.WHEN),
        ("effect", (bend.effect for bend in procedure.bends), vocabulary.EFFECTS),
        ("needs_departure", _given(*(m.needs_departure for m in procedure.moves)), vocabulary.EFFECTS),
        ("needs_departure", _given(*(g.needs_departure for g in procedure.grounds)), vocabulary.EFFECTS),
    ]
    for key, used, allowed in said:
        for word in used:
            if word not in allowed:
                yield f"unknown word {word!r} for {key}", f"use one of: {', '.join(allowed)}"


def _names(procedure: Procedure) -> Complaints:
    """No name twice."""
    named: Mapping[str, Iterable[str]] = {
        "stages": (stage.name for stage in procedure.stages),
        "moves": (move.name for move in procedure.moves),
        "events": (move.events[0] for move in procedure.moves if len(move.events) == 1),
        "clocks": (clock.name for clock in procedure.clocks),
        "promises": (promise.title for promise in procedure.promises),
        "letters": (letter.name for letter in procedure.letters),
        "grounds": (ground.name for ground in procedure.grounds),
        "departures": (bend.effect for bend in procedure.bends),
    }
    for key, names in named.items():
        for name, count in Counter(names).items():
            if count > 1:
                yield f"{key}: {name!r} is there {count} times", "keep one"
    for letter in procedure.letters:
        for name, count in Counter(block.name for block in letter.blocks).items():
            if count > 1:
                yield f"{name!r} is there {count} times in the letter {letter.name!r}", "keep one"


def _blanks(procedure: Procedure) -> Complaints:
    """Nothing that people read, or the rules go by, is blank."""
    said = [("the name of the procedure", procedure.name)]
    for key in ("stages", "moves", "clocks", "promises", "letters", "grounds", "bends"):
        for entry in getattr(procedure, key):
            words = ((word, getattr(entry, word, "–")) for word in ("name", "title", "happened"))
            said += [(f"a {word} in [[{key}]]", value) for word, value in words]
    for what, value in said:
        if not value.strip():
            yield f"{what} is blank", "write it out"


def _lists(procedure: Procedure) -> Complaints:
    """No word twice in one list; and whoever may complain is told of an Ombudsman."""
    lists: list[tuple[str, str, tuple[str, ...]]] = [
        (procedure.id, "ombudsmen", procedure.ombudsmen),
        (procedure.id, "unverified_paras", procedure.unverified_paras),
        *((move.name, "by", move.by) for move in procedure.moves),
        *((move.name, "in", move.stages) for move in procedure.moves),
        *((move.name, "needs", move.needs) for move in procedure.moves),
        *((move.name, "while_running", move.while_running) for move in procedure.moves),
        *((ground.name, "needs", ground.needs) for ground in procedure.grounds),
        *((clock.name, "stops", clock.stops) for clock in procedure.clocks),
    ]
    for name, key, words in lists:
        for word, count in Counter(words).items():
            if count > 1:
                yield f"{key} of {name!r} has {word} {count} times", "keep one"
    if procedure.counts_as in COMPLAINTS and not procedure.ombudsmen:
        yield "names no Ombudsman, though it is for complaints", "name one or more in `ombudsmen`"


def _moves(procedure: Procedure) -> Complaints:
    """Moves name stages, events and letters that exist."""
    kinds, stages = procedure.making, procedure.stage
    for move in procedure.moves:
        if not 1 <= len(move.events) <= 2:
            yield f"the move {move.name!r} makes {len(move.events)} events", "name one event, or two for two at once"
        mentioned = (*move.events, *move.after, *move.after_any, *move.before, *move.somebody_else_than)
        yield from _unknown(f"the move {move.name!r}", "event", mentioned, kinds)
        yield from _unknown(f"the move {move.name!r}", "stage", move.stages, stages)
        yield from _unknown(f"the move {move.name!r}", "stage", _given(move.opens), (*stages, vocabulary.STAGE_LEFT))
        waits_for = (*move.extends, *move.while_running, *_given(move.in_time_of))
        yield from _unknown(f"the move {move.name!r}", "clock", waits_for, procedure.clock)
        yield from _unknown(f"the move {move.name!r}", "letter", _given(move.says), procedure.letter)
        if move.begins == bool(move.stages):
            yield f"the move {move.name!r} does not say where it is on offer", "give `in`, or begins = true"
        if move.begins and move.while_running:
            yield f"the move {move.name!r} waits for a clock before any runs", "take `while_running` out"
        if not move.by:
            yield f"nobody makes the move {move.name!r}", "name in `by` who does"
        if (move.extends or move.tells_date) and "until" not in move.needs:
            yield f"the move {move.name!r} sets a new date and does not ask for it", 'add "until" to `needs`'
        yield from _departure_on_offer(procedure, move.name, move.needs_departure)
    for ground in procedure.grounds:
        yield from _departure_on_offer(procedure, ground.name, ground.needs_departure)
        yield from _long_enough(ground)


def _departure_on_offer(procedure: Procedure, name: str, effect: str | None) -> Complaints:
    if effect is not None and effect not in {bend.effect for bend in procedure.bends}:
        yield f"{name!r} needs the departure {effect!r}, which is not allowed here", "add a [[bends]] entry for it"


def _long_enough(ground: Ground) -> Complaints:
    """Nobody's time to complain is shorter than a year (the Code, 2.2)."""
    if ground.months is not None and ground.months < vocabulary.LEAST_MONTHS:
        yield f"the ground {ground.name!r} shuts people out after {ground.months} months", "set 12 months or more"


def _clocks(procedure: Procedure) -> Complaints:
    """Clocks start and stop on events that exist, and know how long they run."""
    for clock in procedure.clocks:
        where = f"the clock {clock.name!r}"
        if not clock.starts or not clock.stops:
            yield f"{where} never starts or never stops", "name the events in `starts` and `stops`"
        events = [*clock.stops, *(start.on for start in clock.starts), *(start.counting_from for start in clock.starts)]
        yield from _unknown(where, "event", events, procedure.making)
        yield from _unknown(where, "stage", _given(clock.stage), procedure.stage)
        yield from _unknown(where, "clock", _given(clock.target_from), procedure.clock)
        yield from _length(clock, procedure)
        yield from _told_apart(clock, procedure)


def _told_apart(clock: Clock, procedure: Procedure) -> Complaints:
    """Where a clock runs for each of several things, every event of it says which."""
    for move in procedure.moves:
        if clock.each and clock.touched_by(move) and "id" not in move.needs:
            yield (
                f"the move {move.name!r} does not say which {clock.name!r} it is about",
                'add "id" to its `needs`',
            )


def _length(clock: Clock, procedure: Procedure) -> Complaints:
    if (clock.n is None) != (clock.unit == "agreed"):
        yield f"the clock {clock.name!r} has no length", 'give `n`, or unit = "agreed" when the date is agreed'
    if (clock.n or 0) < 0 or (clock.extend_by is not None and clock.extend_by < 1):
        yield f"the clock {clock.name!r} runs backwards", "give a length of 0 or more, and an extension of 1 or more"
    if (clock.n or 0) > LONGEST or (clock.extend_by or 0) > LONGEST:
        yield f"the clock {clock.name!r} runs for longer than {LONGEST}", "mend the number, or use a longer unit"
    extended = any(clock.name in move.extends for move in procedure.moves)
    if extended != (clock.extend_by is not None or clock.extend_by_agreement):
        yield (
            f"the clock {clock.name!r} can be extended on one side only",
            "give both the limit and a move that `extends` it",
        )


def _rest(procedure: Procedure) -> Complaints:
    """Pauses, promises and departures name what exists; law does not bend."""
    for pause in procedure.pauses:
        yield from _unknown("a pause", "event", [pause.starts, pause.ends], procedure.making)
        yield from _unknown("a pause", "clock", pause.clocks, procedure.clock)
    for promise in procedure.promises:
        yield from _unknown(
            f"the promise {promise.title!r}", "event", [promise.opened_by, *promise.kept_by], procedure.making
        )
        yield from _unknown(f"the promise {promise.title!r}", "move", promise.holds, procedure.move)
    for bend in procedure.bends:
        yield from _unknown(f"the departure {bend.effect!r}", "stage", _given(bend.stage), procedure.stage)
        if bend.effect in ("one_stage", "three_stages") and bend.stage is None:
            yield f"the departure {bend.effect!r} does not say which stage it is about", "give `stage`"
        if procedure.force == "law":
            yield f"allows the departure {bend.effect!r}, but it is law", "take it out: law does not bend"


def _reach(procedure: Procedure) -> Complaints:
    """A beginning, an end, and a way to every stage."""
    reached = set(_given(*(move.opens for move in procedure.moves if move.begins)))
    if not reached:
        yield "nothing begins it", "give one move begins = true and a stage it `opens`"
    before = -1
    while before != len(reached):
        before = len(reached)
        reached |= set(_given(*(move.opens for move in procedure.moves if reached & set(move.stages))))
    for stage in procedure.stages:
        if stage.name not in reached:
            yield f"the stage {stage.name!r} cannot be reached", "add a move that `opens` it, or take the stage out"
    if not any(stage.ended for stage in procedure.stages):
        yield "it never ends", "mark the last stage ended = true"
    yield from _dead_ends(procedure)


def _dead_ends(procedure: Procedure) -> Complaints:
    """A way from every stage to an end."""
    ending = {stage.name for stage in procedure.stages if stage.ended}
    before = -1
    while before != len(ending):
        before = len(ending)
        ending |= {stage for move in procedure.moves if move.opens in ending for stage in move.stages}
    for stage in procedure.stages:
        if stage.name not in ending:
            yield f"no way leads from the stage {stage.name!r} to an end", "add a move that `opens` an ended stage"


def _given(*words: str | None) -> list[str]:
    return [word for word in words if word is not None]


def _unknown(where: str, kind: str, used: Iterable[str], known: Iterable[str]) -> Complaints:
    names = set(known)
    for word in used:
        if word not in names:
            yield f"{where} names the {kind} {word!r}, which does not exist", f"use one of: {', '.join(sorted(names))}"
