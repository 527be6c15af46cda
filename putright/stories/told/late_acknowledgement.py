"""An email that lay in the wrong inbox: acknowledged late, the person told so, and answered in time after that."""

from putright.casework.actions.intake import Matter
from putright.casework.actions.remedies import Offer
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "stage_1", "ended": False, "outcome": "partially_upheld"}
LATE = ("stage_1_acknowledgement",)

MATTER = Matter(
    service="council-tax-and-benefits",
    channel="email",
    said="You sent a reminder for council tax I have already paid",
    happened=(
        "I paid the whole year in April. In September a reminder came, and then a second one with costs added. "
        "I wrote twice and heard nothing."
    ),
    impact="I have never owed anybody a penny and I could not sleep for thinking of bailiffs.",
    wanted="The costs taken off, and an apology in writing.",
    person=builders.resident("Dorothy Haines"),
)


def tell(days: Days) -> Telling:
    """Received sixteen working days ago, acknowledged on the eighth."""
    story = builders.complaint(MATTER, at=days.ago(16, "09:12"), logged_at=days.ago(9, "09:30"), by=cast.ROSA)
    story.noted("It had been sent to the billing inbox, which nobody read during the move.", at=days.ago(9, "09:35"))
    story.given_to(cast.DELIA, at=days.ago(9, "09:40"))
    story.explained_delay(
        days.ahead(3),
        reason="Your email reached an inbox that nobody was reading. That was our mistake, and we are sorry.",
        done="We have your payment on record and have stopped any further reminder.",
        at=days.ago(9, "10:15"),
        by=cast.ANITA,
    )
    story.acknowledged(
        [
            "Two reminders were sent for council tax that had been paid.",
            "Costs were added although nothing was owed.",
            "Two letters went unanswered.",
        ],
        wanted="You would like the costs taken off, and an apology in writing.",
        at=days.ago(8, "11:00"),
    )
    story.promised(
        Offer(
            kind="decision",
            what="Take the costs off the account and send a bill that shows nothing is owed",
            until=days.ahead(2),
            owner=cast.officer(cast.DELIA),
        ),
        at=days.ago(2, "10:00"),
        by=cast.DELIA,
    )
    return story.answered(
        {
            1: builders.upheld(
                "Your payment was put on the account of the house next door. The reminders should never have gone out.",
                impact="You were worried for weeks about money you did not owe.",
            ),
            2: builders.upheld("No costs can be added where nothing is owed."),
            3: builders.not_upheld(
                "We found one of your two letters, the one this answer is about. We looked for the other in every "
                "inbox and in the post book, and it is not there."
            ),
        },
        at=days.ago(1, "15:20"),
        by=cast.DELIA,
        learnt="The billing inbox is now read every day, and a payment that matches no bill is held and looked at.",
    )
