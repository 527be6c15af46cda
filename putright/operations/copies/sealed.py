"""A stream sealed with a passphrase: AES-256-GCM in pieces, the key by scrypt. Knows nothing of what is in it.

Each piece is bound to its place, to the head of the file, and to whether it is the last: a piece changed, moved, left
out or cut off at the end is found. `docs/using/backups.md` gives the layout byte by byte.
"""

from __future__ import annotations

import base64
import io
import json
import os
import struct
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

if TYPE_CHECKING:
    from typing_extensions import Buffer

MAGIC = b"PUTRIGHT-SEALED-1\n"
PIECE = 1024 * 1024
TAG = 16
COST, BLOCK, LANES = 2**17, 8, 1
"""What guessing one passphrase costs: 128 MB and about a third of a second."""

MOST_COST, MOST_PIECE = 2**20, 2**24
SHORTEST = 16


class CannotOpen(Exception):
    """A sealed file that is not what it was when it was sealed, or another passphrase; with what to do."""


WRONG = "It does not open with this key. Either the key is another one, or the file has been changed or damaged."
CUT_OFF = "The file ends too early: it was not copied whole. Copy it again from where it came from."
NOT_OURS = "This is no file that Putright has sealed."


@dataclass(frozen=True, slots=True)
class _Head:
    salt: bytes
    prefix: bytes
    cost: int
    piece: int
    written: bytes
    """The line it was read from: every piece is bound to it as it stands."""

    def cipher(self, passphrase: str) -> AESGCM:
        kdf = Scrypt(salt=self.salt, length=32, n=self.cost, r=BLOCK, p=LANES)
        return AESGCM(kdf.derive(passphrase.encode()))

    def nonce(self, number: int, *, last: bool) -> bytes:
        return self.prefix + struct.pack(">IB", number, last)


def must_be_strong(passphrase: str) -> None:
    """Raises `ValueError` for a passphrase that could be guessed."""
    if len(passphrase) < SHORTEST:
        raise ValueError(f"too short: it needs {SHORTEST} characters or more")


class Sealer(io.RawIOBase):
    """Takes a stream and writes it sealed. Only what was closed is whole: after `give_up` nobody can open it."""

    def __init__(self, into: IO[bytes], *, passphrase: str) -> None:
        must_be_strong(passphrase)
        super().__init__()
        self._into = into
        self._head = _new_head()
        self._cipher = self._head.cipher(passphrase)
        self._waiting, self._number = bytearray(), 0
        into.write(MAGIC + self._head.written)

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Buffer, /) -> int:
        """Take more of the stream; a piece goes out once it is certain that it is not the last."""
        more = memoryview(data)
        self._waiting += more
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return more.nbytes

    def give_up(self) -> None:
        """Write nothing more."""
        super().close()

    def close(self) -> None:
        """Write the last piece, marked as such."""
        if not self.closed:
            self._seal(bytes(self._waiting), last=True)
        super().close()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        nonce = self._head.nonce(self._number, last=last)
        self._into.write(self._cipher.encrypt(nonce, piece, self._head.written))
        self._number += 1


class Opener(io.RawIOBase):
    """Reads what was sealed. Gives nothing out that has not been checked; raises `CannotOpen`."""

    def __init__(self, sealed: IO[bytes], *, passphrase: str) -> None:
        super().__init__()
        self._sealed = sealed
        self._head = _read_head(sealed)
        self._cipher = self._head.cipher(passphrase)
        self._open, self._number, self._done = b"", 0, False
        self._next = sealed.read(self._head.piece + TAG)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """The next bytes."""
        room = memoryview(buffer).cast("B")
        if not self._open and not self._done:
            self._open = self._piece()
        taken = self._open[: len(room)]
        room[: len(taken)] = taken
        self._open = self._open[len(taken) :]
        return len(taken)

    def _piece(self) -> bytes:
        piece, self._next = self._next, self._sealed.read(self._head.piece + TAG)
        last = not self._next
        if len(piece) < TAG:
            raise CannotOpen(CUT_OFF)
        plain = self._opened(piece, last=last)
        self._number, self._done = self._number + 1, last
        return plain

    def _opened(self, piece: bytes, *, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._head.nonce(self._number, last=last), piece, self._head.written)
        except InvalidTag:
            raise CannotOpen(CUT_OFF if last and self._is_whole_but_not_last(piece) else WRONG) from None

    def _is_whole_but_not_last(self, piece: bytes) -> bool:
        """Whether a piece that stands last was sealed as one that others follow."""
        try:
            self._cipher.decrypt(self._head.nonce(self._number, last=False), piece, self._head.written)
        except InvalidTag:
            return False
        return True


def _new_head() -> _Head:
    salt, prefix = os.urandom(16), os.urandom(7)
    told = {
        "cipher": "AES-256-GCM",
        "kdf": "scrypt",
        "n": COST,
        "r": BLOCK,
        "p": LANES,
        "salt": base64.b64encode(salt).decode(),
        "nonce_prefix": base64.b64encode(prefix).decode(),
        "piece": PIECE,
    }
    return _Head(salt, prefix, COST, PIECE, json.dumps(told, sort_keys=True).encode() + b"\n")


def _read_head(sealed: IO[bytes]) -> _Head:
    if sealed.read(len(MAGIC)) != MAGIC:
        raise CannotOpen(NOT_OURS)
    try:
        line = sealed.readline(2000)
        told = json.loads(line)
        salt, prefix = base64.b64decode(told["salt"]), base64.b64decode(told["nonce_prefix"])
        head = _Head(salt, prefix, int(told["n"]), int(told["piece"]), line)
    except (ValueError, KeyError, TypeError):
        raise CannotOpen(WRONG) from None
    if len(prefix) != 7 or not (
        2 <= head.cost <= MOST_COST and head.cost & (head.cost - 1) == 0 and 0 < head.piece <= MOST_PIECE
    ):
        raise CannotOpen(WRONG)
    return head
