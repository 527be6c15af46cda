"""More time is needed: the resident is told why, until when, and how to go to the Ombudsman all the same."""

from tests.journeys import residents, staff
from tests.journeys.days import IN_FOUR_WEEKS
from tests.journeys.people import People, in_every_way
from tests.journeys.residents import Trouble

POTHOLE = Trouble(
    about="Roads and pavements",
    said="The pothole was filled and opened again in a week",
    wanted="Mend it for good",
)
WHY = "We are waiting for the contractor to dig a trial hole, which they do on 2 December."


@in_every_way
def test_an_extension_gives_the_reason_and_the_new_date(people: People) -> None:
    bridget, rosa, nadia = people.resident(), people.officer("Rosa Okafor"), people.officer("Nadia Osei")
    sent = residents.complains(bridget, POTHOLE, name="Bridget Hale", email="bridget@mail.example")
    staff.gives_it_to(rosa, sent, "Nadia Osei")
    staff.acknowledges(rosa, sent, point="A mended pothole opened.", wanted="You would like it mended for good.")

    staff.extends(nadia, sent, until=IN_FOUR_WEEKS, why=WHY)

    bridget.opens(sent.link).sees("18 December 2026").takes_a_picture("own-page")
    bridget.follows("We need longer to answer your complaint")
    bridget.sees(WHY, "Ombudsman", "18 December 2026")
