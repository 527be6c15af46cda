"""How many statements a page sends to the database, and how heavy it is: the same however many cases there are."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")
django.setup()

from django.db import connection  # noqa: E402 -- only once Django is set up
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from putright.accounts.models import Officer  # noqa: E402
from putright.casework import cases  # noqa: E402


def main() -> None:
    """A line for each page."""
    officer = Officer.objects.get(name="Rosa Okafor")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(officer)
    case = cases.still_open(cases.visible_to(officer)).order_by("pk").last()
    pages = {"work list": "/desk/?whose=all", "search": "/desk/search/?q=boiler+repair"}
    if case is not None:
        pages["case page"] = f"/desk/{case.reference}/"
    for name, path in pages.items():
        client.get(path)
        with CaptureQueriesContext(connection) as sent:
            answer = client.get(path)
        print(f"{name:10} {len(sent):3} statements, {len(answer.content) / 1024:6.1f} kB, status {answer.status_code}")


if __name__ == "__main__":
    main()
