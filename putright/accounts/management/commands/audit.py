"""`manage.py audit`: the security log as lines of JSON, for a monitoring system that fetches it; and its pruning."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from putright.accounts import audit
from putright.council import clock


class Command(BaseCommand):
    """Writes entries, or deletes old ones."""

    help = "Writes the security log as lines of JSON; --prune deletes what is older than PUTRIGHT_AUDIT_DAYS."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From which entry on, or whether to prune."""
        parser.add_argument("--after", type=int, default=0, help="only entries after this number")
        parser.add_argument("--prune", action="store_true", help="delete old entries instead")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, or delete."""
        if options["prune"]:
            self.stdout.write(f"{audit.prune(at=clock.now())} deleted")
            return
        for line in audit.lines_after(number=options["after"]):
            self.stdout.write(line, ending="")
