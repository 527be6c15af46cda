"""Reading what was collected, a whole case at a time: what is plain is read together, the rest each by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from putright.accounts.models import Officer
from putright.casework import access, models
from putright.casework.refused import Refused
from putright.casework.subject_access import redaction, requests
from putright.casework.tables.subject_access import AccessItem

HOLD = "hold"
"""The kind of an item about a hold: neither given nor withheld until somebody decides it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An item with what is given of it, and whether it may be read together with others."""

    item: AccessItem
    given: redaction.Given
    together: bool


def of_case(request: int, reference: str, officer: Officer) -> list[Shown]:
    """What was collected from one case, in order; nothing where the officer may not see the case."""
    items = _seen(request, officer).filter(case__reference=reference)
    return [Shown(one, redaction.given(one), _is_plain(one) and one.looked_at is None) for one in items]


def look_at_together(
    request: int, reference: str, items: Iterable[int], *, by: Officer, at: datetime
) -> list[AccessItem]:
    """Say of several items of a case that they were read and nothing of them is withheld: noted with each of them.

    `items` are those that stood on the page: what came since is not among them, and what somebody withheld some of
    meanwhile is left for them. Raises `Refused`.
    """
    requests.must_answer(by)
    with transaction.atomic():
        requests.still_open(request)
        wanted = _seen(request, by).filter(case__reference=reference, pk__in=set(items), looked_at=None)
        read = [one for one in wanted if _is_plain(one)]
        if not read:
            raise Refused("None of these is left to read together: somebody has read them meanwhile.")
        for one in read:
            one.looked_at, one.looked_by = at, by
            one.save(update_fields=["looked_at", "looked_by"])
    return read


def _seen(request: int, officer: Officer) -> QuerySet[AccessItem]:
    cases = models.Case.objects.filter(access.visible_to(officer))
    rows = AccessItem.objects.filter(request=request, case__in=cases)
    return rows.select_related("request", "case", "document", "looked_by")


def _is_plain(item: AccessItem) -> bool:
    """Text, of which nothing is withheld, and no hold. Somebody opens a file before they say that they read it."""
    return item.document_id is None and item.kind != HOLD and not (item.withheld or item.spans or item.transcript)
