"""Letters by post as the print room has them: those an officer may see, printed and then posted on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from putright.accounts.models import Officer
from putright.casework import access, models
from putright.casework.actions import handling
from putright.casework.refused import Refused
from putright.casework.steps import Step
from putright.letters import outbox
from putright.letters.models import Outgoing

AT_ONCE = 50
"""So many letters are printed in one go: drawing them takes a moment each."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the printer or the post, and the letter of the case it is."""

    outgoing: Outgoing
    letter: models.Letter | None


def to_print(officer: Officer) -> Sequence[Waiting]:
    """What waits for the printer, oldest first."""
    return _with_letters(_seen(outbox.to_print(), officer))


def to_post(officer: Officer) -> Sequence[Waiting]:
    """What is printed and not posted yet, oldest first."""
    return _with_letters(_seen(outbox.to_post(), officer))


def seen(number: int, officer: Officer) -> Outgoing | None:
    """Something that goes by post, if the officer may see it."""
    return _seen(outbox.everything(), officer).filter(pk=number, channel="post").first()


def printed(ids: Iterable[int], *, by: Officer, at: datetime) -> int:
    """Say that these are printed. How many were waiting for it."""
    theirs = _seen(outbox.to_print(), by).filter(pk__in=list(ids)).values_list("pk", flat=True)
    return outbox.printed(list(theirs), by=by, at=at)


def posted(ids: Iterable[int], *, on: date, by: Officer, at: datetime) -> int:
    """Say that these were posted on a day, in the outbox and on each case. How many were not yet. Raises `Refused`."""
    if on > at.date():
        raise Refused("That day is still to come: give the day they were posted.")
    with transaction.atomic():
        theirs = [*_seen(outbox.to_print(), by).filter(pk__in=ids), *_seen(outbox.to_post(), by).filter(pk__in=ids)]
        for waiting in _with_letters(theirs):
            if on < waiting.outgoing.put_at.date():
                raise Refused(f"“{waiting.outgoing.subject}” was written after that day: give the day it was posted.")
            if waiting.letter is not None:
                key = f"posted {waiting.outgoing.pk} {at.timestamp()}"  # once more after a correction took it back
                step = Step(reference=waiting.outgoing.about, at=at, key=key, by=by)
                handling.posted(step, waiting.letter.pk, on=on)
        outbox.posted([one.pk for one in theirs], on=on, by=by, at=at)  # those that belong to no case
        return len(theirs)


def _seen(rows: QuerySet[Outgoing], officer: Officer) -> QuerySet[Outgoing]:
    """Those about cases the officer may see."""
    cases = models.Case.objects.filter(access.visible_to(officer))
    return rows.filter(about__in=cases.values("reference"))


def _with_letters(rows: Iterable[Outgoing]) -> list[Waiting]:
    rows = list(rows)
    letters = models.Letter.objects.select_related("case", "party__person")
    by_key = {letter.outgoing_key: letter for letter in letters.filter(outgoing_key__in=[row.key for row in rows])}
    return [Waiting(row, by_key.get(row.key)) for row in rows]
