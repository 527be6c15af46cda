"""backup: everything in one sealed file, while the site runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from putright import rulebook
from putright.council import clock
from putright.operations import runs
from putright.operations.copies import backup


class Command(BaseCommand):
    """Database, files and keys; or the key to seal them with."""

    help = "Back everything up into one sealed file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, sealed with what, and how many to keep."""
        parser.add_argument("--to", metavar="FOLDER", default=settings.BACKUP_TO, help="where (PUTRIGHT_BACKUP_TO)")
        parser.add_argument("--key", metavar="FILE", help="the file with the key (otherwise PUTRIGHT_BACKUP_KEY)")
        parser.add_argument("--keep", type=int, default=settings.BACKUP_KEEP, help="so many of the newest stay; 0: all")
        parser.add_argument("--without-keys", action="store_true", help="leave the site's secret key out")
        parser.add_argument("--new-key", metavar="FILE", help="make a key in a new file, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Last line: the file, and what is in it."""
        if options["new_key"]:
            return self._make_key(Path(options["new_key"]))
        if not options["to"]:
            raise CommandError("Say where to: bin/backup --to FOLDER, or set PUTRIGHT_BACKUP_TO.")
        at, folder = clock.now(), Path(options["to"])
        key = key_from(options["key"])

        def work() -> runs.Made:
            keep, keys = options["keep"], not options["without_keys"]
            return backup.make(to=folder, key=key, at=at, keep=keep, with_keys=keys)

        try:
            made = runs.now(runs.BACKUP, work, at=at)
        except backup.CannotBackUp as reason:
            raise CommandError(str(reason)) from None
        told = backup.looked_over(folder / made.made, key=key)
        for name in told["missing"]:  # type: ignore[attr-defined]
            self.stderr.write(f"missing: {name}: a row names this file, and it is not there")
        files = rulebook.counted(int(str(told["files"])), "file")
        self.stdout.write(f"backed up: {folder / made.made}, {made.size} bytes, {files}; read back whole")

    def _make_key(self, path: Path) -> None:
        try:
            with path.open("x", encoding="ascii") as file:
                path.chmod(0o600)
                file.write(backup.new_key() + "\n")
        except FileExistsError:
            raise CommandError(f"There is a file {path} already; it is left as it is.") from None
        self.stdout.write(
            f"A key is in {path}. Keep a copy of it apart from the backups: without it none can be opened."
        )


def key_from(path: str | None) -> str:
    """The key in a file, or that of the settings."""
    if path is None:
        return str(settings.BACKUP_KEY)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise CommandError(f"The key could not be read: {problem}") from None
