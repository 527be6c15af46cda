"""What residents do, in the words of a story; each works for anybody, however they use the site."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.journeys.visitor import ON_A_SMALL_SCREEN, Visitor

FOR_ANOTHER = "For somebody else, as a friend, relative, advocate or adviser"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What somebody has in hand after complaining: the reference, and the secret link."""

    reference: str
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What somebody complains about, and what they want."""

    about: str
    said: str
    wanted: str


# --- Complaining, from the first page to the one that says we have it. -----------------------------------------------


def complains(resident: Visitor, trouble: Trouble, *, name: str, email: str) -> Sent:
    """Make a complaint for oneself, by email."""
    begins(resident, trouble)
    tells(resident, trouble)
    says_who(resident, name=name, email=email)
    needs_nothing_else(resident)
    return sends(resident, trouble.said, trouble.wanted, name)


def begins(resident: Visitor, trouble: Trouble, *, for_whom: str = "For myself (or my household or group)") -> None:
    """Say that it is a complaint, for whom, and about which service."""
    resident.opens("/").takes_a_picture("start-on-a-telephone", way=ON_A_SMALL_SCREEN)
    resident.follows("Make a complaint")
    unhappy = "Yes, and I am unhappy with what was done or not done"
    for answer in (unhappy, "No", for_whom, "None of these", trouble.about):
        resident.chooses(answer).presses("Continue")


def tells(resident: Visitor, trouble: Trouble) -> None:
    """Tell what went wrong, when, what it meant and what to do about it. No files."""
    resident.types(trouble.said, into="What went wrong?").presses("Continue")
    resident.types("Last week", into="When it was").presses("Continue")
    resident.presses("Continue")
    resident.types(trouble.wanted, into="What should we do").presses("Continue")
    resident.presses("Continue")


def says_who(resident: Visitor, *, name: str, email: str = "", address: str = "") -> None:
    """Give a name and a way to reach them."""
    resident.chooses("Yes").presses("Continue")
    resident.types(name, into="Your name")
    if email:
        resident.types(email, into="Email address")
    if address:
        resident.types(address, into="Postal address")
    resident.presses("Continue")
    resident.presses("Continue")


def stays_anonymous(resident: Visitor) -> None:
    """Give no name, having been told what that means."""
    resident.sees("it may be hard to put things right for you")
    resident.chooses("No, I want to stay anonymous").presses("Continue")


def needs_nothing_else(resident: Visitor) -> None:
    """Ask for no adjustment."""
    resident.chooses("No, nothing").presses("Continue")


def sends(resident: Visitor, *said: str, noun: str = "complaint") -> Sent:
    """Check the answers and send them. Nobody types as quickly as a story, so it may have to say it is a person."""
    resident.sees("Check your answers", *said).takes_a_picture("check-your-answers")
    resident.presses(f"Send my {noun}")
    if resident.heading.startswith("Please confirm"):
        resident.presses("I am a person")
    resident.sees(f"We have your {noun}", "Your reference is")
    return what_was_sent(resident)


def what_was_sent(resident: Visitor) -> Sent:
    """The secret link on the page, and the reference in it."""
    link = resident.page.locator("main a[href*='/complaint/']").first.get_attribute("href") or ""
    found = re.search(r"/complaint/([^/]+)/", link)
    assert found, "there is no secret link on the page"
    return Sent(reference=found[1], link=link)


def speaks_for(resident: Visitor, name: str, *, by_email: str) -> None:
    """Say for whom, that they agreed, and that both get the letters."""
    resident.types(name, into="Their name").types(by_email, into="Email address").presses("Continue")
    resident.types("daughter", into="What are you to them?")
    resident.chooses("They have asked me to, or agreed to it").presses("Continue")
    resident.chooses("Everything about the complaint").chooses("Both of us").presses("Continue")


def asks_for_something(resident: Visitor, trouble: Trouble, *, name: str, email: str) -> Sent:
    """Report something for the first time: a request to the service, no complaint."""
    resident.opens("/").follows("Report a problem for the first time")
    resident.chooses("No, something has gone wrong and I am telling you for the first time").presses("Continue")
    resident.chooses("Ask the service to put it right").presses("Continue")
    for answer in ("No", "For myself (or my household or group)", "None of these", trouble.about):
        resident.chooses(answer).presses("Continue")
    resident.types(trouble.said, into="What do you want the service to do?").presses("Continue")
    for _ in ("when", "how it affected them", "files"):
        resident.presses("Continue")
    says_who(resident, name=name, email=email)
    needs_nothing_else(resident)
    return sends(resident, trouble.said, noun="request")


# --- Stopping half way. ----------------------------------------------------------------------------------------------


def stops_for_today(resident: Visitor) -> str:
    """Take the link to come back with, and let the machine forget."""
    resident.unfolds("Stop now and come back later").follows("Have the link sent to you")
    link = resident.page.locator("main a[href*='/complain/back/']").first.get_attribute("href") or ""
    resident.presses("Let this computer forget")
    return link


def goes_on(resident: Visitor, trouble: Trouble) -> None:
    """Go on where they stopped: at when it was, or back at what they typed."""
    resident.types("Since June", into="When it was").presses("Continue").presses("Continue")
    resident.types(trouble.wanted, into="What should we do").presses("Continue").presses("Continue")


# --- Afterwards. -----------------------------------------------------------------------------------------------------


def asks_for_stage_2(resident: Visitor, sent: Sent) -> None:
    """Ask, on their own page, for somebody else to look again. No reason is asked for."""
    resident.opens(sent.link).sees("We have answered your complaint").follows("Ask for stage 2")
    resident.sees("You do not have to give a reason").presses("Ask for stage 2")


def reads_letter(resident: Visitor, sent: Sent, letter: str) -> Visitor:
    """Open a letter on their own page."""
    return resident.opens(sent.link).follows(letter)


def asks_how_to_reach_the_ombudsman(resident: Visitor) -> None:
    """From their own page to the one about the Ombudsman."""
    resident.follows("Contact the Ombudsman").sees("Local Government and Social Care Ombudsman")
