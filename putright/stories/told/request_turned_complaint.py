"""A request that turned into a complaint: the street light is still being mended, and the complaint runs beside it."""

from putright.casework.actions import requests
from putright.casework.actions.intake import Matter
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"stage": "stage_1", "ended": False, "next_step": "stage_1_response"}

PERSON = builders.resident("Sadia Rahman")


def tell(days: Days) -> Telling:
    """Asked for fifteen working days ago; dissatisfaction voiced six days ago."""
    asked = Matter(
        service="roads-and-pavements",
        channel="web",
        said="The street light outside 40 Orchard Way is out",
        wanted="Please mend it.",
        person=PERSON,
        procedure="service_request",
        until=days.on(3),
    )
    request = builders.complaint(asked, at=days.ago(15, "18:30"))
    requests.voice_dissatisfaction(
        request.step(days.ago(6, "09:50"), cast.ROSA),
        how_told="On the telephone, to Rosa Okafor",
        said="It has been out for three weeks and my girls walk home that way in the dark. I want to complain.",
    )
    complaint = requests.raise_complaint(
        request.step(days.ago(6, "10:05"), cast.ROSA),
        Matter(
            service="roads-and-pavements",
            channel="phone",
            said="Three weeks without a street light, and nobody says when it will be mended",
            impact="My daughters walk home that way in the dark.",
            wanted="A date, and the light on.",
            person=PERSON,
        ),
    )
    story = Telling(complaint.reference)
    story.given_to(cast.NADIA, at=days.ago(5, "09:00"))
    return story.acknowledged(
        ["A street light reported three weeks ago is still out.", "Nobody said when it would be mended."],
        wanted="You would like a date, and the light on.",
        at=days.ago(5, "09:30"),
    )
