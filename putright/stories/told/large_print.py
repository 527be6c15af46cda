"""By post and in large print: Joseph Abara has poor sight and no computer, and everything goes out as he asked."""

from putright.casework.actions.intake import Contact, Matter
from putright.casework.actions.remedies import Offer
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "stage_1", "ended": False, "outcome": "upheld"}

MATTER = Matter(
    service="housing-repairs",
    procedure="local_council_code",
    channel="phone",
    said="I was told off at the front desk for not using the website",
    happened=(
        "I came to ask about the light on our stairs. The young man said that I should do it online. I told him that "
        "I cannot see a screen. He said that somebody at home could do it for me. There is nobody at home."
    ),
    impact="I am eighty-one and I walked home in the dark.",
    wanted="To be able to ring somebody. And letters I can read.",
    person=Contact(
        name="Joseph Abara", phone="01632 960177", address="3 Tannery Row\nFenwick\nZZ9 2JA", prefers="post"
    ),
    adjustments=[("large_print", "20 point or more"), ("post_only", "")],
)


def tell(days: Days) -> Telling:
    """Rung in eleven working days ago; answered by post two days ago."""
    story = builders.complaint(MATTER, at=days.ago(11, "14:10"), logged_at=days.ago(11, "14:25"), by=cast.ROSA)
    story.agreed_adjustments(at=days.ago(11, "14:30"), review_on=days.months_ahead(12))
    story.given_to(cast.DELIA, at=days.ago(10, "09:00"))
    story.acknowledged(
        ["You were turned away at the front desk because you cannot use the website."],
        wanted="You would like to be able to ring somebody, and to have letters you can read.",
        at=days.ago(9, "10:00"),
    ).posted(at=days.ago(9, "15:30"))
    story.promised(
        Offer(
            kind="apology",
            what="Come to see you, with the manager of the front desk, to say sorry in person",
            until=days.ahead(4),
            owner=cast.officer(cast.DELIA),
        ),
        at=days.ago(3, "09:00"),
        by=cast.DELIA,
    )
    story.answered(
        {
            1: builders.upheld(
                "Anybody may come to the desk or ring. You should have been helped there and then.",
                rule="Our customer promise: no one has to use the website.",
                impact="You went without help, and walked home in the dark.",
            )
        },
        at=days.ago(2, "11:00"),
        by=cast.DELIA,
        learnt="Everybody on the front desk has been shown how to take a repair for somebody who is not online.",
    )
    return story.posted(at=days.ago(2, "15:30"))
