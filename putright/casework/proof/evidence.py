"""Whether a case is what it was when it was written: chain, anchors, words, letters, files, and list columns."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from putright.casework import chain, columns, models
from putright.casework.chain import Break
from putright.casework.proof import anchored, emptied
from putright.casework.proof.anchored import Line
from putright.casework.tables.anchors import AnchoredHead
from putright.casework.writing import correspondence
from putright.council import here

AT_ONCE = 200
NO_ANCHORS = Line(())


@dataclass(frozen=True, slots=True)
class Papers:
    """A case with all that its events vouch for."""

    case: models.Case
    events: Sequence[models.Event]
    words: Mapping[int, models.Words]
    letters: Sequence[models.Letter]
    documents: Sequence[models.Document]
    heads: Sequence[AnchoredHead]

    @property
    def emptied(self) -> emptied.Emptied:
        """What the events say was emptied."""
        return emptied.of(self.events)


def every_case(*, line: Line = NO_ANCHORS, files: bool = True) -> Iterator[list[Break]]:
    """What is amiss with each case, case by case; an empty list for one that is whole. `files`: they are read too."""
    last = 0
    while True:
        some = list(models.Case.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE])
        if not some:
            return
        yield from (list(_breaks(papers, line, files)) for papers in _gathered(some))
        last = some[-1].pk


def breaks(case: models.Case, *, line: Line = NO_ANCHORS) -> list[Break]:
    """Everything about a case that is not what its events, and the anchors given, say it was."""
    [papers] = _gathered([case])
    return list(_breaks(papers, line, True))


def _gathered(cases: Sequence[models.Case]) -> Iterator[Papers]:
    """Some cases with what belongs to them, a query for each kind."""
    events, words = _by_case(models.Event, cases), _by_case(models.Words, cases)
    letters, documents = _by_case(models.Letter, cases), _by_case(models.Document, cases)
    heads: dict[str, list[AnchoredHead]] = defaultdict(list)
    for head in AnchoredHead.objects.filter(reference__in=[case.reference for case in cases]).order_by("anchor_id"):
        heads[head.reference].append(head)
    for case in cases:
        theirs = sorted(events[case.pk], key=lambda event: event.number)
        for event in theirs:
            event.case = case
        kept = {one.pk: one for one in words[case.pk]}
        yield Papers(case, theirs, kept, letters[case.pk], documents[case.pk], heads[case.reference])


def _by_case(table: Any, cases: Sequence[models.Case]) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in table.objects.filter(case__in=cases).order_by("pk"):
        rows[row.case_id].append(row)
    return rows


def _breaks(papers: Papers, line: Line, files: bool) -> Iterator[Break]:
    first = chain.first_break(papers.case, papers.events)
    if first is not None:
        yield first
    yield from anchored.breaks(papers.case.reference, papers.events, papers.heads, line)
    yield from _words(papers)
    yield from _letters(papers)
    yield from _files(papers, read=files)
    if first is None:
        yield from _columns(papers)


def _words(papers: Papers) -> Iterator[Break]:
    """Words an event names and that read otherwise now, or are gone; and words that no event names."""
    reference, named = papers.case.reference, set()
    for event in papers.events:
        for name, value in event.data.items():
            if not (isinstance(value, dict) and "words" in value and "digest" in value):
                continue
            named.add(value["words"])
            wrong = _wrong_words(papers, value)
            if wrong:
                yield Break(reference, event.number, f"what was written ({name}) {wrong}")
    for number in papers.words.keys() - named:
        yield Break(reference, 0, f"no event knows of what was written ({papers.words[number].about})")


def _wrong_words(papers: Papers, named: Mapping[str, Any]) -> str:
    words = papers.words.get(named["words"])
    gone = words is None or not (words.body or words.salt)
    if named["words"] in papers.emptied.words:
        return "" if gone else "was emptied and is there again"
    if words is None or gone:
        return "is gone, and no event says that it was erased"
    return "" if chain.digest_of_words(words.body, words.salt) == named["digest"] else "has been changed"


def _letters(papers: Papers) -> Iterator[Break]:
    """Letters that are not as they went out, those that are gone, and those that no event knows of."""
    reference, empty = papers.case.reference, papers.emptied.letters
    told, again = _told_letters(papers.events), _sent_again(papers.events)
    for letter in papers.letters:
        same = correspondence.digest(letter.text, letter.html) == letter.digest
        if not same and (letter.pk not in empty or letter.text or letter.html):
            yield Break(reference, 0, f"the letter {letter.title!r} is not as it went out")
        if (letter.step_key, letter.digest) not in told and (letter.pk, letter.digest) not in again:
            yield Break(reference, 0, f"no event knows of the letter {letter.title!r}")
    there = {(letter.step_key, letter.digest) for letter in papers.letters}
    for known, number in told.items():
        if known not in there:
            yield Break(reference, number, "a letter that went out with it is gone, or another one")
    for copy in again.keys() - {(letter.pk, letter.digest) for letter in papers.letters}:
        yield Break(reference, again[copy], "a letter that was sent again with it is gone, or another one")


def _told_letters(events: Iterable[models.Event]) -> dict[tuple[str, str], int]:
    """The letters that events name: by the key of the step and the digest, with the number of the event."""
    return {
        (event.key.removesuffix("/2"), digest): event.number
        for event in events
        for digest in event.data.get("letters", ())
    }


def _sent_again(events: Iterable[models.Event]) -> dict[tuple[int, str], int]:
    """The copies of letters that did not arrive: by number and digest, with the number of the event that names them."""
    return {
        copy: event.number
        for event in events
        for copy in zip(event.data.get("again", ()), event.data.get("copies", ()), strict=True)
    }


def _files(papers: Papers, *, read: bool) -> Iterator[Break]:
    """Files that are not as they came in, those that are gone, and those that no event knows of."""
    reference, empty = papers.case.reference, papers.emptied.documents
    told = {
        (number, digest): event.number for event in papers.events for number, digest in event.data.get("documents", ())
    }
    there = {(document.pk, document.digest): document for document in papers.documents}
    for known in told.keys() - there.keys():
        if known[0] not in empty:
            yield Break(reference, told[known], "a file that came in with it is gone, or another one")
    for known, document in there.items():
        if known not in told:
            yield Break(reference, 0, f"no event knows of the file {document.name!r}")
        if read and not (document.pk in empty and not document.file):
            yield from _read(reference, document)


def _read(reference: str, document: models.Document) -> Iterator[Break]:
    try:
        with document.file.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == document.digest
    except (OSError, ValueError):
        yield Break(reference, 0, f"the file {document.name!r} cannot be read")
        return
    if not same:
        yield Break(reference, 0, f"the file {document.name!r} is not as it came in")


def _columns(papers: Papers) -> Iterator[Break]:
    """Only where the chain holds: of events that were changed nothing can be worked out."""
    case = papers.case
    if case.worked_out_on is None:  # not since the columns know their day; the nightly task sees to it
        return
    try:
        wrong = columns.wrong(case, on=case.worked_out_on, council=here.for_rulebook(), events=papers.events)
    except (LookupError, ValueError, KeyError) as reason:
        yield Break(case.reference, 0, f"its events make no history: {reason}")
        return
    if wrong:
        said = ", ".join(wrong)
        yield Break(case.reference, 0, f"work lists show something else than its events say ({said})", True)
