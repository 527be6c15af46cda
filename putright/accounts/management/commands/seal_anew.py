"""`bin/putright seal-anew`: after the secret key was changed, seals what is kept sealed with the new one."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from putright.accounts import sealing

SEALED = ("secret", "seed")
"""What of an authenticator is sealed: the key of an app, and what recovery codes are worked out from."""


class Command(BaseCommand):
    """Seals the keys of authenticator apps anew."""

    help = "Seals the keys of authenticator apps anew, with the secret key in force. Afterwards the old one can go."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal each of them."""
        done = 0
        with transaction.atomic():
            for one in Authenticator.objects.select_for_update().order_by("pk"):
                try:
                    anew = {name: sealing.seal(sealing.opened(one.data[name])) for name in SEALED if name in one.data}
                except sealing.CannotOpen as reason:
                    raise CommandError(str(reason)) from None
                if anew:
                    one.data = {**one.data, **anew}
                    one.save(update_fields=["data"])
                    done += 1
        self.stdout.write(f"{done} sealed anew")
