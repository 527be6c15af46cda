"""Copies of anchors outside the database: a small text file each, to be printed, mailed, or kept out of reach."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from putright.accounts.proof import chain, verifying
from putright.casework.tables.anchors import Anchor, Restoration
from putright.council.clock import LONDON
from putright.letters import outbox

SAID = re.compile(r"^(anchor|digest): *([0-9a-f]+)$", re.MULTILINE)
MADE = re.compile(r"^made: *([0-9T:.+-]+)$", re.MULTILINE)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was found: which anchor it is of, and what its digest was."""

    number: int
    digest: str
    where: str
    made_at: datetime | None = None


def text(anchor: Anchor) -> str:
    """An anchor as people keep it."""
    made = anchor.made_at.astimezone(LONDON)
    return (
        "An anchor of the record of complaints. Keep it where whoever looks after the database cannot write.\n"
        "`bin/putright verify --kept FOLDER` compares the database with all copies in a folder, "
        "`bin/putright audit --verify --kept FOLDER` the security log.\n\n"
        f"anchor: {anchor.number}\n"
        f"made: {made.isoformat(timespec='seconds')}\n"
        f"cases: {anchor.cases}\n"
        f"events: {anchor.events}\n"
        f"before: {anchor.previous or 'none'}\n"
        f"digest: {anchor.digest}\n"
        # Where the security log stood meanwhile: what it was can then be told from this copy as well.
        f"{verifying.line(chain.head())}"
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
        _write(folder / f"{anchor.made_on.isoformat()}-anchor-{anchor.number:06}{_after(anchor)}.txt", text(anchor))
    except OSError:
        log.exception("No copy of %s could be kept in the folder of anchors", anchor)


def _after(anchor: Anchor) -> str:
    """After a restore numbers are given a second time: the copy of the first stays beside the copy of the second."""
    times = Restoration.objects.filter(at__lte=anchor.made_at).count()
    return f"-after-restore-{times}" if times else ""


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
        words = path.read_text(encoding="utf-8", errors="replace")
        said = dict(SAID.findall(words))
        if {"anchor", "digest"} <= said.keys() and said["anchor"].isdecimal():
            yield Copy(int(said["anchor"]), said["digest"], path.name, _made_at(words))


def _made_at(words: str) -> datetime | None:
    """When a copy says that its anchor was made; None where it does not, or makes no sense."""
    found = MADE.search(words)
    try:
        made_at = datetime.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
    return made_at if made_at is not None and made_at.tzinfo is not None else None
