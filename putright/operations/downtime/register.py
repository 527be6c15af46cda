"""The register of complaints kept on paper, as a spreadsheet: its columns, and each line read or refused by name."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from typing import Any

from putright.casework.actions import intake, paper
from putright.casework.writing import recipients
from putright.council import here
from putright.council.clock import LONDON
from putright.web import spreadsheets

COLUMNS: Mapping[str, str] = {
    "reference": "only for a case the site had already",
    "received_on": "the day it reached anybody working for the council: 2026-11-23 or 23/11/2026",
    "received_time": "14:30, or empty if nobody knows",
    "channel": "how it came in",
    "service": "the service it is about",
    "name": "who complains; empty if they gave no name",
    "email": "",
    "phone": "",
    "address": "",
    "needs": "what they need done differently, in words",
    "what_went_wrong": "in their own words",
    "what_they_want": "empty if they did not say",
    "points": "the points acknowledged, with | between them; empty: what went wrong is the one point",
    "acknowledged_on": "the day the acknowledgement was sent; empty if none was yet",
}
"""Each column that tells of a case, and what belongs there."""

SENT: Mapping[str, tuple[str, str]] = {
    "extended_on": ("extend", "the day a letter with a later date was sent"),
    "remedy_on": ("agree_remedy", "the day a remedy was promised"),
    "answered_on": ("respond_stage_1", "the day the answer at stage 1 was sent"),
    "stage_2_asked_on": ("escalate", "the day the person asked for stage 2"),
    "stage_2_acknowledged_on": ("acknowledge_stage_2", "the day that was acknowledged"),
    "stage_2_answered_on": ("respond_stage_2", "the day the final answer was sent"),
}
"""Each column that only notes that something was done on paper, the step it is, and what belongs there. It is keyed
afterwards, with its letter.
"""

ALL: Mapping[str, str] = {**COLUMNS, **{column: about for column, (_, about) in SENT.items()}}
"""Every column, in order."""

MOST_LINES = 200
MOST_BYTES = 1_000_000
BY_HAND = {name: title for name, title in intake.CHANNELS.items() if name != "web"}
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y")
TIMES = ("%H:%M", "%H.%M", "%H:%M:%S")


class NotARegister(Exception):
    """A file that is no register of paper cases, with what to do."""


class _Wrong(Exception):
    """What is wrong with one cell."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the register: what it says, or what is wrong with it."""

    number: int
    said: Mapping[str, str]
    paper: paper.Paper | None
    wrong: tuple[str, ...] = ()
    key: str = field(default="")
    sent: tuple[tuple[str, date], ...] = ()
    """What else was done on paper and is to be keyed: the step, and its day."""


def empty() -> bytes:
    """The register with its headings and no line."""
    return spreadsheets.written([list(ALL)]).encode()


def lines(text: str) -> list[Line]:
    """Each line of a register. Raises `NotARegister`."""
    try:
        sheet = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), dialect=_dialect(text))
        missing = [name for name in ("received_on", "what_went_wrong") if name not in (sheet.fieldnames or ())]
        if missing:
            raise NotARegister(f"The first line must hold the names of the columns; {missing[0]} is not among them.")
        rows = [(number, row) for number, row in enumerate(sheet, start=2) if any(_cells(row).values())]
    except csv.Error as problem:
        raise NotARegister(f"It is no table of values with commas between them: {problem}.") from None
    if not rows:
        raise NotARegister("There is no line under the headings.")
    if len(rows) > MOST_LINES:
        raise NotARegister(f"It has {len(rows)} lines: take at most {MOST_LINES} at a time.")
    return [_line(number, _cells(row)) for number, row in rows]


def _dialect(text: str) -> type[csv.Dialect]:
    """With commas, or with semicolons as a spreadsheet may write them."""
    first = text.partition("\n")[0]
    return csv.excel if first.count(",") >= first.count(";") else _Semicolons


class _Semicolons(csv.excel):
    delimiter = ";"


def _cells(row: Mapping[Any, Any]) -> dict[str, str]:
    return {name: (row.get(name) or "").strip() for name in ALL}


