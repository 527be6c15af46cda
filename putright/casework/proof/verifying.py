"""The whole record, read from end to end: the anchors and their copies, every case, and what belongs to no case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db.models import Exists, Min, OuterRef

from putright.casework import models
from putright.casework.chain import Break
from putright.casework.proof import anchors, evidence, kept_anchors, restored
from putright.casework.proof.anchored import Line
from putright.casework.tables.anchors import Anchor, AnchoredHead
from putright.council import here
from putright.letters.models import Outgoing

Tell = Callable[[int], None]


@dataclass(slots=True)
class Extent:
    """How much was looked at."""

    cases: int = 0
    anchors: int = 0
    copies: int = 0
    since: int = 0
    """Events since the last anchor: nothing but the chain of their case vouches for them yet."""
    cases_broken: int = 0
    last: str = "no anchor yet"
    restored: tuple[str, ...] = ()
    """Restores of an older copy that are on record, in sentences: what they explain is no break, and is told."""


@dataclass
class Verification:
    """One reading of the record. `files`: what came in as a file is read too. `tell` is told of each case."""

    kept: Path
    files: bool = True
    tell: Tell = lambda count: None
    extent: Extent = field(default_factory=Extent)

    def breaks(self) -> Iterator[Break]:
        """Everything amiss, anchors first: they say how far the rest can be relied on."""
        line = Line(tuple(Anchor.objects.order_by("number")))
        self.extent.anchors = len(line.anchors)
        yield from _anchors(line, _wrong)
        yield from self._copies(line)
        yield from _no_case()
        with here.looked_up_once():
            for found in evidence.every_case(line=line, files=self.files):
                self.extent.cases += 1
                self.extent.cases_broken += bool(found)
                self.tell(self.extent.cases)
                yield from found
        yield from _anchors(line, _wrong_count)
        self._look_at_the_end(line)

    def _copies(self, line: Line) -> Iterator[Break]:
        """Copies kept outside the database say what the anchors were."""
        there = {anchor.number: anchor for anchor in line.anchors}
        notes, explained = restored.every(), []
        yield from restored.breaks(notes)
        for copy in kept_anchors.found(self.kept):
            self.extent.copies += 1
            anchor = there.get(copy.number)
            same = anchor is not None and anchor.digest == copy.digest
            if not same and restored.explains(notes, copy):
                explained.append(copy)
            elif anchor is None:
                yield Break(f"Anchor {copy.number}", 0, f"it is gone: its copy is kept in {copy.where}")
            elif not same:
                yield Break(f"{anchor}", 0, f"it is not the one whose copy is kept in {copy.where}")
        self.extent.restored = tuple(restored.told(one, explained) for one in notes)

    def _look_at_the_end(self, line: Line) -> None:
        last = line.anchors[-1] if line.anchors else None
        self.extent.since = models.Event.objects.filter(pk__gt=last.upto if last else 0).count()
        self.extent.last = f"{last}" if last else self.extent.last


def _anchors(line: Line, look: Callable[[Anchor, Anchor], str]) -> Iterator[Break]:
    """What is wrong with each anchor, beside the one before it."""
    nothing = Anchor(number=0, upto=0, cases=0, events=0)
    for before, anchor in pairwise((nothing, *line.anchors)):
        wrong = look(before, anchor)
        if wrong:
            yield Break(f"{anchor}", 0, wrong)


def _wrong(before: Anchor, anchor: Anchor) -> str:
    """It has been changed, or the one before it."""
    heads = AnchoredHead.objects.filter(anchor=anchor).values_list("reference", "number", "head")
    if anchor.number != before.number + 1:
        return f"the one before it is gone: the next before is number {before.number}"
    if anchors.digest_of(anchor) != anchor.digest:
        return "it has been changed since it was made"
    if anchor.previous != before.digest:
        return "it does not follow from the one before it, which was exchanged"
    if anchors.digest_of_heads(heads) != anchor.heads_digest:
        return "what it has of single cases has been changed since it was made"
    return ""


def _wrong_count(before: Anchor, anchor: Anchor) -> str:
    """The events it covers are more or fewer than it says. Looked at last: mostly a case has been named by then."""
    now = anchors.recorded(before.upto, anchor.upto)
    then = {"events": anchor.events - before.events, "cases": anchor.cases - before.cases}
    changed = [f"{then[what]} {what} then, {now[what]} now" for what in then if then[what] != now[what]]
    return f"what was written down since the one before it is not all there, or more: {'; '.join(changed)}" * bool(
        changed
    )


def _no_case() -> Iterator[Break]:
    """What is left of cases that are gone: in anchors, among what went out, and in the tables of the record."""
    case = models.Case.objects.filter(reference=OuterRef("reference"))
    lost = AnchoredHead.objects.filter(~Exists(case)).values("reference").annotate(first=Min("anchor__number"))
    said: set[str] = set()
    for row in lost.order_by("first", "reference").iterator():
        said.add(row["reference"])
        yield Break(row["reference"], 0, f"the whole case is gone: anchor {row['first']} had it")
    about = models.Case.objects.filter(reference=OuterRef("about"))
    sent = Outgoing.objects.exclude(about="").filter(~Exists(about)).order_by("pk").values_list("about", flat=True)
    for reference in dict.fromkeys(sent):
        if reference not in said:
            yield Break(reference, 0, "the whole case is gone: something was sent about it")
    yield from _rows_of_no_case((models.Event, models.Words, models.Letter, models.Document))


def _rows_of_no_case(tables: Iterable[Any]) -> Iterator[Break]:
    for table in tables:
        count = table.objects.filter(~Exists(models.Case.objects.filter(pk=OuterRef("case_id")))).count()
        if count:
            yield Break(f"{table._meta.verbose_name_plural}", 0, f"{count} belong to a case that is gone")
