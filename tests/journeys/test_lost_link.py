"""Whoever has lost their link gets it again, at the address on record and nowhere else."""

from tests.journeys import post, residents
from tests.journeys.people import People, in_every_way
from tests.journeys.residents import Trouble

NOISE = Trouble(about="Environmental health", said="The fans behind the shops hum all night", wanted="Measure it")


@in_every_way
def test_the_link_is_sent_again_to_the_address_on_record(people: People) -> None:
    ruth = people.resident()
    sent = residents.complains(ruth, NOISE, name="Ruth Amis", email="ruth@mail.example")

    ruth.opens("/").follows("Follow a complaint you have made").presses("Send me the link")
    ruth.sees("There is a problem", "Enter your reference or your email address")
    ruth.types(sent.reference, into="Your reference").presses("Send me the link")
    ruth.sees("we cannot say here whether we have it")

    post.reads(ruth, sent, "link").sees("ruth@mail.example")
    ruth.opens(post.link_in(ruth)).sees(sent.reference)
