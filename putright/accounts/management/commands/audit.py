"""audit: the security log as lines of JSON, for a council's own monitoring to collect; its pruning and its proof."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from putright.accounts import audit
from putright.accounts.proof.verifying import Verification
from putright.council import clock

WHAT_TO_DO = (
    "The security log has been changed otherwise than by adding to it. Keep the database as it is, copy it, and ask "
    "who could write into it."
)


class Command(BaseCommand):
    """Goes on where it ended last time when it is given a file to remember that in: nothing twice, nothing missed."""

    help = "Write entries of the security log, oldest first, one JSON object a line; delete old ones; or check all."

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
        parser.add_argument(
            "--verify", action="store_true", help="check the whole log instead, and name the first break"
        )
        kept = "with --verify: compare with the copies in this folder (those this machine keeps)"
        parser.add_argument("--kept", type=Path, default=Path(settings.ANCHORS), metavar="FOLDER", help=kept)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, or delete. The mark moves on only when the lines have been written."""
        if options["prune"]:
            self.stdout.write(f"{audit.prune(at=clock.now())} deleted")
            return
        if options["verify"]:
            self._verify(options["kept"])
            return
        mark: Path | None = options["mark"]
        after = _read(mark) if mark is not None and mark.exists() else options["after"]
        last = self._write(after, options["to"])
        if mark is not None and last != after:
            mark.write_text(f"{last}\n", encoding="ascii")

    def _verify(self, kept: Path) -> None:
        looking = Verification(kept=kept, at=clock.now())
        breaks = list(looking.breaks())
        for one in breaks:
            self.stdout.write(str(one))
        if not looking.copies:
            self.stdout.write("No copy was found outside the database: give a folder with --kept.")
        if looking.waiting:
            self.stdout.write(f"Not chained yet, so that nothing vouches for them: {looking.waiting}")
        told = f"{looking.entries} entries, {looking.copies} copies, {len(breaks)} broken"
        self.stdout.write(f"security log verified: {told}")
        if breaks:
            raise CommandError(f"The first break: {breaks[0]}\n{WHAT_TO_DO}")

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
