"""`bin/putright reindex`: makes anew what cases are found by."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from putright import rulebook
from putright.casework import models, search

AT_ONCE = 500


class Command(BaseCommand):
    """Goes through every case, some hundred in a transaction, so that nobody has to wait for long meanwhile."""

    help = "Makes anew what cases are found by in the search."

    def handle(self, *args: Any, **options: Any) -> None:
        """Index them all."""
        done, last = 0, 0
        while True:
            with transaction.atomic():
                some = list(models.Case.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE])
                for case in some:
                    search.index(case)
            if not some:
                break
            done, last = done + len(some), some[-1].pk
        self.stdout.write(f"{rulebook.counted(done, 'case')} can be found.")
