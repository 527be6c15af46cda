"""How a complaint ends otherwise than by an answer, and how it is closed and opened again."""

from __future__ import annotations

from putright.casework import steps
from putright.casework.refused import Refused
from putright.casework.steps import Step, Taken, Told
from putright.casework.writing import particulars
from putright.casework.writing.correspondence import Sending


def withdraw(step: Step, *, how_told: str, letter: Sending | None = None) -> Taken:
    """Record that the person has withdrawn it: who said so, when and how. Raises `Refused`."""
    return steps.take(step, "withdraw", Told(words={"how_told": how_told}), letter=letter)


def close(step: Step, *, learning: str) -> Taken:
    """Close it, with what was learnt or why nothing was (the Code, 9.1). Raises `Refused`."""
    return steps.take(step, "close", Told(words={"learning": learning}))


def reopen(step: Step, *, reason: str) -> Taken:
    """Open it again at the stage it was at. What was late stays late. Raises `Refused`."""
    return steps.take(step, "reopen", Told(words={"reason": reason}))


def handle_as_service_request(step: Step, *, reason: str, letter: Sending | None = None) -> Taken:
    """Treat it as a service request, telling the person how to insist that it is a complaint (the Code, 1.6; 5.3)."""
    return steps.take(step, "handle_as_service_request", Told(words={"reason": reason}), letter=letter)


def hand_over(step: Step, *, procedure: str, reason: str, letter: Sending | None = None) -> Taken:
    """Hand it to another procedure or body, telling the person which and why (the Code's FAQ, mixed complaints)."""
    if procedure.strip() and particulars.name_of(procedure) is None:
        raise Refused("Choose the procedure or the body it goes to.")
    told = Told(facts={"procedure": procedure}, words={"reason": reason})
    return steps.take(step, "hand_over", told, letter=letter)
