"""The people of a case after it was taken in: how to reach them, who speaks for them, and what shows that they may.

An event says who and which fields, never what stood or stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet

from putright.casework import models, record, replay, resending, steps
from putright.casework.actions.intake import Contact, Representing
from putright.casework.refused import Refused
from putright.casework.steps import Step, Taken, Told
from putright.casework.writing import recipients
from putright.council import clock

CONTACT = ("name", "email", "phone", "address", "prefers", "safe_to_contact")
KIND = "party_changed"
SPEAKING = ("authority", "authority_on", "authority_ends_on", "authority_note", "may_be_told", "gets_letters")
ROLES = ("representative", "member")
MAY_BE_TOLD = ("everything", "the_answer", "nothing")
LONGEST = {"name": ("name", 200), "email": ("email address", 254), "phone": ("telephone number", 40)}
PREFERS = ("", "email", "post", "phone")


@dataclass(frozen=True, kw_only=True)
class Authority:
    """On what basis somebody speaks for the person, since when and until when, and what they may be told.

    `authority` is a word of `recipients.AUTHORITIES`, or `recipients.WITHDRAWN` with the day the person said so.
    """

    authority: str
    on: date | None = None
    ends_on: date | None = None
    note: str = ""
    may_be_told: str = "everything"
    gets_letters: bool = True


def change_contact(
    step: Step, party: int, contact: Contact, *, gets_letters: bool | None = None, again: Sequence[int] = ()
) -> Taken:
    """Change how somebody in a case is reached, and send letters that did not reach them (`again`) once more.

    Raises `Refused`. The search finds them by the new details and no longer by the old.
    """
    _must_be_sound(contact)

    def told(case: models.Case) -> Told:
        found = _party(case, party)
        changed = _set(found.person, {name: str(getattr(contact, name)).strip() for name in CONTACT})
        if gets_letters is not None:
            changed += _set(found, {"gets_letters": gets_letters})
        if not changed and not again:
            raise Refused("Nothing was changed: everything is as it was.")
        sent = [resending.send(case, found, letter, step) for letter in dict.fromkeys(again)]
        letters = resending.named(sent) if sent else {}
        return Told(facts={"party": found.pk, "role": found.role, "changed": changed, **letters})

    return steps.note(step, KIND, told, deed="speak_for_person")


def add_party(step: Step, speaks: Representing) -> Taken:
    """Add somebody who speaks for the person, or a councillor or MP they asked. Raises `Refused`."""
    _must_be_sound(speaks.contact)
    if not speaks.contact.name.strip():
        raise Refused("Enter the name of whoever speaks for them.")
    if speaks.role not in ROLES:
        raise Refused("Say whether they speak for the person, or are a councillor or MP.")
    shown = Authority(
        authority=speaks.authority,
        on=speaks.authority_on,
        note=speaks.authority_note,
        may_be_told=speaks.may_be_told,
        gets_letters=speaks.gets_letters,
    )
    if shown.authority == recipients.WITHDRAWN:
        raise Refused("Nobody is added whom the person does not want to speak for them.")
    _must_show(shown, on=step.on)

    def told(case: models.Case) -> Told:
        details = {name: str(getattr(speaks.contact, name)).strip() for name in CONTACT}
        person = models.Person.objects.create(**details)
        added = models.Party.objects.create(
            case=case, person=person, role=speaks.role, relation=speaks.relation.strip(), **_spoken(shown)
        )
        return Told(facts={"party": added.pk, "role": added.role, "added": True, **_choices(added)})

    return steps.note(step, KIND, told, deed="speak_for_person")


def record_authority(step: Step, party: int, shown: Authority) -> Taken:
    """Record what shows that somebody may speak for the person, or that the person has withdrawn it. Raises `Refused`.

    Whoever may not read everything any more and had the secret link loses it: no link sent so far works then. When
    nobody is left who gets letters, the person does again: having them sent elsewhere rested on what has ended.
    """
    _must_show(shown, on=step.on)

    def told(case: models.Case) -> Told:
        found = _party(case, party)
        if found.role not in ROLES:
            raise Refused("This is their own complaint: nobody has to show that they may speak of it.")
        followed = recipients.may_follow(found, on=step.on)
        changed = _set(found, _spoken(shown))
        if not changed:
            raise Refused("Nothing was changed: everything is as it was.")
        facts = {"party": found.pk, "role": found.role, "changed": changed, **_choices(found)}
        lost = followed or shown.authority == recipients.WITHDRAWN
        if lost and not recipients.may_follow(found, on=step.on):
            facts |= _cut_off(case, found, step)
        return Told(facts=facts)

    return steps.note(step, KIND, told, deed="speak_for_person")


def end_authorities(*, at: datetime) -> int:
    """Cut off everybody whose authority to speak for somebody had an end, which is past: no link they had works any
    more, and the person has their letters again. How many there were; each is noted once, as nobody's step.
    """
    references = list(_over(at).order_by("case").values_list("case__reference", flat=True).distinct())
    return sum(_authorities_ended(reference, at=at) for reference in references)


def _over(at: datetime) -> QuerySet[models.Party]:
    over = models.Party.objects.filter(role__in=ROLES, authority_ends_on__lt=clock.day_of(at))
    return over.exclude(may_be_told="nothing").exclude(case__events__kind=replay.ERASED)


@transaction.atomic
def _authorities_ended(reference: str, *, at: datetime) -> int:
    case = record.locked(reference)
    over = list(_over(at).filter(case=case).order_by("pk"))
    for party in over:
        _set(party, {"may_be_told": "nothing"})
        key = f"authority-ended-{party.pk}-{party.authority_ends_on}"
        cut_off = _cut_off(case, party, Step(reference=reference, at=at, key=key))
        facts = {"party": party.pk, "role": party.role, "changed": ["may_be_told"], **_choices(party), **cut_off}
        told = steps.plain_facts(facts)
        record.append(case, record.Entry(kind=KIND, happened_at=at, recorded_at=at, key=key, actor="system", data=told))
    return len(over)


# --- What is written. ------------------------------------------------------------------------------------------------


def _party(case: models.Case, number: int) -> models.Party:
    found = next((one for one in case.parties.all() if one.pk == number), None)
    if found is None:
        raise Refused("There is no such person in this case.")
    return found


def _set(row: models.Person | models.Party, wanted: Mapping[str, Any]) -> list[str]:
    """Write what differs, and say which fields that was."""
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    if changed:
        row.save(update_fields=changed)
    return changed


def _spoken(shown: Authority) -> dict[str, Any]:
    """An authority as the table holds it. Nothing may be shared with whom the person does not want any more."""
    withdrawn = shown.authority == recipients.WITHDRAWN
    given = (shown.authority, shown.on, shown.ends_on, shown.note.strip(), shown.may_be_told, shown.gets_letters)
    spoken = dict(zip(SPEAKING, given, strict=True))
    return {**spoken, "may_be_told": "nothing", "authority_ends_on": None} if withdrawn else spoken


def _choices(party: models.Party) -> dict[str, Any]:
    """What an event keeps of an authority: the days and the choices."""
    return {name: getattr(party, name) for name in SPEAKING if name != "authority_note"}


def _cut_off(case: models.Case, party: models.Party, step: Step) -> dict[str, bool]:
    """Take back what somebody could read who may not any more, and let the person have their letters again."""
    done = {}
    brought = case.events.filter(number=1, actor="representative").exists()
    if brought or case.letters.filter(party=party).exists():
        case.link_version += 1
        case.save(update_fields=["link_version"])
        done["links_withdrawn"] = True
    getting, _ = recipients.of(case, on=step.on)
    if not getting:
        for one in case.parties.all():
            if one.role == "complainant":
                _set(one, {"gets_letters": True})
        done["letters_to_person"] = True
    return done


# --- What is refused. ------------------------------------------------------------------------------------------------


def _must_be_sound(contact: Contact) -> None:
    for wrong in _unsound(contact):
        raise Refused(wrong)


def _unsound(contact: Contact) -> Iterator[str]:
    if contact.email.strip():
        try:
            validate_email(contact.email.strip())
        except ValidationError:
            yield "Enter an email address like name@example.com."
    for name, (said, most) in LONGEST.items():
        if len(str(getattr(contact, name)).strip()) > most:
            yield f"The {said} is too long: it may have {most} characters."
    if contact.prefers not in PREFERS:
        yield "Choose how they would like to hear from us: email, post or telephone."


def _must_show(shown: Authority, *, on: date) -> None:
    for wrong in _not_shown(shown, on):
        raise Refused(wrong)


def _not_shown(shown: Authority, on: date) -> Iterator[str]:
    if shown.authority not in (*recipients.AUTHORITIES, recipients.WITHDRAWN):
        yield f"Say on what basis they speak for the person: {', '.join(recipients.AUTHORITIES.values())}."
    if shown.may_be_told not in MAY_BE_TOLD:
        yield "Say what they may be told: everything, the answer, or nothing."
    if shown.authority == "consent" and shown.on is None:
        yield "Give the day the person agreed to it."
    if shown.authority == recipients.WITHDRAWN and shown.on is None:
        yield "Give the day the person withdrew it."
    if shown.on and shown.on > on:
        yield "That day is still to come: give the day it was so."
    if shown.on and shown.ends_on and shown.ends_on < shown.on:
        yield "It cannot end before it began: look at the two days."
