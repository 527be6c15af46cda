"""The everyday complaints of the demo: made up from `ordinary.toml` with a seeded generator, so that lists look alive.

Each is told through the real actions like any other story; the mix follows what councils report.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from putright.casework.actions.intake import Matter
from putright.casework.actions.remedies import Offer
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.cast import Colleague
from putright.stories.days import Days

FILE = Path(__file__).parent / "ordinary.toml"
HOW_MANY = 44
SEED = 1974
CHANNELS = {"web": 56, "email": 27, "phone": 11, "letter": 3, "councillor": 3}
ACKNOWLEDGED_AFTER = (1, 1, 2, 2, 3, 4)
ANSWERED_AFTER = (4, 6, 7, 8, 8, 9, 10)
"""Working days: what is late or extended has a story of its own."""

OLDEST = 60
SETTLED = 5
"""Working days after its answer that a complaint is closed."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One complaint as it was drawn: what it is about, when it came, and how it goes."""

    service: str
    words: Mapping[str, str]
    person: str
    channel: str
    received: int
    acknowledged: int
    answered: int
    upheld: bool

    @property
    def handler(self) -> Colleague:
        """Whoever looks into it."""
        return cast.by_service(self.service)


def tell(days: Days) -> list[Telling]:
    """All of them, the oldest first."""
    chance = random.Random(SEED)  # noqa: S311 (nothing secret is drawn)
    drawn = sorted((_drawn(chance) for _ in range(HOW_MANY)), key=lambda one: -one.received)
    return [_told(one, days) for one in drawn]


def _drawn(chance: random.Random) -> Drawn:
    known = _known()
    services = known["services"]
    (service,) = chance.choices(services, weights=[one["weight"] for one in services])
    (channel,) = chance.choices(list(CHANNELS), weights=list(CHANNELS.values()))
    received = chance.randint(2, OLDEST)
    acknowledged = received - chance.choice(ACKNOWLEDGED_AFTER)
    return Drawn(
        service=service["slug"],
        words=chance.choice(service["matters"]),
        person=chance.choice(known["people"]),
        channel=channel,
        received=received,
        acknowledged=acknowledged,
        answered=acknowledged - chance.choice(ANSWERED_AFTER),
        upheld=chance.randrange(100) < service["upheld"],
    )


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _told(one: Drawn, days: Days) -> Telling:
    """As much of it as has happened by today."""
    matter = Matter(
        service=one.service,
        channel=one.channel,
        said=one.words["said"],
        wanted=one.words["wanted"],
        person=builders.resident(one.person),
    )
    by = None if one.channel == "web" else cast.ROSA
    story = builders.complaint(matter, at=days.ago(one.received, "09:10"), by=by)
    if one.acknowledged <= 0:
        return story
    story.given_to(one.handler, at=days.ago(one.acknowledged, "09:30"))
    wanted = f"This is what you would like to happen: {one.words['wanted']}"
    story.acknowledged([one.words["point"]], wanted=wanted, at=days.ago(one.acknowledged, "09:45"))
    return _answered(one, story, days) if one.answered > 0 else story


def _answered(one: Drawn, story: Telling, days: Days) -> Telling:
    """The answer, and what follows when it is some days old."""
    if one.upheld:
        until = days.ahead(2) if one.answered < SETTLED else days.on(one.answered - SETTLED + 1)
        offer = Offer(kind="action", what=one.words["put_right"], until=until, owner=cast.officer(one.handler))
        story.promised(offer, at=days.ago(one.answered, "14:00"), by=one.handler)
    found = builders.upheld(one.words["found"]) if one.upheld else builders.not_upheld(one.words["not_found"])
    learnt = "We have gone through it with everybody who works there." if one.upheld else ""
    story.answered({1: found}, at=days.ago(one.answered, "15:00"), by=one.handler, learnt=learnt)
    ended = one.answered - SETTLED
    if ended <= 0:
        return story
    if one.upheld:
        story.delivered(at=days.ago(ended + 1, "16:00"), by=one.handler, evidence="Seen by the team leader.")
    return story.closed(at=days.ago(ended, "09:00"), learning=learnt or "Nothing new: the service acted as it should.")
