"""Makes a council with officers who are signed in, and the case they write into. Prints it as JSON. A child process."""

from __future__ import annotations

import json
import os
import uuid

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 -- only once Django is set up
from django.test import Client  # noqa: E402

from putright.accounts.models import Officer  # noqa: E402
from putright.casework import access  # noqa: E402
from putright.casework.actions import intake  # noqa: E402
from putright.council import clock, opening  # noqa: E402
from putright.letters.models import Outgoing  # noqa: E402
from putright.stories import cast, council  # noqa: E402

OFFICERS = 4


def main() -> None:
    """The tables, the council, its people, a case."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    at = clock.now()
    council.set_up(on=at.date())
    opening.open_up()
    cast.hire(at=at)
    matter = intake.Matter(service="waste-and-recycling", channel="phone", said="Everybody writes into this one.")
    case = intake.take_in(matter, received_at=at, at=at, key=uuid.uuid4().hex, by=cast.officer(cast.ROSA))
    Outgoing.objects.all().delete()
    who = [one for one in map(cast.officer, cast.EVERYBODY) if access.may_do(one, case, "add_to_file")]
    print(json.dumps({"reference": case.reference, "officers": [_signed_in(one) for one in who[:OFFICERS]]}))


def _signed_in(officer: Officer) -> dict[str, str]:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(officer)
    return {name: morsel.value for name, morsel in client.cookies.items()}


if __name__ == "__main__":
    main()
