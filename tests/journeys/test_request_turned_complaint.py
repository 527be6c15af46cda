"""A request becomes a complaint while the work on it goes on: two cases, each with its own dates and its own page."""

import pytest

from tests.journeys import residents, staff
from tests.journeys.people import People
from tests.journeys.residents import Trouble
from tests.journeys.visitor import EVERY_WAY, Way

LAMP = Trouble(about="Roads and pavements", said="The street lamp outside number 9 is out", wanted="")


@pytest.mark.parametrize("way", EVERY_WAY, ids=lambda way: way.name)
def test_the_request_stays_open_beside_the_complaint(people: People, way: Way) -> None:
    noel, rosa = people.resident(way), people.officer("Rosa Okafor")
    request = residents.asks_for_something(noel, LAMP, name="Noel Adair", email="noel@mail.example")

    noel.opens(request.link).follows("Say that it is a complaint")
    noel.types("You have not come for a month.", into="What are you not happy with?").presses("Make it a complaint")

    noel.opens(request.link).sees("Your complaint has the reference")
    staff.opens_case(rosa, request).sees("Linked cases").does_not_see("The case has ended")
    rosa.page.locator("section[aria-labelledby=linked] a").first.click()
    rosa.sees("Acknowledge at stage 1", request.reference)
