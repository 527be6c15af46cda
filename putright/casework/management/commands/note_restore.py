"""note_restore: says that the record is that of an older copy, where `restore` was not what put it back.

For a database put back by its own means (pg_restore, a snapshot of the machine), before anything is added to it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from putright.casework.proof import restored
from putright.casework.refused import Refused
from putright.council import clock
from putright.council.clock import LONDON


class Command(BaseCommand):
    """Afterwards `verify` tells of the restore, and takes copies of anchors that went with it for no break."""

    help = "Note that this database was put back from an older copy made at a moment."

    def add_arguments(self, parser: CommandParser) -> None:
        """Of when the copy is, and why it was put back."""
        parser.add_argument(
            "--made-at", required=True, metavar="MOMENT", help="when the copy was made: 2026-11-22T00:20"
        )
        parser.add_argument("--because", default="", help="why it was put back")

    def handle(self, *args: Any, **options: Any) -> None:
        """Last line: what later readings of the record will say."""
        try:
            made_at = datetime.fromisoformat(options["made_at"])
        except ValueError:
            raise CommandError("Give the moment like this: 2026-11-22T00:20") from None
        made_at = made_at if made_at.tzinfo else made_at.replace(tzinfo=LONDON)
        restore = restored.Restore(made_at=made_at, at=clock.now(), because=options["because"])
        try:
            restored.must_be_as_put_back(restore)
        except Refused as reason:
            raise CommandError(reason.reason) from None
        self.stdout.write(restored.told(restored.note(restore), ()))
