"""Mail about accounts, as far as a test needs a worker: what was put is sent, and read where it arrives."""

from collections.abc import Sequence

from django.core import mail as django_mail
from django.core.mail import EmailMessage

from putright.accounts import mail
from putright.council import clock


def arrived() -> Sequence[EmailMessage]:
    """All that went, once the worker has looked."""
    mail.deliver_due(at=clock.now())
    return list(django_mail.outbox)
