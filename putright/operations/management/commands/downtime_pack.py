"""downtime_pack: the pack for an outage, as of now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from putright.council import clock
from putright.operations import runs
from putright.operations.downtime import pack


class Command(BaseCommand):
    """Open cases, dates, contacts, letters and forms in one sealed page."""

    help = "Make the pack for an outage."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("--to", metavar="FOLDER", default=settings.DOWNTIME_TO, help="where (PUTRIGHT_DOWNTIME_TO)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Last line: where it is."""
        if not options["to"]:
            raise CommandError("Say where to: --to FOLDER, or set PUTRIGHT_DOWNTIME_TO.")
        at, folder = clock.now(), Path(options["to"])
        try:
            made = runs.now(runs.PACK, lambda: pack.make(to=folder, key=settings.DOWNTIME_KEY, at=at), at=at)
        except pack.CannotPack as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(f"made: {folder / made.made}, {made.size} bytes. It opens in a browser with the passphrase.")
