"""Somebody may come to harm: no heating, a baby, and it is cold. Marked as pressing the hour it came in."""

from putright.casework.actions import stage_1
from putright.casework.actions.intake import Contact, Matter
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "stage_1", "ended": False, "at_risk": True, "next_step": "stage_1_response"}

MATTER = Matter(
    service="housing-repairs",
    procedure="landlord_code",
    channel="phone",
    said="No heating for nine days and I have a baby of five weeks",
    happened="The engineer came, said that he needed a part, and never came back. I have rung every day.",
    impact="We are all sleeping in one room with a fan heater. The health visitor is worried.",
    wanted="Heating. Today.",
    person=Contact(
        name="Chloe Marsden",
        phone="07700 900163",
        email="chloe.marsden@mail.example",
        safe_to_contact="Ring before five. Do not leave a message.",
    ),
    adjustments=[("phone_first", "Ring before you write")],
)


def tell(days: Days) -> Telling:
    """Rung in two working days ago."""
    story = builders.complaint(MATTER, at=days.ago(2, "09:20"), logged_at=days.ago(2, "09:30"), by=cast.ROSA)
    story.triaged(
        at=days.ago(2, "09:35"), complexity="simple", at_risk=True, note="Baby of five weeks. Contractor rung."
    )
    story.given_to(cast.DELIA, at=days.ago(2, "09:40"))
    story.noted(
        "Two oil radiators brought at 11. Engineer tomorrow at 8.",
        at=days.ago(2, "11:20"),
        by=cast.DELIA,
    )
    stage_1.acknowledge(
        story.step(days.ago(1, "09:15"), cast.ROSA),
        stage_1.Understanding(
            points=[
                stage_1.NewPoint(text="There has been no heating for nine days."),
                stage_1.NewPoint(text="The contractor did not come back or ring."),
            ],
            outcome_sought="You would like the heating working at once.",
            definition="You complain that your heating has been broken for nine days and that nobody came back.",
        ),
    )
    return story
