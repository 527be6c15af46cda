"""A promise past its day: the complaint was upheld, but the pane is not in yet. It cannot be closed like this."""

from putright.casework.actions import remedies
from putright.casework.actions.intake import Matter
from putright.casework.actions.remedies import Offer
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "stage_1", "ended": False, "outcome": "upheld"}

MATTER = Matter(
    service="parks-and-open-spaces",
    channel="councillor",
    said="Your mower threw a stone through our conservatory",
    happened="The man on the mower said that he would report it. That was in July and nobody has been in touch.",
    impact="It is boarded up with plywood and the rain comes in.",
    wanted="The pane put in.",
    person=builders.resident("Gwen and Alf Dobson", email="dobsons@mail.example"),
)


def tell(days: Days) -> Telling:
    """Answered three weeks ago; the glazier should have come two working days ago."""
    story = builders.complaint(MATTER, at=days.ago(26, "10:15"), logged_at=days.ago(26, "10:40"), by=cast.ROSA)
    story.given_to(cast.IMRAN, at=days.ago(25, "09:00"))
    story.acknowledged(
        ["A stone from our mower broke a pane, and nobody followed it up."],
        wanted="You would like the pane put in.",
        at=days.ago(24, "10:00"),
    )
    for offer in (
        Offer(kind="action", what="Have the pane put in", until=days.on(2), owner=cast.officer(cast.IMRAN)),
        Offer(
            kind="apology",
            what="Say sorry in a letter",
            until=days.on(14),
            owner=cast.officer(cast.IMRAN),
        ),
    ):
        story.promised(offer, at=days.ago(18, "11:00"), by=cast.IMRAN)
    story.answered(
        {
            1: builders.upheld(
                "The operator did report it. The form lay in a tray when he changed depots.",
                impact="Four months behind plywood.",
            )
        },
        at=days.ago(17, "15:00"),
        by=cast.IMRAN,
        learnt="Damage is now reported by telephone to the depot, which keeps a book of it.",
    )
    apology = story.case.remedies.get(kind="apology")
    remedies.complete(story.step(days.ago(15, "09:00"), cast.IMRAN), apology.pk, evidence="A copy of the letter.")
    return story
