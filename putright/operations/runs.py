"""Work of the night: done once however many workers there are, and remembered with how it went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from putright.operations.models import Run

BACKUP, PACK = "backup", "downtime_pack"
MOST_ATTEMPTS = 5
GIVEN_UP_AFTER = timedelta(hours=6)
"""Work begun so long ago and not ended was ended with its worker."""

FORGOTTEN_AFTER = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: a name without its folder, and how big it is."""

    name: str
    size: int


def once_a_night(job: str, work: Callable[[], Made], *, at: datetime) -> Run | None:
    """Do a night's work unless it was done or another worker has it. A failure is kept, and raised."""
    run = _taken(f"{job} {at.date()}", job, at)
    return None if run is None else _done(run, work, at)


def now(job: str, work: Callable[[], Made], *, at: datetime) -> Run:
    """Do it because somebody asked for it. A failure is kept, and raised."""
    return _done(Run.objects.create(job=job, turn=f"{job} {at.isoformat()}", begun_at=at), work, at)


def last_good(job: str) -> Run | None:
    """When a job last went well; None when it never did."""
    return Run.objects.filter(job=job, good=True).order_by("-ended_at").first()


def last(job: str) -> Run | None:
    """The last time a job was tried."""
    return Run.objects.filter(job=job).first()


def _taken(turn: str, job: str, at: datetime) -> Run | None:
    """The run, if it is now this worker's: the database lets only one have it."""
    try:
        with transaction.atomic():
            return Run.objects.create(job=job, turn=turn, begun_at=at)
    except IntegrityError:
        pass
    free = Q(ended_at__isnull=False) | Q(begun_at__lt=at - GIVEN_UP_AFTER)
    again = Run.objects.filter(free, turn=turn, good=False, attempts__lt=MOST_ATTEMPTS)
    taken = again.update(attempts=F("attempts") + 1, begun_at=at, ended_at=None, problem="")
    return Run.objects.get(turn=turn) if taken else None


def _done(run: Run, work: Callable[[], Made], at: datetime) -> Run:
    try:
        made = work()
    except Exception as problem:
        run.ended_at, run.problem = at, f"{type(problem).__name__}: {problem}"[:300]
        run.save(update_fields=["ended_at", "problem"])
        raise
    run.ended_at, run.good, run.made, run.size = at, True, made.name[:200], made.size
    run.save(update_fields=["ended_at", "good", "made", "size"])
    Run.objects.filter(begun_at__lt=at - FORGOTTEN_AFTER).delete()
    return run
