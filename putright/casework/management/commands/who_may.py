"""`bin/putright who-may`: writes the page of who may do what; with --check, says whether it is current."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from putright.casework import who_may


class Command(BaseCommand):
    """Writes or checks the page."""

    help = "Writes docs/explaining/who-may-do-what.md from the roles, the procedures and what decides."
    requires_system_checks = []  # noqa: RUF012 -- Django's own way

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether only to look."""
        parser.add_argument("--check", action="store_true", help="only say whether the page is current")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, or look."""
        page = who_may.page()
        if not options["check"]:
            who_may.PAGE.parent.mkdir(parents=True, exist_ok=True)
            who_may.PAGE.write_text(page, encoding="utf-8")
        elif not who_may.PAGE.exists() or who_may.PAGE.read_text(encoding="utf-8") != page:
            raise CommandError("docs/explaining/who-may-do-what.md is not current: run bin/putright who-may")
