"""Collecting what is held about a person: every entry, letter, document, finding and detail, as text of its own.

The text is kept as it was when it was collected, so that what is withheld of it stays where it was marked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from putright.accounts.models import Officer
from putright.casework import cases, models, search
from putright.casework.information_rights import disagreements
from putright.casework.subject_access import plain_words, reading, requests
from putright.casework.tables.subject_access import AccessItem, AccessRequest
from putright.casework.writing import recipients
from putright.council import clock
from putright.council.clock import LONDON
from putright.rulebook import plain

SECRET = re.compile(r"(/complaint/[^/\s]+/)[A-Za-z0-9_-]{16,}")
HOLDS = ("hold_placed", "hold_lifted")
"""Entries that may say that a claim or an inquiry is expected: whether they are given is decided by themselves."""

ROLES = {"complainant": "the person complaining", "representative": "a representative", "member": "a councillor or MP"}


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing as it is found in a case."""

    source: str
    kind: str
    title: str
    text: str
    document: models.Document | None = None


def collect(number: int, *, by: Officer, at: datetime) -> int:
    """Collect what is held about the person in every case they were found in. How many items are new.

    Collected again, what was there stays as it was, with what is withheld of it. Raises `Refused`.
    """
    requests.must_answer(by)
    with transaction.atomic():
        request = requests.still_open(number)
        new = 0
        for case, whole in _their_cases(request):
            for found in _in_case(case):
                if whole or _speaks_of(request, found):
                    new += _keep(request, case, found)
        if new:
            requests.not_checked_any_more(request)
    return new


def _their_cases(request: AccessRequest) -> Iterator[tuple[models.Case, bool]]:
    """Their cases; `whole` for those they have a part in, not for those that only speak of them."""
    people = list(request.people.filter(same=True).select_related("case", "case__service").order_by("case_id"))
    parts = {row.case_id for row in people if row.party_id is not None}
    for case in {row.case_id: row.case for row in people}.values():
        yield case, case.pk in parts


def _keep(request: AccessRequest, case: models.Case, found: Found) -> bool:
    _, made = AccessItem.objects.get_or_create(
        request=request,
        source=found.source,
        defaults={
            "case": case,
            "kind": found.kind,
            "title": found.title[:200],
            "text": tidied(found.text),
            "document": found.document,
        },
    )
    return made


def _speaks_of(request: AccessRequest, found: Found) -> bool:
    """Whether a thing in somebody else's case speaks of the person by name or by one of their details."""
    words = set(search.cut(found.text))
    names = [set(search.cut(text)) for text in (request.name, request.email) if text.strip()]
    return found.document is not None or any(name <= words for name in names)


def tidied(text: str) -> str:
    """A text as it is kept: one way of writing each letter, no control characters, and no secret link."""
    plainly = unicodedata.normalize("NFC", SECRET.sub(r"\1…", text)).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in plainly if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cf")).strip()


# --- What is in a case. ----------------------------------------------------------------------------------------------


def _in_case(case: models.Case) -> Iterator[Found]:
    yield from _people(case)
    yield from _entries(case)
    yield from _points(case)
    yield from _remedies(case)
    yield from _letters(case)
    yield from _drafts(case)
    yield from _documents(case)


def _people(case: models.Case) -> Iterator[Found]:
    for party in case.parties.select_related("person").prefetch_related("person__adjustments"):
        person = party.person
        told = {
            "Name": person.name,
            "Email": person.email,
            "Telephone": person.phone,
            "Address": person.address,
            "Prefers": plain_words.word(person.prefers),
            "Mind when getting in touch": person.safe_to_contact,
            "Relation": party.relation,
            "Speaks on the basis of": recipients.AUTHORITIES.get(party.authority, party.authority),
            "Note on that": party.authority_note,
        }
        lines = [f"{name}: {value}" for name, value in told.items() if value]
        for one in person.adjustments.all():
            lines.append(f"Adjustment: {recipients.ADJUSTMENTS.get(one.kind, one.kind)}. {one.note}".strip())
        yield Found(
            source=f"party {party.pk}",
            kind="details",
            title=f"Details on record of {ROLES.get(party.role, party.role)}",
            text="\n".join(lines) or "No details are on record.",
        )


