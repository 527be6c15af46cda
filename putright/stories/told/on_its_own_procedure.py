"""A young person in care complains: the law has its own procedure for that, with an advocate and other time limits."""

from putright.casework import steps
from putright.casework.actions.intake import Contact, Matter
from putright.casework.steps import Told
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"procedure": "children", "stage": "stage_1", "ended": False}

MATTER = Matter(
    service="childrens-social-care",
    channel="in_person",
    said="I have had four social workers this year and nobody tells me when they leave",
    happened="Each new one asks me everything again. The last one I liked, and she was just gone.",
    impact="I do not say much to them now.",
    wanted="To keep the one I have. And to be told before, not after.",
    person=Contact(
        name="Tyler Boyce", phone="07700 900178", address="Beechcroft House\nFenwick\nZZ9 3TB", prefers="post"
    ),
    procedure="children",
)


def tell(days: Days) -> Telling:
    """Said to a children's home worker five working days ago."""
    story = builders.complaint(MATTER, at=days.ago(5, "17:30"), logged_at=days.ago(4, "09:30"), by=cast.ANITA)
    story.given_to(cast.GARETH, at=days.ago(4, "09:40"), by=cast.ANITA)
    story.noted("Talk with Tyler before writing to him again.", at=days.ago(4, "09:45"), by=cast.ANITA)
    steps.take(story.step(days.ago(4, "10:00"), cast.ANITA), "acknowledge", Told(facts={"advocate": "offered"}))
    return story.posted(at=days.ago(4, "15:30"))
