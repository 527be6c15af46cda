"""The state of a copy, as numbers: read once, told by `health` in words and by `metrics` as figures."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from putright.accounts.models import Noted
from putright.casework.lists import load
from putright.letters import outbox, working_time
from putright.letters.models import State
from putright.operations import runs


@dataclass(frozen=True, slots=True)
class Post:
    """What is to go out by email: how many wait, since when the first is due, and how many need somebody."""

    waiting: int
    due_since: datetime | None
    stuck: int


@dataclass(frozen=True, slots=True)
class Night:
    """A nightly piece of work: whether it is wanted here, and when it last went well."""

    wanted: bool
    good_at: datetime | None


@dataclass(frozen=True, slots=True)
class Doors:
    """Who tried to come in: sign-ins that failed within the hour, and break-glass accounts used within the day."""

    failed: int
    break_glass: int


def post(*, at: datetime) -> Post:
    """The outbox as it is now."""
    due = outbox.everything().filter(channel="email", state__in=(State.QUEUED, State.FAILED, State.SENDING))
    due = due.prefetch_related(None)
    late = due.filter(due_at__lte=at)
    # What is for officers waits until somebody is at work. A copy not set up yet has no hours, and nothing that waits.
    if late.filter(only_in_working_time=True).exists() and not working_time.holds(at):
        late = late.filter(only_in_working_time=False)
    since = late.order_by("due_at").values_list("due_at", flat=True).first()
    return Post(due.count(), since, outbox.dead().count())


def backup() -> Night:
    """Backups. `good_at` counts those made by hand as well."""
    return _night(runs.BACKUP, wanted=bool(settings.BACKUP_TO))


def pack() -> Night:
    """Packs for an outage."""
    return _night(runs.PACK, wanted=bool(settings.DOWNTIME_TO))


def _night(job: str, *, wanted: bool) -> Night:
    run = runs.last_good(job)
    return Night(wanted, run.ended_at if run else None)


def doors(*, at: datetime) -> Doors:
    """What the security log says of the last hour and the last day."""
    failed = Noted.objects.filter(kind="sign_in_failed", at__gt=at - timedelta(hours=1))
    used = Noted.objects.filter(kind="break_glass_used", at__gt=at - timedelta(days=1))
    return Doors(failed.count(), used.count())


def free_bytes() -> int:
    """Room left where files and, on SQLite, the database are written."""
    return shutil.disk_usage(settings.VAR).free


def cases(*, at: datetime) -> load.Load:
    """The cases."""
    return load.now(on=at.date())
