"""Messages about somebody's own account (a new password, a new authenticator), sent by the worker."""

from django.core.mail import EmailMessage
from huey.contrib.djhuey import HUEY

RETRIES = 8
SECONDS_BETWEEN = 120


def deliver(*, subject: str, text: str, to: str) -> None:
    """Have a message sent; it is tried again when the mail server does not take it."""
    _send(subject, text, to)


@HUEY.task(retries=RETRIES, retry_delay=SECONDS_BETWEEN)  # type: ignore[untyped-decorator]
def _send(subject: str, text: str, to: str) -> None:
    EmailMessage(subject, text, to=[to]).send()
