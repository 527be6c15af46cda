"""Scanning files for viruses, by the worker: a clamd of the council's own, asked over its INSTREAM protocol.

Without a scanner files stay `not_scanned` and pages say so. While it is away they wait, and nobody opens them; so does
one it will not look at, while the others go on. Once there is a scanner, it looks at what came before it as well.
"""

from __future__ import annotations

import contextlib
import socket
import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, When

from putright.casework import models

PIECE = 64 * 1024
SECONDS = 30
NOT_SCANNED, WAITING, CLEAN, QUARANTINED = "not_scanned", "waiting", "clean", "quarantined"
TURNED_DOWN = "turned_down"
"""The scanner answers, and will not look at this one: mostly it is larger than the council lets it take."""

MAY_BE_OPENED = (CLEAN, NOT_SCANNED)
WHY_NOT: Mapping[str, str] = {
    WAITING: "Waiting to be checked for viruses. It can be opened once it has been found clean.",
    QUARANTINED: "Held back: the virus scanner found something harmful in it. Ask for it to be sent another way.",
    TURNED_DOWN: "Not checked: the virus scanner will not take it, probably because of its size. It is tried again "
    "each hour. Tell your administrator.",
}
"""Why a file cannot be opened, for officers."""


class ScannerAway(OSError):
    """The scanner could not be reached, or did not give an answer that can be understood."""


class NotTaken(Exception):
    """The scanner is there, and will not look at this file."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the scanner said: whether the file is clean, and the name of what was found in it."""

    clean: bool
    found: str = ""


def wanted() -> bool:
    """Whether this council has set up a scanner (`PUTRIGHT_CLAMD`: host:port, or the path of a socket)."""
    return bool(settings.CLAMD)


def first_state() -> str:
    """The state of a file that has just come in."""
    return WAITING if wanted() else NOT_SCANNED


def may_be_opened(document: models.Document) -> bool:
    """Whether a file may be given out: never one in quarantine or one that still waits to be looked at."""
    return document.scan in MAY_BE_OPENED


def scan(content: bytes, *, seconds: float | None = None) -> Result:
    """Ask the scanner about a file. Raises `ScannerAway`, or `NotTaken` when it will not look at this one.

    `seconds` is how long it may be silent; half a minute, if none are given.
    """
    try:
        with _connected(SECONDS if seconds is None else seconds) as line:
            _hand_over(line, content)
            answer = _answer(line)
    except OSError as error:
        raise ScannerAway(str(error)) from error
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return Result(clean=True)
    if said.endswith(" FOUND"):
        return Result(clean=False, found=said.removesuffix(" FOUND"))
    if "size limit exceeded" in said.lower():
        raise NotTaken(said)
    raise ScannerAway(f"the scanner said {said!r}")


def _hand_over(line: socket.socket, content: bytes) -> None:
    """A scanner that has seen enough closes its ear before we have finished: what it says then still counts."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))


def scan_waiting(*, most: int = 50, by: Callable[[bytes], Result] = scan) -> int:
    """Scan files that wait, oldest first, then those from before there was a scanner; how many were looked at.

    Stops at once when the scanner is away.
    """
    waiting = models.Document.objects.filter(scan__in=(WAITING, NOT_SCANNED)).exclude(file="")
    return _scanned(waiting.order_by(Case(When(scan=WAITING, then=0), default=1), "pk")[:most], by)


def try_again(*, by: Callable[[bytes], Result] = scan) -> int:
    """Ask once more about the files the scanner would not take: somebody may have let it take more."""
    return _scanned(models.Document.objects.filter(scan=TURNED_DOWN).exclude(file="").order_by("pk"), by)


def _scanned(documents: Iterable[models.Document], by: Callable[[bytes], Result]) -> int:
    looked_at = 0
    for document in documents:
        try:
            with document.file.open("rb") as file:
                result = by(file.read())
        except ScannerAway:
            break
        except NotTaken:
            document.scan = TURNED_DOWN
        else:
            document.scan = CLEAN if result.clean else QUARANTINED
        document.save(update_fields=["scan"])
        looked_at += 1
    return looked_at


def _connected(seconds: float) -> socket.socket:
    where: str = settings.CLAMD
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(seconds)
            line.connect(where)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=seconds)


def _answer(line: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0"):
        piece = line.recv(4096)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0").decode("utf-8", "replace")
