"""A complaint taken in by mistake: erasing it is agreed, two people dispose of it, and only its steps are left."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys import post, staff
from tests.journeys.days import A_WEEK_AGO
from tests.journeys.people import People, in_every_way
from tests.journeys.residents import Sent
from tests.journeys.staff import Told
from tests.journeys.visitor import Visitor

BY_MISTAKE = Told(
    how="Telephone",
    on=A_WEEK_AGO,
    service="Parking",
    said="I rang the wrong council about my parking permit.",
    name="Orla Finch",
    email="orla.finch@mail.example",
)
PATIENCE = 70
"""Seconds in which the worker has sent what waited: it looks each minute."""


@in_every_way
def test_two_people_dispose_of_a_case_and_only_what_happened_stays(people: People) -> None:
    rosa, wendy, anita = (people.officer(name) for name in ("Rosa Okafor", "Wendy Ashe", "Anita Rowe"))
    sent = staff.takes_in(rosa, BY_MISTAKE)
    _takes_back(rosa, sent)
    wendy.opens(f"/records/cases/{sent.reference}/").sees("3 years from")
    wendy.follows("Decide a request to erase").chooses("To have it erased (UK GDPR, Article 17)")
    wendy.chooses("Agreed").chooses(f"{BY_MISTAKE.name}, by email").presses("See the letter")
    wendy.presses("Record it and send the letter").sees("The decision is on record")
    _everything_has_gone(rosa, sent)

    wendy.opens("/records/").chooses(f"{sent.reference}, Parking").takes_a_picture("due-for-disposal")
    wendy.presses("Propose their disposal").sees("somebody else has to decide")
    anita.opens("/records/").sees("A disposal waits for your decision").follows("proposed by Wendy Ashe")
    anita.chooses("I know that this cannot be undone").presses("Approve and carry it out")
    anita.sees("Certificate of disposal", "1 case was disposed of").takes_a_picture("certificate")

    staff.opens_case(rosa, sent).sees("It was disposed of on", "Parking").does_not_see("Orla", "wrong council")
    staff.searches(rosa, "Orla Finch").does_not_see(sent.reference)


def _takes_back(rosa: Visitor, sent: Sent) -> None:
    staff.opens_case(rosa, sent).opens(f"/desk/{sent.reference}/withdrawal/")
    if rosa.heading.startswith("Declare any conflict"):
        rosa.chooses("I have no conflict of interest").presses("Declare")
    rosa.types("She rang: it was for another council.", into="Who told us, and how?")
    rosa.presses("Send the confirmation")
    rosa.does_not_see(*staff.HELD)


def _everything_has_gone(rosa: Visitor, sent: Sent) -> None:
    """Nothing is disposed of while a letter about it still waits to go out."""
    page = post.everything_about(rosa, sent).page
    for _ in range(PATIENCE):
        if not page.get_by_text("Waiting to go").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.locator("body")).not_to_contain_text("Waiting to go")
