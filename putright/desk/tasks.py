"""What the worker does for officers."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from putright.council import clock
from putright.desk import reminders


@db_periodic_task(crontab(minute="5"))  # type: ignore[untyped-decorator]
def remind_each_morning() -> None:
    """Send the morning's lists; asked every hour, so that a worker that was down makes up for it."""
    reminders.remind(at=clock.now())
