"""restore: a backup into an empty Putright, looked over first and compared afterwards."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from putright import rulebook
from putright.accounts import audit
from putright.casework.proof import evidence, restored
from putright.council import clock
from putright.council.clock import LONDON
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
        parser.add_argument("--because", default="", help="why it is put back: stands in the note of the restore")
        kept = "the folder with copies of anchors (that of this copy), to see what the backup is older than"
        parser.add_argument("--kept", type=Path, default=Path(settings.ANCHORS), metavar="FOLDER", help=kept)

    def handle(self, *args: Any, **options: Any) -> None:
        """Last line: what was put back, and that the record is whole."""
        path, key = Path(options["file"]), key_from(options["key"])
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            told = backup.looked_over(path, key=key)
            made_at = datetime.fromisoformat(str(told["made_at"]))
            self._say_what_goes(made_at, options["kept"])
            if options["look"]:
                self.stdout.write(f"whole: made {told['made_at']}, {rulebook.counted(int(str(told['files'])), 'file')}")
                return
            done, mind = backup.restore(path, key=key)
        except (sealed.CannotOpen, putting_back.CannotPutBack) as reason:
            raise CommandError(str(reason)) from None
        audit.note(kind="restored", by=None, at=clock.now(), made_at=done.manifest["made_at"], rows=done.rows)
        noted = restored.note(restored.Restore(made_at=made_at, at=clock.now(), because=options["because"]))
        self.stdout.write(f"Noted, and told by every `verify` from now on: {restored.told(noted, ())}")
        tell(self, done, mind)

    def _say_what_goes(self, made_at: datetime, kept: Path) -> None:
        """What is lost by it, before anything is changed."""
        said = f"{made_at.astimezone(LONDON):{restored.MOMENT}}"
        self.stdout.write(f"The backup is of {said}: whatever was written down after that is not in it.")
        ahead = restored.ahead(kept, made_at=made_at)
        if ahead:
            self.stdout.write(
                f"Gone with it: {rulebook.counted(len(ahead), 'anchor')} of which copies are kept, the last in "
                f"{ahead[-1].where}. The restore is noted in the record, so that `verify` says so."
            )


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
        f"put back: {rulebook.counted(done.rows, 'row')}, {rulebook.counted(done.files, 'file')}; "
        f"{rulebook.counted(cases, 'case')} verified, {len(breaks)} broken"
    )
    if breaks:
        raise CommandError("The copy came back as it was made; the record was broken before that. See above.")
