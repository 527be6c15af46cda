"""What the worker does for accounts: forget, each night, what is no longer needed."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from putright.accounts import audit, sessions
from putright.accounts.signing_in import guessing
from putright.council import clock


@db_periodic_task(crontab(hour="3", minute="40"))  # type: ignore[untyped-decorator]
def tidy_up() -> None:
    """Old attempts, ended sessions, and entries of the security log past their age."""
    at = clock.now()
    guessing.tidy(at=at)
    sessions.tidy(at=at)
    audit.prune(at=at)
