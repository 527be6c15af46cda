"""The record of a case in words an officer reads: each entry of the timeline with what was written and decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from putright.accounts.models import Officer
from putright.casework import access, cases, secret_links
from putright.casework.information_rights import rights
from putright.casework.retention import holds
from putright.casework.writing import particulars, recipients
from putright.council import clock
from putright.desk import people
from putright.rulebook import BLOCKS, FACTS, plain, procedure

SAID: Mapping[str, str] = {
    "said": "What they said",
    "happened": "How and when it happened",
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
    "statement": "Statement of disagreement, in the person’s own words",
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

DAYS = {
    "until": "New date or date promised",
    "review_on": "To be looked at again on",
    "posted_on": "Posted on",
    "authority_on": "Since",
    "authority_ends_on": "Until",
}
Choices = Mapping[str, tuple[str, Mapping[str, str]]]
CHOICES: Choices = {
    "adjustment": ("Adjustment", recipients.ADJUSTMENTS),
    "decision": ("Decision", DECIDED),
    "complexity": ("Complexity", {}),
    "letter": ("Letter", {}),
    "authority": ("On what basis they speak", people.AUTHORITIES),
    "may_be_told": ("May be told", people.MAY_BE_TOLD),
    "right": ("Asked", rights.RIGHTS),
    "answer": ("Decided", rights.ANSWERS),
    "hold_kind": ("Kind of hold", holds.KINDS),
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
    officer: bool
    unread: bool
    state: str
    facts: tuple[tuple[str, str], ...]
    written: tuple[tuple[str, str], ...]

    @property
    def written_later(self) -> bool:
        """Whether it was written down on a later day than it happened."""
        return clock.day_of(self.recorded_at) > clock.day_of(self.at)


def timeline(case: cases.Case, *, notes: bool = True) -> tuple[Told, ...]:
    """Everything on the record of a case, newest first; without what staff write for each other unless `notes`."""
    entries = cases.timeline(case)
    names, choices, unread = _names(entries), _choices(case, entries), cases.unread(entries)
    told = tuple(replace(_told(entry, names, choices), unread=entry.number in unread) for entry in reversed(entries))
    return told if notes else tuple(replace(one, written=()) if one.kind in access.INTERNAL else one for one in told)


def _choices(case: cases.Case, entries: Sequence[cases.Entry]) -> Choices:
    """What was chosen from, with the names the case's procedure has for its grounds and others for a procedure."""
    grounds = procedure(case.procedure, on=case.received_on).grounds
    places = {str(entry.event.data["procedure"]) for entry in entries if entry.event.data.get("procedure")}
    return {
        **CHOICES,
        "ground": ("Ground", {one.name: one.title for one in grounds}),
        "procedure": ("Procedure", {place: particulars.name_of(place) or place for place in places}),
    }


def _told(entry: cases.Entry, names: Mapping[int, str], choices: Choices) -> Told:
    event, happened = entry.event, entry.happened
    return Told(
        number=entry.number,
        kind=entry.kind,
        title=entry.title,
        at=happened.happened_at,
        timed=happened.timed,
        recorded_at=event.recorded_at,
        by=_who(event),
        officer=event.by_id is not None,
        unread=False,
        state="struck" if happened.struck else "corrected" if happened.corrected else "",
        facts=tuple(_facts(happened.data, names, choices, corrects=event.corrects.number if event.corrects else None)),
        written=tuple((named(about), secret_links.masked(body)) for about, body in entry.written),
    )


def _who(event: Any) -> str:
    """Whose step it was, and who wrote it down when that was somebody else."""
    if event.by is None:
        return ACTORS.get(event.actor, event.actor)
    if event.data.get("on_paper") and event.actor == "council":
        return f"keyed by {event.by.name}"
    if event.actor in ("council", "system"):
        return str(event.by.name)
    return f"{ACTORS.get(event.actor, event.actor)}, written down by {event.by.name}"


def named(about: str) -> str:
    """What a piece of writing is called."""
    called = SAID.get(about) or FACTS.get(about, about.replace("_", " "))
    return f"{called[:1].upper()}{called[1:]}"


def _facts(
    data: Mapping[str, Any], names: Mapping[int, str], choices: Choices, *, corrects: int | None
) -> Iterator[tuple[str, str]]:
    """The days, choices and people an entry names."""
    if corrects is not None:
        yield "Corrects", f"entry {corrects}"
    if data.get("on_paper"):
        yield from _on_paper(data, names)
    yield from people.changes(data)
    for name, value in data.items():
        if name in DAYS and value:
            yield DAYS[name], plain(date.fromisoformat(str(value)))
        elif name in choices and isinstance(value, str) and value:
            label, words = choices[name]
            yield label, words.get(value, value.replace("_", " "))
        elif name in OFFICERS and isinstance(value, int):
            yield OFFICERS[name], names.get(value, f"officer {value}")
        elif name == "restricted":
            yield "Who may see it", "only those who deal with it" if value else "everybody whose work it is"


def _on_paper(data: Mapping[str, Any], names: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """What an entry says that was keyed after an outage: that it was on paper, whose it was, what its letter lacked."""
    yield "How", "On paper, while the site was away"
    if isinstance(data.get("considered_by"), int):
        yield "Decided by", names.get(data["considered_by"], f"officer {data['considered_by']}")
    if data.get("left_out"):
        yield "Its letter left out", "; ".join(BLOCKS.get(name, name) for name in data["left_out"])
    if data.get("not_approved"):
        yield "Approved by", "nobody, as far as the paper says"
    if data.get("conflict_declaration") == "not_written_down":
        yield "Conflict of interest", "nothing was written down about it"


def _names(entries: Sequence[cases.Entry]) -> Mapping[int, str]:
    """The officers named in what happened, read at once."""
    named = {*OFFICERS, "considered_by"}
    wanted = {value for entry in entries for name, value in entry.event.data.items() if name in named}
    ids = [value for value in wanted if isinstance(value, int)]
    return dict(Officer.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
