"""What the worker does for officers."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from putright.casework.subject_access import nearing
from putright.council import clock
from putright.desk import reminders


@db_periodic_task(crontab(minute="5"))  # type: ignore[untyped-decorator]
def remind_each_morning() -> None:
    """Send the morning's lists; asked every hour, so that a worker that was down makes up for it."""
    reminders.remind(at=clock.now())


@db_periodic_task(crontab(minute="35"))  # type: ignore[untyped-decorator]
def tell_of_requests_nearly_due() -> None:
    """Tell of requests for one's own data that come near their day; asked every hour, told once for each mark."""
    nearing.tell(at=clock.now())
