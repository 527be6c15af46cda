"""Stage 1: acknowledging a complaint and answering it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from putright import rulebook
from putright.casework import file, models, steps
from putright.casework.refused import Refused
from putright.casework.steps import Step, Taken, Told
from putright.casework.writing import particulars
from putright.casework.writing.correspondence import Sending

STAGE = "stage_1"


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """How the council understands a complaint: its points, what the person wants, and a definition where asked for."""

    points: Sequence[NewPoint]
    outcome_sought: str
    definition: str = ""


@dataclass(frozen=True, kw_only=True)
class NewPoint:
    """A point as the council understood it, and the procedure it belongs to (empty: the case's own)."""

    text: str
    procedure: str = ""


def acknowledge(step: Step, understood: Understanding, *, letter: Sending | None = None) -> Taken:
    """Acknowledge a complaint with our understanding of it (the Code, 6.2). Raises `Refused`."""
    return steps.take(step, "acknowledge_stage_1", lambda case: understanding(case, understood), letter=letter)


def answer_at_once(
    step: Step, understood: Understanding, findings: Mapping[int, file.Found], *, letter: Sending | None = None
) -> Taken:
    """Acknowledge and answer in one go, within the time for acknowledging (the Code's FAQ). Raises `Refused`."""

    def told(case: models.Case) -> Told:
        begun = understanding(case, understood)
        file.find(case, STAGE, findings)
        return Told(facts={**begun.facts, **answered(case, step, STAGE).facts}, words=begun.words)

    return steps.take(step, "answer_at_once", told, letter=letter)


def respond(step: Step, findings: Mapping[int, file.Found] | None = None, *, letter: Sending | None = None) -> Taken:
    """Answer at stage 1, point by point, from the findings on the case (the Code, 6.7). Raises `Refused`.

    `findings` are written down first, in the same transaction.
    """

    def told(case: models.Case) -> Told:
        file.find(case, STAGE, findings or {})
        return answered(case, step, STAGE)

    return steps.take(step, "respond_stage_1", told, letter=letter)


def add_issue(step: Step, *, points: Sequence[NewPoint]) -> Taken:
    """Take a further, related issue into the same complaint before it is answered (the Code, 6.9)."""
    return steps.take(step, "add_issue", lambda case: Told(facts={"points": file.add_points(case, points)}))


def understanding(case: models.Case, understood: Understanding) -> Told:
    """Write down the points, and give what the step is told of them."""
    numbers = file.add_points(case, understood.points)
    words = {"outcome_sought": understood.outcome_sought, "definition": understood.definition}
    return Told(facts={"points": numbers}, words=words)


def answered(case: models.Case, step: Step, stage: str) -> Told:
    """What an answer is told: the decision that follows from the points, and who declared what interest."""
    points = particulars.as_points(case, stage=stage)
    decision = rulebook.finding_of(points)
    if decision is None:
        missing = [str(point.number) for point in points if point.finding is None]
        raise Refused(
            f"Point {', '.join(missing)} has no finding yet." if missing else "There is no point to answer yet.", "6.7"
        )
    facts = {
        "decision": decision,
        "findings": {str(point.number): point.finding for point in points},
        "conflict_declaration": file.declaration_of(case, step.by),
        "considered_by": step.by.pk if step.by else None,
    }
    return Told(facts=facts)
