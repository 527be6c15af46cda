"""back_to_password: has officers set a password here again, when the council gives up its own sign-in."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from putright.accounts import people
from putright.accounts.models import Officer
from putright.council import clock


class Command(BaseCommand):
    """One officer, or all who come by one sign-in."""

    help = "Officers who came by the council's own sign-in set a password here, by “I have forgotten my password”."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who."""
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--email", help="one officer, by address")
        who.add_argument("--all-of", metavar="ID", help="everybody who comes by the sign-in of this id")

    def handle(self, *args: Any, **options: Any) -> None:
        """Last line: how many."""
        theirs = Officer.objects.exclude(signs_in_by="")
        chosen = {"email__iexact": options["email"]} if options["email"] else {"signs_in_by": options["all_of"]}
        found = list(theirs.filter(**chosen))
        if not found:
            raise CommandError("There is nobody like that who comes by the council's own sign-in.")
        for officer in found:
            people.back_to_password(officer=officer, by=None, at=clock.now())
        self.stdout.write(f"{len(found)} back to a password: each sets one by “I have forgotten my password”.")
