"""What a browser sent, made fit to be kept: whole numbers that are some, and text without what no database takes."""

from __future__ import annotations

MOST_DIGITS = 9


def number(text: object) -> int | None:
    """A whole number, as an id or a count is; None for what is none."""
    said = str(text)
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= MOST_DIGITS else None


def text(raw: object) -> str:
    """Text as the record keeps it: lines as they were meant, and no null bytes."""
    return str(raw).replace("\r\n", "\n").replace("\x00", "").strip()
