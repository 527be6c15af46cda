"""A mail server that is not there."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    """Refuses as an unreachable server does."""

    def open(self) -> bool | None:
        """Nobody opens."""
        raise ConnectionRefusedError("nobody answers")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Nothing goes."""
        self.open()
        return 0
