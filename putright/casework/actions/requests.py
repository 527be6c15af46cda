"""Service requests: dissatisfaction voiced while one is still open, and the complaint that comes out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from putright import rulebook
from putright.casework import models, own_page, record, replay, steps
from putright.casework.actions import intake
from putright.casework.refused import Refused
from putright.casework.steps import Step, Taken, Told
from putright.casework.writing.correspondence import Sending


def voice_dissatisfaction(step: Step, *, how_told: str, said: str = "") -> Taken:
    """Record that somebody is not happy with how their request is dealt with. It stays open (the Code, 1.7)."""
    return steps.take(step, "voice_dissatisfaction", Told(words={"how_told": how_told, "said": said}))


def raise_complaint(step: Step, matter: intake.Matter, *, letter: Sending | None = None) -> models.Case:
    """Open a complaint out of a request, received when the dissatisfaction was voiced; the request goes on.

    A councillor who asked is told by a letter that it is a complaint now.

    Raises `Refused` when nobody has voiced any.
    """
    with transaction.atomic():
        request = record.locked(step.reference)
        known = models.Case.objects.filter(intake_key=step.key, came_from=request).first()
        if known is not None:
            return known
        received_at, timed = _voiced_at(request)
        complaint = intake.take_in(
            replace(matter, came_from=request.reference),
            received_at=received_at,
            timed=timed,
            at=step.at,
            key=step.key,
            by=step.by,
        )
        steps.take(step, "raise_complaint", Told(facts={"linked_case": complaint.reference}), letter=letter)
        return complaint


def say_it_is_a_complaint(step: Step, *, said: str) -> models.Case:
    """The person says that what is handled as a request is a complaint: it is opened as one, once (the Code, 5.3).

    Where it was a request, the complaint is received now. Where it came in as a complaint and we took it for a
    request, it is received when it came in: our mistake takes no time from the person. Raises `Refused`.
    """
    with transaction.atomic():
        request = record.locked(step.reference)
        known = own_page.led_to(request)
        if known is not None:
            return known
        if request.procedure == "service_request" and not request.ended:
            voice_dissatisfaction(step, how_told="On their own page.", said=said)
            received_at, timed = _voiced_at(request)
        else:
            received_at, timed = _taken_for_a_request(request, step)
        matter = _same_people(request, said)
        complaint = intake.take_in(matter, received_at=received_at, timed=timed, at=step.at, key=step.key)
        if not request.ended:
            _write_down(step, request, complaint)
        return complaint


def _taken_for_a_request(request: models.Case, step: Step) -> tuple[datetime, bool]:
    if request.procedure == "service_request":
        return step.at, True
    if not request.events.filter(kind="became_service_request").exists():
        raise Refused("This is being handled as a complaint already.", "5.3")
    first = replay.happenings(request.events.all())[0]
    return first.happened_at, first.timed


def _same_people(request: models.Case, said: str) -> intake.Matter:
    """A complaint about the same matter, by the same people, with what they told us at the start."""
    told, party, speaker = own_page.told_us(request), own_page.person(request), own_page.speaks_for_them(request)
    return intake.Matter(
        service=request.service.slug,
        channel="web",
        said=said.strip() or told.get("said", request.subject),
        happened=told.get("happened", ""),
        impact=told.get("impact", ""),
        wanted=told.get("wanted", ""),
        person=_contact(party.person),
        person_gets_letters=party.gets_letters,
        representing=None if speaker is None else _speaking(speaker),
        adjustments=[(one.kind, one.note) for one in party.person.adjustments.filter(ended_on=None)],
        came_from=request.reference,
    )


def _contact(person: models.Person) -> intake.Contact:
    return intake.Contact(
        name=person.name,
        email=person.email,
        phone=person.phone,
        address=person.address,
        prefers=person.prefers,
        safe_to_contact=person.safe_to_contact,
    )


def _speaking(party: models.Party) -> intake.Representing:
    return intake.Representing(
        contact=_contact(party.person),
        relation=party.relation,
        authority=party.authority,
        authority_note=party.authority_note,
        authority_on=party.authority_on,
        may_be_told=party.may_be_told,
        gets_letters=party.gets_letters,
    )


def _write_down(step: Step, request: models.Case, complaint: models.Case) -> None:
    """The request keeps a line of the complaint beside it, and goes on."""
    held = record.locked(request.reference)
    entry = record.Entry(
        kind="complaint_raised",
        happened_at=step.at,
        recorded_at=step.at,
        key=f"{step.key}/raised",
        data={"linked_case": complaint.reference},
    )
    record.append(held, entry)


def _voiced_at(request: models.Case) -> tuple[datetime, bool]:
    happened = replay.happenings(request.events.all())
    events = replay.rulebook_events(happened, replay.procedure_of(request))
    try:
        begins = rulebook.complaint_from(events)
    except ValueError as nothing:
        raise Refused(f"{str(nothing)[:1].upper()}{str(nothing)[1:]}.", "1.7") from None
    return begins.at, begins.timed
