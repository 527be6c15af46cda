"""A telephone call is settled while it lasts: it is written down, answered in writing, and stage 2 stays open."""

import pytest

from tests.journeys import post, residents, staff
from tests.journeys.days import TODAY
from tests.journeys.people import People
from tests.journeys.residents import Sent
from tests.journeys.staff import Told
from tests.journeys.visitor import EVERY_WAY, Way

CALL = Told(
    how="Telephone",
    on=TODAY,
    service="Council tax and benefits",
    said="You sent me a reminder for a bill I have paid.",
    name="Farida Noor",
    email="farida@mail.example",
)


@pytest.mark.parametrize("way", EVERY_WAY, ids=lambda way: way.name)
def test_a_call_answered_at_once_can_still_go_to_stage_2(people: People, way: Way) -> None:
    rosa, farida = people.officer("Rosa Okafor"), people.resident(way)
    sent = staff.takes_in(rosa, CALL)
    why = "The payment came a day before the reminder went out, so the reminder was right when it was made."
    staff.answers_at_once(rosa, sent, point="A reminder came for a paid bill.", finding="Not upheld", why=why)

    post.reads(farida, sent, "answer").sees(why, "stage 2", "Ombudsman")
    own = Sent(reference=sent.reference, link=post.link_in(farida))
    residents.asks_for_stage_2(farida, own)
    farida.opens(own.link)
    staff.opens_case(rosa, sent).sees("Acknowledge at stage 2")
