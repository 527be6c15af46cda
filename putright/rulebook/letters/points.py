"""The points of a complaint: what was found on each and why, and which Ombudsman they may go to. No letters here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from putright.rulebook.book import library
from putright.rulebook.book.vocabulary import OMBUDSMEN

UPHELD = "upheld"
PARTIALLY_UPHELD = "partially_upheld"
NOT_UPHELD = "not_upheld"
NOT_OUR_RESPONSIBILITY = "not_our_responsibility"
FINDINGS = (UPHELD, PARTIALLY_UPHELD, NOT_UPHELD, NOT_OUR_RESPONSIBILITY)


class UnknownFinding(ValueError):
    """A point carries a finding that is none of the four."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One numbered point of a complaint, the procedure it belongs to, and what was found on it.

    `rule` is the policy, law or good practice relied on; `whose` says who answers for a point that is not ours.
    """

    number: int
    text: str
    procedure: str
    finding: str | None = None
    reason: str = ""
    rule: str = ""
    remedy: str = ""
    no_remedy_because: str = ""
    whose: str = ""

    def __post_init__(self) -> None:
        if self.finding is not None and self.finding not in FINDINGS:
            raise UnknownFinding(f"point {self.number}: {self.finding!r} is no finding; use {', '.join(FINDINGS)}")

    @property
    def needs_remedy(self) -> bool:
        """Whether something went wrong that must be put right, or explained (the Code, 7.1)."""
        return self.finding in (UPHELD, PARTIALLY_UPHELD)


def finding_of(points: Iterable[Point]) -> str | None:
    """The outcome of the whole: None while a point has no finding, or when there is no point.

    Points that are not ours count only when none is: they say nothing of whether the council was at fault.
    """
    findings = {point.finding for point in points}
    if not findings or None in findings:
        return None
    ours = findings - {NOT_OUR_RESPONSIBILITY}
    if not ours:
        return NOT_OUR_RESPONSIBILITY
    return ours.pop() if len(ours) == 1 else PARTIALLY_UPHELD


def ombudsmen_for(points: Iterable[Point], *, on: date | None = None) -> tuple[str, ...]:
    """Every Ombudsman the points may go to, by their procedures as in force on a day (the newest when none is given).

    Raises `UnknownProcedure`.
    """
    ids = {point.procedure for point in points}
    needed = {name for id_ in ids for name in library.procedure(id_, on=on).ombudsmen}
    return tuple(name for name in OMBUDSMEN if name in needed)
