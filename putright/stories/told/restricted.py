"""Seen by few: a complaint about how a named member of staff behaved, open only to those who deal with it."""

from putright.casework.actions import handling
from putright.casework.actions.intake import Matter
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "stage_1", "ended": False, "restricted": True}

MATTER = Matter(
    service="council-tax-and-benefits",
    channel="letter",
    said="A visiting officer read my letters while I was making tea",
    happened="When I came back he had my bank statement in his hand. It had been in a drawer.",
    impact="I do not feel safe opening the door to the council any more.",
    wanted="To know why, and that he is not sent to me again.",
    person=builders.resident("Margaret Oyelaran"),
)


def tell(days: Days) -> Telling:
    """Received six working days ago; Anita keeps it herself."""
    story = builders.complaint(MATTER, at=days.ago(6, "10:00"), logged_at=days.ago(6, "10:30"), by=cast.ROSA)
    handling.restrict(
        story.step(days.ago(6, "10:45"), cast.ANITA),
        restricted=True,
        reason="It names a colleague, and his manager is told separately.",
    )
    story.given_to(cast.ANITA, at=days.ago(6, "10:50"), by=cast.ANITA)
    return story.acknowledged(
        ["An officer looked through private papers during a visit."],
        wanted="You would like to know why, and not to be visited by him again.",
        at=days.ago(4, "11:00"),
        by=cast.ANITA,
    )
