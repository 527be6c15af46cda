"""The people of a case as its page shows them: who they are, how to reach them, what they may be told and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from putright.accounts.models import Officer
from putright.casework import cases
from putright.casework.writing import recipients
from putright.rulebook import plain

AN_OFFICER = re.compile(r"\bofficer (\d+)\b")
ROLES: Mapping[str, str] = {
    "complainant": "The person complaining",
    "representative": "Representative",
    "member": "Councillor or MP",
}
MAY_BE_TOLD: Mapping[str, str] = {
    "everything": "Everything about the case",
    "the_answer": "The answer, and nothing else",
    "nothing": "Nothing",
}
AUTHORITIES: Mapping[str, str] = {**recipients.AUTHORITIES, recipients.WITHDRAWN: "withdrawn by the person"}
"""On what basis somebody speaks for another, and that they do not any more."""
DETAILS: Mapping[str, str] = {
    "name": "the name",
    "email": "the email address",
    "phone": "the telephone number",
    "address": "the postal address",
    "prefers": "how they like to hear from us",
    "safe_to_contact": "what to mind when getting in touch",
    "authority": "on what basis they speak",
    "authority_note": "what shows it",
    "may_be_told": "what they may be told",
    "gets_letters": "whether letters go to them",
}
"""What can be changed about somebody in a case; what stood there is kept nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """Somebody in the case. `letters` says whether they get letters and on what basis, in a sentence."""

    number: int
    theirs: bool
    role: str
    person: Any
    relation: str
    authority: str
    may_be_told: str
    gets_letters: bool
    letters: str


def of(case: cases.Case, *, on: date) -> tuple[Someone, ...]:
    """Everybody in the case, the person complaining first."""
    getting, left_out = recipients.of(case, on=on)
    said = [(one.party, True, one.basis) for one in getting] + [(one.party, False, one.because) for one in left_out]
    ordered = sorted(said, key=lambda one: (one[0].role != "complainant", one[0].pk))
    return tuple(_someone(party, gets, words) for party, gets, words in ordered)


def _someone(party: Any, gets_letters: bool, letters: str) -> Someone:
    theirs = party.role == "complainant"
    return Someone(
        number=party.pk,
        theirs=theirs,
        role=ROLES.get(party.role, party.role),
        person=party.person,
        relation=party.relation,
        authority="" if theirs else _authority(party),
        may_be_told="" if theirs else MAY_BE_TOLD.get(party.may_be_told, party.may_be_told),
        gets_letters=gets_letters,
        letters=letters,
    )


def _authority(party: Any) -> str:
    said = AUTHORITIES.get(party.authority, party.authority or "none recorded")
    since = f", since {plain(party.authority_on)}" if party.authority_on else ""
    until = f", until {plain(party.authority_ends_on)}" if party.authority_ends_on else ""
    note = f". {party.authority_note}" if party.authority_note else ""
    return f"{said[:1].upper()}{said[1:]}{since}{until}{note}"


def adjustments(people: Sequence[Someone], *, on: date) -> list[tuple[str, str, bool]]:
    """The adjustments of everybody in the case: whose, what in words, and whether it is agreed."""
    return [
        (str(one.person), _adjustment(adjustment), adjustment.agreed_on is not None)
        for one in people
        for adjustment in one.person.adjustments.all()
        if adjustment.ended_on is None or adjustment.ended_on > on
    ]


def _adjustment(adjustment: Any) -> str:
    name = recipients.ADJUSTMENTS.get(adjustment.kind, adjustment.kind)
    words = adjustment.note if adjustment.kind == "other" and adjustment.note else name
    note = f" ({adjustment.note})" if adjustment.note and adjustment.kind != "other" else ""
    if adjustment.agreed_on is None:
        return f"{words}{note}: asked for on {plain(adjustment.asked_on)}, not agreed yet"
    again = f", to be looked at again on {plain(adjustment.review_on)}" if adjustment.review_on else ""
    return f"{words}{note}: agreed on {plain(adjustment.agreed_on)}{again}"


def named_in(words: str) -> str:
    """What the rulebook says of officers, who are numbers to it, with their names."""
    numbers = [int(number) for number in AN_OFFICER.findall(words)]
    names = dict(Officer.objects.filter(pk__in=numbers).values_list("pk", "name")) if numbers else {}
    return AN_OFFICER.sub(lambda found: names.get(int(found[1]), found[0]), words)


def asks_for_something(case: cases.Case) -> bool:
    """Whether somebody in the case asked for an adjustment that nobody has agreed yet."""
    waits = {"person__adjustments__agreed_on": None, "person__adjustments__ended_on": None}
    return bool(case.parties.filter(person__adjustments__isnull=False, **waits).exists())


def changes(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Whose details or part changed, and which: never what they are."""
    if "party" in data and "role" in data:
        who = ROLES.get(str(data["role"]), str(data["role"]))
        yield "Who", f"{who}, added to the case" if data.get("added") else who
    changed = [DETAILS[name] for name in data.get("changed", ()) if name in DETAILS]
    if changed:
        yield "Changed", ", ".join(changed)
    if data.get("again"):
        yield "Sent again", f"{len(data['again'])} letter{'' if len(data['again']) == 1 else 's'} that had not arrived"
    if data.get("links_withdrawn"):
        yield "Secret links", "none of those sent so far works any more"
    if data.get("letters_to_person"):
        yield "Letters", "they go to the person again"
