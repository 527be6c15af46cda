"""What holds for every test: one that is slow says so, and the hour at which it is run makes no difference."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from huey.storage import MemoryStorage
from pytest_django.plugin import blocking_manager_key

# The house limit is a fifth of a second. Ten times that of our own processor time, before a test is failed for it,
# leaves room for a busy machine and for coverage.
LIMIT_IN_SECONDS = 2.0


def pytest_configure() -> None:
    """Tasks are queued in memory: no worker of a running copy is ever handed one by a test."""
    if not settings.configured:  # a suite that was started without the product
        return
    queue = settings.HUEY
    queue.storage_class, queue.storage_kwargs = MemoryStorage, {}
    queue.storage = queue.create_storage()


@pytest.fixture(autouse=True)
def _in_office_hours(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test of the product on a day of its own runs at ten in the morning of it, whenever it is run.

    What comes in after the office has closed counts from the next day.
    """
    if not settings.configured or "putright" not in request.path.relative_to(request.config.rootpath).parts:
        return
    from putright.council import clock

    really, began = clock.now, time.monotonic()

    def now() -> datetime:
        moment = really()
        if not (settings.DEMO and settings.DEMO_DAY):
            return moment
        ten = moment.replace(hour=10, minute=0, second=0, microsecond=0)
        return ten + timedelta(seconds=time.monotonic() - began)

    monkeypatch.setattr(clock, "now", now)


@pytest.fixture
def _worker_at_once() -> Iterator[None]:
    """Tasks run where they are called, with no queue in between."""
    settings.HUEY.immediate = True
    yield
    settings.HUEY.immediate = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    began = time.process_time()
    yield
    took = time.process_time() - began
    if took > LIMIT_IN_SECONDS and item.get_closest_marker("slow") is None:
        pytest.fail(f"took {took:.1f} s: make it quicker, or mark it slow", pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test with real transactions has the tables emptied after it, which the database refuses for events."""
    marker = item.get_closest_marker("django_db")
    real = bool(marker and marker.kwargs.get("transaction") and "available_apps" not in marker.kwargs)
    if not real and not {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
        yield
        return
    from putright.accounts.tests import guard as guard_of_the_log
    from putright.casework.tests import guard

    with item.config.stash[blocking_manager_key].unblock():
        guard.off()
        guard_of_the_log.off()
        yield
        if nextitem is not None:  # after the last test the whole database is gone
            guard.on()
            guard_of_the_log.on()
