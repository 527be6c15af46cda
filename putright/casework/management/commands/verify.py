"""verify: reads every event again and says where the record has been changed behind the application's back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from putright.casework import evidence


class Command(BaseCommand):
    """Chains, words, letters and files against the digests on record."""

    help = "Check every case against its chain of events; the first break of each is named."

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 1 when anything is amiss."""
        count, breaks = 0, []
        for count, found in enumerate(evidence.every_case(), start=1):  # noqa: B007 -- the last count is told
            breaks += found
            for one in found:
                self.stdout.write(str(one))
        self.stdout.write(f"verified: {count} cases, {len(breaks)} broken")
        if breaks:
            raise CommandError("The record has been changed otherwise than by adding to it.")
