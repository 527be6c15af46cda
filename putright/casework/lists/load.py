"""How much there is to do just now, as numbers and nothing else: what monitoring is told of cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from putright.casework import cases, models
from putright.casework.files import scanning


@dataclass(frozen=True, slots=True)
class Load:
    """Cases and files, counted."""

    open: int
    overdue: int
    not_told: int
    at_risk: int
    unassigned: int
    files_waiting: int
    files_waiting_since: datetime | None
    files_in_quarantine: int


def now(*, on: date) -> Load:
    """The load of a day."""
    still = cases.still_open(models.Case.objects.all())
    waiting = models.Document.objects.filter(scan=scanning.WAITING).order_by("added_at")
    return Load(
        open=still.count(),
        overdue=cases.overdue(still, on=on).count(),
        not_told=cases.not_told(still, on=on).count(),
        at_risk=still.filter(at_risk=True).count(),
        unassigned=cases.unassigned(still).count(),
        files_waiting=waiting.count(),
        files_waiting_since=waiting.values_list("added_at", flat=True).first(),
        files_in_quarantine=models.Document.objects.filter(scan=scanning.QUARANTINED).count(),
    )
