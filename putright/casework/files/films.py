"""Films, sound in MP4 and pictures in HEIC freed of what a telephone adds: the place, the time, the device.

All are made of boxes. Nothing in them moves, since one box says where in the file the content of another is: what has
to go is made into empty room of the same length.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from putright.casework.files.pictures import Broken

PICTURES = frozenset({"image/heic"})
KINDS = PICTURES | {"audio/mp4", "video/mp4", "video/quicktime"}

OF_FILE = frozenset({b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"wide", b"free", b"skip"})
OF_FILM = frozenset({b"mvhd", b"trak", b"mvex", b"iods"})
OF_TRACK = frozenset({b"tkhd", b"edts", b"mdia", b"tref", b"tapt", b"clip", b"load"})
OF_MEDIA = frozenset({b"mdhd", b"hdlr", b"minf", b"elng"})
"""What a film is played from. Everything else in it is a note: of the place, the telephone, its owner's programs."""

WITH_TIMES = frozenset({b"mvhd", b"tkhd", b"mdhd"})
NOTES = b"meta"
"""The kind of a track that is neither seen nor heard: where the telephone was, second by second."""

ROOM = b"free"
NOTES_OF_PICTURE = frozenset({b"Exif", b"mime", b"uri "})
EMPTY_EXIF = b"\0\0\0\0II*\0\x08\0\0\0" + b"\0" * 6
EMPTY_XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'

MOST_BOXES, MOST_TRACKS, MOST_SAMPLES, MOST_NUMBERS = 10_000, 100, 200_000, 200_000
"""More of anything is not what a telephone makes, but what somebody made to keep a reader busy."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a file: its kind, where that stands, and where its content begins and ends."""

    kind: bytes
    at: int
    begins: int
    ends: int


def freed(content: bytes, kind: str) -> bytes:
    """A file of the same length without anything but what is seen and heard. Raises `Broken`."""
    made = bytearray(content)
    try:
        found = {box.kind for box in _boxes(made, 0, len(made))}
        if (b"meta" if kind in PICTURES else b"moov") not in found:
            raise Broken("There is nothing in it to look at or listen to.")
        for box in list(_boxes(made, 0, len(made))):
            _free(made, box, picture=kind in PICTURES)
    except (struct.error, IndexError) as problem:
        raise Broken("It cannot be read.") from problem
    return bytes(made)


def _free(made: bytearray, box: Box, *, picture: bool) -> None:
    if box.kind == b"moov":
        _film(made, box)
    elif box.kind == b"meta" and picture:
        _picture(made, box)
    elif box.kind not in OF_FILE or box.kind in (ROOM, b"skip"):
        _empty(made, box)


def _boxes(made: bytearray, at: int, ends: int) -> Iterator[Box]:
    """The boxes one after another. Raises `Broken` for one that is larger than what it is in."""
    for _ in range(MOST_BOXES):
        if at + 8 > ends:
            return
        size, kind = struct.unpack_from(">I4s", made, at)
        begins = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", made, begins)
            begins += 8
        after = ends if size == 0 else at + size
        if not begins <= after <= ends:
            raise Broken("A part of it is missing.")
        yield Box(kind, at + 4, begins, after)
        at = after
    raise Broken("It is of too many parts.")


def _empty(made: bytearray, box: Box) -> None:
    made[box.at : box.at + 4] = ROOM
    _blank(made, box.begins, box.ends)


def _blank(made: bytearray, begins: int, ends: int, filling: bytes = b"") -> None:
    if not 0 <= begins <= ends <= len(made):
        raise Broken("A part of it is missing.")
    kept = filling if len(filling) <= ends - begins else b""
    made[begins:ends] = kept.ljust(ends - begins, b" " if kept == EMPTY_XMP else b"\0")


# --- Films and sound. -------------------------------------------------------------------------------------------------


def _film(made: bytearray, film: Box) -> None:
    tracks = [box for box in _kept(made, film, OF_FILM) if box.kind == b"trak"]
    if not 0 < len(tracks) <= MOST_TRACKS:
        raise Broken("There is nothing in it to look at or listen to.")
    for track in tracks:
        if _is_of_notes(made, track):
            _blank_samples(made, track)
            _empty(made, track)
            continue
        for media in _kept(made, track, OF_TRACK):
            if media.kind == b"mdia":
                _kept(made, media, OF_MEDIA)


def _kept(made: bytearray, within: Box, kinds: frozenset[bytes]) -> list[Box]:
    """The boxes that may stay, without the times in them; the others are emptied."""
    kept = []
    for box in list(_boxes(made, within.begins, within.ends)):
        if box.kind not in kinds:
            _empty(made, box)
            continue
        if box.kind in WITH_TIMES:
            _blank(made, box.begins + 4, box.begins + 4 + (16 if made[box.begins] == 1 else 8))
        kept.append(box)
    return kept


def _inside(made: bytearray, within: Box, *path: bytes) -> Box | None:
    """A box found by the kinds of those it is in."""
    for kind in path:
        found = next((box for box in _boxes(made, within.begins, within.ends) if box.kind == kind), None)
        if found is None:
            return None
        within = found
    return within


