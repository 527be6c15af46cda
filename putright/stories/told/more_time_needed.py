"""A complaint that takes longer: extended before the answer was due, with reasons, and still being looked into."""

from putright.casework.actions.intake import Matter
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "stage_1", "ended": False, "outcome": ""}

MATTER = Matter(
    service="planning",
    channel="web",
    said="Nobody has looked into the extension next door that breaks its permission",
    happened=(
        "The plans say one storey. There are two, and a balcony that looks straight into our bedroom. I reported it "
        "in the spring and was given a number, and since then nobody can tell me anything."
    ),
    impact="We keep the curtains shut all day.",
    wanted="Somebody to visit, measure it and tell us what happens now.",
    person=builders.resident("Callum Reeves"),
)


def tell(days: Days) -> Telling:
    """Received twelve working days ago; the answer was due tomorrow, and is promised for two weeks later."""
    story = builders.complaint(MATTER, at=days.ago(12, "20:15"))
    story.triaged(at=days.ago(10, "09:00"), complexity="complex")
    story.given_to(cast.NADIA, at=days.ago(10, "09:05"))
    story.acknowledged(
        ["A report of building work without permission has not been looked into.", "You were not told what happens."],
        wanted="You would like a visit, and to be told what we will do.",
        at=days.ago(9, "12:30"),
    )
    story.noted("Building control has the old drawings in the outstore; asked for them.", at=days.ago(5), by=cast.NADIA)
    return story.extended(
        days.ahead(9),
        reason=(
            "We have to compare what was built with drawings that are kept in our outside store, and the owner has "
            "asked for notice before we measure."
        ),
        done="An officer has looked at the building from your garden and asked for the drawings.",
        at=days.ago(1, "11:45"),
        by=cast.NADIA,
    )
