"""What was decided when somebody asked to have information about them erased, put right or no longer used.

Information kept for a public task is seldom erased before its time; each refusal has a reason, and what to do next.
"""

from __future__ import annotations

from collections.abc import Mapping

from putright.casework import models, steps
from putright.casework.information_rights import rights_letter
from putright.casework.refused import Refused
from putright.casework.retention import keeping, queue
from putright.casework.steps import Step, Taken, Told
from putright.casework.writing.correspondence import Occasion

RIGHTS: Mapping[str, str] = {
    "erasure": "to have it erased (UK GDPR, Article 17)",
    "objection": "that it is no longer used (Article 21)",
    "rectification": "to have it put right (Article 16)",
    "restriction": "that it is only kept and not used (Article 18)",
}
ANSWERS: Mapping[str, str] = {"refused": "Refused", "agreed": "Agreed"}

USUAL_REASON = (
    "We keep this record because the law gives us the task of handling complaints and of accounting for how we did. "
    "The right to have information erased does not apply to what we need for that task (UK GDPR, Article 17(3)(b)). "
    "We keep it for the time our retention schedule sets, and then dispose of it. You can ask us to attach a statement "
    "to the record that says what you disagree with."
)
"""What is usually said when erasing is refused: a beginning, for the officer to fit to the case."""


def decide(step: Step, *, right: str, answer: str, reason: str, tell: int | None = None) -> Taken:
    """Record what was decided and why, and tell whom of the case `tell` names; nobody where they are told otherwise.

    Raises `Refused`.

    Agreeing to erase makes the case due for disposal, which two people still decide and any hold still stops.
    """
    if right not in RIGHTS or answer not in ANSWERS:
        raise Refused("Say what was asked for, and what was decided.")
    if not reason.strip():
        raise Refused("Give the reason: the person is entitled to it.")

    def told(case: models.Case) -> Told:
        if right == "erasure" and answer == "agreed":
            _must_be_possible(case)
        decision = rights_letter.Decision(right=right, answer=answer, reason=reason)
        letters = [] if tell is None else [_told(case, decision, tell, step)]
        facts = {"right": right, "answer": answer, **({"letters": letters} if letters else {})}
        return Told(facts=facts, words={"reason": reason})

    def also(case: models.Case, _: tuple[models.Event, ...]) -> None:
        if case.ended:
            queue.work_out(case, on=step.on)

    return steps.note(step, "right_decided", told, deed="answer_rights", also=also)


def _told(case: models.Case, decision: rights_letter.Decision, party: int, step: Step) -> str:
    """Tell somebody, and give the digest by which the record knows the letter."""
    ready = rights_letter.foreseen(case, decision, party=party, on=step.on)
    return rights_letter.send(ready, Occasion(case=case, key=step.key, at=step.at, by=step.by)).digest


def _must_be_possible(case: models.Case) -> None:
    kept = keeping.of(case)
    if not case.ended:
        raise Refused("A complaint that is still open cannot be erased: close it first, or let it be withdrawn.")
    if kept.holds:
        raise Refused("It is on hold: nothing of it may be erased until the hold is lifted.")
