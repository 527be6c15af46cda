"""The worker: a nudge sends what is due, and a queue that cannot be reached never fails a page."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings as configured
from django.core import mail
from huey.storage import BlackHoleStorage, MemoryStorage
from pytest_django import Settings

from putright.council import clock
from putright.letters import outbox, tasks
from putright.letters.models import State
from putright.letters.outbox import Message

Captured = Callable[..., AbstractContextManager[list[Callable[[], Any]]]]

pytestmark = pytest.mark.usefixtures("council")


class Broken(BlackHoleStorage):  # type: ignore[misc]
    """A queue that takes nothing."""

    def enqueue(self, *_: object, **__: object) -> None:
        raise OSError("database is locked")


@pytest.fixture
def at_once(settings: Settings, _worker_at_once: None) -> None:
    """What goes out goes at once, to a mail server."""
    settings.DEMO = False


@pytest.fixture
def broken_queue() -> Iterator[None]:
    before, configured.HUEY.storage = configured.HUEY.storage, Broken()
    yield
    configured.HUEY.storage = before


def put() -> None:
    message = Message(subject="Hello", text="Hello")
    outbox.put(message, key="1", channel="email", to="maria@example.org", about="FV-1", at=clock.now())


@pytest.mark.usefixtures("at_once")
def test_a_nudge_sends_what_is_due() -> None:
    put()

    tasks.nudge()

    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("at_once")
def test_every_minute_what_is_due_is_sent_without_a_nudge() -> None:
    put()

    tasks.deliver_each_minute.call_local()

    assert outbox.everything().get().state == State.SENT


@pytest.mark.usefixtures("broken_queue")
def test_a_queue_that_cannot_be_reached_does_not_fail_the_page() -> None:
    put()

    tasks.nudge()

    assert outbox.everything().get().state == State.QUEUED


@pytest.mark.usefixtures("at_once")
def test_what_is_put_in_the_outbox_goes_as_soon_as_it_is_saved(django_capture_on_commit_callbacks: Captured) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        put()
        assert mail.outbox == []

    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("broken_queue")
def test_a_broken_queue_keeps_nothing_out_of_the_outbox(django_capture_on_commit_callbacks: Captured) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        put()

    assert outbox.everything().get().state == State.QUEUED


def test_nobody_is_nudged_about_what_waits_or_goes_by_post(django_capture_on_commit_callbacks: Captured) -> None:
    sunday = datetime(2026, 9, 6, 10, tzinfo=clock.LONDON)
    waits = Message(subject="Hello", text="Hello", only_in_working_time=True)
    with django_capture_on_commit_callbacks() as nudges:
        outbox.put(waits, key="1", channel="email", to="rosa@example.org", about="FV-1", at=sunday)
        outbox.put(Message(subject="A", text="A"), key="2", channel="post", to="1 Lane", about="FV-1", at=sunday)

    assert nudges == []


def test_no_test_writes_to_the_queue_of_a_running_copy() -> None:
    assert isinstance(configured.HUEY.storage, MemoryStorage)
    configured.HUEY.immediate = True
    configured.HUEY.immediate = False
    assert isinstance(configured.HUEY.storage, MemoryStorage)
