"""What the worker does for the record by itself."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from putright.casework import scanning


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def scan_files() -> None:
    """Every minute, the files that wait for the scanner."""
    if scanning.wanted():
        scanning.scan_waiting()