def _is_of_notes(made: bytearray, track: Box) -> bool:
    said = _inside(made, track, b"mdia", b"hdlr")
    return said is not None and bytes(made[said.begins + 8 : said.begins + 12]) == NOTES


def _blank_samples(made: bytearray, track: Box) -> None:
    """What a track is made of, wherever in the file that is."""
    table = _inside(made, track, b"mdia", b"minf", b"stbl")
    if table is None:
        return
    sizes, left = _sizes(made, table), len(made)
    for begins, many in _chunks(made, table):
        length = sum(itertools.islice(sizes, many))
        left -= length
        if left < 0:
            raise Broken("It says of itself that it is longer than it is.")
        _blank(made, begins, begins + length)


def _sizes(made: bytearray, table: Box) -> Iterator[int]:
    """The length of each sample."""
    box = _inside(made, table, b"stsz")
    if box is None:
        return iter(())
    every, many = struct.unpack_from(">II", made, box.begins + 4)
    if every:
        return itertools.repeat(every, min(many, MOST_SAMPLES))
    return iter(_numbers(made, box.begins + 12, many, "I"))


def _chunks(made: bytearray, table: Box) -> Iterator[tuple[int, int]]:
    """Where each chunk begins, and of how many samples it is."""
    places, groups = _inside(made, table, b"stco") or _inside(made, table, b"co64"), _inside(made, table, b"stsc")
    if places is None or groups is None:
        return
    (many,) = struct.unpack_from(">I", made, places.begins + 4)
    (of_groups,) = struct.unpack_from(">I", made, groups.begins + 4)
    told = _numbers(made, groups.begins + 8, of_groups * 3, "I")
    from_chunk, samples = dict(zip(told[::3], told[1::3], strict=True)), 0
    begins = _numbers(made, places.begins + 8, many, "Q" if places.kind == b"co64" else "I")
    for number, place in enumerate(begins, start=1):
        samples = from_chunk.get(number, samples)
        yield place, min(samples, MOST_SAMPLES)


def _numbers(made: bytearray, at: int, many: int, wide: str) -> tuple[int, ...]:
    if many > MOST_SAMPLES:
        raise Broken("It is of too many parts.")
    return struct.unpack_from(f">{many}{wide}", made, at)


# --- Pictures in HEIC: one table tells which items are notes, another where they are. ---------------------------------


def _picture(made: bytearray, meta: Box) -> None:
    inside = Box(meta.kind, meta.at, meta.begins + 4, meta.ends)
    notes = dict(_notes(made, _needed(made, inside, b"iinf")))
    held = _inside(made, inside, b"idat")
    for number, method, begins, length in _extents(made, _needed(made, inside, b"iloc")):
        if number in notes:
            start = begins + (held.begins if method == 1 and held else 0)
            _blank(made, start, start + length, EMPTY_EXIF if notes[number] == b"Exif" else EMPTY_XMP)


def _needed(made: bytearray, within: Box, kind: bytes) -> Box:
    found = _inside(made, within, kind)
    if found is None:
        raise Broken("There is no picture in it.")
    return found


def _notes(made: bytearray, items: Box) -> Iterator[tuple[int, bytes]]:
    """The numbers of the items that are notes, with their kind."""
    first = items.begins + (6 if made[items.begins] == 0 else 8)
    for item in _boxes(made, first, items.ends):
        wide = made[item.begins] >= 3
        (number,) = struct.unpack_from(">I" if wide else ">H", made, item.begins + 4)
        at = item.begins + (10 if wide else 8)
        kind = bytes(made[at : at + 4])
        if kind in NOTES_OF_PICTURE:
            yield number, kind


def _extents(made: bytearray, places: Box) -> Iterator[tuple[int, int, int, int]]:
    """Where the content of each item is: its number, counted from where, the beginning and the length."""
    version, widths = made[places.begins], made[places.begins + 4 : places.begins + 6]
    offset, length, base, index = widths[0] >> 4, widths[0] & 15, widths[1] >> 4, widths[1] & 15
    read = _Reader(made, places.begins + 6)
    for _ in range(read.number(2 if version < 2 else 4)):
        number = read.number(2 if version < 2 else 4)
        method = read.number(2) & 15 if version else 0
        read.number(2)
        start = read.number(base)
        for _ in range(read.number(2)):
            read.number(index if version else 0)
            yield number, method, start + read.number(offset), read.number(length)


class _Reader:
    """Reads one number after another."""

    def __init__(self, made: bytearray, at: int) -> None:
        self.made, self.at, self.read = made, at, 0

    def number(self, wide: int) -> int:
        """The next one, of so many bytes; 0 of none."""
        self.at, self.read = self.at + wide, self.read + 1
        if self.at > len(self.made) or self.read > MOST_NUMBERS:
            raise Broken("A part of it is missing, or it is of too many.")
        return int.from_bytes(self.made[self.at - wide : self.at], "big")
