"""A missed bin, three times: upheld at stage 1, in time, with an apology and something done about it."""

from putright.casework.actions.intake import Matter
from putright.casework.actions.remedies import Offer
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "closed", "ended": True, "outcome": "upheld"}

MATTER = Matter(
    service="waste-and-recycling",
    channel="web",
    said="Our brown bin has not been emptied three times running",
    happened=(
        "It was out by seven each time, lid shut, at the end of the drive. The lorry went past on Tuesday the first "
        "week and did not come at all the other two. I reported it twice on your website."
    ),
    impact="The food waste smells and we have had flies in the kitchen. I am eight months pregnant.",
    wanted="Somebody to empty it this week, and to know that it will not go on like this.",
    person=builders.resident("Maria Lindqvist"),
)


def tell(days: Days) -> Telling:
    """The whole story, ending a few days ago."""
    story = builders.complaint(MATTER, at=days.ago(18, "08:40"))
    story.triaged(at=days.ago(17, "09:20"), note="Ring Greenway today: three in a row is a round, not a slip.")
    story.given_to(cast.IMRAN, at=days.ago(17, "09:25"))
    story.acknowledged(
        ["The food waste bin was not emptied on three collection days in a row.", "Two reports were not answered."],
        wanted="You would like the bin emptied this week, and regular collections from now on.",
        at=days.ago(16, "11:10"),
    )
    story.promised(
        Offer(
            kind="action",
            what="Empty the bin on a special visit, and check it after each of the next four collections",
            until=days.ahead(5),
            owner=cast.officer(cast.IMRAN),
        ),
        at=days.ago(12, "15:00"),
        by=cast.IMRAN,
    )
    story.answered(
        {
            1: builders.upheld(
                "The crew’s sheet leaves out the last four houses of Mill Lane since the round was redrawn. "
                "The bin was out and should have been emptied.",
                rule="We promise to collect food waste every week.",
                impact="Three weeks of food waste stood in a warm kitchen.",
            ),
            2: builders.upheld(
                "Both reports reached Greenway and were closed without a visit. Nobody told you.",
                rule="A report is answered within two working days.",
            ),
        },
        at=days.ago(9, "14:30"),
        by=cast.IMRAN,
        learnt="Every redrawn round is now driven once with the old sheet beside the new one.",
    )
    story.delivered(at=days.ago(4, "16:00"), by=cast.IMRAN, evidence="Crew log of the visit, and four photographs.")
    story.learnt("Check each redrawn round against the old sheet.", at=days.ago(4, "16:10"), by=cast.IMRAN)
    return story.closed(at=days.ago(3, "09:15"), learning="Round sheets are checked before they change.")
