"""Mail servers that fail in the ways real ones do. Which way is set by the test, on the class."""

import smtplib
from collections.abc import Sequence
from typing import ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend


class Failing(EmailBackend):
    """Keeps what it takes in `mail.outbox`; raises the next of each list as long as there is one."""

    on_open: ClassVar[list[Exception]] = []
    on_send: ClassVar[list[Exception]] = []
    on_close: ClassVar[list[Exception]] = []

    def open(self) -> bool:
        if self.on_open:
            raise self.on_open.pop(0)
        return True

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        if self.on_send:
            raise self.on_send.pop(0)
        return super().send_messages(messages)

    def close(self) -> None:
        if self.on_close:
            raise self.on_close.pop(0)


BUSY = smtplib.SMTPDataError(451, b"Try again later")
NO_SUCH_MAILBOX = smtplib.SMTPRecipientsRefused({"maria@example.org": (550, b"No such mailbox")})
FULL_MAILBOX = smtplib.SMTPRecipientsRefused({"maria@example.org": (452, b"Mailbox full")})
CUT_OFF = smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
UNREACHABLE = ConnectionRefusedError(111, "Connection refused")
