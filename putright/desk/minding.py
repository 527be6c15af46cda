"""What an officer must not overlook in a case, said at the top of its page in words: nothing depends on a colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from putright.accounts.models import Officer
from putright.casework import access, cases, file
from putright.casework.actions import refusal
from putright.desk import people, telling
from putright.rulebook import Standing


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
    theirs = []
    for entry in told:
        if entry.officer and entry.kind not in telling.LOOKED_AT_NOTHING:
            break
        if not entry.officer and entry.kind in telling.FROM_THEM:
            theirs.append(entry)
    return Heard(who=_who(case), at=case.heard_from_at, entries=theirs)


def _who(case: cases.Case) -> str:
    return next((str(party.person) for party in case.parties.all() if party.role == "complainant"), "The person")


def must_declare(case: cases.Case, officer: Officer) -> bool:
    """Whether the officer has the case and has not yet said whether there is a conflict of interest."""
    return not case.ended and case.owner_id == officer.pk and not file.declaration_of(case, officer)


def proposed_refusal(case: cases.Case, standing: Standing, officer: Officer) -> tuple[Officer, str] | None:
    """Who proposed to refuse it, and the move that decides it, where this officer may decide it now."""
    for move in refusal.MOVES:
        offer = standing.offer.get(move)
        if offer is None or offer.why_not or not access.may_take(officer, case, move):
            continue
        draft = file.draft_of(case, offer.move.says or "")
        ground = (draft.facts.get("form", {}).get("ground") or [""])[0] if draft else ""
        by = refusal.proposer(case, ground) if ground else None
        if by is not None and by != officer:
            return by, move
    return None
