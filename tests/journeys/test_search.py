"""Officers find a case by its reference, a name or a word, and only those their role lets them see."""

from tests.journeys import staff
from tests.journeys.days import TODAY
from tests.journeys.people import People, in_every_way
from tests.journeys.staff import Told

CALL = Told(
    how="Telephone",
    on=TODAY,
    service="Homelessness and housing options",
    said="Nobody rang back about the hostel in Quarrington.",
    name="Zebedee Quarrington",
    email="zebedee@mail.example",
)


@in_every_way
def test_a_case_is_found_by_name_and_reference(people: People) -> None:
    rosa, imran = people.officer("Rosa Okafor"), people.officer("Imran Sayle")
    sent = staff.takes_in(rosa, CALL)

    for typed in ("Quarrington", sent.reference, sent.reference.replace("-", "").lower()):
        staff.searches(rosa, typed).sees(sent.reference)
    staff.searches(rosa, "nothing-of-the-kind").sees("Nothing was found")
    staff.searches(imran, sent.reference).sees("Nothing was found").does_not_see("Zebedee")
