"""Cases for the tests of figures: one that was upheld, records drawn from histories, and registers of every sort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from putright.rulebook.book import library
from putright.rulebook.book.words import Procedure
from putright.rulebook.dates.days import Council
from putright.rulebook.measures import measures
from putright.rulebook.measures.case_records import OUTCOMES, CaseRecord
from putright.rulebook.measures.from_standing import record_of
from putright.rulebook.measures.measures import Figure, measure
from putright.rulebook.standings.departures import Departure
from putright.rulebook.standings.happening import LONDON, Event, on
from putright.rulebook.standings.standing import Standing, standing

THE_CODE = library.procedure("local_council_code")
COUNCIL = Council()
YEAR = {"start": date(2026, 4, 1), "end": date(2027, 3, 31)}
JUNE = {"start": date(2026, 6, 1), "end": date(2026, 6, 30)}
LOOKED_AT = date(2026, 9, 30)
STRIKE = Departure(
    scope="temporary",
    effect="longer_time",
    para="6.3",
    reason="A strike of the crews",
    decided_by="the director",
    starts_on=date(2026, 4, 1),
    ends_on=date(2026, 12, 31),
    plan="Standard answers first",
    services=("waste",),
    notice_text="Answers take longer",
    clock="stage_1_response",
    n=20,
)
CODE_FIGURES = [indicator.id for indicator in measures.every() if not indicator.whole_council]
RATES = [indicator.id for indicator in measures.every() if indicator.form == "rate"]


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def stands(
    *events: Event, looked_at: date = LOOKED_AT, under: Sequence[Departure] = (), procedure: Procedure = THE_CODE
) -> Standing:
    return standing(procedure, events, on=looked_at, council=COUNCIL, departures_recorded=under)


def drawn(*events: Event, looked_at: date = LOOKED_AT, under: Sequence[Departure] = ()) -> CaseRecord:
    return record_of(stands(*events, looked_at=looked_at, under=under), id="a case")


def plain(number: int = 0, **more: Any) -> CaseRecord:
    """A record as another program might hold it, not drawn from a standing."""
    told: dict[str, Any] = {"id": f"case {number}", "procedure": "local_council_code", "counts_as": "code", **more}
    received = {"received_at": datetime(2026, 6, 1, 10, tzinfo=LONDON), "received_on": day(6, 1)}
    return CaseRecord(as_at=LOOKED_AT, **{**received, **told})


def figure(name: str, records: Sequence[CaseRecord], *, over: Mapping[str, date] = YEAR, **more: Any) -> Figure:
    if measures.CATALOGUE[name].basis == "on the day":
        over = {"start": over["start"], "end": LOOKED_AT}
    return measure(name, records, start=over["start"], end=over["end"], **more)


UPHELD = (
    on("received", day(6, 1), service="parks", channel="letter"),
    on("stage_1_acknowledged", day(6, 3), points=["1", "2"]),
    on("issue_added", day(6, 4), points=["3"]),
    on("stage_1_responded", day(6, 17), decision="upheld"),
)


KINDS = ("stage_1_acknowledged", "stage_1_responded", "escalated", "stage_2_acknowledged", "stage_2_responded")
DECISIONS = (None, *OUTCOMES)
FURTHEST, NO_FURTHER = 46, 23
STEPS = st.integers(0, (FURTHEST + NO_FURTHER) * 2 * len(DECISIONS) * FURTHEST * FURTHEST - 1)
"""Every choice of one step in one number: drawing each by itself takes several times as long."""


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """A complaint that goes as far as it happens to, and may be refused, withdrawn, extended or reopened."""
    after, logged_after, service = parted(draw(st.integers(0, 121 * 13 * 2 - 1)), 121, 13, 2)
    today = day(4, 1) + timedelta(days=after)
    logged_on = today + timedelta(days=logged_after)
    events = [on("received", today, service=("waste", "parks")[service], logged_on=logged_on)]
    for kind in KINDS:
        delay, extended, decision, further, told = parted(
            draw(STEPS), FURTHEST + NO_FURTHER, 2, len(DECISIONS), FURTHEST, FURTHEST
        )
        if delay >= FURTHEST:
            return events + (ended(today, kind) if extended else [])
        if kind.endswith("responded") and extended:
            until, told_on = today + timedelta(days=15 + further), today + timedelta(days=told % (delay + 1))
            events.append(on("extended", told_on, until=until, reason=("", "Records")[further % 2]))
        today += timedelta(days=delay)
        events.append(on(kind, today, decision=DECISIONS[decision]))
    return events


def parted(number: int, *sizes: int) -> Iterator[int]:
    """A number below the product of these sizes, taken apart into one below each."""
    for size in sizes:
        number, part = divmod(number, size)
        yield part


def ended(today: date, before: str) -> list[Event]:
    """An end some days later, and perhaps a second thought."""
    if before == "escalated":
        return [on("closed", today + timedelta(days=40))]
    if before.startswith("stage_2"):
        refused = on("escalation_declined", today + timedelta(days=3), ground="late")
        return [refused, on("reopened", today + timedelta(days=9))]
    if before == "stage_1_acknowledged":
        return [on("declined", today + timedelta(days=8), ground="late")]
    return [on("withdrawn", today + timedelta(days=17))]


registers = st.lists(histories(), max_size=8)


def register(given_histories: Sequence[Sequence[Event]]) -> list[CaseRecord]:
    return [
        record_of(stands(*events, under=[STRIKE]), id=f"case {number}") for number, events in enumerate(given_histories)
    ]
