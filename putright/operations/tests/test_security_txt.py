"""Whom to tell of a weakness: the council's own contact, never one made up, and good for less than a year."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from putright.council import clock
from putright.council.models import Council

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/security.txt"


def told(client: Client) -> dict[str, str]:
    answer = client.get(ADDRESS)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in answer.content.decode().splitlines())


@pytest.mark.usefixtures("_fenwick")
def test_it_names_the_council_s_contact_its_own_address_and_until_when_it_holds(
    client: Client, settings: Settings
) -> None:
    settings.PUBLIC_ADDRESS = "https://complaints.council.example"
    said = told(client)

    assert said["Contact"] == f"mailto:{Council.objects.get().email}"
    assert said["Canonical"] == f"https://complaints.council.example{ADDRESS}"
    left = datetime.fromisoformat(said["Expires"]) - clock.now()
    assert timedelta(days=30) < left < timedelta(days=365)


@pytest.mark.usefixtures("_fenwick")
@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("security@council.example", "mailto:security@council.example"),
        ("https://council.example/report", "https://council.example/report"),
    ],
)
def test_a_contact_of_its_own_comes_first(client: Client, settings: Settings, contact: str, said: str) -> None:
    settings.SECURITY_CONTACT = contact
    assert told(client)["Contact"] == said


def test_a_council_without_any_contact_has_no_such_page(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = ""
    assert client.get(ADDRESS).status_code == 404
