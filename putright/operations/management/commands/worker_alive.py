"""worker_alive: whether a worker has shown itself of late, for the health check of its container."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from putright.council import clock, heartbeat
from putright.operations.watching import health


class Command(BaseCommand):
    """Ends with 1 when none has."""

    help = "Say when a worker was last alive; exit status 1 when that is too long ago."

    def handle(self, *args: Any, **options: Any) -> None:
        """The moment."""
        beat = heartbeat.last(name="worker")
        if beat is None or clock.now() - beat >= health.WORKER_SILENT:
            raise CommandError("No worker has shown itself of late.")
        self.stdout.write(f"alive at {beat.isoformat()}")
