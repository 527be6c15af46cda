"""rebuild: works every list column out anew from the events, and says which were not what they should have been.

With --check each case is compared as of the day its columns were worked out on: a date that has passed since is no
difference. What is counted was written by something else than the record, or follows from settings changed since.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from putright import rulebook
from putright.casework import columns
from putright.council import clock


class Command(BaseCommand):
    """The columns of every case, from its events alone."""

    help = "Work the list columns of every case out anew from its events."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only look, or also put right."""
        parser.add_argument("--check", action="store_true", help="say what would change, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Last line: how many cases, and how many of them were put right."""
        looked_at = changed = 0
        for reference, wrong in columns.differing(on=clock.today(), mend=not options["check"]):
            looked_at += 1
            if wrong:
                changed += 1
                self.stdout.write(f"{reference}: {', '.join(wrong)}")
        what = "differing" if options["check"] else "put right"
        self.stdout.write(f"rebuilt: {rulebook.counted(looked_at, 'case')}, {changed} {what}")
