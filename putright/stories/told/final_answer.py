"""All the way: answered at stage 1, not accepted, looked at again by somebody else, and answered finally at stage 2."""

from putright.casework.actions.intake import Matter
from putright.casework.actions.remedies import Offer
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "closed", "ended": True, "outcome": "partially_upheld"}

MATTER = Matter(
    service="schools-and-special-needs",
    channel="web",
    said="My son’s school transport was stopped a week before term",
    happened=(
        "He has had a taxi for two years because he cannot manage the bus. A letter came on the last day of August "
        "to say it had been withdrawn. No one had asked us anything."
    ),
    impact="I lost eleven days’ pay driving him, and he was beside himself every morning.",
    wanted="The taxi back, and what it cost me.",
    person=builders.resident("Priya Nair", email="priya.nair@mail.example", phone="07700 900112"),
)


def tell(days: Days) -> Telling:
    """Begun fifty working days ago and closed last week."""
    story = _answered_first(days)
    _looked_at_again(story, days)
    story.delivered(at=days.ago(11, "12:00"), by=cast.GARETH, evidence="Payment advice of the finance team.")
    story.learnt(
        "No transport is withdrawn until the case officer has noted a conversation with the family.",
        at=days.ago(11, "12:10"),
        by=cast.GARETH,
    )
    return story.closed(at=days.ago(6, "09:30"), learning="Families are heard before transport is withdrawn.")


def _answered_first(days: Days) -> Telling:
    story = builders.complaint(MATTER, at=days.ago(50, "13:05"))
    story.triaged(at=days.ago(49, "09:30"), complexity="complex")
    story.given_to(cast.GARETH, at=days.ago(49, "09:35"))
    story.acknowledged(
        ["Transport was withdrawn without asking the family.", "The family was told too late to arrange anything."],
        wanted="You would like the taxi back and your lost pay made good.",
        at=days.ago(48, "15:00"),
    )
    return story.answered(
        {
            1: builders.not_upheld("The panel decided on the papers, as our policy lets it."),
            2: builders.not_upheld("The letter went out within the time our policy gives."),
        },
        at=days.ago(40, "16:20"),
        by=cast.GARETH,
    )


def _looked_at_again(story: Telling, days: Days) -> None:
    story.escalated(
        at=days.ago(36, "21:40"), why="Nobody asked us. The policy cannot mean that you never speak to the parents."
    )
    story.given_to(cast.TOM, at=days.ago(34, "10:00"))
    story.acknowledged_again(
        at=days.ago(33, "10:30"), wanted="You would like the taxi back and your lost pay made good."
    )
    story.promised(
        Offer(
            kind="money",
            what="Pay £440 for the days transport should have run",
            until=days.ago(10).date(),
            owner=cast.officer(cast.GARETH),
            amount_in_pence=440_00,
            basis="Eleven days at £40, what the taxi would have cost the council.",
        ),
        at=days.ago(17, "09:10"),
        by=cast.TOM,
    )
    story.answered_finally(
        {
            1: builders.upheld(
                "The policy asks for a conversation with the family before transport is withdrawn. There was none.",
                rule="School transport policy, section 7: parents are heard first.",
                impact="A boy who needs to know what comes next lost it overnight, and you lost eleven days’ pay.",
            ),
            2: builders.not_upheld(
                "The letter was in time by the policy; the missing conversation was what was wrong."
            ),
        },
        at=days.ago(16, "14:00"),
        reasons=(
            "We read the policy again with the panel’s papers and spoke to you and to the case officer. Our first "
            "answer asked whether the panel may decide on papers; it did not ask whether you had been heard."
        ),
    )
