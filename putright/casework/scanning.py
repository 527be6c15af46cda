"""Scanning files for viruses, by the worker: a clamd of the council's own, asked over its INSTREAM protocol.

Without a scanner files stay `not_scanned` and pages say so. While it is away they wait, and nobody opens them.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from putright.casework import models

PIECE = 64 * 1024
SECONDS = 30
NOT_SCANNED, WAITING, CLEAN, QUARANTINED = "not_scanned", "waiting", "clean", "quarantined"


class ScannerAway(OSError):
    """The scanner could not be reached, or did not give an answer that can be understood."""


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
    return document.scan in (CLEAN, NOT_SCANNED)


def scan(content: bytes) -> Result:
    """Ask the scanner about a file. Raises `ScannerAway`."""
    try:
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            answer = _answer(line)
    except OSError as error:
        raise ScannerAway(str(error)) from error
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return Result(clean=True)
    if said.endswith(" FOUND"):
        return Result(clean=False, found=said.removesuffix(" FOUND"))
    raise ScannerAway(f"the scanner said {said!r}")


def scan_waiting(*, most: int = 50, by: Callable[[bytes], Result] = scan) -> int:
    """Scan files that wait, oldest first; how many were looked at. Stops at once when the scanner is away."""
    looked_at = 0
    for document in models.Document.objects.filter(scan=WAITING).order_by("pk")[:most]:
        with document.file.open("rb") as file:
            try:
                result = by(file.read())
            except ScannerAway:
                return looked_at
        document.scan = CLEAN if result.clean else QUARANTINED
        document.save(update_fields=["scan"])
        looked_at += 1
    return looked_at


def _connected() -> socket.socket:
    where: str = settings.CLAMD
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(SECONDS)
            line.connect(where)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _answer(line: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0"):
        piece = line.recv(4096)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0").decode("utf-8", "replace")
