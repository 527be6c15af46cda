"""What the tests of records begin with: the council of casework's tests, and a case that is due."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from putright.casework import cases
from putright.casework.actions import endings
from putright.casework.retention import queue
from putright.casework.tests import cast
from putright.council.clock import LONDON
from putright.letters.models import Outgoing, State
from putright.records.tests import sitting

LONG_AGO = datetime(2024, 6, 3, 10, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def _fenwick(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.DEMO, settings.DEMO_DAY, settings.MFA_REQUIRED = True, "2028-06-14", False
    settings.MEDIA_ROOT = tmp_path / "files"
    cast.set_up()


@pytest.fixture
def hers() -> Client:
    """Wendy's browser."""
    return sitting.signed_in(cast.who("wendy"))


@pytest.fixture
def his() -> Client:
    """Paul's browser."""
    return sitting.signed_in(cast.who("paul"))


@pytest.fixture
def due() -> cases.Case:
    """A complaint taken back in 2024, kept for three years."""
    case = cast.received(at=LONG_AGO)
    endings.withdraw(cast.step(case, "rosa"), how_told="She rang")
    Outgoing.objects.filter(about=case.reference).update(state=State.SENT)
    queue.refresh(on=date(2028, 6, 14))
    return cast.as_it_is(case)
