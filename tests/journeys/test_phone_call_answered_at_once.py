"""A telephone call is settled while it lasts: it is written down, answered in writing, and stage 2 stays open."""

from tests.journeys import post, residents, staff
from tests.journeys.days import TODAY
from tests.journeys.people import People, in_every_way
from tests.journeys.residents import Sent
from tests.journeys.staff import Told

CALL = Told(
    how="Telephone",
    on=TODAY,
    service="Council tax and benefits",
    said="You sent me a reminder for a bill I have paid.",
    name="Farida Noor",
    email="farida@mail.example",
)


@in_every_way
def test_a_call_answered_at_once_can_still_go_to_stage_2(people: People) -> None:
    rosa, farida = people.officer("Rosa Okafor"), people.resident()
    sent = staff.takes_in(rosa, CALL)
    why = "The payment came a day before the reminder went out, so the reminder was right when it was made."
    staff.answers_at_once(rosa, sent, point="A reminder came for a paid bill.", finding="Not upheld", why=why)

    post.reads(farida, sent, "answer").sees(why, "stage 2", "Ombudsman")
    own = Sent(reference=sent.reference, link=post.link_in(farida))
    residents.asks_for_stage_2(farida, own)
    farida.opens(own.link)
    staff.opens_case(rosa, sent).sees("Acknowledge at stage 2")
