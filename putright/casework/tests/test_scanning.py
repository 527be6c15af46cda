"""Files are looked at by a scanner where there is one, and nobody opens one that was not found clean."""

from __future__ import annotations

import contextlib
import socket
import struct
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from putright.casework import models
from putright.casework.files import documents, scanning
from putright.casework.tests import cast

# The test file every scanner knows, in two halves so that none finds it here.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Daemon:
    """A scanner that speaks clamd's protocol on a socket file and finds the test file."""

    def __init__(self, path: str, *, says: bytes | None = None, hears: int | None = None) -> None:
        self.says = says
        self.hears = hears
        self.pieces: list[int] = []
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(path)
        self.listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> Daemon:
        return self

    def __exit__(self, *_: object) -> None:
        self.listener.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            with line:
                if self.hears is not None:
                    line.recv(self.hears)
                    line.sendall(self.says or b"")
                    continue
                verdict = self._verdict(self._received(line))
                line.sendall(verdict if self.says is None else self.says)

    def _received(self, line: socket.socket) -> bytes:
        assert self._exactly(line, 10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", self._exactly(line, 4))[0]:
            self.pieces.append(size)
            content += self._exactly(line, size)
        return content

    @staticmethod
    def _verdict(content: bytes) -> bytes:
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"

    @staticmethod
    def _exactly(line: socket.socket, size: int) -> bytes:
        got = b""
        while len(got) < size:
            got += line.recv(size - len(got))
        return got


@pytest.fixture
def place(settings: Settings) -> Iterator[str]:
    """Where the scanner listens. A short path: a socket's may have about a hundred letters."""
    with tempfile.TemporaryDirectory() as folder:
        settings.CLAMD = str(Path(folder) / "clamd")
        yield settings.CLAMD


def test_a_clean_file_is_found_clean_and_a_bad_one_is_named(place: str) -> None:
    with Daemon(place):
        assert scanning.scan(b"a photograph") == scanning.Result(clean=True)
        assert scanning.scan(EICAR) == scanning.Result(clean=False, found="Eicar-Test-Signature")


def test_a_large_file_goes_over_in_pieces(place: str) -> None:
    with Daemon(place) as daemon:
        assert scanning.scan(b"x" * (scanning.PIECE + 1)).clean
    assert daemon.pieces == [scanning.PIECE, 1]


def test_a_scanner_that_is_not_there_or_makes_no_sense_is_said_to_be_away(place: str) -> None:
    with pytest.raises(scanning.ScannerAway):
        scanning.scan(b"a photograph")
    with Daemon(place, says=b"what?\0"), pytest.raises(scanning.ScannerAway, match="what"):
        scanning.scan(b"")


def test_a_file_the_scanner_will_not_take_is_told_from_a_scanner_that_is_away(place: str) -> None:
    with Daemon(place, says=b"INSTREAM size limit exceeded. ERROR\0"), pytest.raises(scanning.NotTaken, match="size"):
        scanning.scan(b"")


def test_a_scanner_that_has_heard_enough_and_closes_its_ear_is_still_listened_to(place: str) -> None:
    with Daemon(place, says=b"INSTREAM size limit exceeded. ERROR\0", hears=10), pytest.raises(scanning.NotTaken):
        scanning.scan(b"x" * 3_000_000)


def test_a_scanner_that_never_answers_is_given_up_and_the_file_waits(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "SECONDS", 0.05)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as silent:
        silent.bind(place)
        silent.listen()
        with pytest.raises(scanning.ScannerAway, match="timed out"):
            scanning.scan(b"a photograph")


@pytest.mark.slow
def test_a_scanner_that_says_a_little_at_a_time_is_given_up_in_the_end(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "WHOLE", 0.3)
    monkeypatch.setattr(scanning, "SECONDS", 0.2)

    def dribble(listener: socket.socket) -> None:
        line, _ = listener.accept()
        with line, contextlib.suppress(OSError):
            while True:
                line.sendall(b"s")
                time.sleep(0.02)

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(place)
        listener.listen()
        threading.Thread(target=dribble, args=(listener,), daemon=True).start()
        began = time.monotonic()
        with pytest.raises(scanning.NotFinished, match=r"too long|timed out"):
            scanning.scan(b"a photograph")
        assert time.monotonic() - began < 2


def three_waiting() -> list[models.Document]:
    uploads = [documents.Upload(name=f"{name}.txt", content=name.encode()) for name in ("slow", "gone", "quick")]
    case = cast.received(files=uploads)
    case.documents.update(scan=scanning.WAITING)
    return list(case.documents.order_by("pk"))


def slow_over_one(content: bytes) -> scanning.Result:
    if content == b"slow":
        raise scanning.NotFinished("it took too long in all")
    return scanning.Result(clean=True)


def test_a_file_it_takes_too_long_over_and_one_that_cannot_be_read_keep_no_other_waiting() -> None:
    slow, gone, quick = three_waiting()
    Path(gone.file.path).unlink()

    assert scanning.scan_waiting(by=slow_over_one) == 1

    states = dict(models.Document.objects.values_list("pk", "scan"))
    assert states == {slow.pk: "turned_down", gone.pk: "turned_down", quick.pk: "clean"}


def test_a_scanner_that_finishes_none_is_away_and_every_file_waits() -> None:
    three_waiting()
    asked: list[bytes] = []

    def look(content: bytes) -> scanning.Result:
        asked.append(content)
        raise scanning.NotFinished("it took too long in all")

    assert scanning.scan_waiting(by=look) == 0
    assert len(asked) == scanning.MOST_UNFINISHED
    assert set(models.Document.objects.values_list("scan", flat=True)) == {"waiting"}


def test_without_a_scanner_files_are_not_scanned_and_with_one_they_wait(settings: Settings) -> None:
    settings.CLAMD = ""
    assert scanning.first_state() == "not_scanned"
    settings.CLAMD = "localhost:3310"
    assert scanning.first_state() == "waiting"


@pytest.mark.parametrize(
    ("state", "opened"),
    [("clean", True), ("not_scanned", True), ("waiting", False), ("quarantined", False), ("turned_down", False)],
)
def test_nobody_opens_a_file_that_waits_or_was_found_bad(state: str, opened: bool) -> None:
    assert scanning.may_be_opened(models.Document(scan=state)) is opened


def test_a_file_the_scanner_will_not_take_does_not_keep_the_others_waiting() -> None:
    large, small, _ = cast.received(
        files=[documents.Upload(name=f"{name}.txt", content=name.encode()) for name in ("large", "small", "earlier")]
    ).documents.all()
    models.Document.objects.filter(pk__in=(large.pk, small.pk)).update(scan=scanning.WAITING)

    def look(content: bytes) -> scanning.Result:
        if content == b"large":
            raise scanning.NotTaken("too large")
        return scanning.Result(clean=True)

    assert scanning.scan_waiting(by=look) == 3
    states = dict(models.Document.objects.values_list("name", "scan"))
    assert states == {"large.txt": "turned_down", "small.txt": "clean", "earlier.txt": "clean"}
    assert scanning.try_again(by=lambda _: scanning.Result(clean=False, found="Eicar")) == 1
    assert models.Document.objects.get(pk=large.pk).scan == "quarantined"


def test_every_state_that_keeps_a_file_shut_says_why() -> None:
    states = {scanning.NOT_SCANNED, scanning.WAITING, scanning.CLEAN, scanning.QUARANTINED, scanning.TURNED_DOWN}
    assert states - set(scanning.MAY_BE_OPENED) == set(scanning.WHY_NOT)
