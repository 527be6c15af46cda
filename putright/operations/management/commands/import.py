"""import: a folder that `export` made, into an empty Putright."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from putright.accounts import audit
from putright.council import clock
from putright.operations.copies import export, putting_back, sealed
from putright.operations.management.commands.restore import tell

MIND = (
    "Officers set a new password with “I have forgotten my password”, and their second step anew. Secret links sent "
    "by the other copy work here only with its secret key (PUTRIGHT_SECRET_KEY), which no export holds."
)


class Command(BaseCommand):
    """Either all of it comes in as it was, or nothing is changed and a line says why."""

    help = "Take an export into this Putright, which must be empty."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which."""
        parser.add_argument("folder", help="the folder that was exported")

    def handle(self, *args: Any, **options: Any) -> None:
        """Last line: what was taken in, and that the record is whole."""
        folder = Path(options["folder"])
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        try:
            done = export.take_in(folder)
        except (sealed.CannotOpen, putting_back.CannotPutBack) as reason:
            raise CommandError(str(reason)) from None
        audit.note(kind="imported", by=None, at=clock.now(), what="everything", rows=done.rows, files=done.files)
        tell(self, done, [MIND])
