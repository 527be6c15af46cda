"""What residents do, in the words of a story; each works for anybody, however they use the site."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.journeys.visitor import Visitor


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What somebody has in hand after complaining: the reference, and the secret link."""

    reference: str
    link: str


def complains(resident: Visitor, *, about: str, said: str, wanted: str, name: str, email: str) -> Sent:
    """Make a complaint, from the first page to the one that says we have it."""
    resident.opens("/").follows("Make a complaint")
    _says_what_it_is_about(resident, about)
    _tells(resident, said, wanted)
    _gives_details(resident, name, email)
    resident.sees("Check your answers", said, wanted, name)
    resident.presses("Send my complaint")
    if resident.heading.startswith("Please confirm"):  # nobody types as quickly as we do
        resident.presses("I am a person")
    resident.sees("We have your complaint", "Your reference is")
    return what_was_sent(resident)


def what_was_sent(resident: Visitor) -> Sent:
    """The secret link on the page, and the reference in it."""
    link = resident.page.locator("main a[href*='/complaint/']").first.get_attribute("href") or ""
    found = re.search(r"/complaint/([^/]+)/", link)
    assert found, "there is no secret link on the page"
    return Sent(reference=found[1], link=link)


def asks_for_stage_2(resident: Visitor, sent: Sent) -> None:
    """Ask, on their own page, for somebody else to look again. No reason is asked for."""
    resident.opens(sent.link).sees("We have answered your complaint").follows("Ask for stage 2")
    resident.sees("You do not have to give a reason").presses("Ask for stage 2")


def _says_what_it_is_about(resident: Visitor, service: str) -> None:
    for answer in (
        "Yes, and I am unhappy with what was done or not done",
        "No",
        "For myself (or my household or group)",
        "None of these",
        service,
    ):
        resident.chooses(answer).presses("Continue")


def _tells(resident: Visitor, said: str, wanted: str) -> None:
    resident.types(said, into="What went wrong?").presses("Continue")
    resident.types("Last week", into="When it was").presses("Continue")
    resident.presses("Continue")
    resident.types(wanted, into="What should we do").presses("Continue")
    resident.presses("Continue")


def _gives_details(resident: Visitor, name: str, email: str) -> None:
    resident.chooses("Yes").presses("Continue")
    resident.types(name, into="Your name").types(email, into="Email address").presses("Continue")
    resident.presses("Continue")
    resident.chooses("No, nothing").presses("Continue")
