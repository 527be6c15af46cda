"""The council's logo as its letters carry it: drawn anew for white paper, small, and inside the letter itself."""

from __future__ import annotations

import base64
import io
import re
from functools import lru_cache

from PIL import Image, ImageColor, ImageStat

WIDEST, HIGHEST = 420, 112
"""Twice what the page shows. Each letter keeps its own copy, so the picture must stay small."""

COLOURS = 96
MARGIN = 10
PALE = 140
"""From this brightness on (of 255), what is drawn would hardly be seen on white paper: about 3.4 to 1."""

BEFORE = "data:image/png;base64,"
PICTURE = re.compile(rf"{BEFORE}[A-Za-z0-9+/=]+")
"""Such a picture in a letter's HTML."""


@lru_cache(maxsize=4)
def picture(content: bytes, colour: str) -> bytes:
    """The logo as a PNG without see-through parts: on white, or on the council's colour where it is made for a dark
    ground, as on its pages.
    """
    with Image.open(io.BytesIO(content), formats=("PNG",)) as kept:
        logo = kept.convert("RGBA")
    logo.thumbnail((WIDEST, HIGHEST))
    pale = _is_pale(logo)
    margin = MARGIN if pale else 0
    size = (logo.width + 2 * margin, logo.height + 2 * margin)
    ground = Image.new("RGB", size, ImageColor.getrgb(colour) if pale else (255, 255, 255))
    ground.paste(logo, (margin, margin), logo)
    made = io.BytesIO()
    ground.quantize(COLOURS).save(made, format="PNG", optimize=True)
    return made.getvalue()


def in_line(content: bytes | None, colour: str) -> str:
    """The logo as an address that fetches nothing; empty without one."""
    return BEFORE + base64.b64encode(picture(content, colour)).decode() if content else ""


def taken_out(address: str) -> bytes:
    """The picture inside such an address; nothing in an empty one."""
    return base64.b64decode(address.removeprefix(BEFORE))


def _is_pale(logo: Image.Image) -> bool:
    """Whether it has see-through parts and what is drawn is mostly light."""
    drawn = logo.getchannel("A").point(lambda seen: 255 if seen > 127 else 0)
    if drawn.getextrema()[0] == 255:
        return False
    light = ImageStat.Stat(logo.convert("L"), mask=drawn)
    return bool(light.count[0]) and light.mean[0] > PALE
