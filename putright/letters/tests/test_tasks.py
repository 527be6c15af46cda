"""The worker: a nudge sends what is due, and a queue that cannot be reached never fails a page."""

from collections.abc import Iterator

import pytest
from django.conf import settings as configured
from django.core import mail
from huey.storage import BlackHoleStorage
from pytest_django import Settings

from putright.council import clock
from putright.letters import outbox, tasks
from putright.letters.models import State
from putright.letters.outbox import Message

pytestmark = pytest.mark.usefixtures("council")


class Broken(BlackHoleStorage):  # type: ignore[misc]
    """A queue that takes nothing."""

    def enqueue(self, *_: object, **__: object) -> None:
        raise OSError("database is locked")


@pytest.fixture
def at_once(settings: Settings) -> Iterator[None]:
    """Tasks run where they are called, with no queue in between."""
    settings.DEMO = False
    before, configured.HUEY.immediate = configured.HUEY.immediate, True
    yield
    configured.HUEY.immediate = before


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
