"""Somebody asks for what is held about them: it is found, a neighbour's name is withheld, and a pack is made."""

from __future__ import annotations

from tests.journeys import staff
from tests.journeys.days import A_WEEK_AGO, TODAY
from tests.journeys.people import People, in_every_way
from tests.journeys.staff import Told
from tests.journeys.visitor import Visitor

HERS = Told(
    how="Telephone",
    on=A_WEEK_AGO,
    service="Street cleaning",
    said="The lane is never swept. Quentin Vossbrink at number 9 throws his rubbish there.",
    name="Thea Marlow",
    email="thea.marlow@mail.example",
)
MOST_ITEMS = 60


@in_every_way
def test_a_copy_is_given_without_the_neighbours_name(people: People) -> None:
    rosa, wendy = people.officer("Rosa Okafor"), people.officer("Wendy Ashe")
    sent = staff.takes_in(rosa, HERS)

    wendy.opens("/records/requests/").follows("Write down a request")
    wendy.types(HERS.name, into="Full name").types(HERS.email, into="Email")
    wendy.types_day(TODAY, into="When did it reach the council?").presses("Write it down")
    wendy.sees("21 December 2026").follows("Find them in the register")
    wendy.sees("Same name, same email address").chooses(
        "It is them", of=f"{HERS.name}, the person complaining in {sent.reference}"
    )
    wendy.presses("Collect what is about them").follows("Make sure who asks")
    wendy.types("Wrote from the address on record.", into="How did you make sure").types_day(TODAY, into="When?")
    wendy.presses("Write it down").follows("Withhold words wherever they stand")
    wendy.types("Quentin Vossbrink", into="Names or words").chooses("About somebody else")
    wendy.presses("Withhold them").sees("In part").takes_a_picture("request").follows("Read what was found")
    _reads_everything(wendy)

    wendy.follows("Release it").types("Thea Marlow, thea.marlow@mail.example", into="To whom does it go?")
    wendy.chooses("By email, encrypted").presses("Make the pack and close the request")
    wendy.sees("What was released", "about somebody else", "Download the pack")
    staff.opens_case(rosa, sent).sees("A copy of what is about them was given to the person")


def _reads_everything(wendy: Visitor) -> None:
    """What is plain all together, what something is withheld of each by itself, until there is none left."""
    wendy.does_not_see("Vossbrink at number 9").presses("Read all of these, nothing is withheld")
    for _ in range(MOST_ITEMS):
        if "What was found" not in wendy.heading:
            return
        wendy.follows("Read it by itself").presses("Read: give it like this")
    raise AssertionError("there is no end of items")
