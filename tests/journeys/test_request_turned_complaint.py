"""A request becomes a complaint while the work on it goes on: two cases, each with its own dates and its own page."""

from tests.journeys import residents, staff
from tests.journeys.people import People, in_every_way
from tests.journeys.residents import Trouble

LAMP = Trouble(about="Roads and pavements", said="The street lamp outside number 9 is out", wanted="")


@in_every_way
def test_the_request_stays_open_beside_the_complaint(people: People) -> None:
    noel, rosa = people.resident(), people.officer("Rosa Okafor")
    request = residents.asks_for_something(noel, LAMP, name="Noel Adair", email="noel@mail.example")

    noel.opens(request.link).follows("Say that it is a complaint")
    noel.types("You have not come for a month.", into="What are you not happy with?").presses("Make it a complaint")

    noel.opens(request.link).sees("Your complaint has the reference")
    staff.opens_case(rosa, request).sees("Linked cases").does_not_see("The case has ended")
    rosa.follows("You have not come for a month")
    rosa.sees("Acknowledge at stage 1", request.reference)
