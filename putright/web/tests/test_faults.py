"""Faults are told from mistakes by what the database and the disk really say."""

import errno
import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import DataError, InterfaceError, InternalError, OperationalError, ProgrammingError
from django.http import UnreadablePostError

from putright.web import faults


def by(problem: Exception, cause: Exception) -> Exception:
    """An exception of Django's, as it comes wrapped around the database's own."""
    problem.__cause__ = cause
    return problem


def from_sqlite(path: Path, *, full: bool) -> Exception:
    """What SQLite itself raises for a database that is full, or that cannot be written to."""
    sqlite3.connect(path).executescript("CREATE TABLE words (said TEXT)")
    database = sqlite3.connect(path)
    database.execute("PRAGMA max_page_count = 2" if full else "PRAGMA query_only = 1")
    try:
        database.execute("INSERT INTO words VALUES (?)", ["x" * 100_000])
    except sqlite3.OperationalError as problem:
        return problem
    finally:
        database.close()
    raise AssertionError("it took it")


@pytest.mark.parametrize(("full", "fault"), [(True, faults.FULL), (False, faults.READ_ONLY)])
def test_what_sqlite_says_is_understood(tmp_path: Path, full: bool, fault: faults.Fault) -> None:
    said = from_sqlite(tmp_path / "words.sqlite3", full=full)
    assert faults.found(by(OperationalError(*said.args), said)) == fault


@pytest.mark.parametrize(
    ("said", "as_django_has_it", "fault"),
    [
        (psycopg.errors.DiskFull(), OperationalError("no space left"), faults.FULL),
        (psycopg.errors.ReadOnlySqlTransaction(), InternalError("read-only transaction"), faults.READ_ONLY),
        (psycopg.errors.TooManyConnections(), OperationalError("sorry"), faults.BUSY),
        (psycopg.errors.AdminShutdown(), OperationalError("terminating connection"), faults.AWAY),
        (psycopg.OperationalError(), OperationalError("connection refused"), faults.AWAY),
        (psycopg.OperationalError(), OperationalError("connection failed: No such file or directory"), faults.AWAY),
        (psycopg.InterfaceError(), InterfaceError("the connection is closed"), faults.AWAY),
        (psycopg.errors.InternalError_(), InternalError("cache lookup failed"), None),
    ],
    ids=["full", "read_only", "too_many", "shut_down", "refused", "no_socket", "closed", "broken"],
)
def test_what_postgresql_says_is_understood(
    said: Exception, as_django_has_it: Exception, fault: faults.Fault | None
) -> None:
    assert faults.found(by(as_django_has_it, said)) == fault


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, faults.FULL),
        (errno.EROFS, faults.READ_ONLY),
        (errno.EIO, faults.BROKEN_DISK),
        (errno.ENOENT, None),
    ],
)
def test_what_a_disk_says_is_understood(number: int, fault: faults.Fault | None) -> None:
    assert faults.found(OSError(number, "x")) == fault


def test_an_upload_that_broke_off_is_nobodys_mistake() -> None:
    assert faults.found(UnreadablePostError("error during read(65536) on wsgi.input")) == faults.BROKE_OFF


@pytest.mark.parametrize(
    "mistake",
    [ValueError("x"), ProgrammingError("x"), DataError("x"), OperationalError("no such table: words"), None],
    ids=["value", "programming", "data", "table", "nothing"],
)
def test_a_mistake_of_ours_is_no_fault(mistake: Exception | None) -> None:
    assert faults.found(mistake) is None


def test_a_fault_is_found_behind_what_was_made_of_it() -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    assert faults.found(by(RuntimeError("could not be kept"), full)) == faults.FULL
