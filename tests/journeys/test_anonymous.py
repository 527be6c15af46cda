"""Somebody who gives no name is told what that means, is heard, and reads the answer by the secret link alone."""

from tests.journeys import residents, staff
from tests.journeys.people import People, in_every_way
from tests.journeys.residents import Trouble

SMOKE = Trouble(about="Environmental health", said="A yard burns rubbish every night", wanted="Stop the burning")


@in_every_way
def test_somebody_without_a_name_is_answered(people: People) -> None:
    somebody, rosa, nadia = people.resident(), people.officer("Rosa Okafor"), people.officer("Nadia Osei")
    residents.begins(somebody, SMOKE)
    residents.tells(somebody, SMOKE)
    residents.stays_anonymous(somebody)
    residents.needs_nothing_else(somebody)
    sent = residents.sends(somebody, SMOKE.said)
    somebody.sees("You gave no way to reach you")

    staff.gives_it_to(rosa, sent, "Nadia Osei")
    staff.acknowledges(rosa, sent, point="A yard burns rubbish.", wanted="You would like it to stop.")
    staff.declares_no_interest(nadia, sent)
    staff.answers(nadia, sent, finding="Not upheld", why="We visited four nights and saw no fire.")

    somebody.opens(sent.link).sees("We have answered your complaint", "This page is the only place")
    residents.reads_letter(somebody, sent, "answer").sees("We visited four nights and saw no fire.")
