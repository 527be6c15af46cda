"""Taking a matter in, by whichever route it came: the case, its people, what they said, and the receipt they get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from putright import rulebook
from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import cases, models, names, record, references, replay, steps
from putright.casework.files import documents
from putright.casework.refused import NobodyToTell, NotYours, Refused
from putright.casework.writing import alerts, correspondence, recipients
from putright.casework.writing.particulars import Situation
from putright.council import clock, here
from putright.council.models import Service

CHANNELS: Mapping[str, str] = {
    "web": "Website",
    "phone": "Telephone",
    "email": "Email",
    "letter": "Letter",
    "in_person": "In person",
    "social": "Social media",
    "councillor": "Through a councillor or MP",
    "contractor": "Through a contractor",
}
"""How a matter can come in."""

TRIES, KEY_LENGTH = 5, 64
SUBJECT_LENGTH = 100
REQUEST_WORKING_DAYS = 10
"""The day promised for a request when nobody promised another. Ours: the Code sets no time for requests."""
SERVICE_NOT_KNOWN = "not-known"
"""The service of a matter while nobody knows yet which it is; never among those people choose from."""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Somebody's name and ways to reach them; every one of them may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    prefers: str = ""
    safe_to_contact: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", names.of_person(self.name))

    @property
    def reachable(self) -> bool:
        """Whether there is any way to reach them."""
        return any((self.email.strip(), self.phone.strip(), self.address.strip()))


@dataclass(frozen=True, kw_only=True)
class Representing:
    """Somebody who speaks for the person: who, on what basis, and what they may be told."""

    contact: Contact
    relation: str = ""
    authority: str = "asked_for"
    authority_note: str = ""
    authority_on: date | None = None
    may_be_told: str = "everything"
    role: str = "representative"
    gets_letters: bool = True


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What somebody came with. Only `said` and the service are needed; everything else may be empty.

    `until` is the day promised for the answer, where the procedure leaves that to the council, `their_reference` the
    one another body gave, where the matter comes from one. `adjustments` are pairs of a kind (a word of
    `recipients.ADJUSTMENTS`) and a note. `answers` are those given to the questions of triage. `came_from` is the
    case it came out of; `only_said` when nothing but somebody's word shows that it is one of theirs.
    """

    service: str
    channel: str
    said: str
    happened: str = ""
    impact: str = ""
    wanted: str = ""
    person: Contact = field(default_factory=Contact)
    person_gets_letters: bool = True
    representing: Representing | None = None
    adjustments: Sequence[tuple[str, str]] = ()
    files: Sequence[documents.Upload] = ()
    procedure: str = "local_council_code"
    answers: Mapping[str, Any] = field(default_factory=dict)
    came_from: str = ""
    only_said: bool = False
    until: date | None = None
    their_reference: str = ""


def key_in_sitting(*, sitting: str, key: str) -> str:
    """The key of a further matter of a contact whose first one was taken in under the key `sitting`."""
    return f"{sitting}{cases.SITTING}{key}"[:KEY_LENGTH]


def take_in(
    matter: Matter,
    *,
    received_at: datetime,
    at: datetime,
    key: str,
    by: Officer | None = None,
    timed: bool = True,
) -> models.Case:
    """Take a matter in, once: the same key gives the case made the first time.

    `received_at` is when it first reached anybody in the council or working for it, however late it is written down.
    Raises `Refused` or `NotYours`.
    """
    _may_be_taken_in(matter, received_at, at, by)
    for _ in range(TRIES):
        known = models.Case.objects.filter(intake_key=key).first()
        if known is not None:
            return known
        try:
            with here.looked_up_once(), transaction.atomic():
                return _made(matter, _Receipt(received_at=received_at, at=at, key=key, by=by, timed=timed))
        except IntegrityError:
            continue  # the reference was taken, or the same matter came in at the same moment: look again
    raise Refused("The complaint could not be saved just now. Nothing you typed is lost: please send it again.")


@dataclass(frozen=True, kw_only=True)
class _Receipt:
    received_at: datetime
    at: datetime
    key: str
    by: Officer | None
    timed: bool


def _may_be_taken_in(matter: Matter, received_at: datetime, at: datetime, by: Officer | None) -> None:
    if by is not None and not roles.may(by, "take_in"):
        raise NotYours(f"Your role does not let you {roles.DEEDS['take_in']}.")
    if not matter.said.strip():
        raise Refused("Say what went wrong, in a few words.")
    if matter.channel not in CHANNELS:
        raise Refused(f"Say how it came in: {', '.join(CHANNELS.values())}.")
    if received_at > at:
        raise Refused("It cannot have been received later than now: give the day it reached the council.")
    _must_be_known_words(matter)


def _must_be_known_words(matter: Matter) -> None:
    """Choices are choices: what is none of them was not chosen on a page of ours."""
    unknown = [kind for kind, _ in matter.adjustments if kind not in recipients.ADJUSTMENTS]
    if unknown:
        raise Refused(f"Choose an adjustment: {', '.join(recipients.ADJUSTMENTS.values())}.", "5.6")
    speaks = matter.representing
    if speaks is not None and speaks.authority not in ("", *recipients.AUTHORITIES):
        raise Refused(f"Say on what basis they speak for the person: {', '.join(recipients.AUTHORITIES.values())}.")


