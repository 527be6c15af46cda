"""The council puts a letter into its own words: locked parts stay, and the next letter is written so."""

from tests.journeys import post, staff
from tests.journeys.days import TODAY
from tests.journeys.people import People, in_every_way
from tests.journeys.staff import Told

VISIT = Told(
    how="In person",
    on=TODAY,
    service="Libraries and leisure",
    said="The changing rooms are cold.",
    name="Lorna Tye",
    email="lorna@mail.example",
)
OURS = "Thank you for coming to see us at the counter."


@in_every_way
def test_a_wording_edited_is_used_in_the_next_letter(people: People) -> None:
    anita, rosa = people.officer("Anita Rowe"), people.officer("Rosa Okafor")
    anita.opens("/desk/wording/")
    anita.opens("/desk/wording/local_council_code/stage_1_acknowledgement/")
    staff.puts_first_in_the_letter(anita, OURS)

    sent = staff.takes_in(rosa, VISIT)
    staff.acknowledges(rosa, sent, point="The rooms are cold.", wanted="You would like them warm.")

    post.reads(rosa, sent, "We are looking into your complaint").sees(OURS)
