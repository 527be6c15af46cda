"""`bin/putright break-glass`: seals the account for the day when nobody else can sign in, and shows its secret once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from putright.accounts import people
from putright.accounts.signing_in import break_glass
from putright.council import clock


class Command(BaseCommand):
    """Makes the account, or gives it a new secret."""

    help = "Makes or seals anew the break-glass account. Its secret is shown this once, on the standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Under which address it signs in."""
        parser.add_argument("--email", default="break-glass@putright.invalid", help="what it signs in with")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal it."""
        try:
            secret = break_glass.seal(email=options["email"], by=None, at=clock.now())
        except people.Refused as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(
            f"Email address: {options['email']}\nPassword:      {secret}\n\n"
            "Print this, seal it in an envelope, sign across the seal, and lock it away. It is not shown again.\n"
            f"Its use alarms: {', '.join(break_glass.told()) or 'NOBODY: set PUTRIGHT_BREAK_GLASS_TELLS'}\n"
        )
