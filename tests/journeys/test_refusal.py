"""A complaint is refused: on a ground of the procedure, for its own reasons, by two people, with the way out of it."""

from tests.journeys import residents, staff
from tests.journeys.people import People, in_every_way
from tests.journeys.residents import Trouble

TICKET = Trouble(about="Parking", said="The parking sign in Mill Lane was hidden by a tree", wanted="Cut the tree back")
REASONS = "We answered your complaint about this sign and this tree in August, at both stages."


@in_every_way
def test_a_refusal_takes_two_people_and_points_to_the_ombudsman(people: People) -> None:
    edwin, rosa, anita = people.resident(), people.officer("Rosa Okafor"), people.officer("Anita Rowe")
    sent = residents.complains(edwin, TICKET, name="Edwin Farr", email="edwin@mail.example")

    staff.proposes_to_refuse(rosa, sent, reasons=REASONS)
    staff.decides_to_refuse(anita, sent, proposed_by="Rosa Okafor")

    edwin.opens(sent.link).sees("Ombudsman").follows("Our decision about your complaint")
    edwin.sees(REASONS, "Ombudsman")
