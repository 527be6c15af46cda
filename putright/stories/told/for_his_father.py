"""A son complains for his father, who agreed in writing; both are written to, each in their own way."""

from putright.casework.actions.intake import Contact, Matter, Representing
from putright.stories import builders, cast
from putright.stories.builders import Telling
from putright.stories.days import Days

STANDS = {"procedure": "local_council_code", "stage": "stage_1", "ended": False, "next_step": "stage_1_response"}


def tell(days: Days) -> Telling:
    """Received six working days ago and being looked into."""
    matter = Matter(
        service="parking",
        channel="web",
        said="My father’s Blue Badge was renewed too late, and he was fined for it",
        happened=(
            "We applied ten weeks before the old badge ran out. The new one came three weeks after that, and in "
            "between he got a penalty charge outside the surgery."
        ),
        impact="He stayed at home for three weeks because he was afraid of another one.",
        wanted="The charge cancelled, and somebody to say why it took so long.",
        person=Contact(name="Wilfred Cobb", address="7 Tanners Row\nFenwick\nZZ9 5WC"),
        person_gets_letters=True,
        representing=Representing(
            contact=builders.resident("Daniel Cobb", email="daniel.cobb@mail.example"),
            relation="son",
            authority="consent",
            authority_note="A form that Wilfred signed, on file.",
            authority_on=days.on(8),
        ),
    )
    story = builders.complaint(matter, at=days.ago(6, "18:40"))
    story.triaged(at=days.ago(5, "09:30"))
    story.given_to(cast.NADIA, at=days.ago(5, "09:35"))
    story.acknowledged(
        ["The new badge came three weeks after the old one ran out.", "A penalty charge was given meanwhile."],
        wanted="You would like the charge cancelled, and to know why it took so long.",
        at=days.ago(4, "10:15"),
    )
    return story.posted(at=days.ago(4, "15:30"))
