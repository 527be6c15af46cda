"""Two officers take the same step: the second is told who was first, and nothing goes out twice."""

from tests.journeys import post, staff
from tests.journeys.days import TODAY
from tests.journeys.people import People, in_every_way
from tests.journeys.staff import Told

LETTER = Told(
    how="Letter",
    on=TODAY,
    service="Parking",
    said="The machine in Hope Street took my money.",
    name="Cosmo Pike",
    email="cosmo@mail.example",
)


@in_every_way
def test_the_second_is_told_who_was_first(people: People) -> None:
    rosa, anita = people.officer("Rosa Okafor"), people.officer("Anita Rowe")
    sent = staff.takes_in(rosa, LETTER)
    for officer in (rosa, anita):
        staff.opens_case(officer, sent).follows("Acknowledge at stage 1")
        officer.types("A machine took money.", into="Point 1")
        officer.types("You would like it back.", into="What would they like to happen?")

    rosa.presses("Send the acknowledgement").does_not_see(*staff.HELD)
    anita.presses("Send the acknowledgement").sees("There is a problem", "Rosa Okafor", "See what changed")

    subjects = post.everything_about(anita, sent).page.get_by_role("link", name="We are looking into your complaint")
    assert subjects.count() == 1
