"""Photographs freed of what a camera adds: the place, the time, the device. No dot of the picture is changed.

Only the parts of a file that draw it are kept, and the way up; whatever hides behind the picture is cut off with them.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PIL import Image

MOST_DOTS = 120_000_000
"""Telephones take photographs of 108 million dots. More fills the memory of whoever opens it."""

WAY_UP = 0x0112
"""The one thing kept of what a camera says: without it a photograph may lie on its side."""


class Broken(ValueError):
    """A file that cannot be read as a picture, or one with too many dots."""


def freed(content: bytes, kind: str) -> bytes:
    """A picture without anything but itself; a file of a kind that is not read here as it is. Raises `Broken`."""
    if kind not in _WAYS:
        return content
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            bare = _WAYS[kind](content, _way_up(content, kind))
            _looked_at(bare, kind)
    except Broken:
        raise
    # What a reader of pictures says of a file made to break it is of many kinds.
    except Exception as problem:
        raise Broken("It cannot be read as a picture.") from problem
    return bare


def _looked_at(content: bytes, kind: str) -> Mapping[Any, Any]:
    """What the head of a picture says of it, without drawing it. Raises `Broken`."""
    if kind == "image/webp":  # its reader makes room for the whole picture before it tells how large that is
        _bounded(*_webp_size(content))
    with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as picture:
        _bounded(picture.width, picture.height)
        return picture.info


def _bounded(width: int, height: int) -> None:
    if width * height > MOST_DOTS:
        raise Broken(f"It has more than {MOST_DOTS // 1_000_000} million dots.")


def _way_up(content: bytes, kind: str) -> bytes:
    """The bare note of how a camera was held, as EXIF without its mark; nothing when it was held upright."""
    said = Image.Exif()
    said.load(_looked_at(content, kind).get("exif", b""))
    if said.get(WAY_UP) not in range(2, 9):
        return b""
    note = Image.Exif()
    note[WAY_UP] = said[WAY_UP]
    return note.tobytes().removeprefix(EXIF)


# --- JPEG: segments, each with a mark and a length; between some of them, the picture itself. -------------------------

EXIF = b"Exif\0\0"
SOI, EOI, SCAN = b"\xff\xd8", b"\xff\xd9", 0xDA
APP1, COMMENT = 0xE1, 0xFE
SEGMENT = re.compile(rb"\xff+[^\x00\xff]")
AFTER_A_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
NEEDED_TO_DRAW: Mapping[int, bytes] = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Segments of programs that a picture would look different without, and how each begins."""


def _jpeg(content: bytes, way_up: bytes) -> bytes:
    parts = list(_segments(content))
    if SCAN not in {mark for mark, _ in parts}:
        raise Broken("There is no picture in it.")
    kept = [whole for mark, whole in parts if _draws(mark, whole)]
    if way_up:
        note = EXIF + way_up
        kept.insert(0, bytes((0xFF, APP1)) + struct.pack(">H", len(note) + 2) + note)
    return b"".join((SOI, *kept))


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = len(SOI)
    while at < len(content):
        found = SEGMENT.match(content, at)
        if found is None:
            raise Broken("It is not what a photograph is made of.")
        mark, after = content[found.end() - 1], found.end()
        if mark == EOI[1]:
            yield mark, EOI
            return
        at = after + max(2, int.from_bytes(content[after : after + 2], "big"))
        if mark == SCAN:
            following = AFTER_A_SCAN.search(content, at)
            at = following.start() if following else len(content)
        yield mark, b"\xff" + content[after - 1 : at]


def _draws(mark: int, whole: bytes) -> bool:
    if mark in NEEDED_TO_DRAW:
        return whole[4:].startswith(NEEDED_TO_DRAW[mark])
    return mark != COMMENT and mark not in range(0xE0, 0xF0)


# --- PNG: chunks, each with a length, a name and a sum. ---------------------------------------------------------------

PNG_HEAD = 8
PNG_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs acTL fcTL fdAT".split())


def _png(content: bytes, way_up: bytes) -> bytes:
    kept = [content[:PNG_HEAD]]
    for name, whole in _chunks(content):
        if name in PNG_CHUNKS:
            kept.append(whole)
        if name == b"IHDR" and way_up:
            kept.append(_chunk(b"eXIf", way_up))
        if name == b"IEND":
            break
    return b"".join(kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = PNG_HEAD
    while at < len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], content[at:end]
        at = end


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


# --- WebP: chunks in a RIFF. ------------------------------------------------------------------------------------------

WEBP_CHUNKS = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
HAS_EXIF, HAS_XMP = 0x08, 0x04


def _webp(content: bytes, way_up: bytes) -> bytes:
    kept, at, whole = [], 12, 8 + int.from_bytes(content[4:8], "little")
    while at < min(whole, len(content)):
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if content[at : at + 4] in WEBP_CHUNKS:
            kept.append(_told_anew(content[at:end], way_up))
        at = end
    if way_up:
        kept.append(b"EXIF" + struct.pack("<I", len(way_up)) + way_up + b"\0" * (len(way_up) % 2))
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_size(content: bytes) -> tuple[int, int]:
    """Width and height, as the first chunk has them."""
    if content[12:16] == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if content[12:16] == b"VP8L":
        both = int.from_bytes(content[21:25], "little")
        return 1 + (both & 0x3FFF), 1 + (both >> 14 & 0x3FFF)
    return int.from_bytes(content[26:28], "little") & 0x3FFF, int.from_bytes(content[28:30], "little") & 0x3FFF


def _told_anew(chunk: bytes, way_up: bytes) -> bytes:
    """The head of a file says what else is in it: nothing any more, or only the way up."""
    if not chunk.startswith(b"VP8X") or len(chunk) < 9:
        return chunk
    flags = chunk[8] & ~(HAS_EXIF | HAS_XMP) | (HAS_EXIF if way_up else 0)
    return chunk[:8] + bytes((flags,)) + chunk[9:]


# --- GIF: blocks, each of pieces up to 255 bytes. ---------------------------------------------------------------------

IMAGE, EXTENSION, END = 0x2C, 0x21, 0x3B
COMMENTS, PROGRAMS = 0xFE, 0xFF
HOW_OFTEN = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""How often a moving picture begins again: the one thing of a program that changes what is seen."""


def _gif(content: bytes, way_up: bytes) -> bytes:
    at = 13 + _colours(content[10])
    kept = [content[:at]]
    while at < len(content) and content[at] in (IMAGE, EXTENSION):
        if content[at] == IMAGE:
            end = _pieces_end(content, at + 11 + _colours(content[at + 9]))
        else:
            end = _pieces_end(content, at + 2)
        if content[at] == IMAGE or _shows(content, at):
            kept.append(content[at:end])
        at = end
    return b"".join((*kept, bytes((END,))))


def _shows(content: bytes, at: int) -> bool:
    if content[at + 1] == PROGRAMS:
        return content[at + 3 : at + 14] in HOW_OFTEN
    return content[at + 1] != COMMENTS


def _colours(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _pieces_end(content: bytes, at: int) -> int:
    while at < len(content) and content[at]:
        at += content[at] + 1
    return at + 1


FORMATS: Mapping[str, str] = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}
_WAYS: Mapping[str, Callable[[bytes, bytes], bytes]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/gif": _gif,
}
