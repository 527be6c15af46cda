"""Messages about somebody's own account (an invitation, a new password, an alarm), written with what they tell of.

What is promised is what the outbox of letters promises (`letters.delivery`), which stands above this folder: nothing
is lost once its transaction is committed; nothing goes before; nothing is sent twice by itself. What did not go, or may
have gone and nobody can know, stands in the security log. A text may hold a link that lets somebody in: it is sealed,
and gone from the database once the message went or was given up.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from email.utils import formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from putright.accounts import audit, sealing
from putright.accounts.models import Message, Officer
from putright.council import clock, here

log = logging.getLogger(__name__)

BACK_OFF: Sequence[timedelta] = (
    *(timedelta(minutes=minutes) for minutes in (1, 5, 15)),
    *(timedelta(hours=hours) for hours in (1, 4, 12, 12, 12, 12)),
)
"""How long to wait after each failure; after one more, it is given up: after two days, when a link has one day left."""

STUCK_AFTER = timedelta(minutes=10)
"""A claim older than this belongs to a worker that died: the mail server is given 20 seconds."""

FOR_GOOD = 500
"""A mail server's answer from here on will not change by asking again."""

KEPT = timedelta(days=30)
"""How long it is known that a message went."""

State = Message.State


def deliver(*, subject: str, text: str, to: str) -> None:
    """Have a message sent, once the caller's transaction is committed."""
    deliver_all([(to, subject, text)])


def deliver_all(messages: Iterable[tuple[str, str, str]]) -> None:
    """The same for many, each as address, subject and text."""
    at = clock.now()
    Message.objects.bulk_create(
        (
            Message(to=to, subject=_one_line(subject), text=sealing.seal(text), put_at=at, due_at=at)
            for to, subject, text in messages
        ),
        batch_size=500,
    )
    transaction.on_commit(_nudge, robust=True)


def _nudge() -> None:
    """Ask the worker to look at once. Never fails the page: the sweep of the next minute finds the message."""
    try:
        send_now()
    except Exception:
        log.exception("The worker could not be nudged; mail about an account goes within the minute.")


@db_task()  # type: ignore[untyped-decorator]
def send_now() -> None:
    """Send what is due now."""
    deliver_due(at=clock.now())


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def send_each_minute() -> None:
    """Send what is due, and what nobody was nudged about."""
    deliver_due(at=clock.now())


def deliver_due(*, at: datetime, most: int = 200) -> int:
    """Send what is due, one after another, and note what a dead worker left behind; says how many went."""
    _mark_stuck(at)
    sent = 0
    for _ in range(most):
        message = _claim(at)
        if message is None:
            break
        sent += _deliver(message, at)
    return sent


def tidy(*, at: datetime) -> int:
    """Forget messages that are over; says how many."""
    over = (State.SENT, State.DEAD, State.UNSURE)
    return Message.objects.filter(state__in=over, put_at__lt=at - KEPT).delete()[0]


def _claim(at: datetime) -> Message | None:
    """The next message due, marked as being sent by us; None when there is none."""
    due = Message.objects.filter(state__in=(State.QUEUED, State.FAILED), due_at__lte=at).order_by("due_at", "pk")
    if not due.exists():
        return None
    with transaction.atomic():
        message = due.select_for_update(skip_locked=True).first()
        if message is None:
            return None
        message.state, message.attempts, message.claimed_at = State.SENDING, message.attempts + 1, at
        message.save(update_fields=["state", "attempts", "claimed_at"])
    return message


def _deliver(message: Message, at: datetime) -> bool:
    """Whether it went. Until the connection stands it clearly did not; afterwards only a refusal says so."""
    server = get_connection()
    try:
        email = _email(message)
        server.open()
    except (OSError, sealing.CannotOpen) as problem:  # what a mail server says is an OSError too
        return _try_later(message, problem, at)
    try:
        server.send_messages([email])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as refusal:
        return _try_later(message, refusal, at, for_good=_final(refusal))
    except OSError as problem:
        _over(message, State.UNSURE, at, _said(problem))
        return False
    finally:
        _hang_up(server)
    return _over(message, State.SENT, at)


def _final(refusal: smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused) -> bool:
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return all(code >= FOR_GOOD for code, _ in refusal.recipients.values())
    return refusal.smtp_code >= FOR_GOOD


def _email(message: Message) -> EmailMessage:
    number = {"Message-ID": f"<{message.key}@{urlsplit(settings.PUBLIC_ADDRESS).hostname or 'localhost'}>"}
    return EmailMessage(message.subject, sealing.opened(message.text), _sender(), [message.to], headers=number)


def _sender() -> str:
    try:
        council = here.council()
    except here.NotSetUp:  # the first account is made before the council is
        return settings.DEFAULT_FROM_EMAIL
    return formataddr((council.name, council.email)) if council.email else settings.DEFAULT_FROM_EMAIL


def _try_later(message: Message, problem: Exception, at: datetime, *, for_good: bool = False) -> bool:
    if for_good or message.attempts > len(BACK_OFF):
        _over(message, State.DEAD, at, _said(problem))
    else:
        due_at = at + BACK_OFF[message.attempts - 1]
        _mine(message).update(state=State.FAILED, due_at=due_at, problem=_said(problem))
    return False


def _over(message: Message, state: State, at: datetime, problem: str = "") -> bool:
    """It went, or it is given up, or nobody can know: its text is gone. Whether it was still ours to say."""
    with transaction.atomic():
        if not _mine(message).update(state=state, text="", problem=problem[:300]):
            return False
        if state != State.SENT:
            _tell(message, state, at)
    return True


def _mark_stuck(at: datetime) -> None:
    """What was being sent when its worker died: it may have gone."""
    for message in Message.objects.filter(state=State.SENDING, claimed_at__lt=at - STUCK_AFTER):
        _over(message, State.UNSURE, at, "The worker stopped while this was being sent.")


def _mine(message: Message) -> QuerySet[Message]:
    return Message.objects.filter(pk=message.pk, state=State.SENDING, attempts=message.attempts)


def _tell(message: Message, state: State, at: datetime) -> None:
    """Have it looked at by a person. The subject names what it was; what it said may have let somebody in."""
    officer = Officer.objects.filter(email__iexact=message.to).first()
    kind = "mail_not_sent" if state == State.DEAD else "mail_in_doubt"
    about = audit.about_officer(officer) if officer else "nobody who works here"
    audit.note(kind=kind, by=None, at=at, about=about, subject=message.subject)
    log.error(
        "Mail about an account (%s) %s", message.key, "did not go" if state == State.DEAD else "may not have gone"
    )


def _said(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"[:300]


def _one_line(words: str) -> str:
    return " ".join(words.split())[:300]


def _hang_up(server: BaseEmailBackend) -> None:
    """What the server has answered counts, however badly it takes leave."""
    try:
        server.close()
    except OSError as problem:
        log.info("The mail server did not take leave: %s", type(problem).__name__)
