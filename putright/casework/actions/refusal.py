"""Refusing to take a complaint, or to take it further: a ground, reasons for this case, and two people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from putright import rulebook
from putright.accounts.models import Officer
from putright.casework import models, replay, steps
from putright.casework.correspondence import Sending
from putright.casework.refused import Refused
from putright.casework.steps import Step, Taken, Told
from putright.council import here

MOVES = ("decline", "decline_escalation")


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A refusal as it is proposed: the ground, the answer to each of its tests, and everything in writing.

    `proposed_by` is the officer who first proposed it; `alone_because` says why one person does both. `facts` are what
    the ground needs besides (`Ground.needs`), words or days.
    """

    ground: str
    answers: Mapping[str, str]
    reasons: str
    evidence: str
    proposed_by: int
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


def decline(step: Step, proposed: Proposed, *, letter: Sending | None = None) -> Taken:
    """Refuse a complaint, or to take it to the next stage, with the way to the Ombudsman (the Code, 2.1 to 2.5; 5.7).

    Raises `Refused` with the first thing that keeps the refusal from standing.
    """

    def told(case: models.Case) -> Told:
        by = step.by.pk if step.by else 0
        if not Officer.objects.filter(pk=proposed.proposed_by, is_active=True).exists():
            raise Refused("Say who proposed the refusal: somebody who works here.")
        found = verdict(case, proposed, decided_by=by)
        if not found:
            raise Refused(found.reason, found.failing[0].para)
        facts = {"ground": proposed.ground, "decided_by": by, "proposed_by": proposed.proposed_by}
        words = {
            "reason": proposed.reasons,
            "evidence": proposed.evidence,
            "other_route": proposed.other_route,
            **{name: str(value) for name, value in proposed.facts.items()},
        }
        return Told(facts=facts, words=words)

    return steps.take(step, which(step), told, letter=letter)


def which(step: Step) -> str:
    """The move that refuses at the stage the case is at."""
    case = models.Case.objects.get(reference=step.reference)
    return "decline_escalation" if case.stage == "stage_2" and _escalated(case) else "decline"


def _escalated(case: models.Case) -> bool:
    return case.events.filter(kind="escalated").exists()
