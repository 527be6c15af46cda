"""audit: the security log as lines of JSON, for a council's own monitoring to collect; and its pruning."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from putright.accounts import audit
from putright.council import clock


class Command(BaseCommand):
    """Goes on where it ended last time when it is given a file to remember that in: nothing twice, nothing missed."""

    help = "Write entries of the security log, oldest first, one JSON object a line; or delete old ones."

    def add_arguments(self, parser: CommandParser) -> None:
        """From where on, and where to; or whether to prune."""
        parser.add_argument("--after", type=int, default=0, help="only entries after this number")
        parser.add_argument(
            "--mark", type=Path, metavar="FILE", help="go on after the number in this file, and keep it"
        )
        parser.add_argument("--to", type=Path, metavar="FILE", help="add to this file (otherwise they are printed)")
        parser.add_argument(
            "--prune", action="store_true", help="delete what is older than PUTRIGHT_AUDIT_DAYS instead"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, or delete. The mark moves on only when the lines have been written."""
        if options["prune"]:
            self.stdout.write(f"{audit.prune(at=clock.now())} deleted")
            return
        mark: Path | None = options["mark"]
        after = _read(mark) if mark is not None and mark.exists() else options["after"]
        last = self._write(after, options["to"])
        if mark is not None and last != after:
            mark.write_text(f"{last}\n", encoding="ascii")

    def _write(self, after: int, to: Path | None) -> int:
        """The number of the last entry written."""
        if to is None:
            return self._tell(after, self.stdout)
        try:
            with to.open("a", encoding="utf-8") as file:
                return self._tell(after, file)
        except OSError as problem:
            raise CommandError(f"It cannot be written: {problem}") from None

    def _tell(self, after: int, out: Any) -> int:
        last = after
        for line in audit.lines_after(number=after):
            out.write(line)
            last = json.loads(line)["number"]
        return last


def _read(mark: Path) -> int:
    try:
        return int(mark.read_text(encoding="ascii"))
    except ValueError:
        raise CommandError(f"{mark} holds no number: delete it to begin anew.") from None
