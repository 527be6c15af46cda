"""Whether this copy can serve, and whether all is well with it: two questions, asked by different machines.

What cannot serve is taken out of use (503). What can serve and is not well goes on serving, since people have to be
able to complain while the worker is down; monitoring hears of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from putright.casework.files import scanning
from putright.council import heartbeat, room_for_files
from putright.operations.watching import figures

GOOD, AWAY, NOT_SET_UP = "good", "not asked: the database is away", "not set up"
POST_LATE = timedelta(minutes=30)
NIGHT_LATE = timedelta(hours=36)
LITTLE_ROOM, NO_ROOM = 1024**3, 100 * 1024**2


@dataclass(frozen=True, slots=True)
class Health:
    """What each check found. `ready`: it can serve. `well`: nobody needs to look."""

    needed: Mapping[str, str]
    minded: Mapping[str, str]

    @property
    def ready(self) -> bool:
        """Whether it can serve."""
        return all(found == GOOD for found in self.needed.values())

    @property
    def well(self) -> bool:
        """Whether nobody needs to look."""
        return self.ready and all(found in (GOOD, NOT_SET_UP) for found in self.minded.values())


def look(*, at: datetime) -> Health:
    """Look into everything. Nothing said here is secret, and nothing is about anybody."""
    database = _database()
    needed = {"database": database, "files": _files(), "room": _room(NO_ROOM)}
    if database != GOOD:
        return Health(needed, dict.fromkeys((*MINDED, "room left"), AWAY))
    needed["tables"] = _tables()
    if needed["tables"] != GOOD:
        return Health(needed, {})
    minded = {name: check(at) for name, check in MINDED.items()}
    return Health(needed, {**minded, "room left": _room(LITTLE_ROOM)})


def alarms(*, at: datetime) -> Iterator[str]:
    """What somebody has to look at, a sentence each: for the check of the set-up and for people."""
    health = look(at=at)
    for name, found in {**health.needed, **health.minded}.items():
        if found not in (GOOD, NOT_SET_UP):
            yield f"{name[:1].upper()}{name[1:]}: {found}."


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return GOOD


_BROUGHT_UP: list[str] = []
"""Databases seen with all their tables: they do not lose them again while this process runs."""


def _tables() -> str:
    name = str(connection.settings_dict["NAME"])
    if name in _BROUGHT_UP:
        return GOOD
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "not brought up to this release: run migrate"
    _BROUGHT_UP.append(name)
    return GOOD


def _files() -> str:
    try:
        room_for_files.try_out()
    except OSError:
        return "cannot be written"
    return GOOD


def _room(least: int) -> str:
    try:
        free = figures.free_bytes()
    except OSError:
        return "cannot be told"
    return GOOD if free >= least else f"less than {least // 1024**2} MB left on the disk"


def _worker(at: datetime) -> str:
    beat = heartbeat.last(name=heartbeat.WORKER)
    if beat is None:
        return "has never run"
    return f"silent for {_long(at - beat)}" if heartbeat.is_silent(name=heartbeat.WORKER, at=at) else GOOD


def _post(at: datetime) -> str:
    post = figures.post(at=at)
    if post.due_since is not None and at - post.due_since > POST_LATE:
        return f"email has waited for {_long(at - post.due_since)}"
    return f"{post.stuck} could not be delivered or may not have been" if post.stuck else GOOD


def _scanner(at: datetime) -> str:
    since = figures.cases(at=at).files_waiting_since
    late = since is not None and at - since > POST_LATE
    if since is not None and late:
        return f"files have waited for {_long(at - since)}"
    return GOOD if scanning.wanted() else NOT_SET_UP


def _night(read: Callable[[], figures.Night]) -> Callable[[datetime], str]:
    def check(at: datetime) -> str:
        night = read()
        if not night.wanted:
            return NOT_SET_UP
        if night.good_at is None:
            return "none has been made yet"
        return GOOD if at - night.good_at < NIGHT_LATE else f"the last good one is {_long(at - night.good_at)} old"

    return check


MINDED: Mapping[str, Callable[[datetime], str]] = {
    "worker": _worker,
    "post": _post,
    "scanner": _scanner,
    "backup": _night(figures.backup),
    "downtime pack": _night(figures.pack),
}


def _long(since: timedelta) -> str:
    hours = int(since.total_seconds() // 3600)
    return (
        f"{hours // 24} days" if hours >= 48 else f"{hours} hours" if hours >= 2 else f"{since.seconds // 60} minutes"
    )
