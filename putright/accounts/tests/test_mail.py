"""Mail about accounts: not lost with a worker or a day without a mail server, never before its time, never twice."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from putright.accounts import audit, mail, sealing
from putright.accounts.models import Message
from putright.accounts.tests.people import officer
from putright.council import clock
from putright.council.models import Council

pytestmark = pytest.mark.django_db

LINK = "https://complaints.example/accounts/password/new/abc/"
HERE = "putright.accounts.tests.test_mail"


class Away(EmailBackend):
    """A mail server that is not there."""

    def open(self) -> None:
        raise ConnectionRefusedError("nobody listens")


class Says(EmailBackend):
    """A mail server that refuses what it is told to, once it is connected."""

    problem: ClassVar[OSError] = ConnectionResetError("the line broke")

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        raise self.problem


class Dies(EmailBackend):
    """The worker is killed after the server took the message, and before it could say so."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        super().send_messages(messages)
        raise KeyboardInterrupt


@pytest.fixture
def at() -> datetime:
    return clock.now()


def put() -> Message:
    mail.deliver(subject="A new password", text=f"Open {LINK}", to="rosa@fenwickvale.example")
    return Message.objects.get()


def stands() -> str:
    return str(Message.objects.get().state)


def test_what_is_put_goes_once_and_leaves_no_link_behind(at: datetime) -> None:
    key = put().key

    assert mail.deliver_due(at=clock.now()) == 1
    assert mail.deliver_due(at=clock.now()) == 0

    (gone,) = django_mail.outbox
    assert LINK in gone.body
    assert str(key) in gone.extra_headers["Message-ID"]
    assert (stands(), Message.objects.get().text) == ("sent", "")


def test_whoever_reads_the_database_meanwhile_finds_no_link(at: datetime) -> None:
    text = put().text

    assert LINK not in text
    assert text.startswith(sealing.MARK)


def test_it_comes_from_the_council(at: datetime) -> None:
    Council.objects.create(
        name="Fenwick Vale Council", short_name="Fenwick Vale", email="complaints@fenwickvale.example"
    )
    put()
    mail.deliver_due(at=clock.now())

    assert django_mail.outbox[0].from_email == "Fenwick Vale Council <complaints@fenwickvale.example>"


def test_nothing_goes_of_what_was_never_committed() -> None:
    with transaction.atomic():
        put()
        transaction.set_rollback(True)

    assert not Message.objects.exists()


def test_the_worker_is_nudged_after_the_commit_and_a_queue_that_is_away_loses_nothing(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        put()
    assert len(callbacks) == 1

    storage, settings.HUEY.storage = settings.HUEY.storage, None
    try:
        callbacks[0]()
    finally:
        settings.HUEY.storage = storage
    mail.send_each_minute.call_local()
    assert stands() == "sent"


def test_a_day_without_a_mail_server_loses_nothing_and_sends_nothing_twice(settings: Settings, at: datetime) -> None:
    put()
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{HERE}.Away"
    for minute in range(0, 24 * 60, 10):
        assert mail.deliver_due(at=clock.now() + timedelta(minutes=minute)) == 0
    assert stands() == "failed"

    settings.EMAIL_BACKEND = working
    sent = [mail.deliver_due(at=clock.now() + timedelta(hours=24, minutes=minute)) for minute in range(0, 12 * 60, 10)]

    assert sum(sent) == len(django_mail.outbox) == 1
    assert LINK in django_mail.outbox[0].body


def test_after_two_days_it_is_given_up_and_stands_in_the_security_log(settings: Settings) -> None:
    rosa = officer("intake")
    put()
    settings.EMAIL_BACKEND = f"{HERE}.Away"
    for hour in range(80):
        mail.deliver_due(at=clock.now() + timedelta(hours=hour))

    assert (stands(), Message.objects.get().text) == ("dead", "")
    entry = audit.found(kind="mail_not_sent").get()
    assert (entry.about, entry.facts) == (audit.about_officer(rosa), {"subject": "A new password"})


def test_a_worker_killed_between_taking_and_sending_is_noticed_and_nothing_sent_twice(settings: Settings) -> None:
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{HERE}.Dies"
    put()
    with pytest.raises(KeyboardInterrupt):
        mail.deliver_due(at=clock.now())
    settings.EMAIL_BACKEND = working
    assert len(django_mail.outbox) == 1

    mail.deliver_due(at=clock.now() + timedelta(minutes=5))
    assert stands() == "sending"
    mail.deliver_due(at=clock.now() + timedelta(minutes=11))

    assert (stands(), len(django_mail.outbox), Message.objects.get().text) == ("unsure", 1, "")
    assert audit.found(kind="mail_in_doubt").get().about == "nobody who works here"


REFUSALS: dict[str, tuple[OSError, str]] = {
    "for-good": (smtplib.SMTPResponseException(550, b"no such box"), "dead"),
    "for-now": (smtplib.SMTPResponseException(451, b"try later"), "failed"),
    "nobody-there": (smtplib.SMTPRecipientsRefused({"rosa@fenwickvale.example": (550, b"unknown")}), "dead"),
    "box-full": (smtplib.SMTPRecipientsRefused({"rosa@fenwickvale.example": (452, b"full")}), "failed"),
    "line-broke": (smtplib.SMTPServerDisconnected("gone"), "unsure"),
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_the_mail_server_answers_decides_how_it_goes_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, refusal: str
) -> None:
    problem, then = REFUSALS[refusal]
    monkeypatch.setattr(Says, "problem", problem)
    settings.EMAIL_BACKEND = f"{HERE}.Says"
    put()

    mail.deliver_due(at=clock.now())

    assert stands() == then


def test_what_cannot_be_opened_waits_for_the_key_it_was_sealed_with(settings: Settings) -> None:
    put()
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another one"
    mail.deliver_due(at=clock.now())
    assert stands() == "failed"

    settings.SECRET_KEY_FALLBACKS = [before]
    mail.deliver_due(at=clock.now() + timedelta(minutes=2))
    assert stands() == "sent"


def test_a_line_break_in_a_subject_forges_no_header() -> None:
    mail.deliver(subject="Hello\r\nBcc: evil@evil.example", text="x", to="rosa@fenwickvale.example")
    mail.deliver_due(at=clock.now())

    assert django_mail.outbox[0].subject == "Hello Bcc: evil@evil.example"
    assert django_mail.outbox[0].recipients() == ["rosa@fenwickvale.example"]


def test_what_is_over_is_forgotten_after_a_month() -> None:
    put()
    assert mail.tidy(at=clock.now() + timedelta(days=31)) == 0
    mail.deliver_due(at=clock.now())

    assert mail.tidy(at=clock.now() + timedelta(days=29)) == 0
    assert mail.tidy(at=clock.now() + timedelta(days=31)) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_message() -> None:
    mail.deliver_all([(f"officer{number}@fenwickvale.example", "Hello", "x") for number in range(20)])

    def work(_: int) -> int:
        try:
            return mail.deliver_due(at=clock.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as workers:
        sent = list(workers.map(work, range(3)))

    assert sum(sent) == len(django_mail.outbox) == 20
    assert len({message.to[0] for message in django_mail.outbox}) == 20
