"""The main road: a resident complains, is answered, is not content, and somebody else gives the final answer."""

import pytest

from tests.journeys import residents, staff
from tests.journeys.conftest import Somebody
from tests.journeys.visitor import EVERY_WAY, Way

SAID = "The bin men left our gate open and the dog got out"
WANTED = "Shut the gate every time"


@pytest.mark.parametrize("way", EVERY_WAY, ids=lambda way: way.name)
def test_a_complaint_goes_all_the_way(somebody: Somebody, way: Way) -> None:
    hannah = somebody(way)
    sent = residents.complains(
        hannah, about="Waste and recycling", said=SAID, wanted=WANTED, name="Hannah Stokes", email="hannah@mail.example"
    )

    rosa = staff.signs_in(somebody(), "Rosa Okafor")
    staff.gives_it_to(rosa, sent, "Imran Sayle")
    staff.acknowledges(rosa, sent, point="A crew left a gate open.", wanted="You would like the gate shut every time.")

    imran = staff.signs_in(somebody(), "Imran Sayle")
    staff.declares_no_interest(imran, sent)
    staff.answers(imran, sent, finding="Not upheld", why="The camera shows the gate shut behind them.")

    residents.asks_for_stage_2(hannah, sent)

    staff.gives_it_to(rosa, sent, "Tom Birk")
    staff.acknowledges_again(rosa, sent, outstanding="Who left the gate open.", wanted="You would like the gate shut.")
    tom = staff.signs_in(somebody(), "Tom Birk")
    staff.declares_no_interest(tom, sent)
    why = "Two other crews came that day, and both cameras show the gate shut."
    staff.answers_finally(tom, sent, finding="Not upheld", why=why, reasons="We looked at every crew of that day.")

    hannah.opens(sent.link).sees("Ombudsman")
    hannah.takes_a_picture("own-page")
    assert "final answer" in hannah.heading
