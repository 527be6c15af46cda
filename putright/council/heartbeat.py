"""Signs of life: a part of the running copy says that it is at work, and anybody can ask when it last did."""

from __future__ import annotations

from datetime import datetime, timedelta

from putright.council.models import Heartbeat

WORKER = "worker"
SILENT_AFTER = timedelta(minutes=5)
"""A part that has not shown itself for so long is taken to have stopped."""


def beat(*, name: str, at: datetime) -> None:
    """Say that a part is at work."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": at})


def is_silent(*, name: str, at: datetime) -> bool:
    """Whether a part has not been at work of late, or never was."""
    beat_at = last(name=name)
    return beat_at is None or at - beat_at >= SILENT_AFTER


def last(*, name: str) -> datetime | None:
    """When a part was last at work; None when it never was."""
    return Heartbeat.objects.filter(name=name).values_list("beat_at", flat=True).first()
