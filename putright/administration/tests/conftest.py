"""What the tests of the administration begin with: an empty copy that is no demo, and people who look after it."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import cases, steps
from putright.casework.actions import handling, intake
from putright.council import clock, heartbeat, models

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _real(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY, settings.MFA_REQUIRED = False, "", False
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def in_order(settings: Settings) -> None:
    """A copy that is run as it should be."""
    settings.PUBLIC_ADDRESS, settings.SECURE = "https://complaints.anytown.example", True
    settings.ALLOWED_HOSTS = ["complaints.anytown.example", "testserver"]
    heartbeat.beat(name="worker", at=clock.now())


@pytest.fixture
def council(db: None) -> models.Council:
    """A council that is being set up, and has its name."""
    return models.Council.objects.create(name="Anytown Council", short_name="Anytown", being_set_up=True)


@pytest.fixture
def sam(db: None) -> Officer:
    """An administrator."""
    return hire("Sam Quill", "administrator")


@pytest.fixture
def sams(sam: Officer) -> Client:
    """The administrator, at a browser."""
    return signed_in(sam)


def hire(name: str, *held: str) -> Officer:
    """Somebody with these roles."""
    officer = Officer.objects.create_user(f"{name.lower().replace(' ', '.')}@anytown.example", name=name)
    for role in held:
        roles.grant(officer=officer, role=role, at=clock.now())
    return officer


def signed_in(officer: Officer) -> Client:
    """Somebody at a browser of their own."""
    client = Client()
    client.force_login(officer, backend=BACKEND)
    return client


def complaint() -> cases.Case:
    """A complaint about waste that has just come in."""
    who = intake.Contact(name="Maria Lindqvist", email="maria@people.example")
    matter = intake.Matter(service="waste", channel="web", said="My bin was missed.", person=who)
    return intake.take_in(matter, received_at=clock.now(), at=clock.now(), key=uuid.uuid4().hex)


def given(to: Officer, *, by: Officer) -> cases.Case:
    """A complaint that somebody has been given."""
    step = steps.Step(reference=complaint().reference, at=clock.now(), key=uuid.uuid4().hex, by=by)
    return handling.assign(step, to).case
