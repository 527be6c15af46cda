"""What people of the council do at the desk, in the words of a story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tests.journeys.days import TODAY
from tests.journeys.residents import Sent
from tests.journeys.visitor import Visitor

HELD = ("There is a problem", "It cannot be sent")
"""What stands on a page whose letter has not gone."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody told the council otherwise than on the website, and how."""

    how: str
    on: date
    service: str
    said: str
    name: str
    email: str


# --- Taking in and handing round. ------------------------------------------------------------------------------------


def opens_case(officer: Visitor, sent: Sent) -> Visitor:
    """Open a case by its reference."""
    return officer.opens(f"/desk/{sent.reference}/").sees(sent.reference)


def takes_in(officer: Visitor, told: Told) -> Sent:
    """Take in what came by telephone, letter or email."""
    _types_contact(officer, told)
    _presses_for_new(officer, "Take it in")
    return the_case(officer)


def takes_in_together(officer: Visitor, told: Told, *besides: tuple[str, str, str]) -> list[str]:
    """Take in all that somebody rang about: `besides` are service, what they said and the procedure of each further
    matter. Every reference, in order.
    """
    _types_contact(officer, told)
    for service, said, procedure in besides:
        _presses_for_new(officer, "Take it in, and go on with another matter of theirs")
        officer.sees("Take in another matter of the same person", told.said)
        officer.picks(service, among="Which service is it about?").types(said, into="What went wrong?")
        officer.picks(procedure, among="Which procedure is it dealt with under?")
    _presses_for_new(officer, "Take it in")
    return re.findall(r"\d\d-\w{3}-\w{3}", officer.page.get_by_text("Give the person these").inner_text())


def _types_contact(officer: Visitor, told: Told) -> None:
    officer.opens("/desk/intake/").chooses(told.how, of="How did it come in?").types_day(
        told.on, into="When was it received?"
    )
    officer.picks(told.service, among="Which service is it about?").types(told.said, into="What went wrong?")
    officer.types(told.name, into="Full name").types(told.email, into="Email")


def _presses_for_new(officer: Visitor, button: str) -> None:
    officer.presses(button)
    if "There is a problem" in officer.page.locator("main").inner_text():  # another telling of the same story
        officer.chooses("This is another matter: take it in as a new one").presses(button)


def passes_on(officer: Visitor, told: Told) -> Sent:
    """Pass on what somebody was told, knowing next to nothing of complaints."""
    officer.opens("/desk/intake/pass-on/").types(f"{told.name}, {told.email}", into="Who is complaining?")
    officer.types(told.said, into="What did they say?").picks(told.service, among="Which service")
    officer.types_day(told.on, into="When did they tell you?").chooses(told.how).presses("Pass it on")
    return the_case(officer.sees("Passed on"))


def the_case(officer: Visitor) -> Sent:
    """The reference on the page before them."""
    reference = officer.page.locator(".pr-reference").first.inner_text()
    assert re.fullmatch(r"\S+-\S+-\S+", reference), f"no reference, but {reference}"
    return Sent(reference=reference)


def takes_step(officer: Visitor, sent: Sent, step: str) -> Visitor:
    """From the case to the page of a step; whoever deals with it first says that they have no interest in it."""
    opens_case(officer, sent).follows(step)
    if officer.heading.startswith("Declare any conflict"):
        officer.chooses("I have no conflict of interest").presses("Declare")
    return officer


def gives_it_to(officer: Visitor, sent: Sent, whom: str) -> None:
    """Give the case to somebody."""
    officer.opens(f"/desk/{sent.reference}/assignment/")
    officer.chooses(whom).presses("Give it to them").sees(whom)


def declares_no_interest(officer: Visitor, sent: Sent) -> None:
    """Say that nothing stands between them and the case."""
    officer.opens(f"/desk/{sent.reference}/declaration/")
    officer.chooses("I have no conflict of interest").presses("Declare").does_not_see(*HELD)


def agrees_an_adjustment(officer: Visitor, sent: Sent) -> None:
    """Agree the first adjustment that was asked for and is not agreed yet."""
    officer.opens(f"/desk/{sent.reference}/adjustment/")
    officer.chooses_first(of="What was asked for")
    officer.types_day(date(TODAY.year + 1, TODAY.month, TODAY.day), into="When do we look at it again?")
    officer.presses("Agree it").sees("The adjustment is agreed")


def searches(officer: Visitor, typed: str) -> Visitor:
    """Look for a case."""
    return officer.opens("/desk/search/").types(typed, into="Reference, name or words").presses("Search")


# --- Stage 1. --------------------------------------------------------------------------------------------------------


