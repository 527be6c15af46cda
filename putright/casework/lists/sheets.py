"""An open case on one sheet, as an officer needs it who cannot reach the site: what is owed when, and to whom.

Plain values and nothing else, so that a sheet can be read wherever it is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from putright.accounts.models import Officer
from putright.casework import cases, models
from putright.casework.lists import lines
from putright.casework.writing import particulars, recipients
from putright.council import here
from putright.rulebook import plain

WITHHELD = "Restricted: ask the complaints manager."
MOST_SAID = 1500
ROLES = {"complainant": "The person complaining", "representative": "Speaks for them", "member": "Councillor or MP"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Human:
    """Somebody in the case: how to reach them and what to mind. `letters`: whether they get any, and why."""

    name: str
    role: str
    phone: str
    email: str
    address: str
    prefers: str
    mind: str
    letters: str
    adjustments: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """Who they are and how to reach them, a line each."""
        prefers = f"Prefers: {self.prefers}" if self.prefers else ""
        lines = (self.role, self.phone, self.email, self.address, prefers, self.letters)
        return tuple(line for line in lines if line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One case. `people` and what they said are empty where the case is restricted."""

    reference: str
    service: str
    procedure: str
    stage: str
    received: str
    subject: str
    owner: str
    owner_contact: str
    step: str
    due_on: date | None
    due: str
    state: str
    told_until: str
    at_risk: bool
    restricted: bool
    said: str
    wanted: str
    points: tuple[str, ...]
    promised: tuple[str, ...]
    people: tuple[Human, ...]
    because: str


def every(*, on: date) -> Iterator[Sheet]:
    """Each open case, what is due first first."""
    found = cases.still_open(models.Case.objects.all()).select_related("service", "owner")
    ordered = found.order_by("next_due_on", "pk").prefetch_related("parties__person__adjustments", "words", "points")
    council = here.for_rulebook()
    for case in ordered.iterator(200):
        yield _sheet(case, lines.line(case, on=on, council=council), on)


def _sheet(case: models.Case, line: lines.Line, on: date) -> Sheet:
    standing = cases.standing(case, on=on)
    owed = next((one for one in standing.clocks if one.running and one.name == case.next_step), None)
    return Sheet(
        reference=case.reference,
        service=case.service.name,
        procedure=standing.procedure.name,
        stage=line.stage,
        received=plain(case.received_on),
        subject=WITHHELD if case.restricted else case.subject,
        owner=case.owner.name if case.owner else "Nobody yet",
        owner_contact=_reach(case.owner),
        step=line.step or "Nothing is owed",
        due_on=case.step_due_on,
        due=f"{plain(case.step_due_on)}, {line.due}" if case.step_due_on and line.due else _day(case.step_due_on),
        state=line.state,
        told_until=_day(case.told_until),
        at_risk=case.at_risk,
        restricted=case.restricted,
        because=standing.because(owed) if owed else "",
        **_personal(case, on),
    )


def _personal(case: models.Case, on: date) -> dict[str, Any]:
    if case.restricted:
        return {"said": "", "wanted": "", "points": (), "promised": (), "people": ()}
    said = particulars.said(case)
    open_remedies = case.remedies.filter(done_on=None, undeliverable_on=None)
    return {
        "said": said if len(said) <= MOST_SAID else f"{said[:MOST_SAID]} …",
        "wanted": particulars.wanted(case),
        "points": tuple(f"{point.number}. {point.text}" for point in case.points.all()),
        "promised": tuple(f"{one.what}, by {plain(one.until)}" for one in open_remedies),
        "people": tuple(_people(case, on)),
    }


def _people(case: models.Case, on: date) -> Iterator[Human]:
    getting, left_out = recipients.of(case, on=on)
    told = {one.party.pk: f"Gets letters. {one.basis}" for one in getting}
    told |= {one.party.pk: f"Gets no letters. {one.because}" for one in left_out}
    for party in sorted(case.parties.all(), key=lambda one: (one.role != "complainant", one.pk)):
        person = party.person
        yield Human(
            name=str(person),
            role=ROLES.get(party.role, party.role),
            phone=person.phone,
            email=person.email,
            address=", ".join(person.address.splitlines()),
            prefers=person.prefers,
            mind=person.safe_to_contact,
            letters=told.get(party.pk, ""),
            adjustments=tuple(_adjustments(person, on)),
        )


def _adjustments(person: models.Person, on: date) -> Iterator[str]:
    for one in person.adjustments.all():
        if one.ended_on is None or one.ended_on > on:
            words = particulars.adjustment_in_words(one)
            yield words if one.agreed_on else f"{words} (asked for, not agreed yet)"


def _reach(officer: Officer | None) -> str:
    return "" if officer is None else ", ".join(way for way in (officer.phone, officer.email) if way)


def _day(on: date | None) -> str:
    return plain(on) if on else ""
