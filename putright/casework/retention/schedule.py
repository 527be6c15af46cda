"""How long each class of cases is kept: what is recommended (`schedule.toml`), and what the council decided instead.

Days are counted by the rulebook; which class a case is in, and from which day, is for `keeping`.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from putright.accounts import audit, roles
from putright.accounts.models import Officer
from putright.casework.refused import NotYours, Overtaken, Refused
from putright.casework.tables.retention import KeepingRule

FILE = Path(__file__).parent / "schedule.toml"
LONGEST = 100
MIND_WORDS = "recommended, and not verified for any council"


@dataclass(frozen=True, kw_only=True)
class KeepingClass:
    """A class of cases that are kept equally long. What the fields mean is written at the head of `schedule.toml`."""

    name: str
    title: str
    years: int
    procedures: tuple[str, ...] = ()
    events: frozenset[str] = frozenset()
    ombudsman: bool = False
    nobody_named: bool = False
    requests: bool = False
    mind: str = ""
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """How long a class is kept now: what the council decided, or what is recommended while it has decided nothing."""

    keeping_class: KeepingClass
    decided: KeepingRule | None

    @property
    def years(self) -> int:
        """For so long."""
        return self.decided.years if self.decided else self.keeping_class.years

    @property
    def whose(self) -> str:
        """By whose word."""
        if self.decided:
            return f"the council’s schedule, version {self.decided.version}"
        if self.keeping_class.ours:
            return "Putright’s own default, not verified for any council"
        return MIND_WORDS


@cache
def every() -> Mapping[str, KeepingClass]:
    """The classes there are, by name, in the order in which they are tried."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["classes"]
    made = [
        KeepingClass(
            **{**row, "procedures": tuple(row.get("procedures", ())), "events": frozenset(row.get("events", ()))}
        )
        for row in rows
    ]
    return {one.name: one for one in made}


def in_force() -> Mapping[str, Rule]:
    """The rule of each class today."""
    newest = {row.keeping_class: row for row in KeepingRule.objects.order_by("version")}
    return {name: Rule(one, newest.get(name)) for name, one in every().items()}


def edition(rules: Mapping[str, Rule]) -> str:
    """What tells one state of the schedule from another."""
    told = ",".join(f"{name}:{rule.years}" for name, rule in rules.items())
    return hashlib.sha256(told.encode()).hexdigest()


def versions(name: str) -> QuerySet[KeepingRule]:
    """What the council has decided about a class, newest first."""
    return KeepingRule.objects.filter(keeping_class=name).select_related("by").order_by("-version")


def change(name: str, *, years: int, reason: str, by: Officer, at: datetime, seen: int) -> KeepingRule:
    """Decide how long a class is kept from now on; `seen` is the version it was decided on top of. Raises `Refused`.

    It holds for every case not yet disposed of, those waiting for it among them.
    """
    if not roles.may(by, "set_retention"):
        raise NotYours(f"Your role does not let you {roles.DEEDS['set_retention']}.")
    _must_be_sound(name, years, reason)
    version = KeepingRule.objects.filter(keeping_class=name).count()
    if version != seen:
        raise Overtaken("Somebody else has changed this since you opened the page: look at what they decided first.")
    try:
        with transaction.atomic():
            made = KeepingRule.objects.create(
                keeping_class=name, version=version + 1, years=years, reason=reason.strip(), by=by, at=at
            )
            audit.note(kind="settings_changed", by=by, at=at, about=f"keeping of {name}", years=years)
    except IntegrityError:
        raise Overtaken("Somebody else changed this at the same moment: look at what they decided first.") from None
    return made


def _must_be_sound(name: str, years: int, reason: str) -> None:
    if name not in every():
        raise Refused("There is no such class of cases.")
    if not 1 <= years <= LONGEST:
        raise Refused(f"Give whole years, from 1 to {LONGEST}.")
    if not reason.strip():
        raise Refused("Say why: the reason is part of the council’s retention schedule.")
