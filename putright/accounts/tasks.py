"""What the worker does for accounts: chain what was left, and forget, each night, what is no longer needed."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from putright.accounts import audit, mail, sessions
from putright.accounts.proof import chain
from putright.accounts.signing_in import guessing, leaving
from putright.council import clock


@db_periodic_task(crontab(hour="3", minute="40"))  # type: ignore[untyped-decorator]
def tidy_up() -> None:
    """Old attempts, ended sessions, messages that went, and entries of the security log past their age."""
    at = clock.now()
    guessing.tidy(at=at)
    sessions.tidy(at=at)
    leaving.tidy(at=at)
    mail.tidy(at=at)
    audit.prune(at=at)


@db_periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
def chain_what_was_left() -> None:
    """Entries of the security log that were committed by a process that was killed before it could chain them."""
    chain.catch_up()
