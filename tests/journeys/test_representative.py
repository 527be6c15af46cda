"""Somebody complains for her mother, with her agreement: both get the letters, and both can follow the case."""

from tests.journeys import post, residents, staff
from tests.journeys.people import People, in_every_way
from tests.journeys.residents import Trouble

BOILER = Trouble(
    about="Housing repairs",
    said="My mother has had no hot water for two weeks",
    wanted="Mend the boiler this week",
)


@in_every_way
def test_whoever_speaks_for_somebody_is_told_what_was_agreed(people: People) -> None:
    ines, rosa = people.resident(), people.officer("Rosa Okafor")
    residents.begins(ines, BOILER, for_whom=residents.FOR_ANOTHER)
    residents.tells(ines, BOILER)
    residents.says_who(ines, name="Ines Vega", email="ines@mail.example")
    residents.speaks_for(ines, "Dolores Vega", by_email="dolores@mail.example")
    residents.needs_nothing_else(ines)
    sent = residents.sends(ines, "Dolores Vega", "Ines Vega")

    staff.opens_case(rosa, sent).sees("Dolores Vega", "Ines Vega", "the person has agreed to it")
    staff.acknowledges(rosa, sent, point="There is no hot water.", wanted="You would like the boiler mended.")

    post.everything_about(ines, sent).sees("dolores@mail.example", "ines@mail.example")
    ines.opens(sent.link).follows("We are looking into your complaint").sees("There is no hot water.")
