"""What waits for a second person, and what came back from one: letters to approve, refusals to decide. Only reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from putright import rulebook
from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import access, models
from putright.casework.actions import refusal

AT_ONCE = 20
"""So many of each kind are shown; the rest come up as these are dealt with."""

CAME_BACK: Mapping[str, str] = {"given": "approved", "sent_back": "sent_back"}
DECIDED = ("declined", "escalation_declined", "declined_further", refusal.SENT_BACK)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something for one officer. `kind`: approve, decide, or of their own letters approved or sent_back.

    `who` asks for it or gave the answer; `letter` is the letter it is about, by the procedure's name for it.
    """

    kind: str
    case: models.Case
    who: str
    letter: str
    since: datetime


def of(officer: Officer) -> Sequence[Waiting]:
    """What waits for an officer, in so many queries however much it is: the oldest first of each kind."""
    return [*_to_approve(officer), *_to_decide(officer, _open(officer)), *_came_back(officer)]


def to_decide(case: models.Case, officer: Officer) -> Waiting | None:
    """The refusal of a case that waits for this officer's decision, if one does."""
    return next(_to_decide(officer, _open(officer).filter(pk=case.pk)), None)


def _open(officer: Officer) -> QuerySet[models.Case]:
    """The open cases an officer may see."""
    return models.Case.objects.filter(access.visible_to(officer), ended=False)


def _drafts(officer: Officer) -> QuerySet[models.Draft]:
    return (
        models.Draft.objects.filter(case__in=_open(officer))
        .select_related("case", "by", "approved_by")
        .order_by("saved_at")
    )


def _to_approve(officer: Officer) -> Iterator[Waiting]:
    if not roles.may(officer, "approve"):
        return
    for draft in _drafts(officer).filter(approval="asked").exclude(by=officer)[:AT_ONCE]:
        yield Waiting("approve", draft.case, draft.by.name, draft.letter, draft.saved_at)


def _came_back(officer: Officer) -> Iterator[Waiting]:
    for draft in _drafts(officer).filter(approval__in=CAME_BACK, by=officer)[:AT_ONCE]:
        who = draft.approved_by.name if draft.approved_by else ""
        yield Waiting(CAME_BACK[draft.approval], draft.case, who, draft.letter, draft.saved_at)


def _to_decide(officer: Officer, seen: QuerySet[models.Case]) -> Iterator[Waiting]:
    """The last proposal of each of these cases that nobody has decided since, for whoever may decide it."""
    later = models.Event.objects.filter(case=OuterRef("case"), number__gt=OuterRef("number"))
    proposals = (
        models.Event.objects.filter(Exists(seen.filter(pk=OuterRef("case"))), kind=refusal.PROPOSED)
        .exclude(Exists(later.filter(kind__in=(*DECIDED, refusal.PROPOSED))))
        .exclude(corrections__data__has_key="struck")
        .exclude(by=officer)
        .select_related("case", "by")
        .order_by("recorded_at")
    )
    for one in proposals[:AT_ONCE]:
        if one.by is not None and _may_decide(officer, one.case):
            yield Waiting("decide", one.case, one.by.name, "", one.recorded_at)


def _may_decide(officer: Officer, case: models.Case) -> bool:
    move = rulebook.procedure(case.procedure, on=case.received_on).move
    return any(access.roles_let(officer, move[name]) for name in refusal.MOVES if name in move)
