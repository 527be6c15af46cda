"""What the worker does for the administration by itself."""

from collections.abc import Sequence

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from putright.accounts.models import Officer
from putright.administration import invitations
from putright.council import clock, heartbeat


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def say_that_the_worker_works() -> None:
    """Every minute: pages and `check_setup` see from it whether anything is sent at all."""
    heartbeat.beat(name=heartbeat.WORKER, at=clock.now())


@db_task()  # type: ignore[untyped-decorator]
def invite(numbers: Sequence[int]) -> None:
    """Invitations to many people: no page waits until a thousand messages are written."""
    for officer in Officer.objects.filter(pk__in=numbers):
        if invitations.may_be_sent(officer):
            invitations.send(officer)
