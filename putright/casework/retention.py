"""The fate of every personal field of the record: kept, hidden or erased, and when. A test finds those without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a field, and why."""

    what: str
    """erase: emptied at the end of the case's keeping time; keep: tells nothing of anybody; hide: only who must see."""
    why: str


ERASE = Fate("erase", "It is what somebody wrote or who they are: emptied when the case's keeping time is over.")
KEEP = Fate("keep", "It says nothing of a person: what happened can be counted after the people are gone.")

FATES: Mapping[str, Fate] = {
    "Case.reference": KEEP,
    "Case.channel": KEEP,
    "Case.subject": ERASE,
    "Case.intake_key": KEEP,
    "Case.procedure": KEEP,
    "Case.version": KEEP,
    "Case.stage": KEEP,
    "Case.next_step": KEEP,
    "Case.next_by": KEEP,
    "Case.outcome": KEEP,
    "Case.head": KEEP,
    "Event.kind": KEEP,
    "Event.procedure": KEEP,
    "Event.version": KEEP,
    "Event.actor": KEEP,
    "Event.data": Fate("keep", "It holds ids, days and choices only; personal words stand in Words."),
    "Event.key": KEEP,
    "Event.previous": KEEP,
    "Event.digest": KEEP,
    "Words.about": KEEP,
    "Words.body": ERASE,
    "Words.salt": Fate("erase", "Without it the digest kept in the event tells nothing of the words."),
    "Person.name": ERASE,
    "Person.email": ERASE,
    "Person.phone": ERASE,
    "Person.address": ERASE,
    "Person.prefers": KEEP,
    "Person.safe_to_contact": ERASE,
    "Party.role": KEEP,
    "Party.relation": ERASE,
    "Party.authority": KEEP,
    "Party.authority_note": ERASE,
    "Party.may_be_told": KEEP,
    "Adjustment.kind": Fate("hide", "It can tell of a disability: shown to those who deal with the case, and counted."),
    "Adjustment.note": ERASE,
    "Point.text": ERASE,
    "Point.procedure": KEEP,
    "Finding.stage": KEEP,
    "Finding.finding": KEEP,
    "Finding.reason": ERASE,
    "Finding.rule": KEEP,
    "Finding.impact": ERASE,
    "Finding.no_remedy_because": ERASE,
    "Finding.whose": ERASE,
    "Draft.letter": KEEP,
    "Draft.subject": ERASE,
    "Draft.parts": ERASE,
    "Draft.facts": ERASE,
    "Draft.approval": KEEP,
    "Draft.approval_note": ERASE,
    "Letter.letter": KEEP,
    "Letter.title": KEEP,
    "Letter.channel": KEEP,
    "Letter.subject": ERASE,
    "Letter.text": ERASE,
    "Letter.html": ERASE,
    "Letter.digest": KEEP,
    "Letter.step_key": KEEP,
    "Letter.outgoing_key": KEEP,
    "Document.name": ERASE,
    "Document.content_type": KEEP,
    "Document.digest": KEEP,
    "Document.file": ERASE,
    "Document.scan": KEEP,
    "Remedy.kind": KEEP,
    "Remedy.what": ERASE,
    "Remedy.basis": ERASE,
    "Improvement.what": Fate("keep", "It is what a service does differently, written without naming anybody."),
}
"""By table and field: every field that holds text, a file or a document."""
