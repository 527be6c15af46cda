"""Somebody stops half way, and goes on days later on another machine: nothing typed is lost."""

from tests.journeys import residents
from tests.journeys.people import People, in_every_way
from tests.journeys.residents import Trouble

ALLOTMENT = Trouble(about="Parks and open spaces", said="The allotment has no water since June", wanted="Turn it on")


@in_every_way
def test_a_complaint_begun_on_one_machine_is_sent_from_another(people: People) -> None:
    at_home = people.resident()
    residents.begins(at_home, ALLOTMENT)
    at_home.types(ALLOTMENT.said, into="What went wrong?").presses("Continue")
    link = residents.stops_for_today(at_home)
    at_home.opens("/").does_not_see("You have not sent your complaint yet")

    in_the_library = people.resident()
    in_the_library.opens(link).sees("It has not been sent to us yet").presses("Go on")
    residents.goes_on(in_the_library, ALLOTMENT)
    residents.says_who(in_the_library, name="Ivor Beck", email="ivor@mail.example")
    residents.needs_nothing_else(in_the_library)
    residents.sends(in_the_library, ALLOTMENT.said, "Ivor Beck")
