"""The main road: a resident complains, is answered, is not content, and somebody else gives the final answer."""

from tests.journeys import residents, staff
from tests.journeys.people import People, in_every_way
from tests.journeys.residents import Trouble

GATE = Trouble(
    about="Waste and recycling",
    said="The bin men left our gate open and the dog got out",
    wanted="Shut the gate every time",
)


@in_every_way
def test_a_complaint_goes_all_the_way(people: People) -> None:
    hannah = people.resident()
    sent = residents.complains(hannah, GATE, name="Hannah Stokes", email="hannah@mail.example")

    rosa, imran, tom = (people.officer(name) for name in ("Rosa Okafor", "Imran Sayle", "Tom Birk"))
    staff.gives_it_to(rosa, sent, "Imran Sayle")
    staff.acknowledges(rosa, sent, point="A crew left a gate open.", wanted="You would like the gate shut every time.")
    staff.declares_no_interest(imran, sent)
    staff.answers(imran, sent, finding="Not upheld", why="The camera shows the gate shut behind them.")

    residents.asks_for_stage_2(hannah, sent)

    rosa.opens(f"/desk/{sent.reference}/assignment/").sees("Who may not have it, and why")
    rosa.takes_a_picture("assignment")
    assert "Imran Sayle" not in rosa.page.get_by_role("group").first.inner_text()
    staff.gives_it_to(rosa, sent, "Tom Birk")
    staff.acknowledges_again(rosa, sent, outstanding="Who left the gate open.", wanted="You would like the gate shut.")
    staff.declares_no_interest(tom, sent)
    why = "Two other crews came that day, and both cameras show the gate shut."
    staff.answers_finally(tom, sent, finding="Not upheld", why=why, reasons="We looked at every crew of that day.")

    hannah.opens(sent.link).sees("Ombudsman")
    assert "final answer" in hannah.heading
