"""When an answer will be later than it was due: an extension in time, or an explanation of a delay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from putright.casework import file, steps
from putright.casework.correspondence import Sending
from putright.casework.steps import Step, Taken, Told


@dataclass(frozen=True, kw_only=True)
class NewDate:
    """A later date and why. `update_every` is how often the person hears from us meanwhile, where a procedure asks."""

    until: date
    reason: str
    good_reason: str = ""
    approved_by: int | None = None
    update_every: str = ""

    def told(self) -> Told:
        """What the step is told."""
        facts = {"until": self.until, **({"approved_by": self.approved_by} if self.approved_by else {})}
        words = {"reason": self.reason, "good_reason": self.good_reason, "update_every": self.update_every}
        return Told(facts=facts, words=words)


def extend(step: Step, new: NewDate, *, letter: Sending | None = None) -> Taken:
    """Extend the time to answer (the Code, 6.4 and 6.16): past the limit only for a good reason, approved by somebody.

    Raises `Refused`.
    """
    if new.approved_by is not None:
        file.must_be_approver(new.approved_by, besides=step.by)
    return steps.take(step, "extend", new.told(), letter=letter)


def explain_delay(step: Step, new: NewDate, *, letter: Sending | None = None) -> Taken:
    """Tell the person when an answer that is late will come, and why (the Code, 5.5). It stays late."""
    return steps.take(step, "explain_delay", new.told(), letter=letter)
