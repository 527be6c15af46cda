"""Films, sound and HEIC keep what is seen and heard, byte for byte, and lose where, when and with what it was taken."""

from __future__ import annotations

import random
import struct

import pytest

from putright.casework.files import documents, films, pictures
from putright.casework.files.documents import Upload
from putright.casework.refused import Refused
from putright.casework.tests import cast

PLACE = b"+52.4700-001.8900/"
SEEN, NOTED = b"what is seen " * 9, PLACE * 3
KINDS = ("video/mp4", "video/quicktime", "audio/mp4")
WHEN = struct.pack(">II", 3_800_000_000, 3_800_000_001)


def box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def track(handler: bytes, at: int, size: int, *notes: bytes) -> bytes:
    """A track of one chunk with two samples, of which the first is the longer."""
    one = size // 2 + 1
    table = box(
        b"stbl",
        box(b"stsz", struct.pack(">IIIII", 0, 0, 2, one, size - one)),
        box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 2, 1)),
        box(b"stco", struct.pack(">III", 0, 1, at)),
    )
    media = box(
        b"mdia",
        box(b"mdhd", b"\0" * 4, WHEN, b"\0" * 12),
        box(b"hdlr", b"\0" * 8, handler, b"\0" * 12),
        box(b"minf", table),
    )
    return box(b"trak", box(b"tkhd", b"\0" * 4, WHEN, b"the matrix"), media, *notes)


def film(first: bytes = b"ftypmp42") -> bytes:
    """As a telephone makes it: the samples first, one track seen and one of notes, and notes on everything."""
    head = box(b"ftyp", b"mp42\0\0\0\0mp42isom")
    begins = len(head) + 8
    moov = box(
        b"moov",
        box(b"mvhd", b"\0" * 4, WHEN, b"\0" * 88),
        track(b"vide", begins, len(SEEN), box(b"udta", PLACE)),
        track(b"meta", begins + len(SEEN), len(NOTED)),
        box(b"udta", box(b"\xa9xyz", PLACE)),
        box(b"meta", PLACE),
    )
    return b"".join((head, box(b"mdat", SEEN, NOTED), moov, box(b"uuid", PLACE), box(b"free", PLACE)))


def heic(*, version: int = 0, exif: bytes = PLACE * 3, xmp: bytes = PLACE * 3) -> bytes:
    """A picture with Exif at the end of the file and XMP inside its own table."""
    head = box(b"ftyp", b"heic\0\0\0\0mif1heic")

    def item(number: int, kind: bytes) -> bytes:
        return box(b"infe", b"\2\0\0\0", struct.pack(">HH4s", number, 0, kind), b"\0")

    def table(begins: int) -> bytes:
        one = struct.pack(">HHHII", 1, 0, 1, begins, len(SEEN))
        two = struct.pack(">HHHII", 2, 0, 1, begins + len(SEEN), len(exif))
        three = struct.pack(">HHHHII", 3, 1, 0, 1, 0, len(xmp))
        with_methods = [each[:2] + b"\0\0" + each[2:] for each in (one, two)]
        return box(b"iloc", b"\1\0\0\0\x44\0", struct.pack(">H", 3), *with_methods, three)

    def meta(begins: int) -> bytes:
        items = box(b"iinf", b"\0" * 4, struct.pack(">H", 3), item(1, b"hvc1"), item(2, b"Exif"), item(3, b"mime"))
        return box(b"meta", b"\0" * 4, items, box(b"idat", xmp), table(begins))

    begins = len(head) + len(meta(0)) + 8
    return head + meta(begins) + box(b"mdat", SEEN, exif)


