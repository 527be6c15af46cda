"""The pack for an outage: one sealed page, opened in any browser with a passphrase, on any machine, with no network.

It is sealed with AES-256-GCM, the key by PBKDF2 (what browsers know), and holds the script that opens it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.module_loading import import_string
from jinja2 import Environment

from putright.accounts import audit
from putright.casework.lists import sheets
from putright.council import here
from putright.council.clock import LONDON
from putright.letters import blanks
from putright.letters.drawing import pdf, printed
from putright.operations import runs
from putright.operations.copies import sealed
from putright.operations.downtime import register

NAME = "putright-downtime-pack.html"
ROUNDS = 600_000
"""What guessing one passphrase costs; browsers offer nothing dearer."""

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
MOST = "local_council_code"
"""The procedure of most cases: its letters stand first."""

CSV = "text/csv"


A_GOOD_ONE = "Set PUTRIGHT_DOWNTIME_KEY to five or more words that nobody guesses."


class CannotPack(Exception):
    """Why there is no pack, and what to do."""


@dataclass(frozen=True, slots=True)
class File:
    """A file in the pack."""

    group: str
    title: str
    name: str
    type: str
    content: bytes


def make(*, to: Path, key: str, at: datetime) -> runs.Made:
    """The pack as of now, in the place of the last one. Raises `CannotPack`."""
    if not key:
        raise CannotPack(f"There is no passphrase to seal it with. {A_GOOD_ONE}")
    try:
        sealed.must_be_strong(key)
    except ValueError as weak:
        raise CannotPack(f"The passphrase is {weak}. {A_GOOD_ONE}") from None
    if not to.is_dir():
        raise CannotPack(f"There is no folder {to}: make it, or say another one.")
    try:
        page = page_of(at=at, key=key)
    except here.NotSetUp:
        raise CannotPack("The council has not been set up yet, so there is nothing to pack.") from None
    unfinished, path = to / f".{NAME}.unfinished", to / NAME
    try:
        unfinished.write_text(page, encoding="utf-8")
        unfinished.chmod(0o640)
        unfinished.replace(path)
    except OSError as problem:
        raise CannotPack(f"It could not be written to {to}: {problem.strerror or problem}.") from None
    made = runs.Made(NAME, len(page.encode()))
    audit.note(kind="downtime_pack_made", by=None, at=at, bytes=made.size)
    return made


def page_of(*, at: datetime, key: str) -> str:
    """The whole page: nothing in it can be read without the passphrase but whose it is and when it was made."""
    salt, nonce = os.urandom(16), os.urandom(12)
    secret = hashlib.pbkdf2_hmac("sha256", key.encode(), salt, ROUNDS)
    shut = AESGCM(secret).encrypt(nonce, json.dumps(contents(at=at)).encode(), None)
    told = {"salt": _text(salt), "nonce": _text(nonce), "rounds": ROUNDS, "sealed": _text(shut)}
    script = _environment().get_template("downtime/open.js").render()
    style = _environment().get_template("downtime/pack.css").render()
    return (
        _environment()
        .get_template("downtime/pack.html")
        .render(
            council=here.council().name,
            made=_moment(at),
            sealed=json.dumps(told),
            script=script,
            script_digest=_digest(script),
            style=style,
            style_digest=_digest(style),
        )
    )


def contents(*, at: datetime) -> dict[str, Any]:
    """What is sealed: the pages to read, and files."""
    files = list(_files(at.date()))
    html = (
        _environment()
        .get_template("downtime/contents.html")
        .render(
            council=here.council(),
            made=_moment(at),
            sheets=list(sheets.every(on=at.date())),
            files=files,
            groups=list(dict.fromkeys(file.group for file in files)),
            demo=settings.DEMO,
            no_pdf=not pdf.available(),
        )
    )
    return {
        "html": html,
        "files": [{"name": file.name, "type": file.type, "content": _text(file.content)} for file in files],
    }


def _files(on: date) -> Iterator[File]:
    if pdf.available():
        yield from _forms()
    yield File("To bring it back afterwards", "Register of paper cases", "paper-cases.csv", CSV, register.empty())
    first = sorted(here.adopted(on=on), key=lambda name: name != MOST)
    for blank in blanks.every(procedures=first, on=on):
        yield File(blank.procedure, blank.title, blank.name, WORD, blank.document)


def _forms() -> Iterator[File]:
    """Forms to be filled in by hand, each drawn by the part that owns it."""
    for title, where in settings.PAPER_FORMS.items():
        draw, name = import_string(where), re.sub(r"\W+", "-", title.lower())
        yield File("Paper forms", title, f"{name}.pdf", PDF, draw())
        yield File("Paper forms", f"{title}, large print", f"{name}-large-print.pdf", PDF, draw(large=True))


def wanted() -> bool:
    """Whether packs are made by night."""
    return bool(settings.DOWNTIME_TO)


def nightly(*, at: datetime) -> runs.Made:
    """The pack of the night, as the settings say."""
    return make(to=Path(settings.DOWNTIME_TO), key=settings.DOWNTIME_KEY, at=at)


@cache
def _environment() -> Environment:
    return printed.environment("putright.operations", folder="templates")


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _digest(inline: str) -> str:
    """What the page's own policy lets through: this script and this style, and no other."""
    return base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()


def _moment(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%A %-d %B %Y at %H.%M}"
