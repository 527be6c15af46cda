"""Pictures of pages for the README and the guides: few, small, and taken where a story meets the page."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "using" / "pictures"
ASKED_FOR = bool(os.environ.get("PUTRIGHT_PICTURES"))
MOST_BYTES = 80_000
COLOURS = 64
"""Enough for pages made of text and a few plain areas."""
TALLEST = 800
"""Nobody looks at a picture that is longer than this; in pixels."""


def take(page: Page, name: str, *, of: str = "") -> None:
    """Take one from the top of the page, or from where a part of it begins. Raises when it is too heavy."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    whole = page.evaluate("document.documentElement.scrollHeight")
    top = page.locator(of).first.evaluate("one => one.getBoundingClientRect().top + scrollY - 16") if of else 0
    width = page.viewport_size["width"] if page.viewport_size else 0
    clip = {"x": 0, "y": top, "width": width, "height": min(TALLEST, whole - top)}
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path, full_page=True, clip=clip)  # type: ignore[arg-type]
    Image.open(path).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    assert size < MOST_BYTES, f"{path.name} has {size:,} bytes; at most {MOST_BYTES:,}"
