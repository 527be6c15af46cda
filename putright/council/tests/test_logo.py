"""The council's logo: nothing of an uploaded file is ever served but what we have drawn anew."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageFile

from putright.council import logo, models


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 100), **more: object) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, "#aa3366").save(kept, kind, **more)
    return kept.getvalue()


def bomb() -> bytes:
    """A few bytes that claim to be a picture of 50,000 by 50,000 dots."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_drawn_anew_as_a_small_png(kind: str) -> None:
    with Image.open(io.BytesIO(logo.drawn(picture(kind, (3000, 1000))))) as kept:
        assert (kept.format, kept.size) == ("PNG", (480, 160))


def test_what_a_camera_added_is_not_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"

    assert b"taken at home" in picture("JPEG", exif=exif)
    assert b"taken at home" not in logo.drawn(picture("JPEG", exif=exif))


def test_what_hangs_on_behind_a_picture_is_not_kept() -> None:
    assert b"<script>" not in logo.drawn(picture() + b"<script>alert(1)</script>")


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"GIF89a" + b"\0" * 50,
        b"not a picture",
        b"",
        picture()[:60],
    ],
    ids=["svg", "gif", "text", "nothing", "cut off"],
)
def test_what_is_no_png_or_jpeg_is_refused(content: bytes) -> None:
    with pytest.raises(logo.Refused, match="cannot be read as a PNG or JPEG"):
        logo.drawn(content)


def test_half_a_picture_is_refused_whatever_else_in_the_process_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(logo.Refused, match="cannot be read as a PNG or JPEG"):
        logo.drawn(picture()[:60])
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(logo.Refused, match="too many dots"):
        logo.drawn(bomb())


def test_a_large_file_is_refused() -> None:
    with pytest.raises(logo.Refused, match="larger than 2 MB"):
        logo.drawn(b"x" * (logo.MOST_BYTES + 1))


@pytest.mark.django_db
def test_another_logo_has_another_mark_and_none_has_none() -> None:
    models.Council.objects.create(name="Anytown Council", short_name="Anytown")
    first = logo.keep(logo.drawn(picture()))
    second = logo.keep(logo.drawn(picture(size=(200, 100))))

    assert first != second == models.Council.objects.get().logo_mark
    assert logo.content() is not None
    logo.remove()
    assert (logo.content(), models.Council.objects.get().logo_mark) == (None, "")
