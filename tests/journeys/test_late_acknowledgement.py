"""An email lay in a mailbox for three weeks: the acknowledgement is late, says so, and names the Ombudsman."""

from tests.journeys import post, residents, staff
from tests.journeys.days import THREE_WEEKS_AGO
from tests.journeys.people import People, in_every_way
from tests.journeys.staff import Told

EMAIL = Told(
    how="Email",
    on=THREE_WEEKS_AGO,
    service="Street cleaning",
    said="Leaves have blocked the drain outside my house, and nobody answers.",
    name="Winston Grey",
    email="winston@mail.example",
)


@in_every_way
def test_a_late_acknowledgement_says_so_and_names_the_ombudsman(people: People) -> None:
    rosa, winston = people.officer("Rosa Okafor"), people.resident()
    sent = staff.takes_in(rosa, EMAIL)
    rosa.sees("working days late", "working days were lost before it was logged")

    staff.acknowledges(rosa, sent, point="The drain is blocked.", wanted="You would like it cleared.")

    post.reads(winston, sent, "We are looking into your complaint").sees("Ombudsman")
    own = post.link_in(winston)
    winston.opens(own).sees(sent.reference, "Our letters to you")
    residents.asks_how_to_reach_the_ombudsman(winston)
