"""Who has a case and how it is looked after: triage, giving it to somebody, declarations, notes, documents, drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import file, models, replay, steps
from putright.casework.refused import Refused
from putright.casework.steps import Step, Taken, Told
from putright.casework.writing import alerts

DECLARED: Mapping[str, str] = {
    "none": "I have no conflict of interest",
    "managed": "There is something to know, and this is how it is dealt with",
    "conflict": "I have a conflict of interest and should not deal with this",
}
"""What somebody who is given a case declares (the Code, 5.4)."""


@dataclass(frozen=True, kw_only=True)
class Triage:
    """What was settled when a case was first looked at. `answers` are those of the rulebook's questions."""

    complexity: str
    at_risk: bool = False
    quick: bool = False
    answers: Mapping[str, Any] | None = None
    note: str = ""


def triage(step: Step, settled: Triage) -> Taken:
    """Record how pressing and how complex a complaint is, and where it belongs (the Code, 6.1)."""
    facts = {
        "complexity": settled.complexity,
        "at_risk": settled.at_risk,
        "quick": settled.quick,
        "answers": dict(settled.answers or {}),
    }

    def also(case: models.Case, _: tuple[models.Event, ...]) -> None:
        if settled.at_risk:
            alerts.somebody_at_risk(case, at=step.at, besides=step.by)

    return steps.note(step, "triaged", Told(facts=facts, words={"note": settled.note}), deed="triage", also=also)


def assign(step: Step, to: Officer) -> Taken:
    """Give a case to somebody who may deal with it. At stage 2 to nobody who had a part in stage 1 (Code, 6.14)."""

    def told(case: models.Case) -> Told:
        why_not = may_have(case, to, on=step.on)
        if why_not:
            raise Refused(why_not, "6.14")
        return Told(facts={"officer": to.pk, "stage": case.stage})

    return steps.note(step, "assigned", told, deed="assign")


def may_have(case: models.Case, officer: Officer, *, on: date | None = None) -> str:
    """Why a case may not be given to an officer on a day (that of the last entry if none is given), if so."""
    if not officer.is_active:
        return f"{officer.name} no longer works here."
    if not any(_deals_with_cases(role) for role in roles.held_by(officer)):
        return f"{officer.name}’s role does not deal with single cases."
    if file.declaration_of(case, officer) == "conflict":
        return f"{officer.name} has declared a conflict of interest in this case."
    if case.stage == "stage_2":
        return file.considered_before(case, officer, on=on)
    return ""


def able() -> QuerySet[Officer]:
    """Everybody who works here and whose role deals with single cases: who can be asked to see to something."""
    names = [name for name, role in roles.every().items() if _deals_with_cases(role)]
    return Officer.objects.filter(is_active=True, break_glass=False, grants__role__in=names).distinct()


def _deals_with_cases(role: roles.Role) -> bool:
    """Whether somebody with it can do anything in a case, and not only read it."""
    return "see_cases" in role.may and (bool(role.acts_as) or "add_to_file" in role.may)


def candidates(case: models.Case, *, on: date) -> list[tuple[Officer, str]]:
    """Everybody with a role, each with why the case may not be given to them; an empty reason when it may."""
    officers = Officer.objects.filter(is_active=True, grants__isnull=False).distinct().order_by("name")
    return [(officer, may_have(case, officer, on=on)) for officer in officers]


def may_answer(case: models.Case, officer: Officer) -> bool:
    """Whether an officer's roles let them give the answer owed at the stage the case is at."""
    moves = replay.procedure_of(case).moves
    wanted = {move.role for move in moves if "decision" in move.needs and case.stage in move.stages}
    return not roles.acts_as(officer).isdisjoint({role for role in wanted if role})


def declare(step: Step, *, declared: str, note: str = "") -> Taken:
    """Declare whether there is a conflict of interest, and how one is dealt with (the Code, 5.4). Raises `Refused`."""
    if declared not in DECLARED:
        raise Refused(f"Choose one: {'; '.join(DECLARED.values())}.", "5.4")
    if declared != "none" and not note.strip():
        raise Refused("Say in a sentence what it is, and how it is dealt with.", "5.4")

    def told(case: models.Case) -> Told:
        if declared != "conflict" and file.declaration_of(case, step.by) == "conflict":
            stands = "You declared a conflict of interest in this case, and that stands."
            raise Refused(f"{stands} If it was a mistake, somebody else has to correct the entry.", "5.4")
        return Told(facts={"declared": declared}, words={"note": note})

    return steps.note(step, file.DECLARATION, told)


def restrict(step: Step, *, restricted: bool, reason: str) -> Taken:
    """Restrict a case to those who deal with it, or lift that again."""
    told = Told(facts={"restricted": restricted}, words={"reason": reason})
    return steps.note(step, "restriction_set", told, deed="restrict")


def withdraw_links(step: Step) -> Taken:
    """Make every secret link sent so far useless; the next letter carries a new one."""

    def also(case: models.Case, _: tuple[models.Event, ...]) -> None:
        case.link_version += 1
        case.save(update_fields=["link_version"])

    return steps.note(step, "links_withdrawn", deed="assign", also=also)


# --- People and adjustments. -----------------------------------------------------------------------------------------


# --- Drafts. ---------------------------------------------------------------------------------------------------------
