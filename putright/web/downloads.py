"""The one way a file leaves this site, under a name that every browser and disk can keep."""

from __future__ import annotations

import unicodedata
from typing import Any
from urllib.parse import quote

from django.http import FileResponse, HttpResponse

PDF = "application/pdf"
CSV = "text/csv; charset=utf-8"
ZIP = "application/zip"
ANYTHING = "application/octet-stream"

NOTHING_AT_ALL = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""Should a browser open it all the same, it can run, fetch and send nothing, and is of no site."""
NO_OTHERS = "private, no-store"
"""Nobody on the way keeps a copy, and the browser none but the one that is saved."""

NOT_IN_NAMES = '/\\<>:"|?*'
"""What some disks do not take in a name, or take for a folder; quotes would end the name in the header as well."""
MOST_LETTERS = 150
WITHOUT_NAME = "file"


def made(content: str | bytes, *, name: str, kind: str, shown: bool = False) -> HttpResponse:
    """What was made for this one request: saved to a disk, or `shown` by the browser and saved from there."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = disposition(name, shown=shown)
    answer["Cache-Control"] = NO_OTHERS
    return answer


def kept(file: Any, *, name: str, kind: str) -> FileResponse:
    """A stored file that this site has made itself."""
    answer = FileResponse(file.open("rb"), content_type=kind)
    answer["Content-Disposition"] = disposition(name)
    answer["Cache-Control"] = NO_OTHERS
    return answer


def as_sent(file: Any, *, name: str) -> FileResponse:
    """A file somebody sent in, under the name it came with and of no kind a browser shows: never opened here."""
    answer = kept(file, name=name, kind=ANYTHING)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = NOTHING_AT_ALL
    return answer


def disposition(name: str, *, shown: bool = False) -> str:
    """How a browser is to take it, and its name as RFC 6266 writes it: in plain letters, and as it really is."""
    name, how = tidied(name), "inline" if shown else "attachment"
    plain = _in_plain_letters(name)
    really = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'{how}; filename="{plain}"{really}'


def tidied(name: str) -> str:
    """A name in one line, of no folder, with nothing in it that is not seen or that turns the direction of writing."""
    seen = (letter for letter in unicodedata.normalize("NFC", name) if not _unseen(letter))
    safe = "".join("-" if letter in NOT_IN_NAMES else letter for letter in seen).strip(" .")
    stem, dot, ending = safe.rpartition(".")
    if len(safe) > MOST_LETTERS and dot and len(ending) < 10:
        safe = f"{stem[: MOST_LETTERS - len(ending) - 1]}.{ending}"
    return safe[:MOST_LETTERS] or WITHOUT_NAME


def _unseen(letter: str) -> bool:
    """Control and format characters, halves of characters, and the ends of lines and paragraphs."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _in_plain_letters(name: str) -> str:
    """The same for software that knows only ASCII: accents go, and other letters are held by a stroke."""
    apart = (letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    return "".join(letter if _plain(letter) else "_" for letter in apart)


def _plain(letter: str) -> bool:
    """Whether everything reads it as itself; some software takes a per cent sign for the beginning of an escape."""
    return letter.isascii() and letter.isprintable() and letter not in f"%{NOT_IN_NAMES}"
