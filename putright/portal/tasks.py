"""What the worker does for the portal."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from putright.council import clock
from putright.portal import limits
from putright.portal.complaining import drafts


@db_periodic_task(crontab(minute="17"))  # type: ignore[untyped-decorator]
def erase_what_is_out_of_date() -> None:
    """Erase complaints never sent whose time is up, and counts of days gone by."""
    at = clock.now()
    drafts.erase_expired(at=at)
    limits.erase_old(at=at)
