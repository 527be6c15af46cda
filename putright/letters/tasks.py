"""What the worker does for letters. Each task may run twice, or not at all when it should: the outbox bears both."""

import logging

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from putright.council import clock
from putright.letters import delivery

log = logging.getLogger(__name__)


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def deliver_each_minute() -> None:
    """Send what is due, and what nobody was nudged about."""
    delivery.deliver_due(at=clock.now())


@db_task()  # type: ignore[untyped-decorator]
def deliver() -> None:
    """Send what is due now."""
    delivery.deliver_due(at=clock.now())


def nudge() -> None:
    """Ask the worker to look into the outbox at once: for `transaction.on_commit`.

    Never fails the page: when the queue cannot be reached, the sweep of the next minute finds the row.
    """
    try:
        deliver()
    except Exception:
        log.exception("The worker could not be nudged; what is due goes within the minute.")
