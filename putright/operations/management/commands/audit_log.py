"""audit_log: the security log as lines of JSON, for a council's own monitoring to collect."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from putright.accounts import audit


class Command(BaseCommand):
    """Goes on where it ended last time when it is given a file to remember that in: nothing twice, nothing missed."""

    help = "Write entries of the security log, oldest first, one JSON object a line."

    def add_arguments(self, parser: CommandParser) -> None:
        """From where on, and where to."""
        parser.add_argument("--after", type=int, default=0, help="only entries after this number")
        parser.add_argument(
            "--mark", metavar="FILE", help="go on after the number in this file, and write the last into it"
        )
        parser.add_argument("--to", metavar="FILE", help="add to this file (otherwise they are printed)")

    def handle(self, *args: Any, **options: Any) -> None:
        """The mark moves on only when the lines have been written."""
        mark = Path(options["mark"]) if options["mark"] else None
        after = _read(mark) if mark is not None and mark.exists() else options["after"]
        last = after
        try:
            out = Path(options["to"]).open("a", encoding="utf-8") if options["to"] else None  # noqa: SIM115 -- or none
        except OSError as problem:
            raise CommandError(f"It cannot be written: {problem}") from None
        try:
            for line in audit.lines_after(number=after):
                (out or self.stdout).write(line)
                last = json.loads(line)["number"]
        finally:
            if out is not None:
                out.close()
        if mark is not None and last != after:
            mark.write_text(f"{last}\n", encoding="ascii")


def _read(mark: Path) -> int:
    try:
        return int(mark.read_text(encoding="ascii"))
    except ValueError:
        raise CommandError(f"{mark} holds no number: delete it to begin anew.") from None
