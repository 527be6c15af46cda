"""What a copy is made of, as named pieces of bytes: in one sealed file, or in a folder anybody can read."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Protocol, cast

from putright.council import on_disk
from putright.operations.copies import sealed

MODE = 0o600
FOLDER_MODE = 0o700


class Writer(Protocol):
    """Takes the pieces of a copy, one after the other."""

    def add(self, name: str, content: bytes) -> None:
        """One more piece."""


class InArchive:
    """Writes the pieces into a tar archive, compressed."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive

    def add(self, name: str, content: bytes) -> None:
        """One more piece."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = len(content), MODE
        self._archive.addfile(entry, io.BytesIO(content))


class InFolder:
    """Writes the pieces as files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, name: str, content: bytes) -> None:
        """One more piece."""
        path = self._folder / must_stay_inside(name)
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        path.touch(MODE)
        path.write_bytes(content)


@contextmanager
def sealing(path: Path, *, passphrase: str) -> Iterator[Writer]:
    """A sealed file being written. It has its name only once it is whole; what failed half-way leaves nothing."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, MODE)
    try:
        with os.fdopen(handle, "wb") as raw:
            sealer = sealed.Sealer(raw, passphrase=passphrase)
            try:
                with tarfile.open(fileobj=cast(IO[bytes], sealer), mode="w|gz") as archive:
                    yield InArchive(archive)
            except BaseException:
                sealer.give_up()
                raise
            sealer.close()
            raw.flush()
            os.fsync(raw.fileno())
        unfinished.rename(path)
        on_disk.settle(path.parent)  # older ones are thrown away once this one is there for good
    finally:
        unfinished.unlink(missing_ok=True)


def sealed_pieces(path: Path, *, passphrase: str) -> Iterator[tuple[str, bytes]]:
    """Every piece of a sealed file. Raises `CannotOpen` as soon as one is not what it was."""
    with path.open("rb") as raw:
        opener = sealed.Opener(raw, passphrase=passphrase)
        try:
            with tarfile.open(fileobj=cast(IO[bytes], opener), mode="r|gz") as archive:
                for entry in archive:
                    content = archive.extractfile(entry)
                    if content is not None:
                        yield must_stay_inside(entry.name), content.read()
        except tarfile.TarError:
            raise sealed.CannotOpen(sealed.WRONG) from None
        while opener.read(sealed.PIECE):
            pass  # to the last byte, so that a file cut off behind the archive is found as well


def pieces_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every piece of a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def must_stay_inside(name: str) -> str:
    """A name that leads nowhere else. Raises `CannotOpen`."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in name:
        raise sealed.CannotOpen(f"It holds a piece of a name that no copy has: {name[:60]!r}.")
    return name


def digest(content: bytes) -> str:
    """What a piece is known by (SHA-256, in hexadecimal)."""
    return hashlib.sha256(content).hexdigest()
