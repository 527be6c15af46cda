"""export: everything in documented open formats, to leave with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from putright.accounts import audit
from putright.council import clock
from putright.operations.copies import export


class Command(BaseCommand):
    """A folder that another Putright, or anything else, can read."""

    help = "Write everything into a folder, in documented open formats."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("folder", help="a folder that is not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Last line: the folder and its size."""
        at = clock.now()
        try:
            made = export.make(to=Path(options["folder"]), at=at)
        except (export.CannotExport, OSError) as reason:
            raise CommandError(str(reason)) from None
        audit.note(kind="exported", by=None, at=at, what="everything", bytes=made.size)
        self.stdout.write(f"exported: {options['folder']}, {made.size} bytes. README.md in it says what is where.")
