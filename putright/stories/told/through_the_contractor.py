"""Told to the contractor: Kit Doran of Greenway passes it on, and the days count from when Greenway heard it."""

from putright.casework.actions.intake import Contact, Matter
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "stage_1", "ended": False, "next_step": "stage_1_acknowledgement"}

MATTER = Matter(
    service="waste-and-recycling",
    channel="contractor",
    said="The recycling crew swore at me when I asked them to wait",
    happened=(
        "I came out with the last box as the lorry moved off and called to them. One of the men used a word I will "
        "not write down, in front of my grandson."
    ),
    impact="He repeated it at school.",
    wanted="An apology from that man, in writing.",
    person=Contact(name="Patrick Molloy", phone="01632 960166"),
)


def tell(days: Days) -> Telling:
    """Told to Greenway four working days ago, passed on three, with Rosa since yesterday."""
    story = builders.complaint(MATTER, at=days.ago(4, "15:20"), logged_at=days.ago(3, "08:30"), by=cast.KIT)
    story.triaged(at=days.ago(1, "09:10"), note="Ours to answer, though Greenway’s crew: ask Kit for the crew sheet.")
    return story.given_to(cast.ROSA, at=days.ago(1, "09:15"))
