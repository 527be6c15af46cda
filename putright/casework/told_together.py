"""What somebody told of at once, in one message: every reference, what comes next and by when, where to follow it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from putright import rulebook
from putright.casework import cases, links, models
from putright.casework.writing import recipients
from putright.casework.writing.recipients import Recipient
from putright.council import here
from putright.letters import outbox

EMAIL = "email"


def tell(sitting: str, *, at: datetime) -> list[models.Case]:
    """Name all matters taken in of one contact to everybody who may be told of them, by email, once. Which they are.

    One matter by itself has its own receipt. By post the acknowledgements are soon enough.
    """
    with transaction.atomic():
        made = list(cases.of_sitting(sitting))
        if len(made) > 1:
            getting, _ = recipients.of(made[0], on=at.date(), letter="receipt")
            for one in (one for one in getting if EMAIL in one.channels[:1]):
                _put(one, made, key=f"{sitting}:together:{one.party.pk}", at=at)
    return made


def _put(one: Recipient, made: list[models.Case], *, key: str, at: datetime) -> None:
    subject = f"What you told us about: {', '.join(case.reference for case in made)}"
    message = outbox.Message(subject=subject, text="\n\n".join(_lines(one, made, on=at.date())))
    outbox.put(message, key=key, channel=EMAIL, to=one.address(EMAIL), about=made[0].reference, at=at)


def _lines(one: Recipient, made: list[models.Case], *, on: date) -> Iterator[str]:
    council = here.council()
    yield f"Dear {one.name}" if one.party.person.name else "Hello"
    yield (
        f"You told us about {len(made)} things. We deal with each by itself: each has its own reference, its own dates "
        "and its own answer."
    )
    for case in made:
        yield "\n".join(_of(case, follows=recipients.may_follow(one.party, on=on), on=on))
    yield "Please give the reference whenever you contact us about one of them."
    yield from (f"{way}: {value}" for way, value in (("Phone", council.phone), ("Email", council.email)) if value)
    yield council.name


def _of(case: models.Case, *, follows: bool, on: date) -> Iterator[str]:
    """One matter: what it is, under which procedure, what comes next, and where to follow it."""
    standing = cases.standing(case, on=on)
    yield f"{case.reference}: “{case.subject}”"
    yield f"We deal with it under: {standing.procedure.name}"
    running = [reading for reading in standing.clocks if reading.running and reading.clock.owed_by == "council"]
    if running:
        first = min(running, key=lambda reading: reading.due_on)
        yield f"By {rulebook.plain(first.due_on)}: {first.title}"
    if follows:
        yield f"Follow it here. Keep this link to yourself: {links.address(case)}"
