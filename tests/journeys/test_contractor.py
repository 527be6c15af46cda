"""A complaint made to a contractor's crew is a complaint to the council, from the day the crew heard it."""

from tests.journeys import post, staff
from tests.journeys.days import A_WEEK_AGO
from tests.journeys.people import People, in_every_way
from tests.journeys.staff import Told

ON_THE_DOORSTEP = Told(
    how="Through a contractor",
    on=A_WEEK_AGO,
    service="Waste and recycling",
    said="They leave the lids open and the street is full of paper.",
    name="Petra Lund",
    email="petra@mail.example",
)


@in_every_way
def test_it_counts_from_the_day_the_contractor_heard_it(people: People) -> None:
    kit, rosa, petra = people.officer("Kit Doran"), people.officer("Rosa Okafor"), people.resident()
    sent = staff.passes_on(kit, ON_THE_DOORSTEP)
    kit.sees("Give it to the person")

    staff.opens_case(rosa, sent).sees("13 November 2026", "lost before it was logged")
    staff.acknowledges(rosa, sent, point="Lids are left open.", wanted="You would like the lids shut.")

    post.reads(petra, sent, "We are looking into your complaint").sees("Lids are left open.")
    petra.opens(post.link_in(petra)).sees(sent.reference)
