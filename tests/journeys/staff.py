"""What people of the council do at the desk, in the words of a story."""

from __future__ import annotations

from tests.journeys.residents import Sent
from tests.journeys.visitor import Visitor

HELD = ("There is a problem", "It cannot be sent")
"""What stands on a page whose letter has not gone."""


def signs_in(officer: Visitor, name: str) -> Visitor:
    """Choose who to be."""
    return officer.opens("/demo/").presses(name)


def opens_case(officer: Visitor, sent: Sent) -> Visitor:
    """Open a case by its reference."""
    return officer.opens(f"/desk/{sent.reference}/").sees(sent.reference)


def gives_it_to(officer: Visitor, sent: Sent, whom: str) -> None:
    """Give the case to somebody."""
    officer.opens(f"/desk/{sent.reference}/assignment/")
    officer.chooses(whom).presses("Give it to them").sees(whom)


def declares_no_interest(officer: Visitor, sent: Sent) -> None:
    """Say that nothing stands between them and the case."""
    officer.opens(f"/desk/{sent.reference}/declaration/")
    officer.chooses("I have no conflict of interest").presses("Declare").does_not_see(
        "There is a problem", "It cannot be sent"
    )


def acknowledges(officer: Visitor, sent: Sent, *, point: str, wanted: str) -> None:
    """Acknowledge at stage 1, with one point."""
    opens_case(officer, sent).follows("Acknowledge at stage 1")
    officer.types(point, into="Point 1").types(wanted, into="What would they like to happen?")
    officer.presses("Send the acknowledgement").does_not_see(*HELD)


def answers(officer: Visitor, sent: Sent, *, finding: str, why: str) -> None:
    """Answer at stage 1: one point, found on with its reason."""
    opens_case(officer, sent).follows("Answer at stage 1")
    officer.chooses(finding).types(why, into="Why? Say what happened").presses("Send the answer").does_not_see(
        "There is a problem", "It cannot be sent"
    )


def acknowledges_again(officer: Visitor, sent: Sent, *, outstanding: str, wanted: str) -> None:
    """Acknowledge that stage 2 was asked for."""
    opens_case(officer, sent).follows("Acknowledge at stage 2")
    officer.types(outstanding, into="What is still outstanding?").types(
        wanted, into="What would they like to happen now?"
    )
    officer.presses("Send the acknowledgement").does_not_see(*HELD)


def answers_finally(officer: Visitor, sent: Sent, *, finding: str, why: str, reasons: str) -> None:
    """Give the final answer, with nothing to put right."""
    opens_case(officer, sent).follows("Answer at stage 2")
    officer.chooses(finding).types(why, into="Why? Say what happened").types(reasons, into="Why we decided this")
    officer.types("There is nothing to put right.", into="How we will put things right")
    officer.types("There is nothing left to do.", into="What is still to be done")
    officer.presses("Send the final answer").does_not_see(*HELD)