def _line(number: int, said: dict[str, str]) -> Line:
    wrong: list[str] = []
    sent = tuple(_sent(said, wrong))
    made = _paper(said, wrong, sent=bool(sent))
    # Of what tells of the case alone: days added to the line afterwards make no second case of it.
    key = hashlib.sha256("\n".join(said[name] for name in COLUMNS).encode()).hexdigest()[:40]
    return Line(number, said, None if wrong else made, tuple(wrong), key=f"paper{key}", sent=sent)


def _sent(said: Mapping[str, str], wrong: list[str]) -> Iterator[tuple[str, date]]:
    """What else was done on paper, in the order in which it comes."""
    for column, (step, _) in SENT.items():
        on = _asked(partial(_day, said[column], column), wrong)
        if on is not None:
            yield step, on


def _paper(said: Mapping[str, str], wrong: list[str], *, sent: bool) -> paper.Paper | None:
    acknowledged_on = _asked(lambda: _day(said["acknowledged_on"], "acknowledged_on"), wrong)
    if said["reference"]:
        if acknowledged_on is None and not sent and not wrong:
            wrong.append("a case the site had needs the day of something that was done on paper")
        return paper.Paper(reference=said["reference"], acknowledged_on=acknowledged_on)
    received = _asked(lambda: _received(said), wrong)
    channel = _asked(lambda: _choice(said["channel"], BY_HAND, "channel"), wrong)
    services = {one.slug: one.name for one in here.services()}
    service = _asked(lambda: _choice(said["service"], services, "service"), wrong)
    if not said["what_went_wrong"]:
        wrong.append("what_went_wrong is empty")
    if received is None or channel is None or service is None:
        return None
    return paper.Paper(
        matter=_matter(said, channel, service),
        received_at=received,
        timed=bool(said["received_time"]),
        points=[point.strip() for point in said["points"].split("|") if point.strip()],
        acknowledged_on=acknowledged_on,
    )


def _matter(said: Mapping[str, str], channel: str, service: str) -> intake.Matter:
    contact = {name: said[name] for name in ("name", "email", "phone", "address")}
    return intake.Matter(
        service=service,
        channel=channel,
        said=said["what_went_wrong"],
        wanted=said["what_they_want"],
        person=intake.Contact(**contact),
        adjustments=[_need(said["needs"])] if said["needs"] else (),
    )


def _need(said: str) -> tuple[str, str]:
    """A need by the word the site has for it, or as it was written."""
    known = {title: kind for kind, title in recipients.ADJUSTMENTS.items()}
    kind = known.get(said.casefold())
    return (kind, "") if kind else ("other", said)


def _asked(read: Callable[[], Any], wrong: list[str]) -> Any:
    try:
        return read()
    except _Wrong as problem:
        wrong.append(str(problem))
        return None


def _received(said: Mapping[str, str]) -> datetime:
    on = _day(said["received_on"], "received_on")
    if on is None:
        raise _Wrong("received_on is empty: the day decides every time limit")
    return datetime.combine(on, _time(said["received_time"]), LONDON)


def _day(said: str, column: str) -> date | None:
    if not said:
        return None
    for form in DAYS:
        try:
            return datetime.strptime(said, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    raise _Wrong(f"{column} is {said[:20]!r}: write a day like 2026-11-23 or 23/11/2026")


def _time(said: str) -> time:
    if not said:
        return time()
    for form in TIMES:
        try:
            return datetime.strptime(said, form).time()  # noqa: DTZ007 -- a time of day
        except ValueError:
            continue
    raise _Wrong(f"received_time is {said[:20]!r}: write a time like 14:30, or leave it empty")


def _choice(said: str, known: Mapping[str, str], column: str) -> str:
    """A choice by its word or its title, whatever its capitals."""
    for word, title in known.items():
        if said.casefold() in (word.casefold(), title.casefold()):
            return word
    raise _Wrong(f"{column} is {said[:30]!r}: it can be {'; '.join(known.values())}")
