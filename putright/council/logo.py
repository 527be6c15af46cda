"""The council's logo: a picture somebody uploads is never served, but drawn anew as a PNG of a bounded size."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from putright.council import models

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 20_000_000
"""A file of a few kilobytes can claim to be a picture that fills the memory: it is asked before it is unpacked."""

KINDS = ("PNG", "JPEG")
WIDEST, HIGHEST = 600, 160
"""Twice what the page shows, for screens with small dots."""


_reading = Lock()


class Refused(ValueError):
    """A file that cannot be the logo, with what to do instead."""


def drawn(content: bytes) -> bytes:
    """A picture as we keep it: a small PNG, without anything a camera or a program has added. Raises `Refused`."""
    if len(content) > MOST_BYTES:
        raise Refused("The file is larger than 2 MB. Save the logo as a smaller PNG or JPEG.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(_TOO_LARGE) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(_NO_PICTURE) from None


def keep(content: bytes) -> str:
    """Make a picture that is `drawn` already the logo; the mark it is known by from now on."""
    mark = hashlib.sha256(content).hexdigest()[:16]
    models.Logo.objects.update_or_create(id=1, defaults={"content": content})
    models.Council.objects.update(logo_mark=mark)
    return mark


def remove() -> None:
    """Have no logo."""
    models.Logo.objects.all().delete()
    models.Council.objects.update(logo_mark="")


def content() -> bytes | None:
    """The logo, if there is one."""
    row = models.Logo.objects.first()
    return bytes(row.content) if row else None


_TOO_LARGE = "The picture has too many dots (more than 20 million). Save the logo in a smaller size."
_NO_PICTURE = (
    "This file cannot be read as a PNG or JPEG picture. Save the logo as a PNG. "
    "An SVG can carry programs, so it is not taken: most programs can export it as a PNG."
)


@contextmanager
def _to_the_end() -> Iterator[None]:
    """Pillow takes half a picture for a whole one as soon as anything in the process, such as WeasyPrint, says so."""
    with _reading:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _drawn(content: bytes) -> bytes:
    with _to_the_end(), Image.open(io.BytesIO(content), formats=KINDS) as given:
        if given.width * given.height > MOST_PIXELS:
            raise Refused(_TOO_LARGE)
        upright = ImageOps.exif_transpose(given)
        picture = upright.convert("RGBA")
    picture.thumbnail((WIDEST, HIGHEST))
    bare = Image.new("RGBA", picture.size)
    bare.paste(picture)
    kept = io.BytesIO()
    bare.save(kept, format="PNG", optimize=True)
    return kept.getvalue()
