"""The record of a case in words an officer reads: each entry of the timeline with what was written and decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from putright.accounts.models import Officer
from putright.casework import cases, recipients
from putright.council.clock import LONDON
from putright.rulebook import FACTS, plain

SAID: Mapping[str, str] = {
    "said": "What they said",
    "happened": "When it happened",
    "impact": "What it meant for them",
    "wanted": "What they want",
    "note": "Note",
    "about": "About the documents",
    "message": "What they wrote",
    "reason": "Reason",
    "why": "Why",
    "outcome_sought": "What they would like to happen",
    "outstanding_issues": "What is still outstanding",
    "definition": "The complaint as we understand it",
    "evidence": "What shows it",
    "what": "What was promised",
    "alternative": "What is offered instead",
}
"""What a piece of writing is, as the timeline names it."""

ACTORS: Mapping[str, str] = {
    "complainant": "the person",
    "representative": "their representative",
    "contractor": "the contractor",
    "system": "Putright itself",
    "council": "the council",
}
DECIDED: Mapping[str, str] = {
    "upheld": "Upheld",
    "partially_upheld": "Partly upheld",
    "not_upheld": "Not upheld",
    "not_our_responsibility": "Not our responsibility",
}
"""Findings and decisions, as staff read them."""

DAYS = {"until": "New date or date promised", "review_on": "To be looked at again on", "posted_on": "Posted on"}
CHOICES = {
    "adjustment": ("Adjustment", recipients.ADJUSTMENTS),
    "decision": ("Decision", DECIDED),
    "complexity": ("Complexity", {}),
    "ground": ("Ground", {}),
    "procedure": ("Procedure", {}),
}
OFFICERS = {"officer": "Given to", "owner": "To be done by", "approved_by": "Approved by", "decided_by": "Decided by"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An entry of the timeline, told. `state` is struck, corrected, or empty."""

    number: int
    kind: str
    title: str
    at: datetime
    timed: bool
    recorded_at: datetime
    by: str
    state: str
    facts: tuple[tuple[str, str], ...]
    written: tuple[tuple[str, str], ...]

    @property
    def written_later(self) -> bool:
        """Whether it was written down on a later day than it happened."""
        return self.recorded_at.astimezone(LONDON).date() > self.at.astimezone(LONDON).date()


def timeline(case: cases.Case) -> tuple[Told, ...]:
    """Everything on the record of a case, newest first."""
    entries = cases.timeline(case)
    names = _names(entries)
    return tuple(_told(entry, names) for entry in reversed(entries))


def _told(entry: cases.Entry, names: Mapping[int, str]) -> Told:
    event, happened = entry.event, entry.happened
    return Told(
        number=entry.number,
        kind=entry.kind,
        title=entry.title,
        at=happened.happened_at,
        timed=happened.timed,
        recorded_at=event.recorded_at,
        by=_who(event),
        state="struck" if happened.struck else "corrected" if happened.corrected else "",
        facts=tuple(_facts(happened.data, names, corrects=event.corrects.number if event.corrects else None)),
        written=tuple((named(about), body) for about, body in entry.written),
    )


def _who(event: Any) -> str:
    """Whose step it was, and who wrote it down when that was somebody else."""
    if event.by is None:
        return ACTORS.get(event.actor, event.actor)
    if event.actor in ("council", "system"):
        return str(event.by.name)
    return f"{ACTORS.get(event.actor, event.actor)}, written down by {event.by.name}"


def named(about: str) -> str:
    """What a piece of writing is called."""
    called = SAID.get(about) or FACTS.get(about, about.replace("_", " "))
    return f"{called[:1].upper()}{called[1:]}"


def _facts(data: Mapping[str, Any], names: Mapping[int, str], *, corrects: int | None) -> Iterator[tuple[str, str]]:
    """The days, choices and people an entry names."""
    if corrects is not None:
        yield "Corrects", f"entry {corrects}"
    for name, value in data.items():
        if name in DAYS and value:
            yield DAYS[name], plain(date.fromisoformat(str(value)))
        elif name in CHOICES and isinstance(value, str) and value:
            label, words = CHOICES[name]
            yield label, words.get(value, value.replace("_", " "))
        elif name in OFFICERS and isinstance(value, int):
            yield OFFICERS[name], names.get(value, f"officer {value}")
        elif name == "restricted":
            yield "Who may see it", "only those who deal with it" if value else "everybody whose work it is"


def _names(entries: Sequence[cases.Entry]) -> Mapping[int, str]:
    """The officers named in what happened, read at once."""
    wanted = {value for entry in entries for name, value in entry.event.data.items() if name in OFFICERS}
    ids = [value for value in wanted if isinstance(value, int)]
    return dict(Officer.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
