"""Copies of anchors outside the database: a small text file each, to be printed, mailed, or kept out of reach."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from putright.casework.tables.anchors import Anchor
from putright.council.clock import LONDON
from putright.letters import outbox

SAID = re.compile(r"^(anchor|digest): *([0-9a-f]+)$", re.MULTILINE)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was found: which anchor it is of, and what its digest was."""

    number: int
    digest: str
    where: str


def text(anchor: Anchor) -> str:
    """An anchor as people keep it."""
    made = anchor.made_at.astimezone(LONDON)
    return (
        "An anchor of the record of complaints. Keep it where whoever looks after the database cannot write.\n"
        "`manage.py verify --kept FOLDER` compares the database with all copies in a folder.\n\n"
        f"anchor: {anchor.number}\n"
        f"made: {made.isoformat(timespec='seconds')}\n"
        f"cases: {anchor.cases}\n"
        f"events: {anchor.events}\n"
        f"before: {anchor.previous or 'none'}\n"
        f"digest: {anchor.digest}\n"
    )


def send(anchor: Anchor) -> None:
    """Put an anchor into the outbox for whoever is to have it by email. Needs the transaction of the anchor."""
    if not settings.ANCHORS_TO:
        return
    message = outbox.Message(subject=f"{anchor} of the record of complaints", text=text(anchor))
    key = f"anchor/{anchor.number}"
    try:
        outbox.put(message, key=key, channel="email", to=settings.ANCHORS_TO, about="", at=anchor.made_at)
    except outbox.Refused as reason:
        log.error("%s goes to nobody: look at PUTRIGHT_ANCHORS_TO. %s", anchor, reason)


def keep(anchor: Anchor) -> None:
    """Write the copy of an anchor, if there is none.

    A copy that is there is never written over: it may be the one that tells of a change. Where the folder cannot be
    written to the anchor holds all the same, and the log says so.
    """
    folder = Path(settings.ANCHORS)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / f"{anchor.made_on.isoformat()}-anchor-{anchor.number:06}.txt", text(anchor))
    except OSError:
        log.exception("No copy of %s could be kept in the folder of anchors", anchor)


def _write(path: Path, said: str) -> None:
    """All of it or nothing, and on the disk before anybody relies on it."""
    if path.exists():
        return
    beginning = path.with_suffix(".new")
    with beginning.open("w", encoding="utf-8") as file:
        file.write(said)
        file.flush()
        os.fsync(file.fileno())
    beginning.replace(path)


def found(folder: Path) -> Iterator[Copy]:
    """Every copy in a folder, by name. A file that holds no anchor is none."""
    for path in sorted(folder.glob("*.txt")):
        said = dict(SAID.findall(path.read_text(encoding="utf-8", errors="replace")))
        if {"anchor", "digest"} <= said.keys() and said["anchor"].isdecimal():
            yield Copy(int(said["anchor"]), said["digest"], path.name)