def _made(matter: Matter, receipt: _Receipt) -> models.Case:
    """The case with all that came with it, in the transaction around it."""
    try:
        procedure = rulebook.procedure(matter.procedure, on=receipt.received_at.date())
    except LookupError:
        raise Refused("On that day this procedure was not in force yet: look at the year.") from None
    case = models.Case.objects.create(
        reference=references.new(on=receipt.received_at.date()),
        service=_service(matter.service),
        channel=matter.channel,
        subject=_subject(matter.said),
        intake_key=receipt.key,
        came_from=models.Case.objects.filter(reference=matter.came_from).first() if matter.came_from else None,
        procedure=procedure.id,
        version=procedure.version,
        stage="",
        received_at=receipt.received_at,
        received_on=receipt.received_at.date(),
    )
    _people(case, matter, on=receipt.at.date())
    written = {"said": matter.said, "happened": matter.happened, "impact": matter.impact, "wanted": matter.wanted}
    kept = record.all_words(case, written, at=receipt.at, by=receipt.by)
    files = documents.keep_all(case, matter.files, at=receipt.at, by=receipt.by)
    more = {"documents": documents.named(files)} if files else {}
    entry = _receiving(matter, procedure, receipt, {**kept, **more})
    record.append(case, steps.telling(_send_receipt(case, receipt, entry), entry), so_far=())
    if case.at_risk:
        alerts.somebody_at_risk(case, at=receipt.at, besides=receipt.by)
    return case


def _service(slug: str) -> Service:
    if slug == SERVICE_NOT_KNOWN:
        unknown = {"name": "Not known yet", "active": False}
        return Service.objects.get_or_create(slug=SERVICE_NOT_KNOWN, defaults=unknown)[0]
    found = Service.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(service.name for service in here.services())
        raise Refused(f"Say which service it is about: {known}.")
    return found


def _subject(said: str) -> str:
    """A line to know the case by in lists: how the person began."""
    line = " ".join(said.split())
    return line if len(line) <= SUBJECT_LENGTH else f"{line[:SUBJECT_LENGTH].rsplit(' ', 1)[0]}…"


def _people(case: models.Case, matter: Matter, *, on: date) -> None:
    person = _person(matter.person)
    models.Party.objects.create(case=case, person=person, role="complainant", gets_letters=matter.person_gets_letters)
    for kind, note in matter.adjustments:
        models.Adjustment.objects.create(person=person, kind=kind, note=note.strip(), asked_on=on)
    speaks = matter.representing
    if speaks is None:
        return
    models.Party.objects.create(
        case=case,
        person=_person(speaks.contact),
        role=speaks.role,
        relation=speaks.relation,
        authority=speaks.authority,
        authority_note=speaks.authority_note,
        authority_on=speaks.authority_on,
        may_be_told=speaks.may_be_told,
        gets_letters=speaks.gets_letters,
    )


def _person(contact: Contact) -> models.Person:
    return models.Person.objects.create(
        name=contact.name.strip(),
        email=contact.email.strip(),
        phone=contact.phone.strip(),
        address=contact.address.strip(),
        prefers=contact.prefers,
        safe_to_contact=contact.safe_to_contact.strip(),
    )


def _receiving(
    matter: Matter, procedure: rulebook.Procedure, receipt: _Receipt, kept: Mapping[str, Any]
) -> record.Entry:
    begins = next(move for move in procedure.moves if move.begins)
    if "reference" in begins.needs and not matter.their_reference.strip():
        raise Refused(f"Still missing: {rulebook.FACTS['reference']}.", begins.para)
    facts = {
        **({"reference": matter.their_reference.strip()} if matter.their_reference.strip() else {}),
        "service": matter.service,
        "channel": matter.channel,
        "logged_on": receipt.at.date().isoformat(),
        **({"answers": dict(matter.answers)} if matter.answers else {}),
        **({"came_from": matter.came_from} if matter.came_from and not matter.only_said else {}),
        **({"until": _promised(matter, receipt).isoformat()} if matter.until or "until" in begins.needs else {}),
    }
    return record.Entry(
        kind=begins.events[0],
        happened_at=receipt.received_at,
        timed=receipt.timed,
        recorded_at=receipt.at,
        key=receipt.key,
        by=receipt.by,
        actor="representative" if matter.representing else begins.by[0],
        data={**facts, **kept},
    )


def _promised(matter: Matter, receipt: _Receipt) -> date:
    """The day by which a request is to be answered."""
    calendar = here.for_rulebook().calendar
    return matter.until or calendar.add(clock.day_of(receipt.received_at), REQUEST_WORKING_DAYS)


def _send_receipt(case: models.Case, receipt: _Receipt, entry: record.Entry) -> list[models.Letter]:
    """The receipt of the procedure, by email to whoever gave an address; by post the acknowledgement is soon enough.

    It is written first, so that the event it tells of can name it.
    """
    standing = replay.standing(case, on=receipt.at.date(), events=(), more=[record.unwritten(case, entry)])
    if "receipt" not in standing.procedure.letter:
        return []
    situation = Situation(before=standing, after=standing, facts={}, words={}, by=receipt.by, at=receipt.at)
    try:
        ready = correspondence.prospect(case, "receipt", correspondence.Sending(), situation)
    except NobodyToTell:
        return []
    copies = [copy for copy in ready.copies if copy.channel == "email"]
    return [correspondence.send_copy(ready, copy, receipt.key) for copy in copies]
