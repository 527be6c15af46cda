"""Who may see and do what with a case: pure answers, each with its reason. Who holds which role is for `accounts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from putright import rulebook
from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import models

SPOKEN_FOR = ("complainant", "other_body", "panel")
"""Parties whose steps an officer records on their behalf."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether somebody may, and why not."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Answer(True)


def visible_to(officer: Officer) -> Q:
    """The cases an officer may see, as a filter."""
    own = Q(owner=officer)
    sees = roles.sees(officer)
    if not roles.may(officer, "see_cases") or sees == "none":
        return Q(pk__in=())
    if sees == "own":
        return own
    unrestricted = Q() if roles.sees_restricted(officer) else own | Q(restricted=False)
    if sees == "services":
        return unrestricted & (own | Q(service__in=officer.services.values("pk")))
    return unrestricted


def may_see(officer: Officer, case: models.Case) -> Answer:
    """Whether an officer may see a case at all."""
    if models.Case.objects.filter(visible_to(officer), pk=case.pk).exists():
        return YES
    return Answer(False, "This case is not among those your role lets you see.")


def may_take(officer: Officer, case: models.Case, move: str) -> Answer:
    """Whether an officer's roles let them take a step of the procedure in this case. Whether it is on offer is the
    rulebook's to say. Raises KeyError for a step the procedure has not.
    """
    step = rulebook.procedure(case.procedure, on=case.received_on).move[move]
    return may_see(officer, case) and roles_let(officer, step)


def may_take_each(officer: Officer, case: models.Case) -> Mapping[str, Answer]:
    """The same for every step of the case's procedure, by its name."""
    seen = may_see(officer, case)
    steps = rulebook.procedure(case.procedure, on=case.received_on).moves
    return {step.name: seen and roles_let(officer, step) for step in steps}


def roles_let(officer: Officer, step: rulebook.Move) -> Answer:
    """Whether an officer's roles let them take a step, in whichever case they see."""
    if set(step.by) <= set(SPOKEN_FOR):
        # What the Ombudsman or another body says reaches the council through its link officer.
        through_them = "complainant" not in step.by and "link_officer" in roles.acts_as(officer)
        return YES if through_them else _may(officer, "speak_for_person")
    if step.role is None or step.role in roles.acts_as(officer):
        return YES
    who = " or ".join(role.title.lower() for role in roles.every().values() if step.role in role.acts_as)
    return Answer(False, f"This is for somebody else to do: {who}.")


def may_do(officer: Officer, case: models.Case, deed: str) -> Answer:
    """Whether an officer may do something in this case that is no step of a procedure (a word of `roles.DEEDS`)."""
    return may_see(officer, case) and _may(officer, deed)


def _may(officer: Officer, deed: str) -> Answer:
    return YES if roles.may(officer, deed) else Answer(False, f"Your role does not let you {roles.DEEDS[deed]}.")
