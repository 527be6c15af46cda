"""The door to every figure: an indicator's id, case records and a period in; the figure and how it was counted out.

Each indicator is defined once, in the file of this room it belongs to. Small numbers are not hidden here: whoever
shows a figure to the public or to members must do so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import NamedTuple

from putright.rulebook.book.phrases import short
from putright.rulebook.measures import answered, in_time, ombudsman_decisions, received
from putright.rulebook.measures.case_records import CaseRecord
from putright.rulebook.measures.indicators import BASES, FORMS, Counted, Indicator, Period

CATALOGUE: Mapping[str, Indicator] = {
    indicator.id: indicator
    for indicator in (
        *received.INDICATORS,
        *answered.INDICATORS,
        *in_time.INDICATORS,
        *ombudsman_decisions.INDICATORS,
    )
}
"""Every indicator by id."""

NOT_RECORDED = received.NOT_RECORDED

WHOSE: Mapping[str, str] = {
    "code": "complaints under the Complaint Handling Code",
    "landlord": "complaints under the Housing Ombudsman's Code",
    "statutory": "complaints under a statutory procedure",
    "service_request": "service requests",
    "enquiry": "enquiries of members",
    "ombudsman": "investigations of the Ombudsman",
    "data_protection": "data protection complaints",
}
"""Which cases a figure is about, by what their procedure counts as."""


class UnknownMeasure(LookupError):
    """No indicator has that id."""


class NotCountedOver(ValueError):
    """An indicator was asked of cases it is not defined for. No figure is better than a nought that misleads."""


class DrawnOnAnotherDay(ValueError):
    """A figure of how things stood on a day was asked of records drawn on another."""


class Part(NamedTuple):
    """A part of a figure: by service and channel, made as the figure is; by class, a share of all that was counted."""

    numerator: int
    denominator: int | None
    value: float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and how it was counted. `value` is None, never nought, when there was nothing to divide by.

    `median` stands beside the mean of an average. `parts` are by service, by channel and by the classes the indicator
    has. `beside` holds what was left out, each with its number. `without_temporary_departures` is the same figure
    without the cases a temporary departure covers.
    """

    indicator: Indicator
    period: Period
    numerator: int
    denominator: int | None
    value: float | None
    median: float | None
    how_counted: str
    parts: Mapping[str, Mapping[str, Part]]
    beside: Mapping[str, int]
    without_temporary_departures: Part

    @property
    def unit(self) -> str:
        """What the value is a number of."""
        return self.indicator.unit

    @property
    def basis(self) -> str:
        """By which day things fell into the period."""
        return BASES[self.indicator.basis]


def every() -> tuple[Indicator, ...]:
    """All indicators, as the catalogue lists them."""
    return tuple(CATALOGUE.values())


def measure(
    id: str,
    records: Iterable[CaseRecord],
    *,
    start: date,
    end: date,
    counts_as: str = "code",
    residents: int | None = None,
) -> Figure:
    """One figure over case records, from one day to another, both included.

    `counts_as` says which cases, by what their procedure counts as. Raises `UnknownMeasure`, `NotCountedOver`,
    `DrawnOnAnotherDay` for a figure of one day, or ValueError for a period that ends before it starts.
    """
    indicator, period = _indicator(id), Period(start, end)
    if end < start:
        raise ValueError(f"the period ends on {end}, before it starts on {start}")
    if counts_as not in indicator.over:
        raise NotCountedOver(f"{id} is not counted over {counts_as!r}, only over: {', '.join(indicator.over)}")
    found = _found(indicator, period, records, counts_as)
    counted = [one for one in found if one.beside is None]
    whole = _part(indicator, counted, residents)
    unhindered = [one for one in counted if not one.record.under_temporary_departure]
    days = [one.above for one in counted] if indicator.form == "average" else []
    return Figure(
        indicator=indicator,
        period=period,
        numerator=whole.numerator,
        denominator=whole.denominator,
        value=whole.value,
        median=median(days) if days else None,
        how_counted=_how_counted(indicator, period, counts_as),
        parts=_parts(indicator, counted),
        beside=_numbers(one.beside for one in found if one.beside is not None),
        without_temporary_departures=_part(indicator, unhindered, residents),
    )


def _indicator(id: str) -> Indicator:
    if id not in CATALOGUE:
        raise UnknownMeasure(f"there is no indicator {id!r}; there are: {', '.join(CATALOGUE)}")
    return CATALOGUE[id]


def _found(indicator: Indicator, period: Period, records: Iterable[CaseRecord], counts_as: str) -> list[Counted]:
    """Everything that counts, each once, and everything to be shown beside."""
    found: list[Counted] = []
    seen: set[object] = set()
    for record in records:
        if not indicator.whole_council and record.counts_as != counts_as:
            continue
        if indicator.basis == "on the day" and record.as_at != period.end:
            raise DrawnOnAnotherDay(
                f"{record.id} was drawn as it stood on {record.as_at}; how things stood on {period.end} needs records "
                "drawn on that day"
            )
        for counted in indicator.count(record, period):
            if counted.once is None or counted.once not in seen:
                found.append(counted)
            seen.add(counted.once)
    return found


def _part(indicator: Indicator, counted: Iterable[Counted], residents: int | None) -> Part:
    """The figure over some of what was counted."""
    counted = list(counted)
    above, below = sum(one.above for one in counted), sum(one.below for one in counted)
    if indicator.form == "count":
        return Part(above, None, above)
    if indicator.form == "per residents":
        return Part(above, residents, above * indicator.per / residents if residents else None)
    return Part(above, below, above / below if below else None)


def _parts(indicator: Indicator, counted: Iterable[Counted]) -> dict[str, dict[str, Part]]:
    """By service and channel, and by the indicator's own classes."""
    counted = list(counted)
    grouped: dict[str, dict[str, list[Counted]]] = {}
    for one in counted:
        service = one.service or one.record.service or NOT_RECORDED
        names = {"service": service, "channel": one.record.channel or NOT_RECORDED, **one.classes}
        for kind, name in names.items():
            grouped.setdefault(kind, {}).setdefault(name, []).append(one)
    alike = ("service", "channel") if indicator.form in ("rate", "ratio", "average") else ()
    return {
        kind: {
            name: _part(indicator, some, None)
            if kind in alike
            else Part(len(some), len(counted), len(some) / len(counted))
            for name, some in sorted(names.items())
        }
        for kind, names in sorted(grouped.items())
    }


def _numbers(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _how_counted(indicator: Indicator, period: Period, counts_as: str) -> str:
    """What was counted, by which day, over which cases, leaving out what, after whom: to print under the figure."""
    words = vars(indicator)
    per = f"{indicator.per:,}"
    sentences = [
        "Counted: " + FORMS[indicator.form].format(**{**words, "per": per}),
        _when(indicator, period),
        "Over the whole council, whatever the procedure" if indicator.whole_council else f"Only {WHOSE[counts_as]}",
    ]
    if indicator.leaves_out:
        sentences.append(f"Left out: {indicator.leaves_out}")
    sentences.append(f"Source: {indicator.source}")
    if indicator.unverified:
        sentences.append("Part of this definition could not be verified")
    return ". ".join(sentences) + "."


def _when(indicator: Indicator, period: Period) -> str:
    first, last = (f"{short(day)} {day.year}" for day in period)
    if indicator.basis == "on the day":
        return f"As things stood at the end of {last}"
    return f"By {BASES[indicator.basis]}, from {first} to {last}, both days included"
