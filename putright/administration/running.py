"""Whether this copy is run as it should be: keys, addresses, database, files, worker, mail, scanner and clock."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from putright import rulebook
from putright.accounts import audit
from putright.accounts.models import Noted
from putright.casework.files import scanning
from putright.council import heartbeat, here, room_for_files
from putright.council.clock import LONDON

WELL, MIND, WRONG = "In order", "Look at this", "Not in order"
CLOCK_APART = timedelta(seconds=60)
BACKUP_OLD = timedelta(hours=36)
SHORTEST_KEY = 32
SCANNER_SECONDS = 3
"""Somebody waits for the page: one that takes longer over eight letters does not answer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing: how it stands, what was seen, and what to do."""

    title: str
    state: str
    said: str
    to_do: str = ""


def findings(*, at: datetime) -> Iterator[Finding]:
    """Everything looked at, one after the other. A database that cannot be used ends it: the rest needs it."""
    yield from (_secret_key(), _debug(), _demo(), _hosts(), _https(), _files())
    database = _database()
    yield database
    if database.state == WRONG:
        return
    for look in LOOKS:
        yield look(at)
    yield _mail()
    yield _scanner()


def _secret_key() -> Finding:
    title = "Secret key"
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        return Finding(title, WRONG, "It is too short.", "Set PUTRIGHT_SECRET_KEY to at least 50 characters of chance.")
    kept = settings.VAR / "secret_key"
    if settings.SECRET_KEY_GIVEN:
        return Finding(title, WELL, "It comes from the environment.")
    if kept.exists() and stat.S_IMODE(kept.stat().st_mode) & 0o077:
        return Finding(title, WRONG, "Others on this machine can read it.", f"Run: chmod 600 {kept}")
    return Finding(title, WELL, "It is kept beside the database. Back it up: without it no secret link works.")


def _debug() -> Finding:
    if settings.DEBUG:
        return Finding("Debugging", WRONG, "Errors are shown in full to everybody.", "Take PUTRIGHT_DEBUG away.")
    return Finding("Debugging", WELL, "It is off.")


def _demo() -> Finding:
    if settings.DEMO:
        return Finding("Demonstration", WRONG, "Anybody can sign in as anybody.", "Take PUTRIGHT_DEMO away.")
    return Finding("Demonstration", WELL, "This is no demonstration.")


def _hosts() -> Finding:
    title, ours = "Names of this site", urlsplit(settings.PUBLIC_ADDRESS).hostname or ""
    if "*" in settings.ALLOWED_HOSTS:
        return Finding(title, WRONG, "It answers to any name.", "Write its own names into PUTRIGHT_HOSTS.")
    if ours not in [host.strip("[]") for host in settings.ALLOWED_HOSTS]:
        return Finding(title, WRONG, f"It does not answer to {ours}.", f"Add {ours} to PUTRIGHT_HOSTS.")
    return Finding(title, WELL, f"It answers to {', '.join(settings.ALLOWED_HOSTS)}.")


def _https() -> Finding:
    if settings.SECURE:
        return Finding("HTTPS", WELL, f"The public reaches it at {settings.PUBLIC_ADDRESS}.")
    return Finding(
        "HTTPS",
        WRONG,
        f"Its public address is {settings.PUBLIC_ADDRESS}: what people write could be read on the way.",
        "Put a proxy with a certificate before it, and set PUTRIGHT_ADDRESS to the https:// address.",
    )


def _files() -> Finding:
    in_folder = room_for_files.in_folder()
    title, mend = ("Folder for files", "PUTRIGHT_VAR") if in_folder else ("Store for files", "PUTRIGHT_FILES_S3_…")
    try:
        room_for_files.try_out()
    except OSError as error:
        return Finding(title, WRONG, f"Nothing can be written there ({error.strerror or error}).", f"Look at {mend}.")
    return Finding(title, WELL, "Files can be written.")


def _database() -> Finding:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Finding("Database", WRONG, f"It cannot be used: {error}".strip(), "Look at DATABASE_URL.")
    if waiting:
        left = rulebook.counted(len(waiting), "change")
        return Finding("Database", WRONG, f"{left} to its tables still to be made.", "Run: bin/putright migrate")
    return Finding("Database", WELL, f"{connection.display_name}, with every table as it should be.")


def _worker(at: datetime) -> Finding:
    if heartbeat.is_silent(name=heartbeat.WORKER, at=at):
        seen = heartbeat.last(name=heartbeat.WORKER)
        when = f"was last seen at {_told(seen)}" if seen else "has never been seen at work"
        return Finding("Worker", WRONG, f"It {when}: nothing is sent.", "Start: bin/putright run-huey")
    return Finding("Worker", WELL, "It is at work.")


def _calendar(at: datetime) -> Finding:
    try:
        warning = rulebook.calendar_warning(on=at.date(), calendar=here.for_rulebook().calendar)
    except here.NotSetUp:
        warning = rulebook.calendar_warning(on=at.date())
    if warning:
        return Finding("Bank holidays", MIND, warning, "Install a newer version of Putright in good time.")
    return Finding("Bank holidays", WELL, "They are known for at least twelve months.")


def _clock(at: datetime) -> Finding:
    """A clock that runs back would date what happens now before what has happened."""
    latest = Noted.objects.order_by("-at").values_list("at", flat=True).first()
    if latest and latest - at > CLOCK_APART:
        said = f"Something is noted for {_told(latest)}, which is still to come."
        return Finding("Clock", WRONG, said, NTP)
    apart = _from_database(at)
    if apart > CLOCK_APART:
        return Finding("Clock", WRONG, f"It is {apart.total_seconds():.0f} seconds from that of the database.", NTP)
    return Finding("Clock", WELL, f"It is {_told(at)}.")


def _told(moment: datetime) -> str:
    """A moment as the clock on the wall had it; what comes out of the database is in UTC."""
    return f"{moment.astimezone(LONDON):%H:%M on %-d %B %Y}"


NTP = "Have the clocks of the machines set by the network (NTP)."


def _from_database(at: datetime) -> timedelta:
    if connection.vendor != "postgresql":
        return timedelta()  # the database has no clock of its own
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        told: datetime = cursor.fetchone()[0]
    return abs(told - at)


def _backups(at: datetime) -> Finding:
    latest = audit.found(kind="backed_up").values_list("at", flat=True).first()
    if latest is None:
        return Finding("Backups", MIND, "None has been noted here.", "See docs/using/backups.md.")
    if at - latest > BACKUP_OLD:
        return Finding("Backups", WRONG, f"The last was at {_told(latest)}.", "Have one made every night.")
    return Finding("Backups", WELL, f"The last was at {_told(latest)}.")


LOOKS: tuple[Callable[[datetime], Finding], ...] = (_worker, _calendar, _clock, _backups)


def _mail() -> Finding:
    title, server = "Mail server", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    line = get_connection(fail_silently=False, timeout=5)
    try:
        line.open()
        line.close()
    except OSError as error:
        said = f"{server} cannot be reached ({error.strerror or error})."
        return Finding(title, WRONG, said, "Look at PUTRIGHT_SMTP_HOST, _PORT, _USER, _PASSWORD and _TLS.")
    return Finding(title, WELL, f"{server} answers.")


def _scanner() -> Finding:
    if not scanning.wanted():
        return Finding("Virus scanner", MIND, "None is set up: files are not scanned.", "Set PUTRIGHT_CLAMD.")
    try:
        scanning.scan(b"putright", seconds=SCANNER_SECONDS)
    except scanning.ScannerAway as error:
        return Finding("Virus scanner", WRONG, f"It does not answer ({error}).", "Look at it and at PUTRIGHT_CLAMD.")
    return Finding("Virus scanner", WELL, "It answers.")
