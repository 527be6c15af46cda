"""A telephone call is settled while it lasts, or is about several things: each is written down, and answered."""

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


BESIDES = (
    ("Adult social care", "Nobody has come to assess my mother.", "Adult social care complaints"),
    ("Libraries and leisure", "You sent my details to somebody else.", "Data protection complaints"),
)


@in_every_way
def test_a_call_about_three_things_is_taken_in_at_one_sitting(people: People) -> None:
    rosa, farida = people.officer("Rosa Okafor"), people.resident()
    made = [Sent(reference=one) for one in staff.takes_in_together(rosa, CALL, *BESIDES)]
    assert len(made) == 3

    for one in made:
        others = [other.reference for other in made if other is not one]
        staff.opens_case(rosa, one).sees("They told us of it at the same time", *others)
    told = post.reads(farida, made[0], "What you told us about")
    told.sees("You told us about 3 things", *(one.reference for one in made))
