"""A councillor asks for somebody who lives in her ward: an enquiry, answered to the same standard as any complaint."""

from putright.casework import steps
from putright.casework.actions.intake import Contact, Matter
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"procedure": "member_enquiry", "ended": False, "next_step": "enquiry_answer"}

MATTER = Matter(
    service="street-cleaning",
    channel="councillor",
    said="Fly-tipping behind the garages on Poplar Close is back every week",
    happened="Residents tell me that it is cleared on Friday and back by Monday. Could a camera be put up?",
    person=Contact(name="Cllr Beth Amory", email="beth.amory@fenwickvale.example"),
    procedure="member_enquiry",
)


def tell(days: Days) -> Telling:
    """Received three working days ago and acknowledged."""
    story = builders.complaint(MATTER, at=days.ago(3, "09:50"), logged_at=days.ago(3, "10:00"), by=cast.ROSA)
    story.given_to(cast.IMRAN, at=days.ago(3, "10:05"))
    steps.take(story.step(days.ago(2, "09:00"), cast.IMRAN), "acknowledge")
    return story
