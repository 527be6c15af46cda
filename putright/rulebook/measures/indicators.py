"""What an indicator is: its words, the day it counts by, and the function that finds what counts in one case record.

The indicators themselves are defined in `received`, `answered`, `in_time` and `ombudsman_decisions`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from putright.rulebook.book.vocabulary import COUNTS_AS
from putright.rulebook.measures.case_records import CaseRecord

BASES: Mapping[str, str] = {
    "received": "the day the complaint counts as received",
    "came in": "the day it came in, whatever the hour",
    "asked": "the day the request for stage 2 counts as received",
    "asked and received": "the day the request (above the line) or the complaint (below it) counts as received",
    "sent": "the day the answer was sent",
    "due": "the day it was due, with any extension that was duly notified",
    "promised": "the day it was promised for",
    "refused": "the day of the refusal",
    "agreed": "the day it was agreed",
    "completed": "the day it was completed",
    "decided": "the day the Ombudsman decided",
    "checked": "the day the Ombudsman recorded whether it was satisfied",
    "on the day": "the last day, as things stood at its end",
}
"""By which day a thing falls into a period. Counting by another day gives another total."""

FORMS: Mapping[str, str] = {
    "count": "{above}",
    "rate": "{above}, out of {below}",
    "ratio": "{above}, divided by {below}",
    "average": "{above}, added up and divided by {below}; the median is the middle one",
    "per residents": "{above}, for every {per} of {below}",
}
"""How a figure is made, and how that is said: how many; a share from 0 to 1; one number to another; days; to people."""

FAQ = "the Ombudsman's questions and answers about the Code; the formula is ours"
OURS = "ours"
TWO_CODES = ("code", "landlord")
"""The procedures with a stage 1 and a stage 2 as the Code has them: statutory stages are other stages."""

ADDED = "what councils add to their annual report; the formula is ours"
PUBLISHED = "what the Ombudsman publishes about each council every July"


class Period(NamedTuple):
    """From one day to another, both days included."""

    start: date
    end: date

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.start <= day <= self.end


class Counted(NamedTuple):
    """One thing: what it adds above and below the line, and the classes it falls in.

    With `beside` it is left out of the figure and shown beside it under that name: nothing is dropped without a word.
    Things with the same `once` are one thing. `service` is the case's own unless it says another.
    """

    record: CaseRecord
    above: int
    below: int = 1
    classes: Mapping[str, str] = {}
    beside: str | None = None
    once: Hashable = None
    service: str | None = None


def beside(record: CaseRecord, name: str) -> Counted:
    """A thing left out of the figure and shown beside it."""
    return Counted(record, 0, 0, beside=name)


Count = Callable[[CaseRecord, Period], Iterator[Counted]]


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """What an indicator counts. `kpi` is its number among the seven the Ombudsman suggests, when it is one of them.

    `above` and `below` the line are in words; without a `below` it is a plain count. `per` is the number of people a
    figure is worked out for. `over` says which cases it can be asked of, by what their procedure counts as;
    `whole_council` ones are counted over every case whatever its procedure.
    """

    id: str
    name: str
    above: str
    basis: str
    unit: str
    para: str
    count: Count
    source: str = OURS
    below: str = ""
    leaves_out: str = ""
    form: str = "count"
    per: int = 1
    kpi: str = ""
    over: tuple[str, ...] = COUNTS_AS
    whole_council: bool = False
    unverified: bool = False
