"""Refusing to take a complaint, or to take it further: a ground, reasons for this case, and two people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from putright import rulebook
from putright.accounts.models import Officer
from putright.casework import access, models, replay, steps
from putright.casework.refused import NotYours, Refused
from putright.casework.steps import Step, Taken, Told
from putright.casework.writing.correspondence import Sending
from putright.council import here

MOVES = ("decline", "decline_escalation", "decline_further")
PROPOSED, SENT_BACK = "refusal_proposed", "refusal_sent_back"


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A refusal as it is proposed: the ground, the answer to each of its tests, and everything in writing.

    `alone_because` says why one person does both. `facts` are what the ground needs besides (`Ground.needs`), words or
    days. `proposed_by` only foresees (`verdict`) who will have proposed it: who did is what the record says.
    """

    ground: str
    answers: Mapping[str, str]
    reasons: str
    evidence: str
    proposed_by: int = 0
    happened_on: date | None = None
    aware_on: date | None = None
    alone_because: str = ""
    other_route: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def verdict(case: models.Case, proposed: Proposed, *, decided_by: int) -> Any:
    """Whether the refusal would stand, with every test explained (`rulebook.ground_stands`)."""
    proposal = rulebook.Proposal(
        ground=proposed.ground,
        received_on=case.received_on,
        answers=proposed.answers,
        happened_on=proposed.happened_on,
        aware_on=proposed.aware_on,
        reasons=proposed.reasons,
        evidence=proposed.evidence,
        proposed_by=f"officer {proposed.proposed_by}",
        decided_by=f"officer {decided_by}",
        alone_because=proposed.alone_because or _one_is_enough(),
        service=case.service.slug,
        facts=proposed.facts,
    )
    departures = here.departures(procedure=case.procedure, case_reference=case.reference)
    return rulebook.ground_stands(replay.procedure_of(case), proposal, departures=departures)


def _one_is_enough() -> str:
    """What a council that has decided that one person is enough says of every refusal."""
    return "" if here.council().refusals_need_two_people else "The council's policy lets one person decide."


def propose(step: Step, proposed: Proposed) -> Taken:
    """Propose a refusal for somebody else to decide, with everything in writing. Raises `Refused`."""

    def told(case: models.Case) -> Told:
        if proposed.ground not in replay.procedure_of(case).ground:
            raise Refused("Choose the ground: a complaint is refused only on one of those of the procedure.", "2.2")
        if not (proposed.reasons.strip() and proposed.evidence.strip()):
            raise Refused("Give the reasons for this complaint, and what shows them.", "2.4")
        return Told(facts=_answered(proposed), words=_written(proposed))

    return steps.note(step, PROPOSED, told, deed="send_letters")


def send_back(step: Step, ground: str, *, why: str) -> Taken:
    """Do not agree to refuse it on a ground that was proposed: the complaint goes on. Raises `Refused`."""

    def told(case: models.Case) -> Told:
        by = proposer(case, ground)
        if by is None:
            raise Refused("Nobody has proposed to refuse it on this ground.")
        if by == step.by:
            raise Refused("You proposed it yourself: somebody else decides it.")
        if step.by is None or not any(access.may_take(step.by, case, name) for name in _moves(case)):
            raise NotYours("Your role does not let you decide a refusal.")
        if not why.strip():
            raise Refused("Say why it is not refused: whoever proposed it reads it.")
        return Told(facts={"ground": ground}, words={"why": why})

    return steps.note(step, SENT_BACK, told, deed="send_letters")


def _moves(case: models.Case) -> list[str]:
    """The moves by which a case of this procedure is refused."""
    return [name for name in MOVES if name in replay.procedure_of(case).move]


def proposer(case: models.Case, ground: str) -> Officer | None:
    """Who last proposed to refuse a case on a ground, since anything was last decided; nobody when nobody did."""
    happened = [one for one in replay.happenings(case.events.select_related("by")) if not one.struck]
    moves = replay.procedure_of(case).move
    decided = {SENT_BACK, *(event for name in _moves(case) for event in moves[name].events)}
    for one in reversed(happened):
        if one.event.kind in decided:
            return None
        if one.event.kind == PROPOSED and one.data.get("ground") == ground:
            return one.event.by
    return None


def _answered(proposed: Proposed) -> dict[str, Any]:
    """What a proposal says in choices and days, as its event keeps it."""
    days = {"happened_on": proposed.happened_on, "aware_on": proposed.aware_on}
    return {
        "ground": proposed.ground,
        "answers": dict(proposed.answers),
        **{name: day for name, day in days.items() if day is not None},
    }


def _written(proposed: Proposed) -> dict[str, str]:
    """What a proposal says in words."""
    return {
        "reason": proposed.reasons,
        "evidence": proposed.evidence,
        "other_route": proposed.other_route,
        **{name: str(value) for name, value in proposed.facts.items()},
    }


def decline(step: Step, proposed: Proposed, *, letter: Sending | None = None) -> Taken:
    """Refuse a complaint, or to take it to the next stage, with the way to the Ombudsman (the Code, 2.1 to 2.5; 5.7).

    Who proposed it is whoever did so with `propose`; nobody else can have. Raises `Refused` with the first thing that
    keeps the refusal from standing.
    """

    def told(case: models.Case) -> Told:
        by = step.by.pk if step.by else 0
        first = proposer(case, proposed.ground)
        whole = replace(proposed, proposed_by=first.pk if first else by)
        found = verdict(case, whole, decided_by=by)
        if not found:
            raise Refused(found.reason, found.failing[0].para)
        facts = {"ground": proposed.ground, "decided_by": by, "proposed_by": whole.proposed_by}
        return Told(facts=facts, words=_written(proposed))

    return steps.take(step, which(step), told, letter=letter)


def which(step: Step) -> str:
    """The move that refuses at the stage the case is at."""
    case = models.Case.objects.get(reference=step.reference)
    further = replay.procedure_of(case).move.get("decline_further")
    if further is not None and case.stage in further.stages:
        return further.name
    return "decline_escalation" if case.stage == "stage_2" and _escalated(case) else "decline"


def _escalated(case: models.Case) -> bool:
    return case.events.filter(kind="escalated").exists()
