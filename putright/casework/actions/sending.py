"""What became of a letter: posted on a day, taken back from the post, or let go. Printing it is for `post`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from putright.casework import models, record, replay, steps
from putright.casework.refused import Refused
from putright.casework.steps import Step, Taken, Told
from putright.council import clock
from putright.letters import outbox
from putright.rulebook import plain


def posted(step: Step, letter: int, *, on: date) -> Taken:
    """Record the day a letter was posted: it waits in the outbox no longer, and is never posted a second time.

    An answer posted later than it was made counts from the day of posting. Raises `Refused`.
    """

    def told(case: models.Case) -> Told:
        found = case.letters.filter(pk=letter, channel="post").first()
        if found is None:
            raise Refused("There is no such letter to be posted in this case.")
        if found.posted_on is not None:
            was = f"It is on record as posted on {plain(found.posted_on)}."
            raise Refused(f"{was} If that is wrong, have the entry that says so corrected first.", "5.8")
        if on > step.on:
            raise Refused("That day is still to come: give the day it was posted.")
        written_on = clock.day_of(found.sent_at)
        if on < written_on:
            raise Refused(f"It was written on {plain(written_on)}: it cannot have been posted before.")
        found.posted_on = on
        found.save(update_fields=["posted_on"])
        return Told(facts=posting(case, found, step))

    def also(case: models.Case, _: tuple[models.Event, ...]) -> None:
        settle_outbox(case.letters.get(pk=letter), step)

    return steps.note(step, "letter_posted", told, deed="print_letters", also=also)


def take_back(step: Step, letter: int) -> Taken:
    """Take a letter back that waits for the post, because something has changed since it was written. Raises `Refused`.

    The person has not been told then what it says: it is sent again, or another letter written.
    """
    return _decided(step, letter, "letter_taken_back", outbox.take_back)


def let_go(step: Step, letter: int) -> Taken:
    """Have a letter posted as it is, although something has changed since it was written. Raises `Refused`."""
    return _decided(step, letter, "letter_let_go", outbox.confirm)


def _decided(step: Step, letter: int, kind: str, settle: Callable[..., bool]) -> Taken:
    def told(case: models.Case) -> Told:
        found = case.letters.filter(pk=letter, channel="post").first()
        if found is None or not settle(found.outgoing_key, by=step.by, at=step.at):
            raise Refused("That letter does not wait for the post any more: look at the list again.")
        return Told(facts={"letter": letter})

    return steps.note(step, kind, told, deed="print_letters")


def posting(case: models.Case, letter: models.Letter, step: Step) -> dict[str, Any]:
    """What a posting says. Where something followed before the letter was posted, its step counts from that day."""
    told = _told_by_post_alone(case, letter)
    facts = {"letter": letter.pk, "posted_on": str(letter.posted_on), "events": told}
    entry = record.Entry(kind=replay.POSTED, happened_at=step.at, recorded_at=step.at, key=step.key, data=facts)
    if not replay.why_impossible(case, record.unwritten(case, entry), on=step.on):
        return facts
    making = replay.procedure_of(case).making
    followed = case.events.filter(number__gt=max(told), kind__in=making)[0]
    return {**facts, "counts_from": clock.day_of(followed.happened_at)}


def settle_outbox(letter: models.Letter, step: Step) -> None:
    """The outbox follows the day a letter was posted, or waits for the post again when there is none."""
    outbox.settle_post(letter.outgoing_key, on=letter.posted_on, by=step.by, at=step.at)


def _told_by_post_alone(case: models.Case, letter: models.Letter) -> list[int]:
    """The events that a letter told, if nobody was told them any sooner than by post."""
    if case.letters.filter(step_key=letter.step_key).exclude(channel="post").exists():
        return []
    keys = (letter.step_key, f"{letter.step_key}/2")
    return list(case.events.filter(key__in=keys).values_list("number", flat=True))
