"""The roles there are, as `roles.toml` gives them, and the questions asked of an officer's roles. Nothing of cases."""

from __future__ import annotations

import dataclasses
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from putright.accounts.models import Grant, Officer
from putright.rulebook.book import vocabulary

FILE = Path(__file__).parent / "roles.toml"
SEES = ("none", "own", "services", "all")
"""How far a role sees, from nothing to everything."""

DEEDS: Mapping[str, str] = {
    "take_in": "take in a complaint",
    "see_cases": "see cases",
    "read_notes": "read what colleagues note on a case",
    "triage": "decide where a matter belongs",
    "assign": "give a case to somebody",
    "add_to_file": "add notes and documents",
    "speak_for_person": "record what the person complaining said or asked for",
    "send_letters": "send letters",
    "print_letters": "print letters and record that they were posted",
    "approve": "approve an answer",
    "sign_off": "sign off a refusal",
    "correct": "correct the record",
    "restrict": "restrict who sees a case",
    "edit_wording": "change the wording of letters",
    "see_outbox": "see what could not be delivered",
    "review_records": "see what is due for disposal, keep it longer or propose it",
    "dispose": "decide on a disposal",
    "hold_records": "place and lift holds",
    "set_retention": "decide how long cases are kept",
    "answer_rights": "answer requests about personal information",
    "see_settings": "see the council's settings and their history",
    "decide_policy": "decide how the council's procedures are used",
    "manage_people": "look after people and their roles",
    "manage_council": "look after the council's settings",
}
"""What may be done that is no move of a procedure."""


class UnknownRole(LookupError):
    """There is no role of that name."""


class Unsound(ValueError):
    """The file of roles says something that cannot be meant, with what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role and what it may do. What the fields mean is written at the head of `roles.toml`."""

    name: str
    title: str
    about: str
    acts_as: frozenset[str]
    may: frozenset[str]
    sees: str
    restricted: bool
    figures: bool


@cache
def every() -> Mapping[str, Role]:
    """All roles, by name, in the order of the file. Raises `Unsound` for what the file may not say."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> Mapping[str, Role]:
    """The roles a file gives, by name. Raises `Unsound`."""
    roles = [_role(row) for row in tomllib.loads(text).get("roles", [])]
    twice = [name for name, times in Counter(role.name for role in roles).items() if times > 1]
    if twice:
        raise Unsound(f"the role {twice[0]!r} is written twice: give one of them another name")
    return {role.name: role for role in roles}


def _role(row: Mapping[str, Any]) -> Role:
    name = row.get("name", "?")
    fields = [field.name for field in dataclasses.fields(Role)]
    _must_be_known(f"the role {name!r}", "entry", row, fields)
    left_out = [field for field in fields if field not in row]
    if left_out:
        raise Unsound(f"the role {name!r} does not say {left_out[0]!r}: add it")
    _must_be_known(f"'acts_as' of {name!r}", "role of a procedure", row["acts_as"], vocabulary.ROLES)
    _must_be_known(f"'may' of {name!r}", "thing a role may do", row["may"], DEEDS)
    _must_be_known(f"'sees' of {name!r}", "reach", [row["sees"]], SEES)
    return Role(**{**row, "acts_as": frozenset(row["acts_as"]), "may": frozenset(row["may"])})


def _must_be_known(place: str, what: str, given: Iterable[str], known: Iterable[str]) -> None:
    unknown = [word for word in given if word not in known]
    if unknown:
        raise Unsound(f"{place}: {unknown[0]!r} is no {what}; take it out, or choose from: {', '.join(known)}")


def grant(*, officer: Officer, role: str, at: datetime, source: str = "") -> Grant:
    """Let an officer hold a role from now on, by hand or from a `source`; from both, if they have it from the other one
    already. Who gave it is for `people`. Raises `UnknownRole`.
    """
    if role not in every():
        raise UnknownRole(f"{role!r} is no role; there are: {', '.join(every())}")
    row, new = Grant.objects.get_or_create(officer=officer, role=role, defaults={"granted_at": at, "source": source})
    if not new and row.source != source:
        row.also_by_hand = row.also_by_hand or not (row.source and source)
        row.source = source or row.source
        row.save(update_fields=["source", "also_by_hand"])
    officer.__dict__.pop("role_names", None)
    return row


def withdraw(*, officer: Officer, role: str, source: str = "") -> bool:
    """Take a role back: altogether, or only as far as a `source` gave it. Whether it is held still, by hand."""
    found = Grant.objects.filter(officer=officer, role=role)
    both = found.filter(source=source, also_by_hand=True)
    kept = bool(source) and both.update(source="", also_by_hand=False) > 0
    if not kept:
        found.delete()
    officer.__dict__.pop("role_names", None)
    return kept


def given_by(officer: Officer) -> Mapping[str, tuple[str, bool]]:
    """From where each role comes: the council's own sign-in whose groups give it (or empty), and whether by hand."""
    return {one.role: (one.source, not one.source or one.also_by_hand) for one in officer.grants.all()}


def held_by(officer: Officer) -> tuple[Role, ...]:
    """The roles an officer holds; none when they have left. Raises `UnknownRole` for a grant no file explains."""
    if not officer.is_active:
        return ()
    unknown = officer.role_names - set(every())
    if unknown:
        raise UnknownRole(f"{officer} holds {min(unknown)!r}, which is no role; there are: {', '.join(every())}")
    return tuple(role for role in every().values() if role.name in officer.role_names)


def may(officer: Officer, deed: str) -> bool:
    """Whether one of an officer's roles may do this (a word of `DEEDS`), as far as roles go."""
    if deed not in DEEDS:
        raise KeyError(f"{deed!r} is nothing a role may do; there are: {', '.join(DEEDS)}")
    return any(deed in role.may for role in held_by(officer))


def acts_as(officer: Officer) -> frozenset[str]:
    """The roles of the rulebook's moves an officer may take."""
    return frozenset(word for role in held_by(officer) for word in role.acts_as)


def sees(officer: Officer) -> str:
    """How far an officer sees: the furthest of their roles."""
    return max((role.sees for role in held_by(officer)), key=SEES.index, default="none")


def sees_restricted(officer: Officer) -> bool:
    """Whether an officer sees restricted cases that are not their own."""
    return any(role.restricted for role in held_by(officer))


def sees_figures(officer: Officer) -> bool:
    """Whether an officer sees totals, which name no case."""
    return any(role.figures for role in held_by(officer))
