"""What an entry of the record chose, in words for the person it is about: days written out, no word of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from putright import rulebook
from putright.casework import cases, models, replay
from putright.casework.retention import holds
from putright.casework.writing import recipients
from putright.council.models import Service

LABELS: Mapping[str, str] = {
    "channel": "How it reached us",
    "logged_on": "Written down on",
    "aware_on": "When the person knew of it",
    "happened_on": "When it happened",
    "posted_on": "Posted on",
    "review_on": "To be looked at again on",
    "until": "The date given",
    "due_on": "Due on",
    "keeping_class": "Kept as",
    "hold_kind": "Kind of hold",
    "said": "What was said",
    "wanted": "What was wanted",
    "declared": "Conflict of interest declared",
}
"""What is not called well by its name in the rulebook."""

CHANNELS: Mapping[str, str] = {
    "web": "website",
    "phone": "telephone",
    "email": "email",
    "letter": "letter",
    "in_person": "in person",
    "councillor": "a councillor",
    "contractor": "a contractor",
}
DECISIONS: Mapping[str, str] = {"partially_upheld": "partly upheld", "not_our_responsibility": "not our responsibility"}
ACTORS: Mapping[str, str] = {
    "complainant": "the person complaining",
    "representative": "the representative",
    "contractor": "the contractor",
    "other_body": "another body",
    "panel": "the panel",
    "council": "the council",
    "system": "Putright itself",
}
REMEDIES: Mapping[str, str] = {"action": "something done", "money": "a payment", "decision": "a decision made again"}
OUR_NUMBERS = frozenset({"id"})
"""What only our own tables understand: the number of a row."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_DIGEST = re.compile(r"[0-9a-f]{32,}")


def choices(case: models.Case, entry: cases.Entry) -> Iterator[tuple[str, str]]:
    """The choices and days of an entry, each with what it is called. No number of a row and no digest is among them."""
    for name, value in entry.happened.data.items():
        if isinstance(value, str) and value and name not in OUR_NUMBERS and not _DIGEST.fullmatch(value):
            yield called(name), _value(case, name, value)


def called(name: str) -> str:
    """What a choice or a piece of writing is called."""
    words = LABELS.get(name) or rulebook.FACTS.get(name) or name.replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}"


def word(name: str) -> str:
    """A word of a table as people read it."""
    return DECISIONS.get(name, name.replace("_", " "))


def stage(case: models.Case, name: str) -> str:
    """What the case's procedure calls a stage."""
    found = replay.procedure_of(case).stage.get(name)
    return found.title if found else word(name)


def _value(case: models.Case, name: str, value: str) -> str:
    if name == "stage":
        return stage(case, value)
    if name == "service":
        return Service.objects.filter(slug=value).values_list("name", flat=True).first() or value.replace("-", " ")
    if _DAY.fullmatch(value):
        return rulebook.plain(date.fromisoformat(value))
    words = _WORDS.get(name, {}).get(value)
    return words or (word(value) if _WORD.fullmatch(value) else value)


_WORDS: Mapping[str, Mapping[str, str]] = {
    "channel": CHANNELS,
    "adjustment": recipients.ADJUSTMENTS,
    "hold_kind": holds.KINDS,
    "remedy": REMEDIES,
}
