"""The history of the settings: every change with who, when, what it was, what it is and why. Only ever added to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from putright.accounts import audit
from putright.accounts.models import Officer
from putright.administration.models import Change

AREAS: Mapping[str, str] = {
    "council": "Name and kind of council",
    "appearance": "Colour and logo",
    "contact": "Contact details",
    "services": "Services",
    "teams": "Teams",
    "people": "People and roles",
    "break_glass": "Break-glass account",
    "hours": "Office hours",
    "days": "Closure days and bank holidays",
    "procedures": "Procedures",
    "landlord": "Is the council a landlord?",
    "policy": "Definitions and policy",
    "exclusions": "Exclusions",
    "departures": "Departures",
    "ombudsmen": "Ombudsmen",
    "approvals": "Who approves what",
    "keeping": "How long cases are kept",
    "privacy": "Privacy notice",
    "accessibility": "Accessibility statement",
    "mail": "Mail",
    "wording": "Wording of letters",
    "opening": "Opening",
}
"""The parts of the settings, as the history names them; the addresses of their pages are the same words."""

Shown = Mapping[str, str]
"""A setting in words: what each part of it is called, and what it is."""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Who changes something, when and why. Nobody only for what was done before there was anybody to sign in."""

    by: Officer | None
    at: datetime
    why: str = ""


def record(
    *, area: str, about: str, before: Shown, after: Shown, deed: Deed, number: int | None = None
) -> Change | None:
    """Write down what differs between before and after; nothing when nothing does. `number` is that of a person.

    Belongs into the transaction of the change itself.
    """
    if area not in AREAS:
        raise KeyError(f"{area!r} is no part of the settings; there are: {', '.join(AREAS)}")
    what = differences(before, after)
    if not what:
        return None
    row = Change.objects.create(
        at=deed.at, by=deed.by, area=area, about=about[:200], number=number, what=what, why=deed.why.strip()[:500]
    )
    if area != "people":  # accounts has words of its own for those
        changed = ", ".join(name for name, _, _ in what)
        audit.note(kind="settings_changed", by=deed.by, at=deed.at, about=f"settings {area}", changed=changed)
    return row


def differences(before: Shown, after: Shown) -> list[tuple[str, str, str]]:
    """Name, before and after of everything that is not the same."""
    names = dict.fromkeys([*before, *after])
    both = [(name, before.get(name, ""), after.get(name, "")) for name in names]
    return [(name, was, now) for name, was, now in both if was != now]
