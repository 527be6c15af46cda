"""What of an item is withheld, and why: words, sentences or all of it. What is given is made without them.

Nothing is hidden behind a mark: `given` is the only text that any page, PDF or file of a pack is made from.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from putright.accounts.models import Officer
from putright.casework import access, models
from putright.casework.refused import Refused
from putright.casework.subject_access import requests
from putright.casework.tables.subject_access import AccessItem

FEWEST = 2
"""Letters a word to withhold must have: a single one stands everywhere."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is withheld: what the person is told, and where it is written, as far as anybody has checked."""

    title: str
    para: str


REASONS: Mapping[str, Reason] = {
    "third_party": Reason("about somebody else", "Data Protection Act 2018, Schedule 2, paragraph 16"),
    "privilege": Reason("legal advice", "Data Protection Act 2018, Schedule 2, paragraph 19"),
    "ombudsman": Reason("confidential to the Ombudsman", "Local Government Act 1974, section 32"),
    "crime": Reason("would get in the way of preventing crime", "Data Protection Act 2018, Schedule 2, paragraph 2"),
    "regulation": Reason("would get in the way of a regulator", "Data Protection Act 2018, Schedule 2, Part 2"),
    "negotiation": Reason("would harm negotiations with the person", "Data Protection Act 2018, Schedule 2, para 23"),
    "reference": Reason("a reference given in confidence", "Data Protection Act 2018, Schedule 2, paragraph 24"),
    "serious_harm": Reason("could do somebody serious harm", "Data Protection Act 2018, Schedule 3"),
    "not_about_them": Reason("not about the person who asked", "UK GDPR, Article 15(1)"),
}
"""The paragraphs are for the council's own lawyer to confirm: nobody has verified them for a council."""

