"""The security log, read from end to end: every entry in its place, and the copies of its digest kept elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from putright.accounts.models import Chained, Noted
from putright.accounts.proof import chain
from putright.accounts.proof.chain import Head

BEHIND = timedelta(hours=1)
"""An entry may be so much older than a place before its own: it was written inside a long piece of work."""

SAID = re.compile(r"^security log: *(\d{1,18}) ([0-9a-f]{64})$", re.MULTILINE)
MADE = re.compile(r"^made: *(\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the log does not hold."""

    number: int
    what: str

    def __str__(self) -> str:
        return f"Entry {self.number} of the chain: {self.what}"


@dataclass(frozen=True, slots=True)
class Copy:
    """Where the chain stood, as something kept outside the database says."""

    head: Head
    made_at: datetime | None
    where: str


def line(head: Head) -> str:
    """How a copy says where the chain stood; empty while nothing is in it."""
    return f"security log: {head.number} {head.digest}\n" if head.number else ""


@dataclass
class Verification:
    """One reading of the log, at a moment. `kept` is the folder of copies."""

    kept: Path
    at: datetime
    entries: int = 0
    copies: int = 0
    waiting: int = 0
    """Entries that have no place yet: nothing vouches for them."""

    def breaks(self) -> Iterator[Break]:
        """Everything amiss, in the order of the chain; then what the copies say otherwise."""
        start = _start()
        if isinstance(start, Break):
            yield start
        yield from self._walk(start if isinstance(start, Head) else None)
        yield from self._copies()
        self.waiting = chain.waiting().count()

    def _walk(self, stand: Head | None) -> Iterator[Break]:
        """`stand` is where the chain begins; None where nobody knows, and the first place is taken as it is."""
        last: Chained | None = None
        earlier: Chained | None = None  # the last place that was chained at an earlier moment than this one
        for place, entry in _together():
            self.entries += 1
            expected = last.number + 1 if last else place.number
            if place.number != expected:
                yield Break(expected, f"it is gone; the next is {place.number}")
            before = last.digest if last else stand.digest if stand else None
            earlier = last if last and last.chained_at != place.chained_at else earlier
            wrong = _wrong(place, entry, before) or _dated_back(entry, earlier)
            if wrong:
                yield Break(place.number, wrong)
            last = place

    def _copies(self) -> Iterator[Break]:
        first, stand = Chained.objects.order_by("number").first(), chain.head()
        for copy in found(self.kept):
            self.copies += 1
            wrong = _beside(copy, first.number if first else 1, stand, self.at)
            if wrong:
                yield Break(copy.head.number, f"{wrong} {copy.where}")


def _start() -> Head | Break:
    """Where the chain begins: with the first entry ever, or with the last one that was pruned."""
    first = Chained.objects.order_by("number").first()
    if first is None or first.number == 1:
        return chain.NOWHERE
    pruned = Noted.objects.filter(kind="audit_pruned", facts__through=first.number - 1).first()
    if pruned is None:
        return Break(first.number - 1, "it and all before are gone, and no entry says that they were old enough to go")
    return Head(first.number - 1, str(pruned.facts.get("digest", "")))


def _together() -> Iterator[tuple[Chained, Noted | None]]:
    """Every place with its entry."""
    last = 0
    while some := list(Chained.objects.filter(number__gt=last).order_by("number")[: chain.AT_ONCE]):
        entries = Noted.objects.in_bulk([place.entry for place in some])
        yield from ((place, entries.get(place.entry)) for place in some)
        last = some[-1].number


def _wrong(place: Chained, entry: Noted | None, before: str | None) -> str:
    if entry is None:
        return f"what was written there (number {place.entry}) was taken out"
    if before is None:
        return ""
    if chain.digest_of(entry, number=place.number, at=place.chained_at, before=before) != place.digest:
        return f"it was changed, or another stood in its place (number {entry.pk})"
    return ""


def _dated_back(entry: Noted | None, earlier: Chained | None) -> str:
    """It says that it is from before a place that was chained without it. A demo tells of what was long ago."""
    if entry is None or earlier is None or settings.DEMO or entry.at >= earlier.chained_at - BEHIND:
        return ""
    return f"it says it is from before {earlier.number} was chained: it was put in later (number {entry.pk})"


def _beside(copy: Copy, first: int, stand: Head, at: datetime) -> str:
    """What is wrong with the log, beside a copy; followed by where the copy is."""
    if copy.head.number > stand.number:
        return "the log was cut off: it is named in"
    if copy.head.number < first:
        young = copy.made_at is not None and copy.made_at > at - timedelta(days=Noted.KEPT_AT_LEAST)
        return "it was taken out though it is not old enough: it is named in" if young else ""
    if Chained.objects.filter(number=copy.head.number, digest=copy.head.digest).exists():
        return ""
    return "it, or something before it, is not what it was: its digest is another in"


def found(folder: Path) -> Iterator[Copy]:
    """Every copy in a folder, by name. A file that does not name the log is none."""
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        said, made = SAID.search(text), MADE.search(text)
        if said:
            yield Copy(Head(int(said[1]), said[2]), _moment(made[1]) if made else None, path.name)


def _moment(said: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
