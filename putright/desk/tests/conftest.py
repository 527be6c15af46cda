"""What the tests of the desk share: a council, its officers, and a browser each."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from putright.accounts.models import Officer
from putright.council import models
from putright.desk.tests import cast


@pytest.fixture
def council(db: None) -> models.Council:
    return cast.council()


@pytest.fixture
def rosa(council: models.Council) -> Officer:
    return cast.officer("Rosa Okafor", "intake")


@pytest.fixture
def imran(council: models.Council) -> Officer:
    return cast.officer("Imran Sayle", "investigating_officer", services=["waste"])


@pytest.fixture
def anita(council: models.Council) -> Officer:
    return cast.officer("Anita Rowe", "complaints_manager")


@pytest.fixture
def sam(council: models.Council) -> Officer:
    return cast.officer("Sam Quill", "administrator")


@pytest.fixture
def as_(council: models.Council) -> Callable[[Officer], Client]:
    return lambda officer: cast.signed_in(Client(), officer)


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO, settings.MFA_REQUIRED = True, False
    settings.DEMO_DAY = "2026-06-17"