Span = tuple[int, int, str]
SENTENCE = re.compile(r"[^\n]*?(?:[.!?](?=\s)|\n|$)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of an item, where it stands, and the reason for which all of it is withheld, if it is."""

    first: int
    end: int
    text: str
    withheld: str


@dataclass(frozen=True, slots=True)
class Given:
    """What is given of an item: its text without what is withheld, the file itself or not, and why not."""

    title: str
    text: str
    whole_file: bool
    reasons: Mapping[str, int]


def mark(reason: str) -> str:
    """What stands in the place of something withheld. It is as long whatever it stands for."""
    return f"[withheld: {REASONS[reason].title}]"


# --- Marking. --------------------------------------------------------------------------------------------------------


def withhold(
    number: int, *, sentences: Iterable[int] = (), words: Sequence[str] = (), reason: str, by: Officer
) -> AccessItem:
    """Withhold sentences, by where they begin, and words wherever they stand in an item. Raises `Refused`."""
    _must_be_reason(reason)
    with transaction.atomic():
        item = requests.to_work_on(number, by)
        starts = set(sentences)
        found = [(one.first, one.end, reason) for one in pieces(item) if one.first in starts]
        found += [(*place, reason) for word in words for place in places(item.text, word)]
        if not found:
            raise Refused("None of this stands in the text: choose a sentence, or write words as they stand there.")
        _save(item, [*_spans(item), *found])
    return item


def withhold_everywhere(request: int, *, words: Sequence[str], reason: str, by: Officer) -> int:
    """Withhold words in every item of a request. In how many items they stood. Raises `Refused`."""
    _must_be_reason(reason)
    requests.must_answer(by)
    with transaction.atomic():
        requests.still_open(request)
        seen = models.Case.objects.filter(access.visible_to(by))
        touched = 0
        for item in AccessItem.objects.filter(request=request, case__in=seen).select_related("request"):
            found = [(*place, reason) for word in words for place in places(item.text, word)]
            if found:
                _save(item, [*_spans(item), *found])
                touched += 1
        if not touched:
            raise Refused("These words stand in no item.")
    return touched


def withhold_all(number: int, *, reason: str, by: Officer, at: datetime) -> AccessItem:
    """Withhold a whole item. Raises `Refused`."""
    _must_be_reason(reason)
    with transaction.atomic():
        item = requests.to_work_on(number, by)
        item.withheld, item.looked_at, item.looked_by = reason, at, by
        item.save(update_fields=["withheld", "looked_at", "looked_by"])
        requests.not_checked_any_more(item.request)
    return item


def give_again(number: int, *, by: Officer) -> AccessItem:
    """Take back everything that was withheld of an item, and have it looked at anew. Raises `Refused`."""
    with transaction.atomic():
        item = requests.to_work_on(number, by)
        item.withheld, item.transcript = "", ""
        _save(item, [])
    return item


def transcribe(number: int, *, text: str, by: Officer) -> AccessItem:
    """Give a text of a file instead of the file, without what is withheld of it. Raises `Refused`."""
    if not text.strip():
        raise Refused("Write what is given instead of the file.")
    with transaction.atomic():
        item = requests.to_work_on(number, by)
        if item.document is None:
            raise Refused("Only a file can be replaced by a text.")
        item.transcript = text.strip()
        item.looked_at = item.looked_by = None
        item.save(update_fields=["transcript", "looked_at", "looked_by"])
        requests.not_checked_any_more(item.request)
    return item


def _save(item: AccessItem, spans: Iterable[Span]) -> None:
    """Keep what is withheld; whoever looked at it before has to look again."""
    item.spans = [list(span) for span in merged(spans)]
    item.looked_at = item.looked_by = None
    item.save(update_fields=["spans", "withheld", "transcript", "looked_at", "looked_by"])
    requests.not_checked_any_more(item.request)


def _must_be_reason(reason: str) -> None:
    if reason not in REASONS:
        raise Refused("Choose the reason for which it is withheld.")


# --- Finding places. -------------------------------------------------------------------------------------------------


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in a text, whatever their capitals, blanks and endings: each time to the end of the word."""
    wanted = unicodedata.normalize("NFC", words).split()
    if sum(len(one) for one in wanted) < FEWEST:
        return []
    pattern = r"\w*" + r"\s+".join(re.escape(one) for one in wanted) + r"\w*"
    return [found.span() for found in re.finditer(pattern, text, re.IGNORECASE)]


def pieces(item: AccessItem) -> list[Piece]:
    """The sentences of an item, one after the other."""
    spans = _spans(item)
    found = [match.span() for match in SENTENCE.finditer(item.text) if match[0].strip()]
    return [Piece(first, end, item.text[first:end].strip(), _covering(spans, first, end)) for first, end in found]


def _covering(spans: Iterable[Span], first: int, end: int) -> str:
    return next((reason for start, stop, reason in spans if start <= first and stop >= end), "")


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, none over another: where two meet, they are one, with the reason of the first."""
    made: list[Span] = []
    for first, end, reason in sorted(spans):
        if made and first <= made[-1][1]:
            start, stop, why = made[-1]
            made[-1] = (start, max(stop, end), why)
        else:
            made.append((first, end, reason))
    return made


def _spans(item: AccessItem) -> list[Span]:
    return [(int(first), int(end), str(reason)) for first, end, reason in item.spans]


# --- What is given. --------------------------------------------------------------------------------------------------


def given(item: AccessItem) -> Given:
    """What is given of an item."""
    if item.withheld:
        return Given(item.title, mark(item.withheld), whole_file=False, reasons={item.withheld: 1})
    spans = _spans(item)
    text = burnt(item.text, spans)
    if item.transcript:
        text = f"{text}\n\nInstead of the file, what it says:\n\n{item.transcript}"
    whole_file = item.document is not None and not item.transcript
    return Given(item.title, text, whole_file=whole_file, reasons=Counter(reason for *_, reason in spans))


def burnt(text: str, spans: Iterable[Span]) -> str:
    """A text made anew from what is given of it; what is withheld is not in it in any form."""
    made, last = [], 0
    for first, end, reason in merged(spans):
        made += [text[last:first], mark(reason)]
        last = end
    return "".join([*made, text[last:]])
