"""The demo council and its people, for every test of the stories."""

from datetime import datetime

import pytest

from putright.council.clock import LONDON
from putright.stories import cast, council
from putright.stories.days import Days

AN_ORDINARY_FRIDAY = datetime(2026, 11, 20, 10, 30, tzinfo=LONDON)


@pytest.fixture
def days(db: None) -> Days:
    """A day on which the council is set up and everybody is hired."""
    return begun(AN_ORDINARY_FRIDAY)


def begun(now: datetime) -> Days:
    """The council and its people as of a moment."""
    days = Days(now=now)
    council.set_up(on=days.today)
    cast.hire(at=days.now)
    return days
