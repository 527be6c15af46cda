"""Names somebody typed or a file came with, as they may stand in a list: without letters that cannot be seen.

A name can carry signs that turn the line around it, so that `gpj.exe` reads as `exe.jpg`, or that make two names look
alike. Nothing that a name is really written with is taken away.
"""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

JOINERS = frozenset("\u200c\u200d")
"""They join letters in Persian, Hindi and others; between letters of such scripts they belong to the name."""

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Control signs, formatting, halves of letters, and letters only one font knows."""

MOST_MARKS = 4
"""Marks on top of each other that a letter may carry: more only blot out the lines above and below."""

MOST_OF_FILE = 200
ENDING = 20


def of_person(typed: str) -> str:
    """What somebody is called, on one line."""
    return " ".join(_visible(typed, joiners=True).split())


def of_file(given: str) -> str:
    """What a file is called: one line, no path, its ending kept however long it is."""
    bare = PurePosixPath(_visible(given, joiners=False).replace("\\", "/")).name.strip(". ") or "file"
    stem, ending = PurePosixPath(bare).stem, PurePosixPath(bare).suffix[:ENDING]
    return f"{stem[: MOST_OF_FILE - len(ending)]}{ending}"


def _visible(text: str, *, joiners: bool) -> str:
    kept: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(letter)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if kind in ("Zs", "Zl", "Zp") or letter in "\t\r\n":
            kept.append(" ")
        elif _shown(kind, letter, joiners=joiners, before=kept) and marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def _shown(kind: str, letter: str, *, joiners: bool, before: list[str]) -> bool:
    if letter in JOINERS:
        return joiners and bool(before) and ord(before[-1]) > 0x5FF
    return kind not in UNSEEN
