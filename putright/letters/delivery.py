"""Email on its way: taken from the outbox by the worker, sent, tried again, given up.

What is promised. A row is claimed by one worker before anything is said to the mail server, in a transaction that only
one worker can win; so two workers never send the same row. While a claim stands, nobody else touches the row. If the
worker dies, or the connection breaks after the message was handed over but before the server answered, nobody can know
whether it went: the row is then shown as "may have gone out: check", and is not sent again until an officer says so.
So each row is sent at most once for every time an officer or a clear refusal by the server asks for it again. Every
attempt carries the same Message-ID, by which a mailbox can tell a copy. Mail about accounts keeps the same promise with
a table of its own (`accounts.mail`).
"""

import logging
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.mime.image import MIMEImage
from email.utils import formataddr
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet

from putright.council import here
from putright.letters import working_time
from putright.letters.drawing import letterhead
from putright.letters.models import Outgoing, State

log = logging.getLogger(__name__)

BACK_OFF: Sequence[timedelta] = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
"""How long to wait after each failure; after one more, it is given up. About eighteen hours in all."""

STUCK_AFTER = timedelta(minutes=10)
"""A claim older than this belongs to a worker that died: the mail server is given 20 seconds."""

LOGO_ID = "logo"
"""What the HTML of an email calls the picture that comes with it."""

FOR_GOOD = 500
"""A mail server's answer from here on will not change by asking again."""


class NotNow(Exception):
    """The message clearly did not go. `for_good` says that asking again is pointless."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


class Doubtful(Exception):
    """The message was handed over and nothing came back: it may have gone."""


@dataclass(slots=True)
class Round:
    """What one round of delivery came to."""

    sent: int = 0
    failed: int = 0
    dead: int = 0
    unsure: int = 0


def deliver_due(*, at: datetime, most: int = 200) -> Round:
    """Send the email that is due, one after another, and mark what a dead worker left behind."""
    done = Round(unsure=mark_stuck(at=at))
    for _ in range(most):
        row = _claim(at)
        if row is None:
            break
        _deliver(row, at, done)
    return done


def mark_stuck(*, at: datetime) -> int:
    """Show what was being sent when its worker died as in doubt. How many there were."""
    stuck = Outgoing.objects.filter(state=State.SENDING, claimed_at__lt=at - STUCK_AFTER)
    return stuck.update(
        state=State.UNSURE,
        problem="The worker stopped while this was being sent. It may have gone out: ask the person, or look in "
        "the log of the mail server.",
    )


def _due(at: datetime) -> QuerySet[Outgoing]:
    """What may go at this moment, the longest due first; working time matters only when something waits for it."""
    rows = Outgoing.objects.filter(channel="email", state__in=(State.QUEUED, State.FAILED), due_at__lte=at)
    if rows.filter(only_in_working_time=True).exists() and not working_time.holds(at):
        rows = rows.filter(only_in_working_time=False)
    return rows.order_by("due_at", "pk")


def _claim(at: datetime) -> Outgoing | None:
    """The next row due, marked as being sent by us; None when there is none."""
    rows = _due(at)
    # Most rounds find nothing, and then the write lock is left alone.
    if not rows.exists():
        return None
    with transaction.atomic():
        row = rows.select_for_update(skip_locked=True).first()
        if row is None:
            return None
        # On SQLite the transaction holds the one write lock from the start; the state is asked again all the same.
        mine = Outgoing.objects.filter(pk=row.pk, state=row.state, attempts=row.attempts).update(
            state=State.SENDING, attempts=row.attempts + 1, claimed_at=at
        )
    if not mine:
        return None
    row.refresh_from_db()
    return row


def _deliver(row: Outgoing, at: datetime, done: Round) -> None:
    try:
        if not settings.DEMO:
            _send(row)
    except NotNow as problem:
        log.warning("An email (%s) did not go: %s", row.pk, problem)
        log.debug("Where it failed", exc_info=True)
        _try_later(row, problem, at, done)
    except Doubtful as problem:
        done.unsure += _finish(row, state=State.UNSURE, problem=str(problem))
    else:
        done.sent += _finish(row, state=State.SENT, went_at=at, problem="")


def _try_later(row: Outgoing, problem: NotNow, at: datetime, done: Round) -> None:
    if problem.for_good or row.attempts > len(BACK_OFF):
        done.dead += _finish(row, state=State.DEAD, problem=str(problem))
        return
    due_at = at + BACK_OFF[row.attempts - 1]
    if row.only_in_working_time:
        due_at = working_time.next_moment(due_at)
    done.failed += _finish(row, state=State.FAILED, due_at=due_at, problem=str(problem))


def _finish(row: Outgoing, **change: object) -> int:
    """Write down how it ended, unless the claim has been taken from us meanwhile."""
    ours = Outgoing.objects.filter(pk=row.pk, state=State.SENDING, attempts=row.attempts)
    return ours.update(**change)


# --- To the mail server. ---------------------------------------------------------------------------------------------


def _send(row: Outgoing) -> None:
    """Hand one message to the mail server. Raises `NotNow` when it surely did not go, `Doubtful` when it may have."""
    server = get_connection()
    message = _message(row, server)
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as problem:
        raise NotNow(f"The mail server could not be reached: {problem}") from problem
    try:
        gone = message.send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as problem:
        raise _refusal(problem) from problem
    except (OSError, smtplib.SMTPException) as problem:
        raise Doubtful(
            f"The connection broke while this was being sent, so it may have gone out: {problem}"
        ) from problem
    finally:
        _hang_up(server)
    if not gone:
        raise NotNow("The mail server took no message.")


def _hang_up(server: BaseEmailBackend) -> None:
    """What the server has answered counts, however badly it takes leave."""
    try:
        server.close()
    except (OSError, smtplib.SMTPException) as problem:
        log.info("The mail server did not take leave: %s", type(problem).__name__)


def _refusal(problem: smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused) -> NotNow:
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(problem.recipients.values()), (0, b""))
        return _answered(code, said)
    return _answered(problem.smtp_code, problem.smtp_error)


def _answered(code: int, said: bytes | str) -> NotNow:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return NotNow(f"The mail server refused it: {code} {words}".strip(), for_good=code >= FOR_GOOD)


def _message(row: Outgoing, server: BaseEmailBackend) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=row.subject,
        body=row.text,
        from_email=_sender(),
        to=[row.to],
        connection=server,
        headers={"Message-ID": message_id(row)},
    )
    if row.html:
        html, picture = _with_picture_beside(row.html)
        message.attach_alternative(html, "text/html")
        if picture is not None:
            message.attach(picture)
    for enclosure in row.enclosures.all():
        message.attach(enclosure.name, bytes(enclosure.content), enclosure.type)
    return message


def _with_picture_beside(html: str) -> tuple[str, MIMEImage | None]:
    """The logo as a part of the message: many mail programs show no picture that stands inside the HTML."""
    found = letterhead.PICTURE.search(html)
    if found is None:
        return html, None
    picture = MIMEImage(letterhead.taken_out(found[0]), "png")
    picture.add_header("Content-ID", f"<{LOGO_ID}>")
    return letterhead.PICTURE.sub(f"cid:{LOGO_ID}", html), picture


def message_id(row: Outgoing) -> str:
    """The same for every attempt, and telling nothing of the case."""
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname or "localhost"
    return f"<{sha256(f'{settings.SECRET_KEY}:{row.key}'.encode()).hexdigest()[:32]}@{host}>"


def _sender() -> str:
    council = here.council()
    return formataddr((council.name, council.email)) if council.email else settings.DEFAULT_FROM_EMAIL
