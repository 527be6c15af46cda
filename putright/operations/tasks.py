"""What the worker does to keep a copy safe. Asked every hour, so that a worker that was down makes up for it."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from putright.council import clock
from putright.operations import runs
from putright.operations.copies import backup
from putright.operations.downtime import pack


@db_periodic_task(crontab(minute="20"))  # type: ignore[untyped-decorator]
def back_up() -> None:
    """The backup of the night, after midnight, if a place for it is set."""
    at = clock.now()
    if backup.wanted():
        runs.once_a_night(runs.BACKUP, lambda: backup.nightly(at=at), at=at)


@db_periodic_task(crontab(minute="35"))  # type: ignore[untyped-decorator]
def pack_for_an_outage() -> None:
    """The pack for an outage, as of the night, if a place for it is set."""
    at = clock.now()
    if pack.wanted():
        runs.once_a_night(runs.PACK, lambda: pack.nightly(at=at), at=at)
