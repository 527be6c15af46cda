"""Overdue, and nobody has told him: the answer was due days ago. This one stands at the top of everybody's list."""

from putright.casework.actions.intake import Matter
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "stage_1", "ended": False, "next_step": "stage_1_response"}
LATE = ("stage_1_response",)

MATTER = Matter(
    service="homelessness-and-housing-options",
    channel="email",
    said="I have been on the wrong band of the housing list for a year",
    happened=(
        "My medical assessment was lost and I was put in band C. I sent it again in March. Twice I was told that it "
        "would be looked at that week."
    ),
    impact="We are four in one bedroom.",
    wanted="The right band, from the day it should have been.",
    person=builders.resident("Amina Yusuf", email="amina.yusuf@mail.example", phone="07700 900129"),
)


def tell(days: Days) -> Telling:
    """Received nineteen working days ago; the answer was due four days ago."""
    story = builders.complaint(MATTER, at=days.ago(19, "11:30"))
    story.triaged(at=days.ago(18, "09:00"), complexity="complex")
    story.given_to(cast.DELIA, at=days.ago(18, "09:10"))
    story.acknowledged(
        ["A medical assessment was lost.", "The band was not corrected after it was sent again."],
        wanted="You would like the right band, from the day it should have been.",
        at=days.ago(14, "16:10"),
    )
    return story.wrote_again("Is anybody reading this? You said ten working days.", at=days.ago(2, "20:30"))
