"""Telling those who answer requests for one's own data that one is nearly due, or late. Whose it is, is not said."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from putright.casework.notices import kinds, mail
from putright.casework.notices.mail import Notice
from putright.casework.subject_access import waiting
from putright.casework.tables.subject_access import AccessRequest
from putright.council import here
from putright.letters import working_time

MARKS = (1, 5)
"""So many working days before its day it is told of; and once more when it is late."""
LATE = 0


def tell(*, at: datetime) -> int:
    """Tell of every open request that has come near its day, each officer once for each mark. How many are near."""
    if not working_time.holds(at):
        return 0
    near = 0
    for request in AccessRequest.objects.filter(closed_on=None).order_by("pk"):
        due = _runs_until(request, on=at.date())
        mark = _mark(due, on=at.date()) if due else None
        if due is not None and mark is not None:
            near += 1
            _tell(request, due, mark, at=at)
    return near


def _runs_until(request: AccessRequest, *, on: date) -> date | None:
    """Its day; none while the time waits for the person who asked, so that the day moves on with each day."""
    due = waiting.due(request, on=on).on
    return due if waiting.due(request, on=on + timedelta(days=1)).on == due else None


def _mark(due: date, *, on: date) -> int | None:
    if due < on:
        return LATE
    left = here.for_rulebook().calendar.between(on, due)
    return next((mark for mark in MARKS if left <= mark), None)


def _tell(request: AccessRequest, due: date, mark: int, *, at: datetime) -> None:
    late = mark == LATE
    notice = Notice(
        kind="request_due",
        key=f"{request.pk}/{due}/{mark}",
        subject=f"A request for own information is {'late' if late else 'nearly due'}: number {request.pk}",
        said=f"A request for somebody’s own information is {'late' if late else 'nearly due'}.",
        to_do="answer it, and write down what was given.",
        page=reverse("records:request", args=[request.pk]),
        by_when=mail.due("the answer", on=due),
    )
    with transaction.atomic():
        for officer in kinds.audience("request_due"):
            mail.put(notice, to=officer, at=at)
