"""What is promised to put things right: agreed, done, or explained when it cannot be done (the Code, section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from putright.accounts.models import Officer
from putright.casework import file, models, steps
from putright.casework.refused import Refused
from putright.casework.steps import Step, Taken, Told
from putright.casework.writing.correspondence import Sending
from putright.rulebook import plain

KINDS: Mapping[str, str] = {
    "apology": "An apology",
    "explanation": "An explanation, help or reasons",
    "acknowledgement": "Saying plainly what went wrong",
    "action": "Doing what was delayed or not done",
    "decision": "Looking again at a decision, or changing it",
    "record": "Correcting a record, or adding to it",
    "money": "Money",
    "change": "Changing a policy, procedure or practice",
}
"""The kinds of remedy the Code names (7.1)."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A remedy as it is promised. Money is in pence and says how it was worked out."""

    kind: str
    what: str
    until: date
    owner: Officer
    point: int | None = None
    amount_in_pence: int | None = None
    basis: str = ""


def agree(step: Step, offer: Offer) -> Taken:
    """Promise a remedy: what, by when, and who sees to it (the Code, 7.3). Raises `Refused`."""
    _must_be_whole(offer, on=step.done_on)

    def told(case: models.Case) -> Told:
        point = None if offer.point is None else case.points.filter(number=offer.point).first()
        if offer.point is not None and point is None:
            raise Refused(f"There is no point {offer.point}: choose one of them, or the whole complaint.")
        remedy = models.Remedy.objects.create(
            case=case,
            point=point,
            kind=offer.kind,
            what=offer.what.strip(),
            until=offer.until,
            owner=offer.owner,
            amount_in_pence=offer.amount_in_pence,
            basis=offer.basis.strip(),
        )
        file.approval_lapses(case)
        return Told(facts={"id": named(remedy), "until": offer.until, "owner": offer.owner.pk, "remedy": offer.kind})

    return steps.take(step, "agree_remedy", told)


def complete(step: Step, remedy: int, *, evidence: str) -> Taken:
    """Record that a remedy was carried out, and what shows it. Raises `Refused`."""

    def told(case: models.Case) -> Told:
        found = _still_to_do(case, remedy)
        found.done_on = step.done_on
        found.save(update_fields=["done_on"])
        return Told(facts={"id": named(found)}, words={"evidence": evidence})

    return steps.take(step, "complete_remedy", told)


def explain(step: Step, remedy: int, *, reason: str, alternative: str, letter: Sending | None = None) -> Taken:
    """Tell the person that a remedy cannot be delivered, why, and what is offered instead (the Code, 7.4)."""

    def told(case: models.Case) -> Told:
        found = _still_to_do(case, remedy)
        found.undeliverable_on = step.done_on
        found.save(update_fields=["undeliverable_on"])
        words = {"reason": reason, "alternative": alternative, "what": found.what}
        return Told(facts={"id": named(found)}, words=words)

    return steps.take(step, "explain_remedy", told, letter=letter)


def accept(step: Step, remedy: int) -> Taken:
    """Record that the person accepts a remedy. It takes nothing away from them."""

    def told(case: models.Case) -> Told:
        found = _found(case, remedy)
        found.accepted_on = step.on
        found.save(update_fields=["accepted_on"])
        return Told(facts={"id": named(found)})

    return steps.note(step, "remedy_accepted", told, deed="speak_for_person")


def named(remedy: models.Remedy) -> str:
    """The name events tell a remedy by."""
    return f"remedy {remedy.pk}"


def _must_be_whole(offer: Offer, *, on: date) -> None:
    if offer.kind not in KINDS:
        raise Refused(f"Say what kind of remedy it is: {', '.join(KINDS.values())}.", "7.1")
    if not offer.what.strip():
        raise Refused("Say what will be done.", "7.3")
    if offer.until < on:
        raise Refused(f"{plain(offer.until)} is past: give a day by which it will be done.", "7.3")
    if (offer.amount_in_pence or 0) < 0:
        raise Refused("The amount cannot be less than nothing.", "7.5")
    if offer.kind == "money" and not (offer.amount_in_pence and offer.basis.strip()):
        raise Refused("For money, give the amount and how it was worked out.", "7.5")


def _found(case: models.Case, remedy: int) -> models.Remedy:
    found = case.remedies.filter(pk=remedy).first()
    if found is None:
        raise Refused("There is no such remedy in this case.")
    return found


def _still_to_do(case: models.Case, remedy: int) -> models.Remedy:
    found = _found(case, remedy)
    if found.done_on:
        raise Refused(f"It is on record already as done on {plain(found.done_on)}.", "7.3")
    if found.undeliverable_on:
        raise Refused(f"The person was told on {plain(found.undeliverable_on)} that it cannot be done.", "7.4")
    return found
