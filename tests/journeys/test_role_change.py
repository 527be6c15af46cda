"""An administrator gives and takes a role: it counts from the next click, and the security log says who did it."""

from __future__ import annotations

from tests.journeys.people import People
from tests.journeys.visitor import Visitor


def at_the_roles_of(sam: Visitor, name: str) -> Visitor:
    """From the list of people to the page of somebody's roles."""
    person = sam.opens("/settings/people/").follows(name).page.url
    return sam.opens(f"{person}roles/").sees(f"Roles of {name}")


def test_a_role_counts_from_the_next_click(people: People) -> None:
    sam, grace = people.officer("Sam Quill"), people.officer("Grace Whitlow")
    grace.opens("/desk/").sees("You see no cases")

    at_the_roles_of(sam, "Grace Whitlow").chooses("Link officer").types("Lee is away.", into="Why do they change?")
    sam.presses("Save").sees("The roles are changed, from this moment")
    grace.opens("/desk/").does_not_see("You see no cases")
    sam.opens("/accounts/security-log/").sees("Role given", "Sam Quill").takes_a_picture("security-log")

    at_the_roles_of(sam, "Grace Whitlow").page.get_by_label("Link officer", exact=True).uncheck()
    sam.types("Lee is back.", into="Why do they change?").presses("Save").sees("from this moment")
    grace.opens("/desk/").sees("You see no cases")
