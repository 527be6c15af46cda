"""Procedures with a stage fewer or a stage more: what one-stage and three-stage working do to the steps and letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from putright.rulebook.book.words import Block, Clock, Letter, Move, Procedure, Promise, Stage, Start

STAGE_2, STAGE_3 = "stage_2", "stage_3"


def without_stage(procedure: Procedure, stage: str) -> Procedure:
    """One-stage working: the stage goes, with its moves and clocks, and the answer before it becomes the last."""
    moves = tuple(move for move in procedure.moves if move.opens != stage and set(move.stages) != {stage})
    kinds = {event for move in moves for event in move.events}
    clocks = tuple(clock for clock in procedure.clocks if clock.stage != stage and _can_run(clock, kinds))
    moves = tuple(move for move in moves if _can_be_made(move, {clock.name for clock in clocks}))
    kinds &= {event for move in moves for event in move.events}
    left = {stage_.name for stage_ in procedure.stages if stage_.name != stage}
    said_no_more = {move.says for move in procedure.moves} - {move.says for move in moves}
    return replace(
        procedure,
        stages=tuple(one for one in procedure.stages if one.name in left),
        moves=tuple(_kept_to(move, left, kinds, {clock.name for clock in clocks}) for move in moves),
        clocks=tuple(replace(clock, stops=_among(clock.stops, kinds)) for clock in clocks),
        promises=tuple(_held(one, kinds, moves) for one in procedure.promises if one.opened_by in kinds),
        letters=tuple(_last_word(letter) for letter in procedure.letters if letter.name not in said_no_more),
        bends=tuple(bend for bend in procedure.bends if bend.stage is None or bend.stage in left),
    )


def _can_run(clock: Clock, kinds: set[str]) -> bool:
    return any(start.on in kinds for start in clock.starts) and any(kind in kinds for kind in clock.stops)


def _can_be_made(move: Move, clocks: set[str]) -> bool:
    """Whether a move that waits for a running clock still has one to wait for."""
    return not move.while_running or not clocks.isdisjoint(move.while_running)


def _kept_to(move: Move, stages: set[str], kinds: set[str], clocks: set[str]) -> Move:
    """A move that mentions only what is left."""
    return replace(
        move,
        stages=_among(move.stages, stages),
        before=_among(move.before, kinds),
        after_any=_among(move.after_any, kinds),
        somebody_else_than=_among(move.somebody_else_than, kinds),
        extends=_among(move.extends, clocks),
        while_running=_among(move.while_running, clocks),
    )


def _held(promise: Promise, kinds: set[str], moves: Iterable[Move]) -> Promise:
    """A promise that mentions only what is left."""
    holds = _among(promise.holds, {move.name for move in moves})
    return replace(promise, kept_by=_among(promise.kept_by, kinds), holds=holds)


def _among(names: Iterable[str], left: set[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in left)


def _last_word(letter: Letter) -> Letter:
    """A letter that said how to go further now says that it is final, and names the Ombudsman."""
    return _instead(letter, "escalation", ("final", "ombudsman"))


def _instead(letter: Letter, old: str, new: tuple[str, ...]) -> Letter:
    para = next((block.para for block in letter.blocks if block.name == old), None)
    if para is None:
        return letter
    kept = tuple(block for block in letter.blocks if block.name not in (old, *new))
    return replace(letter, blocks=(*kept, *(Block(name, para, locked=True) for name in new)))


def with_third_stage(procedure: Procedure) -> Procedure:
    """Three-stage working: stage 3 is stage 2 once more, after it, by somebody else again."""
    second = [move for move in procedure.moves if _of_stage_2(move)]
    up = _Up(second)
    kinds = {event for move in second for event in move.events}
    clocks = [clock for clock in procedure.clocks if clock.stage == STAGE_2 or set(clock.stops) <= kinds]
    return replace(
        procedure,
        stages=_with_stage(procedure.stages, up),
        moves=(*(_also_at_stage_3(move, clocks, up) for move in procedure.moves), *(up.move(move) for move in second)),
        clocks=(*procedure.clocks, *(up.clock(clock) for clock in clocks)),
        promises=(*procedure.promises, *(up.promise(one) for one in procedure.promises if one.opened_by in kinds)),
        letters=(
            *(_onwards(letter) for letter in procedure.letters),
            *(up.letter(letter) for letter in procedure.letters if STAGE_2 in letter.name),
        ),
    )


def _of_stage_2(move: Move) -> bool:
    """Moves that lead into stage 2 by escalation, or belong to it alone."""
    return set(move.stages) == {STAGE_2} or (move.opens == STAGE_2 and move.needs_departure is None)


def _with_stage(stages: tuple[Stage, ...], up: _Up) -> tuple[Stage, ...]:
    second = next(stage for stage in stages if stage.name == STAGE_2)
    place = stages.index(second) + 1
    return (*stages[:place], replace(second, name=STAGE_3, title=up.title(second.title)), *stages[place:])


def _also_at_stage_3(move: Move, clocks: Iterable[Clock], up: _Up) -> Move:
    """A move of both stages is one of all three, up to the last answer; one of stage 2 alone stays there."""
    if STAGE_2 not in move.stages or set(move.stages) == {STAGE_2}:
        return move
    also = tuple(up.clock_name(clock.name) for clock in clocks if clock.name in move.extends)
    running = tuple(up.clock_name(clock.name) for clock in clocks if clock.name in move.while_running)
    first = any("stage_1" in kind for kind in move.before)
    before = move.before if first else up.words(move.before)
    return replace(
        move,
        stages=(*move.stages, STAGE_3),
        before=before,
        extends=(*move.extends, *also),
        while_running=(*move.while_running, *running),
    )


def _onwards(letter: Letter) -> Letter:
    """What was the last stage says so no more, and its answer says how to go on; it still names the Ombudsman."""
    if STAGE_2 not in letter.name:
        return letter
    kept = tuple(block for block in letter.blocks if block.name != "final_stage")
    return _instead(replace(letter, blocks=kept), "final", ("escalation",))


class _Up:
    """Puts rules one stage higher: what was about stages 1 and 2 is then about stages 2 and 3."""

    def __init__(self, second: Iterable[Move]) -> None:
        names = {name for move in second for name in (move.name, *move.events)}
        self.without_stage = {name for name in names if "stage_" not in name}

    def word(self, word: str) -> str:
        """stage_1 becomes stage_2 and stage_2 becomes stage_3; a name that gives no stage gains one."""
        if word in self.without_stage:
            return f"{word}_to_{STAGE_3}"
        return word.replace(STAGE_2, STAGE_3).replace("stage_1", STAGE_2)

    def words(self, words: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.word(word) for word in words)

    def clock_name(self, name: str) -> str:
        """A clock whose name gives no stage gains one: the one it was copied from is still there."""
        return (
            name.replace(STAGE_2, STAGE_3).replace("stage_1", STAGE_2) if "stage_" in name else f"{name}_to_{STAGE_3}"
        )

    def title(self, text: str) -> str:
        return text.replace("stage 2", "stage 3").replace("stage 1", "stage 2")

    def move(self, move: Move) -> Move:
        return replace(
            move,
            name=self.word(move.name),
            events=self.words(move.events),
            title=self.title(move.title),
            happened=self.title(move.happened),
            stages=self.words(move.stages),
            opens=None if move.opens is None else self.word(move.opens),
            after=self.words(move.after),
            before=self.words(move.before),
            while_running=tuple(self.clock_name(name) for name in move.while_running),
            somebody_else_than=(*move.somebody_else_than, *self.words(move.somebody_else_than)),
            says=None if move.says is None else self.word(move.says),
        )

    def clock(self, clock: Clock) -> Clock:
        """Its copy; nothing goes straight to stage 3, so it has no start that counts from another event."""
        own = (start for start in clock.starts if start.on == start.counting_from)
        return replace(
            clock,
            name=self.clock_name(clock.name),
            title=self.title(clock.title),
            starts=tuple(Start(self.word(start.on), self.word(start.counting_from)) for start in own),
            stops=self.words(clock.stops),
            stage=None if clock.stage is None else self.word(clock.stage),
            target_from=None if clock.target_from is None else self.word(clock.target_from),
        )

    def promise(self, promise: Promise) -> Promise:
        return replace(
            promise,
            title=self.title(promise.title),
            opened_by=self.word(promise.opened_by),
            kept_by=self.words(promise.kept_by),
        )

    def letter(self, letter: Letter) -> Letter:
        return replace(letter, name=self.word(letter.name), title=self.title(letter.title))
