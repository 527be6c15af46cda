"""Signs of life: a part of the running copy says that it is at work, and anybody can ask when it last did."""

from __future__ import annotations

from datetime import datetime

from putright.council.models import Heartbeat


def beat(*, name: str, at: datetime) -> None:
    """Say that a part is at work."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": at})


def last(*, name: str) -> datetime | None:
    """When a part was last at work; None when it never was."""
    return Heartbeat.objects.filter(name=name).values_list("beat_at", flat=True).first()
