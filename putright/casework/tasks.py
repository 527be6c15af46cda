"""What the worker does for the record by itself."""

from datetime import timedelta

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from putright.casework import columns
from putright.casework.actions import people
from putright.casework.files import scanning
from putright.casework.proof import anchors
from putright.casework.retention import disposal, files, queue, schedule
from putright.casework.subject_access import requests
from putright.council import clock
from putright.letters import outbox

KEPT_AT_ONCE = 5000
KEPT_ABOUT_NOTHING = timedelta(days=30)


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def scan_files() -> None:
    """Every minute, the files that wait for the scanner."""
    if scanning.wanted():
        scanning.scan_waiting()


@db_periodic_task(crontab(minute="23"))  # type: ignore[untyped-decorator]
def scan_what_was_turned_down() -> None:
    """Every hour, the files the scanner would not take the last time."""
    if scanning.wanted():
        scanning.try_again()


@db_periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
def bring_lists_up_to_date() -> None:
    """After midnight, what is owed today in every open case; asked again later, there is nothing left to do."""
    columns.bring_up_to_date(on=clock.today())


@db_periodic_task(crontab(hour="3", minute="40"))  # type: ignore[untyped-decorator]
def count_rows_for_the_planner() -> None:
    """Each night, how many rows there are of what, by which SQLite chooses its way; PostgreSQL counts by itself."""
    columns.count_rows()


@db_periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
def end_authorities() -> None:
    """After midnight, the links of those whose authority to speak for somebody has ended."""
    people.end_authorities(at=clock.now())


@db_periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
def anchor_the_record() -> None:
    """After midnight, the anchor of the day; asked again later, there is nothing left to do."""
    anchors.make_due(at=clock.now())


@db_periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
def look_after_what_is_kept() -> None:
    """Until when cases are kept, where something has changed; and what a disposal left undone when it was stopped."""
    at = clock.now()
    disposal.carry_on_all(at=at)
    files.sweep()
    queue.refresh(on=at.date(), most=KEPT_AT_ONCE)


@db_periodic_task(crontab(minute="7"))  # type: ignore[untyped-decorator]
def erase_what_is_about_no_case() -> None:
    """What old requests for one's own data say of people, and messages about no case that went long ago."""
    at = clock.now()
    years = schedule.in_force()["subject_access"].years
    requests.erase_old(on=at.date(), years=years, at=at)
    outbox.erase_about_nothing(before=at - KEPT_ABOUT_NOTHING, at=at)
