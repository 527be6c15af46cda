"""Faults that pass: the database is away, a disk is full, nothing can be written. Told apart from mistakes of ours."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, QueryDict, UnreadablePostError


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in words for whoever looks after the site, and after how many seconds to try again."""

    what: str
    again_after: int
    status: int = 503


FULL = Fault("the storage is full", 600)
READ_ONLY = Fault("the storage can be read and not written to", 600)
BUSY = Fault("the database is too busy", 30)
AWAY = Fault("the database cannot be reached", 120)
BROKEN_DISK = Fault("the storage fails", 600)
BROKE_OFF = Fault("the connection broke off before everything had come", 0, status=400)

BY_ERRNO: Mapping[int, Fault] = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EIO: BROKEN_DISK,
}
BY_SQLSTATE: Mapping[str, Fault] = {
    "53100": FULL,
    "25006": READ_ONLY,
    "53200": BUSY,
    "53300": BUSY,
    "40P01": BUSY,
    "55P03": BUSY,
    "57014": BUSY,
}
"""What PostgreSQL calls them; everything else it calls operational is `AWAY`."""

BY_WORDS: Mapping[str, Fault] = {
    "disk is full": FULL,
    "readonly": READ_ONLY,
    "is locked": BUSY,
    "disk i/o error": BROKEN_DISK,
}
"""What SQLite says."""

MISTAKES = ("no such table", "no such column", "no such function", "near ")
"""What SQLite calls operational as well, and no waiting puts right."""


def found(exception: BaseException | None) -> Fault | None:
    """The fault behind an exception; None for a mistake of ours, which is not put right by waiting."""
    for one in _with_causes(exception):
        if isinstance(one, UnreadablePostError):
            return BROKE_OFF
        if isinstance(one, OSError) and (fault := BY_ERRNO.get(one.errno or 0)):
            return fault
        if isinstance(one, OperationalError | InterfaceError | InternalError):
            return _of_database(one)
    return None


def _with_causes(exception: BaseException | None) -> Iterator[BaseException]:
    while exception is not None:
        yield exception
        exception = exception.__cause__


def _of_database(problem: Exception) -> Fault | None:
    state = getattr(problem.__cause__, "sqlstate", None) or ""
    if state in BY_SQLSTATE:
        return BY_SQLSTATE[state]
    said = str(problem).lower()
    by_words = next((fault for words, fault in BY_WORDS.items() if words in said), None)
    ours = isinstance(problem, InternalError) or said.startswith(MISTAKES)
    return by_words or (None if ours else AWAY)


# --- What was sent with the request that failed. ----------------------------------------------------------------------


def sent(request: HttpRequest) -> QueryDict:
    """The fields that came with a request; nothing where they cannot be read any more."""
    try:
        return request.POST
    except Exception:  # the very thing that failed may have been reading them
        return QueryDict()


def files(request: HttpRequest) -> list[str]:
    """The names of the files that came with it."""
    try:
        return [file.name or "" for _, several in request.FILES.lists() for file in several]
    except Exception:  # as above
        return []
