"""`bin/putright take-second-step-away`: lets somebody in again who lost their telephone, when no administrator can."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from putright.accounts import people
from putright.accounts.models import Officer
from putright.accounts.signing_in import lost_step
from putright.council import clock


class Command(BaseCommand):
    """One officer, by address, with a reason."""

    help = (
        "Takes away the second step of one officer who lost it. The next sign-in with the password sets up a new one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and why."""
        parser.add_argument("--email", required=True, help="the address they sign in with")
        parser.add_argument("--because", required=True, help="why: it stands in the security log and in their mail")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it away."""
        officer = Officer.objects.filter(email__iexact=options["email"].strip()).first()
        if officer is None:
            raise CommandError(f"Nobody signs in with {options['email']}.")
        try:
            lost_step.take_away(officer=officer, by=None, because=options["because"], at=clock.now())
        except people.Refused as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(
            f"{officer.name} is signed out everywhere and is told by mail. They sign in with their password and set up "
            "a new second step. It stands in the security log."
        )
