"""What the worker does for the record by itself."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from putright.casework import evidence, scanning
from putright.council import clock


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def scan_files() -> None:
    """Every minute, the files that wait for the scanner."""
    if scanning.wanted():
        scanning.scan_waiting()


@db_periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
def bring_lists_up_to_date() -> None:
    """After midnight, what is owed today in every open case; asked again later, there is nothing left to do."""
    evidence.bring_up_to_date(on=clock.today())
