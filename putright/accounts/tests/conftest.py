"""What the tests of signing in share: quick passwords and a council that is no demo."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def _real_council(settings: Settings) -> None:
    settings.DEMO, settings.MFA_REQUIRED = False, True
