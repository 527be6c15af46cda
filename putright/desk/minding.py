"""What an officer must not overlook in a case, said at the top of its page in words: nothing depends on a colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from putright.accounts.models import Officer
from putright.casework import cases, file
from putright.desk import people, telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One thing to mind. `kind`: stop (before anything else), mind, or limit (who may see it)."""

    kind: str
    title: str
    text: str
    href: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the person wrote last, if nobody at the council has done anything about it since."""

    who: str
    at: datetime
    entries: Sequence[telling.Told]


def flags(
    case: cases.Case, everybody: Sequence[people.Someone], adjustments: Sequence[tuple[str, str, bool]]
) -> list[Flag]:
    """Everything to mind, what is most pressing first."""
    found = [*_danger(case), *_safety(everybody)]
    found += [
        Flag(kind="mind", title="Adjustment" if agreed else "Adjustment asked for", text=f"{whose}: {what}.")
        for whose, what, agreed in adjustments
    ]
    if case.restricted:
        limit = "Only those who deal with it see this case. Do not talk about it with anybody else."
        found.append(Flag(kind="limit", title="Restricted", text=limit))
    return found


def _danger(case: cases.Case) -> Iterator[Flag]:
    if case.at_risk:
        yield Flag(
            kind="stop", title="Somebody is at risk", text="Settle first whether they are safe; do not wait for a date."
        )


def _safety(everybody: Sequence[people.Someone]) -> Iterator[Flag]:
    for one in everybody:
        if one.person.safe_to_contact:
            yield Flag(
                kind="stop",
                title="Before you get in touch",
                text=f"{one.person}: {one.person.safe_to_contact}"
                if len(everybody) > 1
                else one.person.safe_to_contact,
            )


def heard(case: cases.Case, told: Sequence[telling.Told]) -> Heard | None:
    """What the person wrote that nobody has looked at; `told` is the timeline, newest first."""
    if case.heard_from_at is None:
        return None
    return Heard(who=_who(case), at=case.heard_from_at, entries=[one for one in told if one.unread])


def _who(case: cases.Case) -> str:
    return next((str(party.person) for party in case.parties.all() if party.role == "complainant"), "The person")


def must_declare(case: cases.Case, officer: Officer) -> bool:
    """Whether the officer has the case and has not yet said whether there is a conflict of interest."""
    return not case.ended and case.owner_id == officer.pk and not file.declaration_of(case, officer)