@pytest.mark.parametrize("kind", KINDS)
def test_a_film_keeps_what_is_seen_and_loses_the_place_and_the_time(kind: str) -> None:
    sent = film()
    kept = films.freed(sent, kind)

    assert sent.count(PLACE) == 8
    assert PLACE not in kept
    assert WHEN not in kept
    assert kept.count(SEEN) == 1
    assert kept.index(SEEN) == sent.index(SEEN)
    assert len(kept) == len(sent)
    assert kept.count(b"the matrix") == 1
    assert films.freed(kept, kind) == kept


def test_a_picture_in_heic_keeps_every_byte_of_the_picture_and_loses_its_notes() -> None:
    sent = heic()
    kept = films.freed(sent, "image/heic")

    assert PLACE in sent
    assert PLACE not in kept
    assert kept.index(SEEN) == sent.index(SEEN)
    assert films.EMPTY_EXIF in kept
    assert films.EMPTY_XMP in kept
    assert len(kept) == len(sent)


def test_notes_too_short_for_an_empty_one_are_blank() -> None:
    kept = films.freed(heic(exif=b"GPS", xmp=b"<x/>"), "image/heic")

    assert b"GPS" not in kept
    assert b"<x/>" not in kept


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (film()[:-40], "video/mp4"),
        (box(b"ftyp", b"mp42"), "video/mp4"),
        (box(b"ftyp", b"mp42") + box(b"moov", box(b"mvhd", b"\0" * 100)), "video/mp4"),
        (box(b"ftyp", b"heic") + box(b"meta", b"\0" * 4), "image/heic"),
        (box(b"ftyp", b"heic") + box(b"mdat", b"\0" * 4), "image/heic"),
        (film() + box(b"free") * (films.MOST_BOXES + 1), "video/mp4"),
    ],
    ids=["cut off", "empty", "no track", "no items", "no table", "too many parts"],
)
def test_what_is_no_film_or_picture_is_broken(content: bytes, kind: str) -> None:
    with pytest.raises(pictures.Broken):
        films.freed(content, kind)


def test_a_table_that_counts_without_end_is_left_soon() -> None:
    items = box(b"iinf", b"\0" * 6)
    endless = box(b"iloc", b"\1\0\0\0\0\0", struct.pack(">H", 60_000), b"\xff" * 600_000)

    with pytest.raises(pictures.Broken):
        films.freed(box(b"meta", b"\0" * 4, items, endless), "image/heic")


def test_samples_that_lie_on_each_other_without_end_are_left_soon() -> None:
    lying = film().replace(struct.pack(">III", 0, 1, 24 + 8 + len(SEEN)), struct.pack(">III", 0, 1, 0), 1)
    long = struct.pack(">IIIII", 0, 0, 2, len(NOTED) // 2 + 1, len(NOTED) - len(NOTED) // 2 - 1)

    with pytest.raises(pictures.Broken):
        films.freed(lying.replace(long, struct.pack(">IIIII", 0, 0, 2, 2**31, 2**31)), "video/mp4")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["video/mp4", "image/heic"])
def test_a_damaged_file_is_kept_at_its_length_or_is_broken(kind: str) -> None:
    chance, whole = random.Random(49), film() if kind in KINDS else heic()  # noqa: S311 -- damage, not a secret
    answers = set()
    for _ in range(3000):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.choice((0, 1, 255, chance.randrange(256)))
        try:
            answers.add(len(films.freed(bytes(damaged), kind)))
        except pictures.Broken:
            answers.add(0)

    assert answers == {0, len(whole)}


@pytest.mark.django_db
def test_a_film_is_kept_without_the_place_and_known_again_by_what_was_sent() -> None:
    case = cast.complaint()

    kept = documents.keep(case, Upload(name="Bins.mp4", content=film()), at=cast.MONDAY)

    with kept.file.open("rb") as file:
        assert PLACE not in file.read()
    assert kept.digest_as_sent not in ("", kept.digest)


def test_a_film_that_cannot_be_read_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"Bins\.mp4 cannot be taken\. .*Record it again, or send it another way\."):
        documents.inspect(Upload(name="Bins.mp4", content=film()[:-30]))
