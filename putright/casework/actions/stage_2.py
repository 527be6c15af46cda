"""Stage 2: asking for it, acknowledging it and the council's final answer, by somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from putright.casework import file, models, steps
from putright.casework.actions import stage_1
from putright.casework.refused import Refused
from putright.casework.steps import Step, Taken, Told
from putright.casework.writing.correspondence import Sending

STAGE = "stage_2"


def escalate(step: Step, *, why: str = "", points: Sequence[int] = ()) -> Taken:
    """Ask for stage 2. No reason is needed (the Code, 6.13); `points` are those not settled, all when none is named."""
    facts = {"points": list(points)} if points else {}
    return steps.take(step, "escalate", Told(facts=facts, words={"why": why}))


def acknowledge(
    step: Step, *, outcome_sought: str, outstanding: str = "", definition: str = "", letter: Sending | None = None
) -> Taken:
    """Acknowledge at stage 2 what is outstanding and what outcome is sought (the Code, 6.12). Raises `Refused`."""
    words = {"outcome_sought": outcome_sought, "outstanding_issues": outstanding, "definition": definition}

    def told(case: models.Case) -> Told:
        return Told(facts={"points": list(case.points.values_list("number", flat=True))}, words=words)

    return steps.take(step, "acknowledge_stage_2", told, letter=letter)


def respond(step: Step, findings: Mapping[int, file.Found] | None = None, *, letter: Sending | None = None) -> Taken:
    """Give the final answer (the Code, 6.15 and 6.20), by somebody who did not answer before. Raises `Refused`.

    `findings` are written down first, in the same transaction.
    """

    def told(case: models.Case) -> Told:
        why_not = file.considered_before(case, step.by, on=step.on) if step.by else ""
        if why_not:
            raise Refused(why_not, "6.14")
        file.find(case, STAGE, findings or {})
        return stage_1.answered(case, step, STAGE)

    return steps.take(step, "respond_stage_2", told, letter=letter)


def send_to_stage_2(step: Step, *, reason: str, approved_by: int) -> Taken:
    """Give a first and final answer at stage 2, where a recorded departure allows it (the Code's FAQ, good reasons)."""
    file.must_be_approver(approved_by, besides=step.by)
    told = Told(facts={"approved_by": approved_by}, words={"reason": reason})
    return steps.take(step, "send_to_stage_2", told)
