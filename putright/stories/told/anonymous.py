"""No name given: a complaint that can be looked into all the same. Only its own page can tell the person the answer."""

from putright.casework.actions.intake import Contact, Matter
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "stage_1", "ended": False, "next_step": "stage_1_response"}

MATTER = Matter(
    service="environmental-health",
    channel="web",
    said="The takeaway on Bridge Street tips its fat down the drain",
    happened="Every night at about eleven, from a bucket, into the grid in the alley. You can see the white rim on it.",
    impact="The alley stinks and there are rats. I live above and would rather not say which flat.",
    wanted="That somebody comes at eleven at night and looks.",
    person=Contact(),
)


def tell(days: Days) -> Telling:
    """Received four working days ago."""
    story = builders.complaint(MATTER, at=days.ago(4, "23:20"))
    story.given_to(cast.NADIA, at=days.ago(3, "09:00"))
    return story.acknowledged(
        ["Fat is poured into a public drain, and reports of it led to nothing."],
        wanted="You would like somebody to come late in the evening and look.",
        at=days.ago(2, "10:00"),
    )
