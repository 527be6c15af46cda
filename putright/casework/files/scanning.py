"""Scanning files for viruses, by the worker: a clamd of the council's own, asked over its INSTREAM protocol.

Without a scanner files stay `not_scanned` and pages say so. While it is away they wait, and nobody opens them. One it
will not look at or takes too long over is put aside for the others. A new scanner looks at what came before it as well.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, When

from putright.casework import models

PIECE = 64 * 1024
SECONDS, WHOLE = 30.0, 60.0
"""How long a scanner may be silent, and how long it may take over a file in all."""

MOST_UNFINISHED = 3
"""Of so many files nothing may come before the scanner, or the place for files, is taken to be away."""

NOT_SCANNED, WAITING, CLEAN, QUARANTINED = "not_scanned", "waiting", "clean", "quarantined"
TURNED_DOWN = "turned_down"
"""The scanner answers, and will not look at this one: mostly it is larger than the council lets it take."""

MAY_BE_OPENED = (CLEAN, NOT_SCANNED)
WHY_NOT: Mapping[str, str] = {
    WAITING: "Waiting to be checked for viruses. It can be opened once it has been found clean.",
    QUARANTINED: "Held back: the virus scanner found something harmful in it. Ask for it to be sent another way.",
    TURNED_DOWN: "Not checked: the virus scanner will not take it, or takes too long over it, probably because of its "
    "size. It is tried again each hour. Tell your administrator.",
}
"""Why a file cannot be opened, for officers."""


class ScannerAway(OSError):
    """The scanner could not be reached, or did not give an answer that can be understood."""


class NotFinished(ScannerAway):
    """Nothing came of this one file: the scanner took too long over it, or it cannot be read."""


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


class _Patience:
    """How much longer a line may be waited at: a silence, and never past the end of all patience."""

    def __init__(self, silence: float) -> None:
        self.silence, self.until = silence, time.monotonic() + max(WHOLE, silence)

    def with_line(self, line: socket.socket) -> socket.socket:
        """The line, told how long to wait now. Raises `TimeoutError` when there is no time left."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("it took too long in all")
        line.settimeout(min(self.silence, left))
        return line


def scan(content: bytes, *, seconds: float | None = None) -> Result:
    """Ask the scanner about a file. Raises `ScannerAway`, or `NotTaken` when it will not look at this one.

    `seconds` is how long it may be silent; half a minute, if none are given.
    """
    patience = _Patience(SECONDS if seconds is None else seconds)
    try:
        with _connected(patience.silence) as line:
            answer = _asked(line, content, patience)
    except NotFinished:
        raise
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


def _asked(line: socket.socket, content: bytes, patience: _Patience) -> str:
    try:
        _hand_over(line, content, patience)
        return _answer(line, patience)
    except TimeoutError as error:
        raise NotFinished(str(error)) from error


def _hand_over(line: socket.socket, content: bytes, patience: _Patience) -> None:
    """A scanner that has seen enough closes its ear before we have finished: what it says then still counts."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        patience.with_line(line).sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            patience.with_line(line).sendall(struct.pack("!L", len(piece)) + piece)
        patience.with_line(line).sendall(struct.pack("!L", 0))


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
    looked_at, unfinished = 0, list[models.Document]()
    for document in documents:
        try:
            _keep(document, _state(document, by))
        except NotFinished:
            unfinished.append(document)
            if len(unfinished) == MOST_UNFINISHED:
                break
        except ScannerAway:
            break
        else:
            looked_at += 1
    for document in unfinished if looked_at else ():  # it answers about others: these must not keep them waiting
        _keep(document, TURNED_DOWN)
    return looked_at


def _state(document: models.Document, by: Callable[[bytes], Result]) -> str:
    """What becomes of a file. Raises `ScannerAway`."""
    try:
        with document.file.open("rb") as file:
            content = file.read()
    except OSError as error:
        raise NotFinished(str(error)) from error
    try:
        result = by(content)
    except NotTaken:
        return TURNED_DOWN
    return CLEAN if result.clean else QUARANTINED


def _keep(document: models.Document, state: str) -> None:
    document.scan = state
    document.save(update_fields=["scan"])


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


def _answer(line: socket.socket, patience: _Patience) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < PIECE:
        piece = patience.with_line(line).recv(4096)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0").decode("utf-8", "replace")
