"""A photograph keeps every dot and its way up, and loses the place, the time, the device and what hides behind it."""

from __future__ import annotations

import io
import random
import zlib
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from putright.casework.files import pictures

KINDS = ("image/jpeg", "image/png", "image/webp", "image/gif")
PLACE = b"52 degrees 28 minutes north"
BEHIND = b"PK\x03\x04 something hidden behind the picture"


def photograph(kind: str, *, held: int = 1, **more: Any) -> bytes:
    """A picture with everything a camera or a program adds."""
    exif = Image.Exif()
    exif[pictures.WAY_UP] = held
    exif[0x010E] = PLACE.decode()
    told: dict[str, Any] = {"exif": exif.tobytes()}
    if kind == "image/png":
        note = PngImagePlugin.PngInfo()
        note.add_text("GPS", PLACE.decode())
        note.add_itxt("XML:com.adobe.xmp", PLACE.decode())
        told["pnginfo"] = note
    elif kind == "image/gif":
        told = {"comment": PLACE}
    else:
        told["xmp"] = PLACE
    if kind == "image/jpeg":
        told["comment"] = PLACE
    if kind == "image/webp":
        told["lossless"] = True
    made = io.BytesIO()
    colours = [(x * 9 % 256, x * 5 % 256, x * 3 % 256) for x in range(40 * 30)]
    picture = Image.new("RGB", (40, 30))
    picture.putdata(colours)
    picture.save(made, pictures.FORMATS[kind], **told, **more)
    return made.getvalue()


def dots(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        return picture.convert("RGB").tobytes()


@pytest.mark.parametrize("kind", KINDS)
def test_every_dot_stays_and_everything_else_goes(kind: str) -> None:
    sent = photograph(kind) + BEHIND
    kept = pictures.freed(sent, kind)

    assert PLACE in sent
    assert PLACE not in kept
    assert BEHIND not in kept
    assert dots(kept) == dots(sent)
    assert pictures.freed(kept, kind) == kept


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "image/gif"])
def test_a_photograph_taken_with_the_camera_on_its_side_stays_the_right_way_up(kind: str) -> None:
    kept = pictures.freed(photograph(kind, held=6), kind)

    with Image.open(io.BytesIO(kept)) as picture:
        assert dict(picture.getexif()) == {pictures.WAY_UP: 6}
    assert PLACE not in kept


def test_a_photograph_that_is_drawn_in_several_passes_keeps_all_of_them() -> None:
    sent = photograph("image/jpeg", progressive=True)
    assert dots(pictures.freed(sent, "image/jpeg")) == dots(sent)


def test_a_moving_picture_goes_on_moving() -> None:
    made = io.BytesIO()
    first, second = Image.new("RGB", (9, 9), "red"), Image.new("RGB", (9, 9), "blue")
    first.save(made, "GIF", save_all=True, append_images=[second], loop=0, duration=100, comment=PLACE)
    with Image.open(io.BytesIO(pictures.freed(made.getvalue(), "image/gif"))) as picture:
        assert getattr(picture, "n_frames", 1) == 2
        assert picture.info["loop"] == 0


def test_a_picture_with_a_colour_profile_keeps_its_colours() -> None:
    profile = b"acsp" * 40
    kept = pictures.freed(photograph("image/jpeg", icc_profile=profile), "image/jpeg")
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.info["icc_profile"] == profile


def bomb(side: int) -> bytes:
    """A few hundred bytes that say they are a picture of `side` by `side` dots."""
    head = side.to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(pictures._chunk(name, content) for name, content in parts)


@pytest.mark.parametrize("side", [12_000, 60_000])
def test_a_small_file_that_would_fill_the_memory_is_refused(side: int) -> None:
    with pytest.raises(pictures.Broken, match=r"dots|read as a picture"):
        pictures.freed(bomb(side), "image/png")
    assert pictures.freed(bomb(5_000), "image/png")


def test_a_webp_that_claims_a_canvas_that_would_fill_the_memory_is_refused_before_it_is_opened() -> None:
    sent = bytearray(photograph("image/webp"))
    assert sent[12:16] == b"VP8X"
    sent[24:30] = b"\xff" * 6
    with pytest.raises(pictures.Broken, match="more than 120 million dots"):
        pictures.freed(bytes(sent), "image/webp")


def test_a_photograph_of_a_telephone_with_108_million_dots_is_taken() -> None:
    assert pictures.freed(bomb(10_392), "image/png")


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_made_to_break_its_reader_is_refused_or_taken_and_nothing_else(kind: str) -> None:
    sent, chance = photograph(kind), random.Random(7)  # noqa: S311 -- the same damage each time
    for _ in range(300):
        damaged = bytearray(sent[: chance.randrange(len(sent))] if chance.random() < 0.3 else sent)
        for _ in range(chance.randrange(1, 6)):
            if damaged:
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            kept = pictures.freed(bytes(damaged), kind)
        except pictures.Broken:
            continue
        assert len(kept) <= len(damaged) + 100


def test_a_file_of_another_kind_is_left_as_it_is() -> None:
    assert pictures.freed(b"ftypheic", "image/heic") == b"ftypheic"