def acknowledges(officer: Visitor, sent: Sent, *, point: str, wanted: str) -> None:
    """Acknowledge at stage 1, with one point."""
    takes_step(officer, sent, "Acknowledge at stage 1")
    officer.types(point, into="Point 1").types(wanted, into="What would they like to happen?")
    officer.presses("Send the acknowledgement").does_not_see(*HELD)


def answers(officer: Visitor, sent: Sent, *, finding: str, why: str) -> None:
    """Answer at stage 1: one point, found on with its reason."""
    takes_step(officer, sent, "Answer at stage 1")
    officer.chooses(finding).types(why, into="Why? Say what happened")
    officer.presses("Send the answer").does_not_see(*HELD)


def extends(officer: Visitor, sent: Sent, *, until: date, why: str) -> None:
    """Extend the time to answer."""
    takes_step(officer, sent, "Extend the time")
    officer.types_day(until, into="By what date will they have the answer?")
    officer.types(why, into="Why does it take longer?").types("We measured it.", into="What we have done so far")
    officer.presses("Send the letter and extend the time").does_not_see(*HELD)


def answers_at_once(officer: Visitor, sent: Sent, *, point: str, finding: str, why: str) -> None:
    """Answer within the time there is to acknowledge."""
    takes_step(officer, sent, "Answer at once")
    officer.types(point, into="What it is about").chooses(finding).types(why, into="Why? Say what happened")
    officer.types("You would like us to say sorry.", into="What would they like to happen?")
    officer.presses("Send the answer").does_not_see(*HELD)


def proposes_to_refuse(officer: Visitor, sent: Sent, *, reasons: str) -> None:
    """Propose to refuse it as considered before, with every question of that ground answered."""
    officer.opens(f"/desk/{sent.reference}/refusal/")
    officer.chooses("The same matter has been considered before, by the council at its last stage or by the Ombudsman")
    officer.presses("Show what this ground asks")
    officer.chooses("Yes", of="Is it the same matter as before?")
    officer.chooses("Yes", of="Did the earlier complaint go through every stage")
    officer.chooses("No", of="Is there new information")
    officer.types("26-ABC-DEF", into="earlier").types(reasons, into="Why, in this case?")
    officer.types("Our letter of 20 August.", into="What shows it?")
    officer.presses("Propose it for somebody else to decide").does_not_see(*HELD)


def decides_to_refuse(officer: Visitor, sent: Sent, *, proposed_by: str) -> None:
    """Decide what somebody else proposed."""
    officer.opens(f"/desk/{sent.reference}/refusal/").sees(f"{proposed_by} proposed this", "It would stand")
    officer.takes_a_picture("refusal")
    officer.presses("Decide it and send the letter").does_not_see(*HELD)


# --- Stage 2. --------------------------------------------------------------------------------------------------------


def acknowledges_again(officer: Visitor, sent: Sent, *, outstanding: str, wanted: str) -> None:
    """Acknowledge that stage 2 was asked for."""
    takes_step(officer, sent, "Acknowledge at stage 2")
    officer.types(outstanding, into="What is still outstanding?")
    officer.types(wanted, into="What would they like to happen now?")
    officer.presses("Send the acknowledgement").does_not_see(*HELD)


def answers_finally(officer: Visitor, sent: Sent, *, finding: str, why: str, reasons: str) -> None:
    """Give the final answer, with nothing to put right."""
    takes_step(officer, sent, "Answer at stage 2")
    officer.chooses(finding).types(why, into="Why? Say what happened").types(reasons, into="Why we decided this")
    officer.types("There is nothing to put right.", into="How we will put things right")
    officer.types("There is nothing left to do.", into="What is still to be done")
    officer.presses("Send the final answer").does_not_see(*HELD)


# --- Letters. --------------------------------------------------------------------------------------------------------


def prints_and_posts(officer: Visitor, sent: Sent) -> None:
    """Print every letter that waits, and take them to the post."""
    officer.opens("/desk/post/").sees(sent.reference, "large print").takes_a_picture("letters-to-post")
    officer.presses("These are printed")
    officer.presses("These were posted").does_not_see(sent.reference)
    opens_case(officer, sent).sees("posted on")


def puts_first_in_the_letter(officer: Visitor, words: str) -> None:
    """Begin the first part of a wording with these words, and save it."""
    first = "Text of “"
    officer.types(f"{words} {officer.typed(into=first)}", into=first)
    officer.presses("Show the preview").sees(words).takes_a_picture("wording")
    officer.presses("Save as the next version").sees("Saved as version").does_not_see(*HELD)
