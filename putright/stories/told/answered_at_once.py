"""Settled on the telephone: Rosa answers at once, and one letter acknowledges and answers."""

from putright.casework.actions.intake import Contact, Matter
from putright.casework.actions.remedies import Offer
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "closed", "ended": True, "outcome": "upheld"}

MATTER = Matter(
    service="libraries-and-leisure",
    channel="phone",
    said="The library fined me for a book I brought back",
    happened="I put it through the flap on Sunday. On Wednesday I had an email for £4.80.",
    wanted="The fine taken off.",
    person=Contact(name="Bronwen Ellis", email="bronwen.ellis@mail.example", phone="01632 960188"),
)


def tell(days: Days) -> Telling:
    """Rung in and answered five working days ago."""
    story = builders.complaint(MATTER, at=days.ago(5, "11:05"), logged_at=days.ago(5, "11:20"), by=cast.ROSA)
    story.promised(
        Offer(kind="decision", what="Take the fine off", until=days.on(4), owner=cast.officer(cast.GARETH)),
        at=days.ago(5, "11:25"),
        by=cast.ANITA,
    )
    story.answered_at_once(
        ["A fine was charged for a book that had been brought back."],
        {1: builders.upheld("The book was in the flap on Monday morning and was not scanned until Thursday.")},
        wanted="You would like the fine taken off.",
        at=days.ago(5, "11:40"),
    )
    story.delivered(at=days.ago(4, "09:00"), by=cast.GARETH, evidence="The account shows no fine.")
    return story.closed(at=days.ago(3, "09:00"), learning="The flap is emptied and scanned before the doors open.")
