"""When a step comes: once, in order, after what it follows from, and not past somebody who was there first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from putright.casework import file_events, models, record, replay
from putright.casework.refused import Overtaken, Refused
from putright.rulebook import Move

if TYPE_CHECKING:
    from putright.casework.steps import Step

CLOCK_SLIP = timedelta(hours=1)
"""By so much the clock of a server may have been put back."""


def taken_before(events: Iterable[models.Event], step: Step) -> tuple[models.Event, ...]:
    return tuple(event for event in events if event.key in (step.key, f"{step.key}/2"))


def must_still_be_there(events: Iterable[models.Event]) -> None:
    """Nothing is added to what has been disposed of."""
    if any(event.kind == replay.ERASED for event in events):
        raise Refused("This case has been disposed of, and nothing can be added to it. Take a new one in instead.")


def in_order(step: Step, so_far: Sequence[models.Event]) -> Step:
    """A clock that was put back by a little puts no event before the one it follows. Far behind, nobody can rely on it.

    A correction is taken at any time: by it an entry is put right that was made while the clock was ahead.
    """
    last = replay.latest(so_far)
    if last is None or step.at >= last:
        return step
    if last - step.at > CLOCK_SLIP and not settings.DEMO:
        raise Refused(
            f"The clock of this server says {step.at:%-d %B %Y, %H:%M}, and this case has an entry of "
            f"{last.astimezone(step.at.tzinfo):%-d %B %Y, %H:%M}. One of them is wrong, so nothing was recorded. Tell "
            "whoever looks after this site; if it is the entry, correct it and take this step again."
        )
    return replace(step, at=last.astimezone(step.at.tzinfo))


def must_not_be_overtaken(case: models.Case, step: Step) -> None:
    """Somebody else's step since the page was shown is named, so that nobody acts on what is no longer so."""
    if step.seen is None:
        return
    since = case.events.filter(number__gt=step.seen).exclude(kind__in=file_events.ADDED - {"message_received"})
    other = since.exclude(by=step.by).select_related("by").last()
    if other is None:
        return
    who = other.by.name if other.by else "The person complaining"
    what = _happened(case, other.kind)
    raise Overtaken(
        f"{who} was here before you: {what} at {other.recorded_at.astimezone(step.at.tzinfo):%-I.%M %p on %-d %B}. "
        "Nothing you typed is lost. Look at what changed, then send it again if it is still right."
    )


def _happened(case: models.Case, kind: str) -> str:
    making = replay.procedure_of(case).making
    return making[kind].happened if kind in making else file_events.FILE_EVENTS[kind]


def must_not_be_dated_back(step: Step, move: Move) -> None:
    """What came in may have come earlier than it is written down; never later, and nothing of ours."""
    if step.happened_at is None:
        return
    if "council" in move.by and not step.on_paper:
        raise Refused("What the council does is recorded when it is done; it cannot be dated back.", move.para)
    if step.happened_at > step.at:
        raise Refused("That is still to come: give the day it reached the council.", move.para)


def must_follow(case: models.Case, step: Step, entry: record.Entry) -> None:
    """What came in earlier than it is written down still came after what it follows from."""
    if step.happened_at is not None:
        why_not = replay.why_impossible(case, record.unwritten(case, entry), on=step.on)
        if why_not:
            raise Refused(why_not)
