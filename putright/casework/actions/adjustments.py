"""Reasonable adjustments: asked for, agreed, and due for another look."""

from __future__ import annotations

from datetime import date

from putright.casework import models, replay, steps
from putright.casework.refused import Refused
from putright.casework.steps import Step, Taken, Told
from putright.casework.writing import recipients


def agree(step: Step, adjustment: int, *, review_on: date, note: str = "", disability: str = "") -> Taken:
    """Agree a reasonable adjustment somebody asked for, with the day it is looked at again (the Code, 5.6).

    `disability` says where one they told us of is recorded, or that there is none; a landlord's procedure asks for it.
    """

    def told(case: models.Case) -> Told:
        found = models.Adjustment.objects.filter(pk=adjustment, person__parts__case=case).first()
        if found is None:
            raise Refused("Nobody in this case has asked for that adjustment.")
        found.agreed_on, found.review_on = step.on, review_on
        found.note = note.strip() or found.note
        found.save()
        facts = {"adjustment": found.kind, "id": f"adjustment {found.pk}", "review_on": review_on}
        return Told(facts=facts, words={"disability": disability})

    case = models.Case.objects.get(reference=step.reference)
    if "record_adjustment" in replay.procedure_of(case).move:
        return steps.take(step, "record_adjustment", told)
    return steps.note(step, "adjustment_agreed", told, deed="send_letters")


def ask(step: Step, party: int, *, kind: str, note: str = "") -> Taken:
    """Write down an adjustment somebody asks for."""
    if kind not in recipients.ADJUSTMENTS:
        raise Refused(f"Choose one: {', '.join(recipients.ADJUSTMENTS.values())}.", "5.6")

    def told(case: models.Case) -> Told:
        found = case.parties.filter(pk=party).first()
        if found is None:
            raise Refused("There is no such person in this case.")
        models.Adjustment.objects.create(person=found.person, kind=kind, note=note.strip(), asked_on=step.on)
        return Told(facts={"adjustment": kind})

    return steps.note(step, "adjustment_asked", told, deed="speak_for_person")
