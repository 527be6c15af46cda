"""What may be empty: words, letters and files that an event of their case says were emptied. Anything else is a break.

The agreement between disposal, erasure and `evidence`: whoever empties writes `naming(…)` into the data of the event
that tells of it. The rows stay, empty; `Words` lose their salt as well, letters text and HTML, documents their file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from putright.casework import models

FACT = "emptied"
"""Under this name it stands in the data of an event, of whatever kind."""


@dataclass(frozen=True, slots=True)
class Emptied:
    """The numbers of what was emptied in a case."""

    words: frozenset[int] = frozenset()
    letters: frozenset[int] = frozenset()
    documents: frozenset[int] = frozenset()


def naming(
    *, words: Iterable[int] = (), letters: Iterable[int] = (), documents: Iterable[int] = ()
) -> dict[str, dict[str, list[int]]]:
    """What an event carries that tells of an emptying: the numbers (`pk`) of all that was emptied."""
    told = {"words": sorted(words), "letters": sorted(letters), "documents": sorted(documents)}
    return {FACT: {kind: numbers for kind, numbers in told.items() if numbers}}


def of(events: Iterable[models.Event]) -> Emptied:
    """All that the events of a case say was emptied."""
    told: list[dict[str, Any]] = [event.data[FACT] for event in events if FACT in event.data]
    return Emptied(**{kind: _numbers(told, kind) for kind in ("words", "letters", "documents")})


def _numbers(told: Iterable[dict[str, Any]], kind: str) -> frozenset[int]:
    return frozenset(number for one in told for number in one.get(kind, ()))
