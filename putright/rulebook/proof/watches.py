"""What must hold in every standing a procedure can lead to. Each watch yields findings; there should be none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from putright.rulebook.book.words import Move, Procedure
from putright.rulebook.dates import days
from putright.rulebook.proof import enforced
from putright.rulebook.standings import moves
from putright.rulebook.standings.happening import Event
from putright.rulebook.standings.path import Path, step
from putright.rulebook.standings.standing import Standing

COMPLAINTS = ("code", "landlord", "statutory", "data_protection")
"""Procedures whose last word must name the body the person can go to next."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a standing that can be reached, with the history that leads there."""

    procedure: str
    history: tuple[str, ...]
    what: str
    para: str

    def __str__(self) -> str:
        return f"{self.procedure}: {self.what} ({self.para}) after {' > '.join(self.history) or 'nothing'}"


Findings = Iterator[tuple[str, str]]


def look(standing: Standing) -> list[Finding]:
    """Everything wrong with one standing."""
    history = tuple(event.kind for event in standing.events)
    return [Finding(standing.procedure.id, history, what, para) for watch in WATCHES for what, para in watch(standing)]


def stuck(here: Standing) -> Finding:
    """The finding that a standing can never end."""
    history = tuple(event.kind for event in here.events)
    return Finding(here.procedure.id, history, "no path from here leads to an end", "every procedure")


def somebody_owes(standing: Standing) -> Findings:
    """No open standing without somebody who owes a step, and a move on offer that would be it."""
    if standing.stage is None or standing.ended:
        return
    if not standing.owes:
        yield "nobody owes a step", standing.procedure.stage[standing.stage].para
    paused = {reading.name for reading in standing.clocks if reading.run.paused}
    for owed in standing.owes:
        if not owed.moves and owed.clock not in paused:
            yield f"{owed.clock} is owed, but no move on offer would stop it", owed.para


def lateness_is_told(standing: Standing) -> Findings:
    """Whatever the council or another body does late is told as a breach, for good (the Code, 6.2, 6.3, 6.11, 6.15)."""
    told = {breach.para for breach in standing.breaches}
    for reading in standing.clocks:
        if reading.late and reading.clock.owed_by != "complainant" and reading.clock.para not in told:
            yield f"{reading.name} is late and no breach says so", reading.clock.para


def extensions_stay_within_limits(standing: Standing) -> Findings:
    """No due day past the limit without a good reason and a named approver (the Code, 6.4, 6.16)."""
    for reading in standing.clocks:
        clock, run = reading.clock, reading.run
        approved = any(_approved(standing.events[place]) for place in run.extensions)
        if clock.extend_by is None or not run.extensions or run.pauses or approved:
            continue
        furthest = days.add(standing.council, reading.base_due_on, clock.extend_by, clock.unit)
        if reading.due_on > furthest:
            yield f"{reading.name} is due on {reading.due_on}, past {furthest}", clock.para


def no_extension_past_the_limit_without_approval(standing: Standing) -> Findings:
    """A new date past the furthest allowed is refused to whoever gives no good reason and no approver (6.4, 6.16)."""
    for reading in standing.clocks:
        for offer in standing.on_offer:
            if reading.running and reading.latest_on is not None and reading.name in offer.move.extends:
                too_late = standing.council.calendar.add(reading.latest_on, 1)
                facts = {**_all_facts(offer.move), "until": too_late, "clock": reading.name, "id": reading.run.which}
                if standing.may(offer.move.name, by="somebody new", **facts):
                    yield f"{offer.move.name} may go to {too_late} without approval", offer.para


def _approved(event: Event) -> bool:
    return bool(event.facts.get("approved_by") and event.facts.get("good_reason"))


def nobody_reviews_their_own_answer(standing: Standing) -> Findings:
    """A move owed to somebody else is refused to whoever answered before, and to nobody in particular (6.14)."""
    for offer in standing.on_offer:
        move = offer.move
        if not move.somebody_else_than or "same_reviewer" in standing.procedure.effects:
            continue
        for event in standing.events:
            if event.kind in move.somebody_else_than and standing.may(move.name, by=event.by, **_all_facts(move)):
                yield f"{move.name} is open to {event.by}, who answered before", move.para
        if standing.may(move.name, by=None, **_all_facts(move)):
            yield f"{move.name} is open to somebody unnamed", move.para


def _all_facts(move: Move) -> dict[str, object]:
    return dict.fromkeys(move.needs, "given")


def facts_are_asked_for(standing: Standing) -> Findings:
    """A move that needs to be told something is refused without it."""
    for offer in standing.on_offer:
        if offer.move.needs and standing.may(offer.move.name, by="somebody new"):
            yield f"{offer.move.name} can be made without {offer.move.needs[0]}", offer.para


def the_ombudsman_is_named(standing: Standing) -> Findings:
    """No refusal, extension or final answer without a locked block naming the Ombudsman (2.4, 5.7, 6.5, 6.17, 6.20)."""
    if standing.procedure.counts_as not in COMPLAINTS:
        return
    for offer in standing.on_offer:
        why = _must_name_ombudsman(standing, offer.move)
        if why and not _names_ombudsman(standing.procedure, offer.move):
            yield f"{offer.move.name} is {why}, and its letter need not name the Ombudsman", offer.para


def _must_name_ombudsman(standing: Standing, move: Move) -> str | None:
    if "council" not in move.by:
        return None
    if "ground" in move.needs:
        return "a refusal"
    if move.extends:
        return "an extension"
    if "decision" in move.needs and not _can_go_further(standing.path, move):
        return "a final answer"
    return None


def _can_go_further(path: Path, move: Move) -> bool:
    """Whether, after this answer, the person can still ask for another stage."""
    for kind in move.events:
        path = step(path, path.procedure.making[kind])
    open_stages = {stage.name for stage in path.procedure.stages if not stage.ended}
    return any(
        "complainant" in onward.by and onward.opens in open_stages - {path.stage} and moves.possible(path, onward)
        for onward in path.procedure.moves
    )


def _names_ombudsman(procedure: Procedure, move: Move) -> bool:
    letter = procedure.letter.get(move.says or "")
    return letter is not None and any(block.name in ("ombudsman", "ico") and block.locked for block in letter.blocks)


def an_answer_can_be_challenged(standing: Standing) -> Findings:
    """Every answer that is not the last says how to ask for the next stage (the Code, 6.8)."""
    if standing.procedure.counts_as not in COMPLAINTS:
        return
    for offer in standing.on_offer:
        move = offer.move
        if "decision" in move.needs and "council" in move.by and _can_go_further(standing.path, move):
            letter = standing.procedure.letter.get(move.says or "")
            if letter is None or not {"escalation", "panel_rights"} & {block.name for block in letter.blocks}:
                yield f"{move.name} can be challenged, and its letter need not say how", move.para


WATCHES: tuple[Callable[[Standing], Findings], ...] = (
    somebody_owes,
    lateness_is_told,
    extensions_stay_within_limits,
    no_extension_past_the_limit_without_approval,
    nobody_reviews_their_own_answer,
    facts_are_asked_for,
    the_ombudsman_is_named,
    an_answer_can_be_challenged,
    enforced.broken,
)
