"""Who may see and do what with a case: pure answers, each with its reason. Who holds which role is for `accounts`.

All of it follows from an officer's roles and how they stand to the case (`Place`): the same answers grey a button out,
refuse a step, and are written down as a table for everybody to read (`who_may`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from putright import rulebook
from putright.accounts import roles
from putright.accounts.models import Officer
from putright.accounts.roles import Role
from putright.casework import file, models

SPOKEN_FOR = ("complainant", "other_body", "panel")
"""Parties whose steps an officer records on their behalf."""

LEFT_TO_THE_CONFLICTED = ("see_cases", "read_notes", "add_to_file", "assign")
"""What somebody with a conflict of interest may still do in the case: say so, and give it to somebody else."""

INTERNAL = frozenset(
    {"note_added", "triaged", "approval_asked", "approval_given", "approval_refused", "conflict_declared"}
    | {"restriction_set", "refusal_proposed", "refusal_sent_back"}
)
"""What staff write for each other; whoever may not read notes sees that it happened and not what was written."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether somebody may, and why not, with the paragraph where there is one."""

    allowed: bool
    reason: str = ""
    para: str = ""

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How somebody stands to a case: given to them, about a service of theirs, restricted, conflict declared."""

    theirs: bool = False
    in_service: bool = False
    restricted: bool = False
    conflicted: bool = False


YES = Answer(True)
NOT_SEEN = Answer(False, "This case is not among those your role lets you see.")
CONFLICTED = Answer(False, file.CONFLICTED, "5.4")


# --- The table: roles and place in, answer out. ----------------------------------------------------------------------


def sees(held: Iterable[Role], place: Place) -> Answer:
    """Whether somebody with these roles sees a case they stand to like this."""
    given = tuple(held)
    reach = max((role.sees for role in given), key=roles.SEES.index, default="none")
    if reach == "none" or not any("see_cases" in role.may for role in given):
        return NOT_SEEN
    near = place.theirs or reach == "all" or (reach == "services" and place.in_service)
    shut = place.restricted and not place.theirs and not any(role.restricted for role in given)
    return YES if near and not shut else NOT_SEEN


def takes(held: Iterable[Role], place: Place, step: rulebook.Move) -> Answer:
    """Whether somebody with these roles takes a step of the procedure in a case they stand to like this."""
    given = tuple(held)
    answer = sees(given, place) and permits(given, step)
    return CONFLICTED if answer and place.conflicted else answer


def does(held: Iterable[Role], place: Place, deed: str) -> Answer:
    """Whether somebody with these roles does something that is no step of a procedure (a word of `roles.DEEDS`)."""
    given = tuple(held)
    answer = sees(given, place) and _may(given, deed)
    return CONFLICTED if answer and place.conflicted and deed not in LEFT_TO_THE_CONFLICTED else answer


def permits(held: Iterable[Role], step: rulebook.Move) -> Answer:
    """Whether roles let somebody take a step, in whichever case they see."""
    given = tuple(held)
    acting = frozenset(word for role in given for word in role.acts_as)
    if set(step.by) <= set(SPOKEN_FOR):
        # What the Ombudsman or another body says reaches the council through its link officer.
        through_them = "complainant" not in step.by and "link_officer" in acting
        return YES if through_them else _may(given, "speak_for_person")
    if step.role is None or step.role in acting:
        return YES
    who = " or ".join(role.title.lower() for role in roles.every().values() if step.role in role.acts_as)
    return Answer(False, f"This is for somebody else to do: {who}.")


def _may(held: Iterable[Role], deed: str) -> Answer:
    if deed not in roles.DEEDS:
        raise KeyError(f"{deed!r} is nothing a role may do; there are: {', '.join(roles.DEEDS)}")
    able = any(deed in role.may for role in held)
    return YES if able else Answer(False, f"Your role does not let you {roles.DEEDS[deed]}.")


# --- The same for an officer and a case. -----------------------------------------------------------------------------


def visible_to(officer: Officer) -> Q:
    """The cases an officer may see, as a filter: what `sees` says, in the words of the database."""
    own = Q(owner=officer)
    reach = roles.sees(officer)
    if not roles.may(officer, "see_cases") or reach == "none":
        return Q(pk__in=())
    if reach == "own":
        return own
    unrestricted = Q() if roles.sees_restricted(officer) else own | Q(restricted=False)
    if reach == "services":
        return unrestricted & (own | Q(service__in=officer.services.values("pk")))
    return unrestricted


def may_see(officer: Officer, case: models.Case) -> Answer:
    """Whether an officer may see a case at all."""
    return YES if models.Case.objects.filter(visible_to(officer), pk=case.pk).exists() else NOT_SEEN


def may_take(officer: Officer, case: models.Case, move: str) -> Answer:
    """Whether an officer's roles let them take a step of the procedure in this case. Whether it is on offer is the
    rulebook's to say. Raises KeyError for a step the procedure has not.
    """
    step = rulebook.procedure(case.procedure, on=case.received_on).move[move]
    return takes(roles.held_by(officer), place_of(officer, case), step)


def may_key(officer: Officer, taken_by: Officer, case: models.Case, move: str) -> Answer:
    """Whether an officer may write down a step that somebody took on paper: they put the record right, and whoever took
    it had roles that let them and no conflict of interest. Raises KeyError for a step the procedure has not.
    """
    step = rulebook.procedure(case.procedure, on=case.received_on).move[move]
    theirs = CONFLICTED if file.declaration_of(case, taken_by) == "conflict" else roles_let(taken_by, step)
    return may_do(officer, case, "correct") and theirs


def may_take_each(officer: Officer, case: models.Case) -> Mapping[str, Answer]:
    """The same for every step of the case's procedure, by its name."""
    held, place = roles.held_by(officer), place_of(officer, case)
    steps = rulebook.procedure(case.procedure, on=case.received_on).moves
    return {step.name: takes(held, place, step) for step in steps}


def roles_let(officer: Officer, step: rulebook.Move) -> Answer:
    """Whether an officer's roles let them take a step, in whichever case they see."""
    return permits(roles.held_by(officer), step)


def may_do(officer: Officer, case: models.Case, deed: str) -> Answer:
    """Whether an officer may do something in this case that is no step of a procedure (a word of `roles.DEEDS`)."""
    return does(roles.held_by(officer), place_of(officer, case), deed)


def place_of(officer: Officer, case: models.Case) -> Place:
    """How an officer stands to a case, as the database has it now."""
    now = models.Case.objects.filter(pk=case.pk).values_list("owner", "service", "restricted").first()
    if now is None:
        raise models.Case.DoesNotExist
    owner, service, restricted = now
    return Place(
        theirs=owner == officer.pk,
        in_service=roles.sees(officer) == "services" and officer.services.filter(pk=service).exists(),
        restricted=restricted,
        conflicted=file.declaration_of(case, officer) == "conflict",
    )
