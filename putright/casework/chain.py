"""The chain of a case: each event carries a digest of itself and of the one before, so that no change goes unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC

from putright.casework import models


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the record does not hold: a case by its reference, or an anchor; `number` is the event, or 0."""

    reference: str
    number: int
    what: str
    mended_by_rebuild: bool = False
    """Only a column of the list is wrong, and it can be worked out anew: what happened is not in doubt."""

    def __str__(self) -> str:
        return (
            f"{self.reference}, event {self.number}: {self.what}" if self.number else f"{self.reference}: {self.what}"
        )


def digest_of(event: models.Event) -> str:
    """The digest of an event and of everything before it (SHA-256, in hexadecimal)."""
    told = [
        event.previous,
        event.case.reference,
        event.number,
        event.kind,
        event.procedure,
        event.version,
        event.happened_at.astimezone(UTC).isoformat(),
        event.timed,
        event.recorded_at.astimezone(UTC).isoformat(),
        event.actor,
        event.by_id,
        event.data,
        event.corrects_id,
        event.key,
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def digest_of_words(body: str, salt: str) -> str:
    """The digest an event keeps of what somebody wrote. Without the salt, erased with the words, it tells nothing."""
    return hashlib.sha256(f"{salt}\n{body}".encode()).hexdigest()


def first_break(case: models.Case, events: Iterable[models.Event]) -> Break | None:
    """Where the chain of a case first does not hold; None when it does."""
    return next(_breaks(case, events), None)


def _breaks(case: models.Case, events: Iterable[models.Event]) -> Iterator[Break]:
    previous, number = "", 0
    for number, event in enumerate(events, start=1):
        if event.number != number:
            yield Break(case.reference, number, f"it is missing; the next one is numbered {event.number}")
        if event.previous != previous:
            yield Break(case.reference, event.number, "it does not follow from the event before it")
        if digest_of(event) != event.digest:
            yield Break(case.reference, event.number, "it has been changed since it was written")
        previous = event.digest
    if (case.head, case.last_number) != (previous, number):
        yield Break(case.reference, number, "the case does not end where its events end")
