"""At stage 2, with Tom Birk: he had no part in the first answer, and his is due in a fortnight."""

from putright.casework.actions.intake import Matter
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "stage_2", "ended": False, "next_step": "stage_2_response"}

MATTER = Matter(
    service="parks-and-open-spaces",
    channel="web",
    said="My mother’s grave was driven over by your tractor",
    happened="The kerb is broken and the tyre marks go straight across. It was the week of her birthday.",
    impact="My father has not been back since.",
    wanted="The kerb mended, and somebody to say that it will not happen again.",
    person=builders.resident("Ruth Cawley", email="ruth.cawley@mail.example", phone="07700 900151"),
)


def tell(days: Days) -> Telling:
    """Received thirty working days ago; stage 2 was asked for fourteen days ago."""
    story = builders.complaint(MATTER, at=days.ago(30, "16:05"))
    story.given_to(cast.IMRAN, at=days.ago(29, "09:00"))
    story.acknowledged(
        ["A grave was damaged by a tractor.", "Nobody told the family."],
        wanted="You would like the kerb mended, and to know that it will not happen again.",
        at=days.ago(28, "10:00"),
    )
    story.answered(
        {
            1: builders.not_upheld("The driver says that the kerb was broken before he came."),
            2: builders.not_upheld("We did not know of any damage, so there was nobody to tell."),
        },
        at=days.ago(20, "15:00"),
        by=cast.IMRAN,
    )
    story.escalated(
        at=days.ago(14, "20:10"), why="There is a photograph from the Sunday before. The kerb is whole in it."
    )
    story.given_to(cast.TOM, at=days.ago(12, "09:30"))
    story.acknowledged_again(
        at=days.ago(10, "11:00"), wanted="You would like the kerb mended, and to know that it will not happen again."
    )
    return story.noted("Met the head gardener at the grave.", at=days.ago(3, "14:00"), by=cast.TOM)
