"""Turned down: it happened too long ago. Two people decide, with reasons and the way to the Ombudsman."""

from putright.casework.actions.intake import Matter
from putright.casework.actions.refusal import Proposed
from putright.stories import builders
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "closed", "ended": True, "outcome": ""}

MATTER = Matter(
    service="parking",
    channel="email",
    said="A penalty charge in the Corn Exchange car park was wrong",
    happened="I paid for two hours and was fined after one. I found the letter when I was clearing out a drawer.",
    wanted="My £35 back.",
    person=builders.resident("Nigel Stannard"),
)

GOOD_REASONS = "Are there good reasons to take it although it is late?"


def tell(days: Days) -> Telling:
    """Received eight working days ago, about a charge two and a half years old."""
    story = builders.complaint(MATTER, at=days.ago(8, "22:10"))
    story.triaged(at=days.ago(6, "09:40"), note="He appealed at the time and lost. Nothing kept him from writing then.")
    proposed = Proposed(
        ground="late",
        answers={GOOD_REASONS: "no"},
        happened_on=days.months_ago(31),
        aware_on=days.months_ago(30),
        reasons=(
            "You paid the charge two and a half years ago and knew then that you thought it wrong. The machine has "
            "been replaced and its records are gone, so we could no longer find out what happened that day."
        ),
        evidence="The payment record, and the letter of the adjudicator that closed the appeal.",
        facts={
            "discretion": (
                "We asked whether illness or anything else had kept you from complaining sooner, and you told us "
                "that you had simply not thought of it until you found the letter."
            )
        },
    )
    return story.refused(proposed, at=days.ago(4, "13:30"))
