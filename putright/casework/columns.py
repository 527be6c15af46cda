"""The columns of the list: whether they are what the events say, and bringing them up to date each night.

They are worked out as of a day, which each case keeps (`worked_out_on`): what is owed can change overnight without
anything happening, as when the time to ask for stage 2 is over and the case is to be closed. So there are two
questions. Are the columns what the events said on that day? If not, something else than the record wrote them: this
is what `rebuild --check` counts. And are they as of today? That is what the nightly task sees to.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from putright import rulebook
from putright.casework import models, record
from putright.council import here

log = logging.getLogger(__name__)

ENDED_AT_ONCE = 2_000
"""Nobody waits for these, and they may be many: the open ones come first, and other work of the worker in between."""


def differing(*, on: date, mend: bool) -> Iterator[tuple[str, list[str]]]:
    """Each case with the list columns that are not what its events say.

    To look, they are compared as of the day they were worked out on, so that days gone by count for nothing. To `mend`,
    they are worked out as of `on`.
    """
    council = here.for_rulebook()
    for reference in _references(models.Case.objects.all()):
        with transaction.atomic():
            case = record.locked(reference)
            day = on if mend else case.worked_out_on or on
            wanted = wrong(case, on=day, council=council)
            if wanted and mend:
                _put_right(case, wanted, on=day)
        yield reference, list(wanted)


def wrong(
    case: models.Case,
    *,
    on: date,
    council: rulebook.Council,
    events: Sequence[models.Event] | None = None,
) -> dict[str, Any]:
    """The columns of a case that are not what its events say as of a day, with what they should be."""
    wanted = record.columns(case, on=on, council=council, events=events)
    return {name: value for name, value in wanted.items() if getattr(case, name) != value}


def bring_up_to_date(*, on: date) -> int:
    """Work the columns of every case still open out as of a day, once a day, and then of some that have ended and are
    to be worked out anew. How many had changed.
    """
    if not models.Case.objects.exists():
        return 0  # not even a council may be there yet
    council, changed = here.for_rulebook(), 0
    still_open = models.Case.objects.filter(ended=False).exclude(worked_out_on=on)
    ended = models.Case.objects.filter(ended=True, worked_out_on=None)
    for reference in [*_references(still_open), *_references(ended, most=ENDED_AT_ONCE)]:
        try:
            changed += _brought_up_to_date(reference, on=on, council=council)
        except (LookupError, ValueError):
            # The record of one case was tampered with: `verify` names it, and the others are not kept waiting.
            log.exception(
                "The columns of %s could not be worked out from its events. Run bin/putright verify.", reference
            )
    return changed


def _brought_up_to_date(reference: str, *, on: date, council: rulebook.Council) -> bool:
    with transaction.atomic():
        case = record.locked(reference)
        wanted = wrong(case, on=on, council=council)
        _put_right(case, wanted, on=on)
    return bool(wanted)


def count_rows() -> None:
    """Let SQLite count its rows, a sample of each index, so that it finds the few among the many. Takes no second."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")


def _references(cases: QuerySet[models.Case], *, most: int | None = None) -> list[str]:
    """All at once: a list read bit by bit would stay open while each case is written to."""
    return list(cases.order_by("pk").values_list("reference", flat=True)[:most])


def _put_right(case: models.Case, wanted: Mapping[str, Any], *, on: date) -> None:
    for name, value in {**wanted, "worked_out_on": on}.items():
        setattr(case, name, value)
    case.save(update_fields=[*(name.removesuffix("_id") for name in wanted), "worked_out_on"])
