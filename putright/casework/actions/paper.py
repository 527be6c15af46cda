"""Bringing back what was done on paper while the site was down, with the days on which it truly happened.

A time limit runs from the day a complaint reached the council, and a step is in time or late by the day it was taken:
neither changes by being written down afterwards. Each entry keeps both days, and says that it was on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import models, references, steps
from putright.casework.actions import intake, stage_1
from putright.casework.refused import NotYours, Refused
from putright.casework.steps import Step, Told
from putright.casework.writing import particulars
from putright.council.clock import LONDON

DEED = "correct"
"""Dating a step back is for those who may put the record right."""

MOVE = "acknowledge_stage_1"
END_OF_DAY = time(23, 59)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A line of the register kept on paper: a complaint that came in, or a step in a case the site had already.

    `reference` names a case that was there; without it, `matter` and `received_at` say what came in and when.
    `acknowledged_on` is the day the acknowledgement was posted or said, empty if there was none yet.
    """

    reference: str = ""
    matter: intake.Matter | None = None
    received_at: datetime | None = None
    timed: bool = True
    points: Sequence[str] = ()
    acknowledged_on: date | None = None


def bring_in(paper: Paper, *, at: datetime, by: Officer, key: str) -> models.Case:
    """Take one line of the register in, once: the same key gives the case made the first time.

    What was taken in stays when the step cannot be: the line can be put right and taken in again. Raises `Refused`.
    """
    if not roles.may(by, DEED):
        raise NotYours(f"Your role does not let you {roles.DEEDS[DEED]}.")
    case = _case(paper, at, by, key)
    if paper.acknowledged_on is not None:
        _acknowledged(case, paper, Step(reference=case.reference, at=at, key=f"{key}/1", by=by))
    case.refresh_from_db()
    return case


def _case(paper: Paper, at: datetime, by: Officer, key: str) -> models.Case:
    if paper.matter is not None and paper.received_at is not None:
        return intake.take_in(paper.matter, received_at=paper.received_at, at=at, key=key, by=by, timed=paper.timed)
    case = models.Case.objects.filter(reference=references.tidied(paper.reference)).first()
    if case is None:
        raise Refused(f"There is no case {paper.reference or 'without a reference'}: look at its reference.")
    return case


def _acknowledged(case: models.Case, paper: Paper, step: Step) -> None:
    """The acknowledgement that was sent on paper, on the day it was sent."""
    on = paper.acknowledged_on or step.on
    happened_at = min(datetime.combine(on, END_OF_DAY, LONDON), step.at)
    back = Step(
        reference=step.reference,
        at=step.at,
        key=step.key,
        by=step.by,
        happened_at=happened_at if on <= step.on else datetime.combine(on, time(), LONDON),
        timed=False,
        on_paper=True,
    )

    def told(held: models.Case) -> Told:
        known = particulars.papers(held)
        wanted = particulars.wanted(known)
        there = [point.number for point in held.points.all()]
        if there:
            return Told(facts={"points": there}, words={"outcome_sought": wanted})
        points = [stage_1.NewPoint(text=text) for text in paper.points or [particulars.said(known)]]
        return stage_1.understanding(held, stage_1.Understanding(points=points, outcome_sought=wanted))

    try:
        steps.take(back, MOVE, told)
    except KeyError:
        raise Refused(
            f"{case.reference} is on a procedure with no acknowledgement to bring back: use its page."
        ) from None
