"""The review queue: cases whose keeping time is over, and those that would be due and are on hold.

The day is worked out case by case (`keeping`) and kept beside each case that has ended, so that the queue can be read
from the database; a sweep brings up to date what has changed since. Whoever disposes of a case asks `keeping` again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet

from putright.accounts.models import Officer
from putright.casework import access, models, record
from putright.casework.retention import holds, keeping, schedule
from putright.casework.retention.keeping import Kept
from putright.casework.tables.retention import Disposal, DisposedCase, Keeping

PAGE = 50
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the queue, with until when it is kept and why."""

    case: models.Case
    kept: Kept


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the queue. `after` is where the next one begins; None when this is the last."""

    rows: Sequence[Row]
    after: int | None


def refresh(*, on: date, most: int = AT_ONCE) -> int:
    """Work out anew until when cases are kept, where something has changed since. How many were looked at.

    What is due is worked out anew each day, and so is what waits for the Ombudsman: an investigation is another case,
    which may have been linked to this one since, or have ended.
    """
    edition = schedule.edition(schedule.in_force())
    behind = Q(kept=None) | ~Q(kept__edition=edition) | ~Q(kept__number=F("last_number"))
    due = Q(kept__until__lte=on) & ~Q(kept__worked_out_on=on)
    investigated = Q(pk__in=_linked_to_an_investigation()) & Q(kept__until=None) & ~Q(kept__worked_out_on=on)
    changed = models.Case.objects.filter(behind | due | investigated, ended=True).order_by("pk")
    references = list(changed.values_list("reference", flat=True)[:most])
    for reference in references:
        with transaction.atomic():
            work_out(record.locked(reference), on=on)
    return len(references)


def _linked_to_an_investigation() -> QuerySet[models.Case]:
    either = Q(led_to__procedure=keeping.OMBUDSMAN) | Q(came_from__procedure=keeping.OMBUDSMAN)
    return models.Case.objects.filter(either).values("pk")  # type: ignore[return-value]


def work_out(case: models.Case, *, on: date) -> None:
    """Work out until when one case is kept, and keep that beside it, in the transaction of what changed it."""
    rules = schedule.in_force()
    kept = keeping.of(case, rules=rules)
    values = {
        "until": kept.until,
        "keeping_class": kept.class_name,
        "number": case.last_number,
        "edition": schedule.edition(rules),
        "worked_out_on": on,
    }
    Keeping.objects.update_or_create(case=case, defaults=values)


def due(officer: Officer, *, on: date, after: int = 0) -> Page:
    """A page of cases that may be disposed of, the oldest first."""
    found = _over(officer, on).exclude(holds.held()).exclude(pk__in=_proposed())
    return _page(found, on, after=after, wanted=True)


def on_hold(officer: Officer, *, on: date, after: int = 0) -> Page:
    """A page of cases that would be due and are on hold."""
    return _page(_over(officer, on).filter(holds.held()), on, after=after, wanted=False)


def count_on_hold(officer: Officer, *, on: date) -> int:
    """How many cases would be due and are on hold."""
    return _over(officer, on).filter(holds.held()).count()


def _over(officer: Officer, on: date) -> QuerySet[models.Case]:
    seen = models.Case.objects.filter(access.visible_to(officer), ended=True, kept__until__lte=on)
    return seen.select_related("service", "came_from", "kept").order_by("pk")


def _proposed() -> QuerySet[DisposedCase]:
    """Cases that wait for a second person, or are being disposed of."""
    under_way = (Disposal.State.PROPOSED, Disposal.State.APPROVED)
    rows = DisposedCase.objects.filter(disposal__state__in=under_way, state=DisposedCase.State.WAITING)
    return rows.values("case")  # type: ignore[return-value]


def _page(found: QuerySet[models.Case], on: date, *, after: int, wanted: bool) -> Page:
    """So many cases as go on a page, without those that have changed since they were worked out."""
    rules = schedule.in_force()
    cases = list(found.filter(pk__gt=after)[: PAGE + 1])
    rows = [Row(case, keeping.of(case, rules=rules)) for case in cases[:PAGE]]
    more = cases[PAGE - 1].pk if len(cases) > PAGE else None
    return Page([row for row in rows if row.kept.due(on=on) is wanted], more)
