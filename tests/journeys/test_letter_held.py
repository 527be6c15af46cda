"""A letter that leaves out what it must say does not go: the desk names each missing item, and keeps what was typed."""

from tests.journeys import residents, staff
from tests.journeys.people import People, in_every_way
from tests.journeys.residents import Trouble

KERB = Trouble(about="Roads and pavements", said="The kerb at my gate is broken", wanted="Mend the kerb")


@in_every_way
def test_an_answer_is_held_until_it_says_what_it_must(people: People) -> None:
    dilys, rosa, nadia = people.resident(), people.officer("Rosa Okafor"), people.officer("Nadia Osei")
    sent = residents.complains(dilys, KERB, name="Dilys Rowan", email="dilys@mail.example")
    staff.gives_it_to(rosa, sent, "Nadia Osei")
    staff.acknowledges(rosa, sent, point="A kerb is broken.", wanted="You would like the kerb mended.")
    staff.declares_no_interest(nadia, sent)

    staff.opens_case(nadia, sent).follows("Answer at stage 1")
    nadia.presses("Send the answer").sees("There is a problem", "Choose what was found on point 1")
    nadia.chooses("Upheld").types("The kerb broke under our lorry.", into="Why? Say what happened")
    nadia.presses("Send the answer").sees("It cannot be sent yet", "The letter leaves out what it must say")
    nadia.takes_a_picture("letter-held", of="#letter")
    nadia.takes_a_picture("letter-preview", of=".pr-letter")
    nadia.sees("The kerb broke under our lorry.")
    staff.opens_case(nadia, sent).sees("Answer at stage 1").takes_a_picture("case")
