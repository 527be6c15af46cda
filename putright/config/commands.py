"""`bin/putright`: the commands for whoever runs a copy, each with a line of what it is for.

A database without its tables, or one that is away, is answered with one line that says what to do.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

import django
from django.core import management
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

COMMANDS: Mapping[str, Mapping[str, str]] = {
    "To begin, and to upgrade": {
        "migrate": "make the tables of the database, or bring them up to this release",
        "collectstatic": "put style sheets and scripts in their place; --noinput asks nothing",
        "begin-set-up": "print the address at which the first account is made, once",
        "check-setup": "what is left to set up, and what is not run as it should be; --send-test ADDRESS",
        "run-huey": "the worker: sends mail, has files scanned, does the work of the night; runs until it is ended",
        "worker-alive": "ends with 0 while the worker is at work",
        "file-store": "try out the store that speaks S3; --make-bucket",
    },
    "The record": {
        "verify": "read the whole record and name what was changed; --kept FOLDER compares copies of anchors",
        "anchor": "make the anchor of the day and print it; --now makes another",
        "rebuild": "work out anew what lists show of each case; --check only says what differs",
        "reindex": "make anew what the search finds cases by",
        "audit": "the security log, a line of JSON for each entry; --verify, --after NUMBER, --mark FILE",
    },
    "Copies, and outages": {
        "backup": "everything in one sealed file; --to FOLDER, --keep 14, --new-key FILE",
        "restore": "a backup into an empty copy",
        "note-restore": "note that the machine was put back by other means",
        "export": "everything in open formats in a folder",
        "import": "an export into an empty copy",
        "downtime-pack": "the pack for an outage; --to FOLDER",
    },
    "Signing in": {
        "break-glass": "seal the account for the day when nobody else can sign in",
        "back-to-password": "bring officers back from the council’s own sign-in; --email ADDRESS, --all-of ID",
        "take-second-step-away": "lost it, and no administrator can sign in; --email, --because",
        "seal-anew": "after the secret key was changed",
    },
    "For those who write Putright": {
        "who-may": "write the page of who may do what; --check only says whether it is current",
        "tell-stories": "fill an empty demo with its people and their complaints",
    },
}

HELP = ("help", "-h", "--help")
NEEDS_TABLES = ("run_huey",)
"""What would otherwise run on, and fail at every task."""


def main(arguments: Sequence[str]) -> None:
    """What `bin/putright` was asked for."""
    name, rest = (arguments[0], list(arguments[1:])) if arguments else ("help", [])
    if name in HELP and not rest:
        print(listing())
        return
    if name in HELP:
        name, rest = rest[0], ["--help"]
    if not known(name):
        sys.exit(f"There is no command {name}. For a list of all: bin/putright")
    run(["bin/putright", name.replace("-", "_"), *rest])


def known(name: str) -> bool:
    """Whether it is one of ours or of Django's own. Asked before anything is loaded: a slip leaves nothing behind."""
    ours = {one for group in COMMANDS.values() for one in group}
    return name.replace("_", "-") in ours or name in management.find_commands(management.__path__[0])


def listing() -> str:
    """Every command, a line each. Loads nothing and writes nothing, so it can be asked before anything is set."""
    width = max(len(name) for group in COMMANDS.values() for name in group)
    lines = ["bin/putright COMMAND: for whoever runs a copy. bin/putright COMMAND --help says more of one."]
    for title, group in COMMANDS.items():
        lines += ["", title, *(f"  {name:<{width}}  {said}" for name, said in group.items())]
    return "\n".join(lines)


def run(arguments: Sequence[str]) -> None:
    """Run a command as Django does; a database that cannot serve it yet ends it with one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")
    if len(arguments) > 1 and arguments[1] in NEEDS_TABLES:
        django.setup()
        if missing := missing_tables():
            sys.exit(missing)
    try:
        management.execute_from_command_line(list(arguments))
    except DatabaseError as error:
        said = missing_tables() or _away(error)
        if not said:
            raise
        sys.exit(said)


def missing_tables() -> str:
    """What to do about tables that are still to be made; empty when none are, and when nobody can know."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return ""
    if not waiting:
        return ""
    lacks = "lacks tables of this release" if executor.loader.applied_migrations else "has no tables yet"
    return f"The database {lacks}. First run: bin/putright migrate"


def _away(error: DatabaseError) -> str:
    """What to do when the database itself cannot be used; empty when it can."""
    try:
        connection.close()
        connection.ensure_connection()
    except DatabaseError:
        return f"The database cannot be used: {' '.join(str(error).split()).rstrip('.?')}. Look at DATABASE_URL."
    return ""


if __name__ == "__main__":
    main(sys.argv[1:])
