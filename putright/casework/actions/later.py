"""When an answer will be later than it was due: an extension in time, or an explanation of a delay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from putright.casework import file, models, replay, steps
from putright.casework.steps import Step, Taken, Told
from putright.casework.writing.correspondence import Sending

LETTER = "extension"


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

    Whoever approved it did so on its draft (`handling.approve`), unless it is whoever extends. Raises `Refused`.
    """

    def told(case: models.Case) -> Told:
        if new.approved_by is None or not past_limit(case, new.until, on=step.on):
            return replace(new, approved_by=None, good_reason="").told()
        file.must_be_approver(new.approved_by, besides=step.by)
        if step.by is None or step.by.pk != new.approved_by:
            draft, facts = file.draft_of(case, LETTER), {"until": new.until.isoformat()}
            file.must_have_approved(draft, new.approved_by, sending=letter, facts=facts)
        return new.told()

    return steps.take(step, "extend", told, letter=letter)


def past_limit(case: models.Case, until: date, *, on: date) -> bool:
    """Whether a later date goes past the furthest the running time limit can go without good reason."""
    standing = replay.standing(case, on=on)
    move = standing.procedure.move["extend"]
    limits = [one.latest_on for one in standing.clocks if one.running and one.name in move.extends and one.latest_on]
    return bool(move.past_limit_needs) and any(until > limit for limit in limits)


def explain_delay(step: Step, new: NewDate, *, letter: Sending | None = None) -> Taken:
    """Tell the person when an answer that is late will come, and why (the Code, 5.5). It stays late."""
    return steps.take(step, "explain_delay", new.told(), letter=letter)
