"""What the worker does for the administration by itself."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from putright.council import clock, heartbeat


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def say_that_the_worker_works() -> None:
    """Every minute: pages and `check_setup` see from it whether anything is sent at all."""
    heartbeat.beat(name=heartbeat.WORKER, at=clock.now())
