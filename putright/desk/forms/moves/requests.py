"""Forms for a service request with which somebody is not happy."""

from __future__ import annotations

from typing import Any

from putright.casework.actions.intake import Contact, Matter
from putright.desk.forms.moves.asking import Asking, Heard, written


class Dissatisfaction(Heard):
    """What was said, and how."""

    how_told = written(
        "How did they tell us?",
        hint="For example: on the telephone to the contact centre.",
        needed="Say how they told us",
        rows=2,
    )
    said = written("What did they say?", hint="In their own words as far as you can.")


class Complaint(Asking):
    """The complaint that comes out of a request."""

    said = written(
        "What is the complaint about?",
        hint="In their own words as far as you can.",
        needed="Write down what they say went wrong",
    )
    wanted = written("What would they like to happen?", hint="Leave it empty if they did not say.", rows=2)

    def matter(self, case: Any) -> Matter:
        """The complaint, by the same person about the same service."""
        party = next((one for one in case.parties.all() if one.role == "complainant"), None)
        person = party.person if party else None
        ways = ("name", "email", "phone", "address", "prefers", "safe_to_contact")
        contact = Contact(**{way: getattr(person, way) for way in ways}) if person else Contact()
        return Matter(
            service=case.service.slug,
            channel=case.channel,
            said=str(self.given("said")),
            wanted=str(self.given("wanted")),
            person=contact,
        )
