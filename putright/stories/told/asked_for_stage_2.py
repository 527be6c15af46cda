"""Not satisfied: answered at stage 1, and stage 2 asked for yesterday. It waits for somebody who had no part in it."""

from putright.casework.actions.intake import Matter
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "stage_2", "ended": False, "next_step": "stage_2_acknowledgement"}

MATTER = Matter(
    service="roads-and-pavements",
    channel="web",
    said="A pothole on Quarry Road broke my wheel after three reports",
    happened="I reported it in June, July and August. In October I hit it in the rain and the wheel cracked.",
    impact="The repair came to £310 and I had no car for a week. I am a carer and had to take taxis.",
    wanted="Mend the hole, and look again at my claim.",
    person=builders.resident("Owen Pritchard"),
)


def tell(days: Days) -> Telling:
    """Received seventeen working days ago."""
    story = builders.complaint(MATTER, at=days.ago(17, "12:20"))
    story.given_to(cast.NADIA, at=days.ago(16, "09:00"))
    story.acknowledged(
        ["Three reports of a pothole led to no repair."],
        wanted="You would like the hole mended and your claim looked at again.",
        at=days.ago(15, "10:10"),
    )
    story.answered(
        {
            1: builders.not_upheld(
                "Our inspector measured the hole after each report. It was 30 mm deep; we repair at 40 mm.",
                rule="Highway inspection manual, table 4.",
            )
        },
        at=days.ago(6, "16:45"),
        by=cast.NADIA,
    )
    return story.escalated(
        at=days.ago(1, "19:05"), why="It was measured in dry weather. I have a photograph with a ruler in it: 65 mm."
    )
