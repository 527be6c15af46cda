"""What changed about somebody since a letter to them was written, while it still waits for the post. Only reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from putright.casework import models
from putright.casework.writing import recipients
from putright.letters.models import Outgoing

CHANGES = ("party_changed", "adjustment_agreed", "adjustment_recorded")
"""What may happen to a file that changes how somebody is written to."""

OTHERWISE: Mapping[str, str] = {"email": "by email", "phone": "by telephone"}


def since_written(waiting: Iterable[tuple[Outgoing, models.Letter | None]], *, on: date) -> Mapping[int, str]:
    """Why letters that wait for the post should not go as they are, by the number of each in the outbox."""
    pairs = [(outgoing, letter) for outgoing, letter in waiting if letter is not None]
    cases = {letter.case_id for _, letter in pairs}
    happened = list(models.Event.objects.filter(case__in=cases, kind__in=CHANGES))
    people = models.Case.objects.filter(pk__in=cases).prefetch_related("parties__person__adjustments").in_bulk()
    found = {}
    for outgoing, letter in pairs:
        changes = [one for one in happened if one.case_id == letter.case_id and one.recorded_at > letter.sent_at]
        if outgoing.confirmed_at and not any(one.recorded_at > outgoing.confirmed_at for one in changes):
            continue
        why = " ".join(_why(people[letter.case_id], outgoing, letter, changes, on))
        if why:
            found[outgoing.pk] = why
    return found


def _why(
    case: models.Case, outgoing: Outgoing, letter: models.Letter, changes: list[models.Event], on: date
) -> Iterator[str]:
    """Everything that speaks against posting it, in sentences."""
    getting, left_out = recipients.of(case, on=on, letter=letter.letter)
    one = next((one for one in getting if one.party.pk == letter.party_id), None)
    if one is None:
        yield next((out.because for out in left_out if out.party.pk == letter.party_id), "They are not in the case.")
        return
    if _lines(outgoing.to) != _lines(f"{one.name}\n{one.address('post')}"):
        yield "Their name or address has changed since, and the letter still has the old one."
    prefers = one.party.person.prefers
    if prefers in OTHERWISE and any("prefers" in _changed(event, one) for event in changes):
        yield f"They have asked since to hear from us {OTHERWISE[prefers]}."
    if "email_only" in one.kinds and any(event.data.get("adjustment") == "email_only" for event in changes):
        yield "It was agreed since that they are written to by email only."


def _lines(address: str) -> list[str]:
    return [line.strip() for line in address.splitlines() if line.strip()]


def _changed(event: models.Event, one: recipients.Recipient) -> Any:
    """What of somebody's details an entry changed."""
    return event.data.get("changed", ()) if event.data.get("party") == one.party.pk else ()
