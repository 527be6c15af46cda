"""A procedure as a page for people: diagram, time limits, steps, letters, refusals, departures, from its file alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from putright.rulebook.book.phrases import PARTY_NAMES, UNIT_NAMES, cite, either, listed
from putright.rulebook.book.vocabulary import BLOCKS, FACTS, OMBUDSMEN, WHEN
from putright.rulebook.book.words import Block, Clock, Move, Procedure

UNVERIFIED = " (unverified)"
"""Said of whatever we could not check against the published text."""

FORCE = {
    "guidance": "Guidance: a council follows it, or records and explains why not (see departures).",
    "law": "Law: no departure from it is possible.",
}


def page(procedure: Procedure) -> str:
    """The whole page, as Markdown."""
    return "\n".join(_lines(procedure)).rstrip() + "\n"


def _lines(procedure: Procedure) -> Iterator[str]:
    yield f"# {procedure.name} ({procedure.version})"
    yield ""
    yield f"{FORCE[procedure.force]} In force since {_day(procedure)}. Source: {procedure.source}."
    if procedure.note:
        yield ""
        yield procedure.note
    if procedure.ombudsmen:
        yield ""
        bodies = listed(OMBUDSMEN[name] for name in procedure.ombudsmen)
        yield f"After the council's last word the person can go to {bodies}."
    for heading, lines in (
        ("How it goes", diagram(procedure)),
        ("Time limits", _clocks(procedure)),
        ("Steps", _moves(procedure)),
        ("Time that does not count", _pauses(procedure)),
        ("Promises", _promises(procedure)),
        ("Letters", _letters(procedure)),
        ("Grounds for refusing", _grounds(procedure)),
        ("Departures there is room for", _bends(procedure)),
    ):
        body = list(lines)
        if body:
            yield from ("", f"## {heading}", "", *body)


def _day(procedure: Procedure) -> str:
    return f"{procedure.in_force.day} {procedure.in_force:%B %Y}"


def diagram(procedure: Procedure) -> Iterator[str]:
    """The stages with their time limits, and what leads on from one to another, as a Mermaid state diagram."""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for stage in procedure.stages:
        limits = [f"{_upper(clock.title)}: {_length(clock)}" for clock in procedure.clocks if clock.stage == stage.name]
        yield f"    {stage.name}: {'<br>'.join([_upper(stage.title), *limits])}"
    for (start, end), titles in _ways_on(procedure).items():
        yield f"    {start} --> {end}: {'<br>'.join(titles)}"
    yield "```"
    back = [move.title for move in procedure.moves if move.opens and any(_ended(procedure, s) for s in move.stages)]
    if back:
        yield ""
        yield f"Even from the end there is a way back: {listed(back)}."


def _ways_on(procedure: Procedure) -> dict[tuple[str, str], list[str]]:
    """From open stage to stage, the titles of the moves that go there."""
    ways: dict[tuple[str, str], list[str]] = {}
    for move in procedure.moves:
        starts = ("[*]",) if move.begins else tuple(name for name in move.stages if not _ended(procedure, name))
        for start in starts:
            if move.opens in procedure.stage and move.opens != start:
                ways.setdefault((start, str(move.opens)), []).append(move.title)
    return ways


def _ended(procedure: Procedure, stage: str) -> bool:
    return procedure.stage[stage].ended


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table; nothing at all when there are no rows."""
    body = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    if body:
        yield "| " + " | ".join(headings) + " |"
        yield "|" + "---|" * len(headings)
        yield from body


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _clocks(procedure: Procedure) -> Iterator[str]:
    yield from table(
        ("what", "from", "how long", "can be extended", "who owes it", "paragraph"),
        (
            (
                _upper(clock.title) + (f". {clock.note}" if clock.note else ""),
                _start(clock, procedure),
                _length(clock),
                _extension(clock, procedure),
                PARTY_NAMES[clock.owed_by],
                _para(clock.para, clock.unverified),
            )
            for clock in procedure.clocks
        ),
    )


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def _start(clock: Clock, procedure: Procedure) -> str:
    made = procedure.making
    starts = [
        made[start.on].happened
        if start.on == start.counting_from
        else f"{made[start.counting_from].happened}, once {made[start.on].happened}"
        for start in clock.starts
    ]
    return "when " + ", or ".join(starts)


def _length(clock: Clock) -> str:
    if clock.n is None:
        return "to the date agreed"
    length = count(clock.n, clock.unit)
    first = ", the first day counted" if clock.count_first_day else ""
    rolls = ", moved on to a working day" if clock.rolls_forward else ""
    return length + first + rolls


