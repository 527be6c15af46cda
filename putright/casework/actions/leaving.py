"""When somebody leaves: their open cases go to a colleague, or back to those nobody has, all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import models, record
from putright.casework.actions import handling
from putright.casework.notices import telling
from putright.casework.refused import NotYours
from putright.council import here


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many cases went to the colleague, and how many to nobody, since the colleague may not have them."""

    to_colleague: int
    to_nobody: int


def open_cases(officer: Officer) -> int:
    """How many open cases somebody has."""
    return _open(officer).count()


def _open(officer: Officer) -> QuerySet[models.Case]:
    return models.Case.objects.filter(owner=officer, ended=False)


@transaction.atomic
def hand_over_all(*, of: Officer, to: Officer | None, by: Officer, at: datetime) -> HandedOver:
    """Give every open case of somebody to a colleague, or to nobody. Whoever does it need not see the cases.

    A case the colleague may not have (a conflict of interest, a part in stage 1) goes to nobody: it then stands in the
    list of those that somebody has to be found for. Raises `NotYours`.
    """
    if not roles.may(by, "manage_people"):
        raise NotYours("Only those who look after people hand over the cases of somebody who leaves.")
    with here.looked_up_once():
        # In one order, as everybody holds several cases at once: two who do so never wait for each other.
        held = [record.locked(reference) for reference in _open(of).order_by("pk").values_list("reference", flat=True)]
        theirs = [case for case in held if case.owner_id == of.pk and not case.ended]
        given = [case for case in theirs if _hand_over(case, to, by=by, at=at)]
        if to is not None:
            telling.handed_over(given, to, by=by, at=at)
    return HandedOver(to_colleague=len(given), to_nobody=len(theirs) - len(given))


def _hand_over(case: models.Case, to: Officer | None, *, by: Officer, at: datetime) -> bool:
    """Whether the colleague has it now."""
    takes_it = to is not None and not handling.may_have(case, to, on=at.date())
    facts = {"officer": to.pk if takes_it and to else None, "stage": case.stage}
    entry = record.Entry(kind="assigned", happened_at=at, recorded_at=at, key=uuid4().hex, by=by, data=facts)
    record.append(case, entry)
    return takes_it
