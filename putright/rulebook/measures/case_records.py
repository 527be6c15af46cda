"""The plain record of a case that figures are counted over: dates and choices, no personal words.

`from_standing` draws it from a standing, so that list, letter and report agree. Nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from putright.rulebook.standings.happening import LONDON

OUTCOMES: Mapping[str, str] = {
    "upheld": "upheld",
    "partially_upheld": "partially upheld",
    "not_upheld": "not upheld",
    "resolved_without_finding": "resolved without a finding",
    "not_our_responsibility": "not our responsibility",
}
"""What an answer may decide. The last two are no findings and stay out of every upheld rate."""

OMBUDSMAN_DECISIONS: Mapping[str, str] = {
    "invalid_or_incomplete": "invalid or incomplete",
    "advice_given": "advice given",
    "referred_back": "referred back for local resolution",
    "closed_after_initial_enquiries": "closed after initial enquiries",
    "upheld": "upheld after a detailed investigation",
    "not_upheld": "not upheld after a detailed investigation",
}
"""The classes in which the Local Government and Social Care Ombudsman publishes its decisions."""


COMPLIMENT = "compliment"
"""What a compliment counts as: no procedure's cases count as that, so that no other figure can take one in."""


class UnknownOutcome(ValueError):
    """An answer or decision carries a word that no figure knows; counting it would be guessing."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One of the council's time limits, as `clocks.Reading` gave it.

    `done_on` is the day the council did it; `left_on` the day it fell away undone (withdrawn, refused, handed over).
    `band` is "base", "extended" or "neither"; None while that is open, and when it fell away before it was due.
    `untold` means late, and past the last date the person had been given, if any. `late_by` is in working days.
    """

    started_on: date
    base_due_on: date
    due_on: date
    done_on: date | None = None
    left_on: date | None = None
    band: str | None = None
    late_by: int = 0
    past_target: bool = False
    untold: bool = False
    extensions: int = 0
    faults: tuple[str, ...] = ()

    @property
    def running(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None and self.left_on is None

    @property
    def fell_away(self) -> bool:
        """Whether it ended before it was ever due."""
        return self.left_on is not None and self.band is None

    @property
    def extended(self) -> bool:
        """Whether a notice that counts has moved the due day."""
        return self.due_on > self.base_due_on


@dataclass(frozen=True, slots=True)
class Passage:
    """A case's way through one stage. Days are working days, day 0 being the day counted from."""

    stage: int
    asked_on: date
    acknowledgement: Limit | None = None
    answer: Limit | None = None
    outcome: str | None = None
    days_from_acknowledgement: int | None = None
    days_from_request: int | None = None

    def __post_init__(self) -> None:
        if self.outcome is not None and self.outcome not in OUTCOMES:
            raise UnknownOutcome(f"no figure knows the outcome {self.outcome!r}; use one of: {', '.join(OUTCOMES)}")

    @property
    def acknowledged_on(self) -> date | None:
        """The day it was acknowledged."""
        return None if self.acknowledgement is None else self.acknowledgement.done_on

    @property
    def answered_on(self) -> date | None:
        """The day the answer was sent."""
        return None if self.answer is None else self.answer.done_on


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal to accept or to escalate, and the day it was overturned, if it was."""

    kind: str
    on: date
    ground: str | None
    overturned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something promised to the person; `explained_on` is the day they were told it could not be delivered."""

    agreed_on: date
    due_on: date | None
    done_on: date | None = None
    explained_on: date | None = None


@dataclass(frozen=True, slots=True)
class Improvement:
    """A service improvement learnt from a case."""

    service: str | None
    agreed_on: date
    completed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A reasonable adjustment agreed with the person."""

    agreed_on: date
    review_on: date | None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What an Ombudsman recommended; `checked_on` is the day it recorded whether it was satisfied."""

    due_on: date
    checked_on: date | None = None
    complied_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OmbudsmanDecision:
    """A decision of an Ombudsman. The same reference on several cases is one decision.

    `remedied_before` means the council had already offered a satisfactory remedy; `about_handling` that the fault found
    lay in how the complaint was handled.
    """

    reference: str
    decided_on: date
    decision: str
    body: str = "lgsco"
    remedied_before: bool = False
    about_handling: bool = False
    recommendations: tuple[Recommendation, ...] = ()

    def __post_init__(self) -> None:
        if self.body == "lgsco" and self.decision not in OMBUDSMAN_DECISIONS:
            known = ", ".join(OMBUDSMAN_DECISIONS)
            raise UnknownOutcome(f"no figure knows the Ombudsman's decision {self.decision!r}; use one of: {known}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """A case as it stood on `as_at`. `received_on` is the effective day, `received_at` the real moment.

    `limits` are all the council's time limits that ran, by title; `passages` single out those of numbered stages.
    `ombudsman_enquiries` are the days on which an Ombudsman's enquiry about it came in.
    `ending` is None while the case is open. `departures` are the scopes of the departures that cover it.
    """

    id: str
    procedure: str
    counts_as: str
    as_at: date
    received_at: datetime
    received_on: date
    logged_on: date | None = None
    logging_days: int | None = None
    service: str | None = None
    channel: str | None = None
    limits: tuple[tuple[str, Limit], ...] = ()
    passages: tuple[Passage, ...] = ()
    direct_to_stage_2: bool = False
    ending: str | None = None
    refusals: tuple[Refusal, ...] = ()
    points: int = 0
    remedies: tuple[Remedy, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    departures: tuple[str, ...] = ()
    ombudsman: tuple[OmbudsmanDecision, ...] = ()
    ombudsman_enquiries: tuple[date, ...] = ()

    def passage(self, stage: int) -> Passage | None:
        """The way through a stage; None when it never came there."""
        return next((passage for passage in self.passages if passage.stage == stage), None)

    @property
    def escalated_on(self) -> date | None:
        """The effective day stage 2 was asked for; None when the council took it there itself."""
        second = self.passage(2)
        return None if second is None or self.direct_to_stage_2 else second.asked_on

    @property
    def under_temporary_departure(self) -> bool:
        """Whether a temporary departure covers it."""
        return "temporary" in self.departures


def compliment(
    *, id: str, received_at: datetime, as_at: date, service: str | None = None, channel: str | None = None
) -> CaseRecord:
    """The record of a compliment: when it came in, whom it was about and how it came."""
    # A case record with nothing in it, rather than a shape of its own: a register stays one list, and a compliment is
    # divided by service and channel as everything else is. No clock runs for one, so the day it came in is the day it
    # counts by, whatever the office hours.
    moment = received_at.replace(tzinfo=LONDON) if received_at.tzinfo is None else received_at.astimezone(LONDON)
    return CaseRecord(
        id=id,
        procedure="",
        counts_as=COMPLIMENT,
        as_at=as_at,
        received_at=moment,
        received_on=moment.date(),
        service=service,
        channel=channel,
    )