def count(n: int, unit: str) -> str:
    """10 working days."""
    if n == 0:
        return "the same day"
    return f"{n} {UNIT_NAMES[unit]}{'' if n == 1 else 's'}"


def _extension(clock: Clock, procedure: Procedure) -> str:
    if clock.extend_by_agreement:
        return "by agreement, before the time is up"
    if not clock.extend_by:
        return "no"
    para = clock.extend_para
    where = f" ({_para(para, para in procedure.unverified_paras)})" if para else ""
    return f"by {count(clock.extend_by, clock.unit)} in all{where}"


def _para(para: str, unverified: bool) -> str:
    return para + (UNVERIFIED if unverified else "")


def _moves(procedure: Procedure) -> Iterator[str]:
    yield from table(
        ("step", "who", "when", "what must be known", "letter", "paragraph"),
        (
            (
                move.title + (f". {move.note}" if move.note else ""),
                listed(PARTY_NAMES[party] for party in move.by),
                _when(move, procedure),
                listed(FACTS[fact] for fact in move.needs) if move.needs else "",
                procedure.letter[move.says].title if move.says else "",
                _para(move.para, move.unverified),
            )
            for move in procedure.moves
        ),
    )


def _when(move: Move, procedure: Procedure) -> str:
    """When a step is on offer, in words."""
    made = procedure.making
    said = ["at the beginning" if move.begins else f"at {' or '.join(procedure.stage[s].title for s in move.stages)}"]
    said += [f"after {made[kind].happened}" for kind in move.after]
    if move.after_any:
        said.append("after " + " or ".join(made[kind].happened for kind in move.after_any))
    said += [f"not after {made[kind].happened}" for kind in move.before]
    if move.once:
        said.append("only once")
    if move.while_running:
        limits = either(procedure.clock[name].title for name in move.while_running)
        said.append(f"only while this time limit still runs: {limits}")
    if move.in_time_of:
        said.append(f"while there is still time for {procedure.clock[move.in_time_of].title}")
    if move.needs_departure:
        said.append("only with a departure")
    where = f" ({move.somebody_else_para})" if move.somebody_else_para else ""
    said += [
        f"by somebody other than whoever did this: {made[kind].happened}{where}" for kind in move.somebody_else_than
    ]
    return "; ".join(said)


def _pauses(procedure: Procedure) -> Iterator[str]:
    for pause in procedure.pauses:
        clocks = listed(procedure.clock[name].title for name in pause.clocks) if pause.clocks else "every time limit"
        start, end = procedure.making[pause.starts].happened, procedure.making[pause.ends].happened
        yield f"- Once {start}, until {end}: {clocks} ({_para(pause.para, pause.unverified)})."


def _promises(procedure: Procedure) -> Iterator[str]:
    for promise in procedure.promises:
        held = [procedure.move[name].title for name in promise.holds]
        holding = f": until then this is not possible: {listed(held)}" if held else ""
        yield f"- {_upper(promise.title)}{holding} ({_para(promise.para, promise.unverified)})."


def _letters(procedure: Procedure) -> Iterator[str]:
    for letter in procedure.letters:
        yield f"### {letter.title}"
        yield ""
        yield f"{_upper(cite(letter.para))}{UNVERIFIED if letter.unverified else ''}. It must say:"
        yield ""
        yield from (f"- {_block(block, procedure)}" for block in letter.blocks)
        yield ""


def _block(block: Block, procedure: Procedure) -> str:
    when = f", when {WHEN[block.when]}" if block.when else ""
    unverified = block.unverified or block.para in procedure.unverified_paras
    locked = " **Cannot be taken out.**" if block.locked else ""
    return f"{BLOCKS[block.name]}{when} ({_para(block.para, unverified)}).{locked}"


def _grounds(procedure: Procedure) -> Iterator[str]:
    for ground in procedure.grounds:
        only = " Only with a departure." if ground.needs_departure else ""
        yield f"### {ground.title}"
        yield ""
        yield f"{_upper(cite(ground.para))}{UNVERIFIED if ground.unverified else ''}.{only}"
        yield ""
        yield f"Where else the person can go: {ground.elsewhere}"
        yield ""
        yield from (
            f"- {test.question} The answer must be {test.must_be}; if it is not: {test.otherwise}"
            for test in ground.tests
        )
        yield ""


def _bends(procedure: Procedure) -> Iterator[str]:
    for bend in procedure.bends:
        yield f"- {_upper(bend.title)} ({_para(bend.para, bend.unverified)})."
