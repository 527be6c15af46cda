"""begin_set_up: prints the address at which the first administrator's account is made, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from putright.administration import first_run
from putright.council import clock


class Command(BaseCommand):
    """For a copy that nobody has set up yet. `bin/start --empty` does it by itself."""

    help = "Print the address at which the first administrator's account is made. It works once."

    def handle(self, *args: Any, **options: Any) -> None:
        """A new address each time; the one before works no more."""
        try:
            path = first_run.new_address(at=clock.now())
        except first_run.Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{settings.PUBLIC_ADDRESS}{path}")
