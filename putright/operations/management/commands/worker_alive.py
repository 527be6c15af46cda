"""worker_alive: whether a worker has shown itself of late, for the health check of its container."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from putright.council import clock, heartbeat


class Command(BaseCommand):
    """Ends with 1 when none has."""

    help = "Say when a worker was last alive; exit status 1 when that is too long ago."

    def handle(self, *args: Any, **options: Any) -> None:
        """The moment."""
        if heartbeat.is_silent(name=heartbeat.WORKER, at=clock.now()):
            raise CommandError("No worker has shown itself of late.")
        self.stdout.write(f"alive at {heartbeat.last(name=heartbeat.WORKER)}")