def _entries(case: models.Case) -> Iterator[Found]:
    """The record in plain words, entry by entry, with what was written."""
    entries = cases.timeline(case)
    against = disagreements.in_timeline(entries)
    for one in entries:
        lines = [f"When: {_moment(one.happened.happened_at)}", f"Who: {_who(one.event)}"]
        lines += [f"{name}: {value}" for name, value in plain_words.choices(case, one)]
        lines += [f"{plain_words.called(name)}: {body}" for name, body in one.written if body]
        if one.happened.struck:
            lines.append("This entry was struck out: it did not happen.")
        lines += _disputed(against, disagreements.ENTRY, one.number)
        title = f"{one.title} (entry {one.number}, {_day(one.event.recorded_at)})"
        kind = reading.HOLD if one.event.kind in HOLDS else "entry"
        yield Found(source=f"event {one.event.pk}", kind=kind, title=title, text="\n".join(lines))


def _points(case: models.Case) -> Iterator[Found]:
    for point in case.points.prefetch_related("findings"):
        lines = [point.text]
        for found in point.findings.all():
            told = {"Found": plain_words.word(found.finding), "Reason": found.reason, "Rule": found.rule}
            told |= {"What it meant": found.impact, "Why there is no remedy": found.no_remedy_because}
            told |= {"Whose it is": found.whose}
            lines.append(f"At {plain_words.stage(case, found.stage)}:")
            lines += [f"{name}: {value}" for name, value in told.items() if value]
        title = f"Point {point.number} of the complaint"
        yield Found(source=f"point {point.pk}", kind="point", title=title, text="\n".join(lines))


def _remedies(case: models.Case) -> Iterator[Found]:
    for remedy in case.remedies.all():
        lines = [f"What: {remedy.what}", f"By: {plain(remedy.until)}"]
        if remedy.amount_in_pence is not None:
            lines.append(f"Amount: £{remedy.amount_in_pence / 100:.2f}. {remedy.basis}".strip())
        if remedy.done_on:
            lines.append(f"Done on {plain(remedy.done_on)}")
        yield Found(source=f"remedy {remedy.pk}", kind="remedy", title="A remedy", text="\n".join(lines))


def _letters(case: models.Case) -> Iterator[Found]:
    against = disagreements.of(case)
    for letter in case.letters.select_related("party__person"):
        sent = recipients.CHANNELS.get(letter.channel, letter.channel)
        head = f"To: {letter.party.person}\nSent: {sent}\nSubject: {letter.subject}\n\n"
        disputed = "\n".join(_disputed(against, disagreements.LETTER, letter.pk))
        title = f"Letter: {letter.title}, {_day(letter.sent_at)}"
        text = f"{head}{letter.text}\n{disputed}"
        yield Found(source=f"letter {letter.pk}", kind="letter", title=title, text=text)


def _drafts(case: models.Case) -> Iterator[Found]:
    for draft in case.drafts.all():
        texts: list[Any] = [*draft.parts.values(), draft.approval_note]
        title = f"A letter not sent yet: {plain_words.word(draft.letter)}"
        text = "\n\n".join(str(one) for one in texts if one)
        yield Found(source=f"draft {draft.pk}", kind="draft", title=title, text=text or "Nothing is written yet.")


def _documents(case: models.Case) -> Iterator[Found]:
    against = disagreements.of(case)
    for number, document in enumerate(case.documents.all(), start=1):
        lines = [f"File: {document.name}", f"Added: {_moment(document.added_at)}", f"Size: {document.size} bytes"]
        lines += _disputed(against, disagreements.DOCUMENT, document.pk)
        title = f"Document {number}"
        yield Found(
            source=f"document {document.pk}", kind="document", title=title, text="\n".join(lines), document=document
        )


def _disputed(against: tuple[disagreements.Disagreement, ...], about: str, number: int) -> list[str]:
    told = [one for one in against if (one.about, one.number) == (about, number)]
    return [f"The person disagrees with this. Their statement of {_day(one.at)}: {one.said}" for one in told]


def _who(event: models.Event) -> str:
    return event.by.name if event.by else plain_words.ACTORS.get(event.actor, event.actor)


def _day(at: datetime) -> str:
    return plain(clock.day_of(at))


def _moment(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{plain(local.date())}, {local:%H:%M}"
