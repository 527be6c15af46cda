"""Letters by post as the print room has them: those an officer may see, printed and then posted on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from putright.accounts.models import Officer
from putright.casework import access, models
from putright.casework.actions import sending
from putright.casework.post import outdated
from putright.casework.refused import Refused
from putright.casework.steps import Step
from putright.casework.subject_access import extension_letter
from putright.council import clock
from putright.letters import outbox
from putright.letters.models import Outgoing

AT_ONCE = 50
"""So many letters are printed in one go: drawing them takes a moment each."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the printer or the post, and the letter of the case it is."""

    outgoing: Outgoing
    letter: models.Letter | None
    doubt: str = ""
    """What has changed since it was written, so that it is not printed or posted before somebody has decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The print room: what is to be printed, what is printed and to be posted, and what waits for a decision first."""

    to_print: Sequence[Waiting]
    to_post: Sequence[Waiting]
    in_doubt: Sequence[Waiting]


def room(officer: Officer, *, on: date) -> Room:
    """What waits for the printer and the post, oldest first."""
    to_print = _with_letters(_seen(outbox.to_print(), officer), on=on)
    to_post = _with_letters(_seen(outbox.to_post(), officer), on=on)
    return Room(
        to_print=[one for one in to_print if not one.doubt],
        to_post=[one for one in to_post if not one.doubt],
        in_doubt=[one for one in (*to_print, *to_post) if one.doubt],
    )


def one(number: int, officer: Officer, *, on: date) -> Waiting | None:
    """One letter that goes by post, if the officer may see it."""
    return next(iter(_with_letters(_seen(outbox.everything(), officer).filter(pk=number, channel="post"), on=on)), None)


def printed(ids: Iterable[int], *, by: Officer, at: datetime) -> int:
    """Say that these are printed. How many were waiting for it; one in doubt is left as it is."""
    theirs = _with_letters(_seen(outbox.to_print(), by).filter(pk__in=list(ids)), on=at.date())
    return outbox.printed([one.outgoing.pk for one in theirs if not one.doubt], by=by, at=at)


def decide(number: int, *, let_go: bool, by: Officer, at: datetime) -> None:
    """Take a letter back that something has changed about, or let it go as it is. Raises `Refused`."""
    found = one(number, by, on=at.date())
    if found is None or found.letter is None:
        raise Refused("There is no such letter that you may see.")
    step = Step(reference=found.outgoing.about, at=at, key=f"decided {number} {at.timestamp()}", by=by)
    (sending.let_go if let_go else sending.take_back)(step, found.letter.pk)


def posted(ids: Iterable[int], *, on: date, by: Officer, at: datetime) -> int:
    """Say that these were posted on a day, in the outbox and on each case. How many were not yet. Raises `Refused`."""
    if on > at.date():
        raise Refused("That day is still to come: give the day they were posted.")
    with transaction.atomic():
        rows = [*_seen(outbox.to_print(), by).filter(pk__in=ids), *_seen(outbox.to_post(), by).filter(pk__in=ids)]
        theirs = [one for one in _with_letters(rows, on=at.date()) if not one.doubt]
        for waiting in theirs:
            if on < clock.day_of(waiting.outgoing.put_at):
                raise Refused(f"“{waiting.outgoing.subject}” was written after that day: give the day it was posted.")
            if waiting.letter is not None:
                key = f"posted {waiting.outgoing.pk} {at.timestamp()}"  # once more after a correction took it back
                step = Step(reference=waiting.outgoing.about, at=at, key=key, by=by)
                sending.posted(step, waiting.letter.pk, on=on)
        outbox.posted([one.outgoing.pk for one in theirs], on=on, by=by, at=at)  # those that belong to no case
        return len(theirs)


def _seen(rows: QuerySet[Outgoing], officer: Officer) -> QuerySet[Outgoing]:
    """Those about cases the officer may see, and those of requests for one's own data, which belong to no case."""
    cases = models.Case.objects.filter(access.visible_to(officer))
    return rows.filter(Q(about__in=cases.values("reference")) | Q(about="", key__startswith=extension_letter.KEYS))


def _with_letters(rows: Iterable[Outgoing], *, on: date) -> list[Waiting]:
    rows = list(rows)
    letters = models.Letter.objects.select_related("case", "party__person")
    by_key = {letter.outgoing_key: letter for letter in letters.filter(outgoing_key__in=[row.key for row in rows])}
    pairs = [(row, by_key.get(row.key)) for row in rows]
    doubts = outdated.since_written(pairs, on=on)
    return [Waiting(row, letter, doubts.get(row.pk, "")) for row, letter in pairs]
