"""Somebody joins, moves to other work and leaves: what they may do changes from one click to the next."""

from __future__ import annotations

import pytest

from tests.journeys.people import People
from tests.journeys.visitor import AS_USUAL, Visitor, Way

WIM = "Wim Halloran"


@pytest.mark.parametrize("way", [AS_USUAL], ids=lambda way: way.name)
def test_a_role_given_and_taken_counts_from_the_next_click(people: People, way: Way) -> None:
    sam = people.officer("Sam Quill")
    sam.opens("/settings/people/new/").types(WIM, into="Full name")
    sam.types("wim.halloran@fenwickvale.example", into="Email address").chooses("Complaints officer")
    sam.presses("Save").sees(f"{WIM} is added.").takes_a_picture("person")

    wim = people.officer(WIM)
    wim.opens("/desk/").sees("New complaint")

    _finds(sam).follows("Change roles").chooses("Member Responsible for Complaints")
    sam.page.get_by_label("Complaints officer", exact=True).uncheck()
    sam.types("Elected in May", into="Why do they change?").presses("Save").sees("from this moment")
    wim.opens("/desk/").sees("You see no cases.").does_not_see("New complaint")

    _finds(sam).follows("Close the account").types("Left in June", into="Why is the account closed?")
    sam.presses("Close the account").sees(f"The account of {WIM} is closed.")
    wim.opens("/desk/").sees("Sign in").does_not_see("You see no cases.")
    sam.opens("/settings/history/?area=people").sees("Elected in May", "Left in June")
    sam.opens("/accounts/security-log/").sees("Role given", "Sam Quill", "Account closed").takes_a_picture(
        "security-log"
    )


def _finds(sam: Visitor) -> Visitor:
    sam.opens("/settings/people/").types(WIM, into="Name, email address or job title").presses("Show")
    return sam.follows(WIM)
