"""An officer hears by email of a case they are given, comes to it from there, and says what they want to be told."""

from tests.journeys import post, staff
from tests.journeys.days import TODAY
from tests.journeys.people import People, in_every_way
from tests.journeys.staff import Told

CALL = Told(
    how="Telephone",
    on=TODAY,
    service="Waste and recycling",
    said="The glass box has not been emptied since spring.",
    name="Wilma Thorne",
    email="wilma@mail.example",
)


@in_every_way
def test_whoever_is_given_a_case_hears_of_it(people: People) -> None:
    rosa, imran = people.officer("Rosa Okafor"), people.officer("Imran Sayle")
    sent = staff.takes_in(rosa, CALL)
    staff.gives_it_to(rosa, sent, "Imran Sayle")

    post.reads(imran, sent, "A case is given to you").sees("Rosa Okafor has given you a case", "Waste and recycling")
    imran.does_not_see("Wilma", "glass box")

    imran.follows(f"/desk/{sent.reference}/").sees(sent.reference, "What to do now")
    imran.opens("/desk/emails/").sees("imran.sayle@fenwickvale.example").presses("Save").sees("Saved.")
