"""The list of what was done on paper: noted, still to be keyed, keyed, and what a letter left out still to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import access, models, record, replay
from putright.casework.refused import NotYours, Refused
from putright.casework.tables.paper import PaperStep
from putright.rulebook import Move, plain

DEED = "correct"
NOTHING: list[str] = []


def note(reference: str, move: str, *, sent_on: date, by: Officer, at: datetime) -> PaperStep:
    """Note that a step was taken on paper on a day and is to be keyed, once. Raises `Refused`."""
    _must_correct(by)
    if sent_on > at.date():
        raise Refused("That day is still to come.")
    with transaction.atomic():
        case = record.locked(reference)
        step = replay.procedure_of(case).move.get(move)
        if step is None:
            raise Refused(f"{reference} is on a procedure that has no such step: {move.replace('_', ' ')}.")
        before = _standing(case.paper_steps.filter(move=move, sent_on=sent_on)).first()
        if before is not None:  # keyed or not: the same line of the register chosen again
            return before
        if step.once and _made(case, step):
            raise Refused(f"{reference}: on record already, {step.happened}. Nothing is left to key of it.")
        return PaperStep.objects.create(case=case, move=move, sent_on=sent_on, noted_by=by, noted_at=at)


def settle(case: models.Case, event: models.Event, move: str, *, sent_on: date, left_out: Sequence[str]) -> None:
    """Say that a step is keyed now: the one noted for that day, else the first of its kind. Needs the transaction."""
    noted = list(case.paper_steps.filter(move=move, event=None, dropped_at=None))
    same_day = [one for one in noted if one.sent_on == sent_on]
    row = next(iter([*same_day, *noted]), None)
    if row is None:
        row = PaperStep(case=case, move=move, noted_by=event.by, noted_at=event.recorded_at)
    row.event, row.sent_on, row.left_out = event, sent_on, list(left_out)
    row.save()


def drop(number: int, *, by: Officer, at: datetime) -> PaperStep:
    """Say that a step was noted by mistake. Raises `Refused` once it is keyed."""
    _must_correct(by)
    with transaction.atomic():
        row = _seen(PaperStep.objects.select_for_update(of=("self",)), by).filter(pk=number).first()
        if row is None or row.event_id is not None:
            raise Refused("There is no such step to be keyed: look at the list again.")
        if row.dropped_at is None:
            row.dropped_at, row.dropped_by = at, by
            row.save(update_fields=["dropped_at", "dropped_by"])
    return row


def to_key(officer: Officer) -> QuerySet[PaperStep]:
    """What is still to be keyed, the oldest first, of the cases an officer may see."""
    return _seen(PaperStep.objects.all(), officer).filter(event=None, dropped_at=None)


def to_follow_up(officer: Officer) -> QuerySet[PaperStep]:
    """Keyed steps whose letter left something out that has not been sent since."""
    keyed = _standing(_seen(PaperStep.objects.all(), officer)).exclude(event=None).exclude(left_out=NOTHING)
    return keyed.filter(follow_up=None)


def of(case: models.Case) -> QuerySet[PaperStep]:
    """Everything noted or keyed of a case."""
    rows = _standing(PaperStep.objects.filter(case=case))
    return rows.select_related("case", "event__by", "noted_by", "follow_up")


def _standing(rows: QuerySet[PaperStep]) -> QuerySet[PaperStep]:
    """Without those noted by mistake, and those keyed and taken back by a correction."""
    return rows.filter(dropped_at=None).exclude(event__corrections__data__struck=True)


def called(row: PaperStep) -> str:
    """A step as an officer reads it, with its day."""
    step = replay.procedure_of(row.case).move.get(row.move)
    return f"{step.title if step else row.move}, {plain(row.sent_on)}"


def _made(case: models.Case, step: Move) -> bool:
    happened = replay.happenings(case.events.all())
    return any(one.event.kind == step.events[0] and not one.struck for one in happened)


def _seen(rows: QuerySet[PaperStep], officer: Officer) -> QuerySet[PaperStep]:
    cases = models.Case.objects.filter(access.visible_to(officer)).values("pk")
    return rows.filter(case__in=cases).select_related("case")


def _must_correct(by: Officer) -> None:
    if not roles.may(by, DEED):
        raise NotYours(f"Your role does not let you {roles.DEEDS[DEED]}.")
