"""Restores of an older copy, noted so that what is gone with them is not taken for tampering, and nothing else is.

A note explains copies of anchors made between the copy that was put back and the restore. It is told at each reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from putright.accounts import audit
from putright.casework import models
from putright.casework.chain import Break
from putright.casework.proof.kept_anchors import Copy, found
from putright.casework.refused import Refused
from putright.casework.tables.anchors import Anchor, Restoration
from putright.council.clock import LONDON

MOMENT = "%-d %B %Y, %-H.%M"


@dataclass(frozen=True, kw_only=True)
class Restore:
    """A restore: of a copy made when, put back when, and why if anybody said."""

    made_at: datetime
    at: datetime
    because: str = ""


def must_be_as_put_back(restore: Restore) -> None:
    """Raises `Refused` where something was added since, or the copy cannot be of that moment."""
    if restore.made_at > restore.at:
        raise Refused("The copy was made later than it was put back: look at the moment again.")
    later = models.Event.objects.filter(recorded_at__gt=restore.made_at).exists()
    if later or Anchor.objects.filter(made_at__gt=restore.made_at).exists():
        raise Refused("Something here was written down after that copy was made: note a restore before going on.")


def note(restore: Restore) -> Restoration:
    """Write down that the record is that of an older copy, once, before anything is added to it."""
    key = hashlib.sha256(f"{restore.made_at.isoformat()} {restore.at.isoformat()}".encode()).hexdigest()
    last = Anchor.objects.order_by("number").last()
    made, new = Restoration.objects.get_or_create(
        key=key,
        defaults={
            "at": restore.at,
            "made_at": restore.made_at,
            "anchor": last.number if last else 0,
            "anchor_digest": last.digest if last else "",
            "events": models.Event.objects.count(),
            "because": restore.because.strip(),
        },
    )
    if new:
        audit.note(kind="restored", by=None, at=restore.at, about=f"anchor {made.anchor}", noted=True)
    return made


def every() -> tuple[Restoration, ...]:
    """Every restore on record, oldest first."""
    return tuple(Restoration.objects.order_by("at", "pk"))


def explains(restored: Iterable[Restoration], copy: Copy) -> bool:
    """Whether a copy is of an anchor that went with a restore.

    It is later than the last anchor of the copy put back, and was made before that was put back. A copy that does not
    say when it was made is never explained.
    """
    return copy.made_at is not None and any(copy.number > one.anchor and copy.made_at <= one.at for one in restored)


def breaks(restored: Sequence[Restoration]) -> Iterator[Break]:
    """Notes that do not fit the record: each must name an anchor that is there."""
    digests = dict(Anchor.objects.values_list("number", "digest"))
    for one in restored:
        if one.anchor and digests.get(one.anchor) != one.anchor_digest:
            yield Break(str(one), 0, f"it names an anchor {one.anchor} that is not the one on record")


def told(one: Restoration, explained: Iterable[Copy]) -> str:
    """A restore in a sentence, and which copies of anchors are of what went with it."""
    numbers = sorted({copy.number for copy in explained if explains([one], copy)})
    with_it = f" So are anchors {_listed(numbers)}, of which copies are kept." if numbers else ""
    why = f" ({one.because})" if one.because else ""
    restored = f"Restored on {_moment(one.at)} from a backup of {_moment(one.made_at)}{why}"
    return f"{restored}: events after that moment are gone.{with_it}"


def ahead(folder: Path, *, made_at: datetime) -> list[Copy]:
    """The copies in a folder of anchors made after a backup: what tells that something is lost by putting it back."""
    return [copy for copy in found(folder) if copy.made_at is not None and copy.made_at > made_at]


def _listed(numbers: Sequence[int]) -> str:
    return f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else str(numbers[0])


def _moment(at: datetime) -> str:
    return f"{at.astimezone(LONDON):{MOMENT}}"
