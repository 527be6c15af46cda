"""restore: a backup into an empty Putright, looked over first and compared afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from putright.accounts import audit
from putright.casework.proof import evidence
from putright.council import clock
from putright.operations.copies import backup, putting_back, sealed
from putright.operations.management.commands.backup import key_from


class Command(BaseCommand):
    """Either all of it comes back as it was, or nothing is changed and a line says why."""

    help = "Put a backup into this Putright, which must be empty."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which, sealed with what, and whether only to look."""
        parser.add_argument("file", help="the backup")
        parser.add_argument("--key", metavar="FILE", help="the file with the key (otherwise PUTRIGHT_BACKUP_KEY)")
        parser.add_argument("--look", action="store_true", help="only look whether it is whole; change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Last line: what was put back, and that the record is whole."""
        path, key = Path(options["file"]), key_from(options["key"])
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            if options["look"]:
                told = backup.looked_over(path, key=key)
                self.stdout.write(f"whole: made {told['made_at']}, {told['files']} files")
                return
            done, mind = backup.restore(path, key=key)
        except (sealed.CannotOpen, putting_back.CannotPutBack) as reason:
            raise CommandError(str(reason)) from None
        audit.note(kind="restored", by=None, at=clock.now(), made_at=done.manifest["made_at"], rows=done.rows)
        tell(self, done, mind)


def tell(command: BaseCommand, done: putting_back.PutBack, mind: list[str]) -> None:
    """What was put back; raises `CommandError` when the record is not whole."""
    for sentence in mind:
        command.stdout.write(sentence)
    cases, breaks = 0, []
    for cases, found in enumerate(evidence.every_case(), start=1):  # noqa: B007 -- the last count is told
        breaks += found
    for one in breaks:
        command.stderr.write(str(one))
    command.stdout.write(
        f"put back: {done.rows} rows, {done.files} files; {cases} cases verified, {len(breaks)} broken"
    )
    if breaks:
        raise CommandError("The copy came back as it was made; the record was broken before that. See above.")
