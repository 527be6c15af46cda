"""How days, spans of days, paragraphs and lists are put in words. No rule lives here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

UNIT_NAMES = {
    "working_day": "working day",
    "calendar_day": "calendar day",
    "school_day": "school day",
    "month": "month",
}
PARTY_NAMES = {
    "council": "the council",
    "complainant": "the person complaining",
    "panel": "the panel",
    "other_body": "the other body",
}


def plain(day: date) -> str:
    """Wednesday 3 June 2026."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


NAMED = {"local_council_code": "the Code", "landlord_code": "the landlord Code"}
"""How procedures whose paragraphs are named from elsewhere are called there."""

FAQ = "FAQ "
WRITTEN_OUT = {"": "paragraph", "reg ": "regulation", "s": "section"}
"""What the number of a paragraph, a regulation or a section is called in a sentence."""


def cite(para: str) -> str:
    """paragraph 6.2; from elsewhere the Code, paragraph 6.2; a regulation or the FAQ by its own name."""
    procedure, named, number = para.partition(":")
    if named and procedure in NAMED:
        return cite(number) if number.startswith(FAQ) else f"{NAMED[procedure]}, {cite(number)}"
    if para.startswith(FAQ):
        return f"the Ombudsman's FAQ, {para.removeprefix(FAQ)}"
    for short_name, name in WRITTEN_OUT.items():
        if para.startswith(short_name) and para.removeprefix(short_name)[:1].isdigit():
            return f"{name} {para.removeprefix(short_name)}"
    return para


def clock_time(at: datetime | time) -> str:
    """11:30pm; midnight and midday by name, since 12:00am and 12:00pm are read either way."""
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    return f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}"


def spans(dates: Iterable[date]) -> Iterator[str]:
    """Runs of days as 4–5 April or 31 May–1 June; single days as they are."""
    start = last = None
    for day in dates:
        if last is not None and day - last == timedelta(days=1):
            last = day
            continue
        if start is not None and last is not None:
            yield _span(start, last)
        start = last = day
    if start is not None and last is not None:
        yield _span(start, last)


def _span(start: date, end: date) -> str:
    if start == end:
        return short(start)
    return f"{start.day}–{short(end)}" if start.month == end.month else f"{short(start)}–{short(end)}"


def short(day: date) -> str:
    """3 June."""
    return f"{day.day} {day:%B}"


def listed(words: Iterable[str]) -> str:
    """One, two and three."""
    return _joined(words, "and")


def either(words: Iterable[str]) -> str:
    """One, two or three."""
    return _joined(words, "or")


def _joined(words: Iterable[str], last_word: str) -> str:
    *first, last = words
    return f"{', '.join(first)} {last_word} {last}" if first else last


def sentence(words: str) -> str:
    """With a capital letter, so that a clause can stand on its own."""
    return words[:1].upper() + words[1:]


def counted(n: int, one: str, many: str = "") -> str:
    """1 case, 3 cases; `many` for what does not take an s."""
    return f"{n:,} {one if n == 1 else many or f'{one}s'}"
