"""From one case to the next: how a complaint begins that comes out of a service request or a member's enquiry.

Only the event it begins with is made here; which procedure takes it is for `routing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from putright.rulebook.book.phrases import listed
from putright.rulebook.standings.happening import LONDON, Event, in_order

VOICED = frozenset({"dissatisfaction_voiced", "landlord_dissatisfaction_voiced"})
RAISED = "complaint_raised"
FROM_MEMBER = "enquiry_received"
CONSENT = "consent_given"


class NothingVoiced(ValueError):
    """Nobody has said that they are dissatisfied, so there is nothing to complain of."""


class ConsentMissing(ValueError):
    """The constituent has not agreed to a complaint being made from the member's enquiry."""


def complaint_from(events_of_request: Sequence[Event], *, logged_at: datetime | None = None) -> Event:
    """The `received` event of a complaint out of a request or an enquiry (the Code, 1.7; the landlord Code, 1.5).

    It is received at the moment dissatisfaction was first voiced: never on the request's own day, nor on the day it is
    turned into a complaint. What was voiced before an earlier complaint was raised belongs to that one.
    `logged_at` is when somebody wrote it down, which counts for nothing but the days lost.
    Raises `NothingVoiced` or `ConsentMissing`.
    """
    events = in_order(events_of_request)
    voiced = _first_voiced(events)
    facts = _carried_over(events, voiced)
    if any(event.kind == FROM_MEMBER for event in events):
        facts["consent"] = _consent(events)
    if logged_at is not None:
        at_home = logged_at.replace(tzinfo=LONDON) if logged_at.tzinfo is None else logged_at.astimezone(LONDON)
        facts["logged_on"] = at_home.date()
    return Event("received", voiced.at, voiced.by, facts, voiced.timed)


def _first_voiced(events: Sequence[Event]) -> Event:
    """The first dissatisfaction that no complaint has taken up yet."""
    raised = max((place for place, event in enumerate(events) if event.kind == RAISED), default=-1)
    for event in events[raised + 1 :]:
        if event.kind in VOICED:
            return event
    if raised >= 0:
        raise NothingVoiced(
            f"a complaint was raised on {events[raised].day} and nobody has been dissatisfied since; add to that one"
        )
    happened = listed(event.kind for event in events) if events else "nothing"
    raise NothingVoiced(f"nobody has voiced dissatisfaction; what has happened: {happened}")


def _carried_over(events: Sequence[Event], voiced: Event) -> dict[str, Any]:
    """What stays the same: the service it is about. The channel is the one the dissatisfaction came by."""
    given = {"service": events[0].facts.get("service"), **voiced.facts}
    return {name: given[name] for name in ("service", "channel") if given.get(name) is not None}


def _consent(events: Sequence[Event]) -> object:
    given = [event.facts.get("consent") for event in events if event.kind == CONSENT]
    if not given or not given[-1]:
        raise ConsentMissing("the constituent has not agreed; record their consent before it becomes a complaint")
    return given[-1]
