"""Taken back: she rings to say that it has been sorted out, and the complaint is closed as she asked."""

from putright.casework.actions.intake import Matter
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "closed", "ended": True, "outcome": ""}

MATTER = Matter(
    service="parking",
    channel="web",
    said="My permit has not come and I have had two tickets",
    wanted="The permit, and the tickets cancelled.",
    person=builders.resident("Kirsty Baird"),
)


def tell(days: Days) -> Telling:
    """Received nine working days ago, taken back four days later."""
    story = builders.complaint(MATTER, at=days.ago(9, "13:00"))
    story.given_to(cast.NADIA, at=days.ago(8, "09:00"))
    return story.withdrawn(
        how_told="On the telephone to Rosa Okafor: the permit came and both tickets were cancelled.",
        at=days.ago(5, "10:10"),
    )
