"""Long ago: a request settled more than two years back, whose keeping time is over."""

from putright.casework.actions.intake import Matter
from putright.stories import builders
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "closed", "ended": True, "outcome": ""}

RECEIVED, ENDED = 545, 541
"""So many working days ago. A service request is kept for two years after it has ended."""


def tell(days: Days) -> Telling:
    """Asked for in a phone call, and taken back four days later."""
    matter = Matter(
        service="street-cleaning",
        channel="phone",
        said="There is broken glass on the path behind the school",
        wanted="Please sweep it up.",
        person=builders.resident("Olive Tandy", phone="07700 900178"),
        procedure="service_request",
        until=days.on(RECEIVED - 5),
    )
    story = builders.complaint(matter, at=days.ago(RECEIVED, "08:50"))
    return story.withdrawn(how_told="On the telephone: it was swept the same day.", at=days.ago(ENDED, "11:30"))
