"""The time to answer a request, and what of it waits for the person who asked. What it may wait for is `waits.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from putright import rulebook
from putright.casework.tables.subject_access import AccessRequest, AccessWait
from putright.council import here
from putright.rulebook import plain

FILE = Path(__file__).parent / "waits.toml"
BEGINS, STOPS = "begins", "stops"
IDENTITY = "identity"
NOT_VERIFIED = (
    "That the time waits has not been checked against the law as it stands: ask your data protection officer."
)


@dataclass(frozen=True, slots=True)
class Kind:
    """Something the time waits for: what that does to it, and where that is written."""

    title: str
    hint: str
    effect: str
    para: str
    unverified: bool


@dataclass(frozen=True, slots=True)
class Due:
    """By when a request is to be answered, and how that was worked out.

    `waits_for` says what it waits for: then `on` is what it would be, did the answer come that day.
    """

    on: date
    because: str
    waits_for: tuple[str, ...] = ()
    unverified: bool = False


@cache
def kinds() -> Mapping[str, Kind]:
    """What the time may wait for."""
    return {name: Kind(**row) for name, row in tomllib.loads(FILE.read_text(encoding="utf-8")).items()}


def due(request: AccessRequest, *, on: date) -> Due:
    """By when it is to be answered, as it stands on a day."""
    waits = list(request.waits.order_by("asked_on", "pk"))
    began_on = _began_on(request, waits, on)
    lost = sum(_days(one, began_on, on) for one in waits if kinds()[one.kind].effect == STOPS)
    extended = request.extended_on is not None
    day = rulebook.request_due_on(here.for_rulebook(), began_on, extended=extended, not_counted=lost)
    months = "three months" if extended else "one month"
    return Due(
        on=day,
        because="; ".join([f"{months} from {plain(began_on)}, {_why_then(request, began_on)}", *_why_later(lost)]),
        waits_for=tuple(_waits_for(one) for one in waits if one.heard_on is None),
        unverified=any(kinds()[one.kind].unverified for one in waits),
    )


def _began_on(request: AccessRequest, waits: Sequence[AccessWait], on: date) -> date:
    """The day the request came, or the later one on which it was known who asks."""
    heard = [one.heard_on or on for one in waits if kinds()[one.kind].effect == BEGINS]
    return max([request.received_on, *heard])


def _days(one: AccessWait, began_on: date, on: date) -> int:
    """The days from asking to the answer, as far as the time had begun. The day of the answer counts again."""
    return max(((one.heard_on or on) - max(one.asked_on, began_on)).days, 0)


def _why_then(request: AccessRequest, began_on: date) -> str:
    return "the day it reached the council" if began_on == request.received_on else "the day it was known who asks"


def _why_later(lost: int) -> Iterator[str]:
    if lost:
        yield f"{rulebook.counted(lost, 'day')} not counted while we waited to hear what they want"


def _waits_for(one: AccessWait) -> str:
    title = kinds()[one.kind].title
    return f"{title[:1].lower()}{title[1:]}, asked for on {plain(one.asked_on)}"
