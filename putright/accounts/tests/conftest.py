"""What the tests of signing in share: quick passwords, a worker that works at once, and a council that is no demo."""

from collections.abc import Iterator

import pytest
from huey.contrib.djhuey import HUEY
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def _worker_at_once() -> Iterator[None]:
    HUEY.immediate = True
    yield
    HUEY.immediate = False


@pytest.fixture
def _real_council(settings: Settings) -> None:
    settings.DEMO, settings.MFA_REQUIRED = False, True
