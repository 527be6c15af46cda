"""A chain laid beside the anchors: what was cut off, put in, exchanged or dated back, though the chain itself holds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from putright.casework import models
from putright.casework.chain import Break
from putright.casework.proof.anchors import BEHIND
from putright.casework.tables.anchors import Anchor, AnchoredHead


@dataclass(frozen=True)
class Line:
    """All anchors there are, in order."""

    anchors: tuple[Anchor, ...]

    @cached_property
    def _uptos(self) -> list[int]:
        return [anchor.upto for anchor in self.anchors]

    @cached_property
    def places(self) -> dict[int, int]:
        """The place in the line of each anchor, by the number the database gave it."""
        return {anchor.pk: place for place, anchor in enumerate(self.anchors)}

    def covering(self, event: models.Event) -> int:
        """The place of the first anchor that covers an event; one past the end when none does yet."""
        return bisect_left(self._uptos, event.pk)


def breaks(
    reference: str, events: Sequence[models.Event], heads: Sequence[AnchoredHead], line: Line
) -> Iterator[Break]:
    """Where the chain of a case is not what it was when the anchors were made. The first place only."""
    if not line.anchors:
        return
    then = {line.places[head.anchor_id]: head for head in heads if head.anchor_id in line.places}
    found = next(_parting(reference, events, then, line), None) or next(_dated_back(reference, events, line), None)
    if found is not None:
        yield found


def _parting(
    reference: str, events: Sequence[models.Event], then: Mapping[int, AnchoredHead], line: Line
) -> Iterator[Break]:
    by_number = {event.number: event for event in events}
    now = {line.covering(event): event for event in events}
    same = 0
    for place, head in sorted(then.items()):
        event, anchor = by_number.get(head.number), line.anchors[place]
        if event is None:
            yield Break(reference, head.number, f"it is gone: {anchor} had it")
        elif event.digest != head.head:
            which = f"this event, or one up to event {head.number}," if head.number > same + 1 else "it"
            yield Break(reference, same + 1, f"{which} is another one than {anchor} had")
        same = head.number
    for place, event in sorted(now.items()):
        if place == len(line.anchors) or (place in then and then[place].number >= event.number):
            continue
        yield Break(reference, event.number, f"it was put in later: {line.anchors[place]}, made after it, has it not")


def _dated_back(reference: str, events: Sequence[models.Event], line: Line) -> Iterator[Break]:
    """An event that says it was written down before an anchor that has it not.

    Not where an anchor shows that the clock was put back: what was written meanwhile says so honestly.
    """
    for event in events:
        place = line.covering(event)
        before = line.anchors[place - 1] if place else None
        after = line.anchors[place] if place < len(line.anchors) else None
        if before is None or event.recorded_at >= before.made_at - BEHIND:
            continue
        if after is None or after.made_at >= before.made_at:
            yield Break(
                reference,
                event.number,
                f"it says that it was written down before {before} was made, which has it not: it was put in later, "
                "or the clock of the server was wrong",
            )
