"""verify: reads the whole record again and says where it was changed behind the application's back.

Ends with 0 when all is whole, with 1 when the record was changed, and with 2 when only list columns are wrong, which
`rebuild` puts right.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from putright import rulebook
from putright.casework.chain import Break
from putright.casework.proof.verifying import Extent, Verification

EVERY = 1_000
MOST_NAMED = 1_000

WHAT_TO_DO = (
    "The record has been changed otherwise than by adding to it. Keep the database as it is, copy it, and see "
    "docs/explaining/what-the-record-proves.md."
)
WORKED_OUT_ANEW = "Only columns that lists use are wrong: `bin/putright rebuild` works them out anew."


class Command(BaseCommand):
    """Anchors, chains, words, letters, files and list columns against the digests on record."""

    help = "Check the whole record: every anchor with its copies, and every case. The first break is named."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the copies of anchors are, and whether files are read."""
        kept = "compare with the copies of anchors in this folder (those this machine keeps)"
        parser.add_argument("--kept", type=Path, default=Path(settings.ANCHORS), metavar="FOLDER", help=kept)
        parser.add_argument("--without-files", action="store_true", help="do not read the files people sent; quicker")

    def handle(self, *args: Any, **options: Any) -> None:
        """Last line: how much was looked at, how many breaks there are, and the first of them."""
        kept: Path = options["kept"]
        looking = Verification(kept=kept, files=not options["without_files"], tell=self._tell)
        breaks: list[Break] = []
        for found in looking.breaks():
            breaks.append(found)
            if len(breaks) <= MOST_NAMED:
                self.stdout.write(str(found))
        self._say(looking.extent, options["without_files"])
        self._end(looking.extent, breaks)

    def _tell(self, count: int) -> None:
        if count % EVERY == 0:
            self.stderr.write(f"{rulebook.counted(count, 'case')} read", ending="\n")

    def _say(self, extent: Extent, without_files: bool) -> None:
        for one in extent.restored:
            self.stdout.write(one)
        if not extent.copies:
            self.stdout.write("No copy of an anchor was found outside the database: give a folder with --kept.")
        self.stdout.write(
            f"Last: {extent.last}; events since then, which only their own chain vouches for: {extent.since}"
        )
        if without_files:
            self.stdout.write("The files people sent were not read.")

    def _end(self, extent: Extent, breaks: list[Break]) -> None:
        cases, anchors = rulebook.counted(extent.cases, "case"), rulebook.counted(extent.anchors, "anchor")
        copies = rulebook.counted(extent.copies, "copy", "copies")
        self.stdout.write(f"verified: {cases}, {anchors}, {copies}, {len(breaks)} broken")
        grave = [one for one in breaks if not one.mended_by_rebuild]
        if grave:
            raise CommandError(f"The first break: {grave[0]}\n{WHAT_TO_DO}")
        if breaks:
            raise CommandError(f"The first: {breaks[0]}\n{WORKED_OUT_ANEW}", returncode=2)
