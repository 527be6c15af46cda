"""Service requests: dissatisfaction voiced while one is still open, and the complaint that comes out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from putright import rulebook
from putright.casework import models, replay, steps
from putright.casework.actions import intake
from putright.casework.refused import Refused
from putright.casework.steps import Step, Taken, Told


def voice_dissatisfaction(step: Step, *, how_told: str, said: str = "") -> Taken:
    """Record that somebody is not happy with how their request is dealt with. It stays open (the Code, 1.7)."""
    return steps.take(step, "voice_dissatisfaction", Told(words={"how_told": how_told, "said": said}))


def raise_complaint(step: Step, matter: intake.Matter) -> models.Case:
    """Open a complaint out of a request, received when the dissatisfaction was voiced; the request goes on.

    Raises `Refused` when nobody has voiced any.
    """
    with transaction.atomic():
        request = models.Case.objects.get(reference=step.reference)
        received_at, timed = _voiced_at(request)
        complaint = intake.take_in(
            replace(matter, came_from=request.reference),
            received_at=received_at,
            timed=timed,
            at=step.at,
            key=step.key,
            by=step.by,
        )
        steps.take(step, "raise_complaint", Told(facts={"linked_case": complaint.reference}))
        return complaint


def _voiced_at(request: models.Case) -> tuple[datetime, bool]:
    happened = replay.happenings(request.events.all())
    events = replay.rulebook_events(happened, replay.procedure_of(request))
    try:
        begins = rulebook.complaint_from(events)
    except ValueError as nothing:
        raise Refused(f"{str(nothing)[:1].upper()}{str(nothing)[1:]}.", "1.7") from None
    return begins.at, begins.timed
