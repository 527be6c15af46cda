"""What stands on the file and is no step of a procedure: points, findings, who has it, declarations, drafts, approvals.

Written by the officers at work on a case; the steps of the procedure read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Protocol

from putright.accounts.models import Officer
from putright.casework import models, replay
from putright.casework.refused import Refused
from putright.council import here
from putright.rulebook import FINDINGS

if TYPE_CHECKING:
    from putright.casework.steps import Step

ANSWERS = ("stage_1_response", "stage_2_response", "answer_at_once")
"""The letters that are answers, and go past an approver where the council wants one."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found on a point: why, on which rule, and what it meant for the person."""

    finding: str = ""
    reason: str = ""
    rule: str = ""
    impact: str = ""
    no_remedy_because: str = ""
    whose: str = ""


class Pointed(Protocol):
    """A point as an action is told it."""

    @property
    def text(self) -> str:
        """What it is about."""

    @property
    def procedure(self) -> str:
        """The procedure it belongs to; empty for the case's own."""


def add_points(case: models.Case, points: Iterable[Pointed]) -> list[int]:
    """Number new points on from those there are, and give their numbers. Raises `Refused` when there is none."""
    wanted = [point for point in points if point.text.strip()]
    if not wanted:
        raise Refused("Write down at least one point: what the complaint is about.", "6.7")
    first = case.points.count() + 1
    for number, point in enumerate(wanted, start=first):
        models.Point.objects.create(
            case=case, number=number, text=point.text.strip(), procedure=point.procedure or case.procedure
        )
    return list(range(first, first + len(wanted)))


def find(case: models.Case, stage: str, findings: Mapping[int, Found]) -> None:
    """Write down what was found on points, by their numbers. Raises `Refused` once the stage has been answered."""
    if answered_at(case, stage):
        raise Refused("This stage has been answered: what was found is on record and cannot be changed.", "5.8")
    points = {point.number: point for point in case.points.all()}
    for number, found in findings.items():
        if number not in points:
            raise Refused(f"There is no point {number}.")
        if found.finding and found.finding not in FINDINGS:
            raise Refused(f"Point {number}: choose one of the findings.")
        models.Finding.objects.update_or_create(
            point=points[number], stage=stage, defaults={key: text.strip() for key, text in asdict(found).items()}
        )


def answered_at(case: models.Case, stage: str) -> bool:
    """Whether a stage has been answered."""
    return case.events.filter(kind=f"{stage}_responded").exists()


def declaration_of(case: models.Case, officer: Officer | None) -> str:
    """What an officer last declared about a conflict of interest in a case; empty when they have declared nothing."""
    if officer is None:
        return ""
    last = case.events.filter(kind="conflict_declared", by=officer).last()
    return str(last.data.get("declared", "")) if last else ""


def considered_before(case: models.Case, officer: Officer) -> str:
    """Why an officer may not review a case at stage 2: what part they had in stage 1. Empty when they had none."""
    if "same_reviewer" in replay.standing(case, on=case.received_on).procedure.effects:
        return ""
    if any(event.data.get("considered_by") == officer.pk for event in case.events.filter(kind="stage_1_responded")):
        return f"{officer.name} gave the stage 1 answer. Stage 2 must be considered by somebody else."
    if case.events.filter(kind="assigned", data__officer=officer.pk, data__stage="stage_1").exists():
        return f"{officer.name} was given this complaint at stage 1. Stage 2 must be considered by somebody else."
    if case.events.filter(kind="approval_given", by=officer, data__letter="stage_1_response").exists():
        return f"{officer.name} approved the stage 1 answer. Stage 2 must be considered by somebody else."
    return ""


# --- Drafts and approvals. -------------------------------------------------------------------------------------------


def draft_of(case: models.Case, letter: str) -> models.Draft | None:
    """What somebody has written of a letter so far."""
    return case.drafts.select_related("by").filter(letter=letter).first()


def must_be_approved(case: models.Case, step: Step) -> None:
    """Hold an answer the council wants approved by a second person until it has been. Raises `Refused`."""
    if not here.council().answers_need_approval:
        return
    given = case.drafts.filter(letter__in=ANSWERS, approval="given").select_related("approved_by").first()
    if given is None:
        raise Refused("This council has answers approved before they go out: ask for approval first.")
    if step.by is not None and given.approved_by == step.by and given.by == step.by:
        raise Refused("Somebody else than the writer must approve the answer.")
