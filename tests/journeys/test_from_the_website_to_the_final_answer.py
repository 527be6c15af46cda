"""The main road: a resident complains, is answered, is not content, and somebody else gives the final answer."""

import pytest

from tests.journeys import residents, staff
from tests.journeys.people import People
from tests.journeys.residents import Trouble
from tests.journeys.visitor import EVERY_WAY, Way

GATE = Trouble(
    about="Waste and recycling",
    said="The bin men left our gate open and the dog got out",
    wanted="Shut the gate every time",
)


@pytest.mark.parametrize("way", EVERY_WAY, ids=lambda way: way.name)
def test_a_complaint_goes_all_the_way(people: People, way: Way) -> None:
    hannah = people.resident(way)
    sent = residents.complains(hannah, GATE, name="Hannah Stokes", email="hannah@mail.example")

    rosa, imran, tom = (people.officer(name) for name in ("Rosa Okafor", "Imran Sayle", "Tom Birk"))
    staff.gives_it_to(rosa, sent, "Imran Sayle")
    staff.acknowledges(rosa, sent, point="A crew left a gate open.", wanted="You would like the gate shut every time.")
    staff.declares_no_interest(imran, sent)
    staff.answers(imran, sent, finding="Not upheld", why="The camera shows the gate shut behind them.")

    residents.asks_for_stage_2(hannah, sent)

    rosa.opens(f"/desk/{sent.reference}/assignment/").sees("Who may not have it, and why")
    assert "Imran Sayle" not in rosa.page.get_by_role("group").first.inner_text()
    staff.gives_it_to(rosa, sent, "Tom Birk")
    staff.acknowledges_again(rosa, sent, outstanding="Who left the gate open.", wanted="You would like the gate shut.")
    staff.declares_no_interest(tom, sent)
    why = "Two other crews came that day, and both cameras show the gate shut."
    staff.answers_finally(tom, sent, finding="Not upheld", why=why, reasons="We looked at every crew of that day.")

    hannah.opens(sent.link).sees("Ombudsman").takes_a_picture("own-page")
    assert "final answer" in hannah.heading
