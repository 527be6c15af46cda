"""Indicators of what came in and what became of it: received, refused, logged, departed from, learnt.

Words and counting side by side; nothing is summed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from putright.rulebook.measures.case_records import COMPLIMENT, CaseRecord
from putright.rulebook.measures.indicators import ADDED, FAQ, OURS, TWO_CODES, Counted, Indicator, Period, beside

NOT_RECORDED = "not recorded"
APART = ("refused", "taken as a service request", "handed to another procedure")
"""Endings that keep a complaint out of those received at stage 1; they are shown beside it."""


def received(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Every matter, whatever became of it."""
    if period.holds(record.received_on):
        yield Counted(record, 1, classes={"ending": record.ending or "open"})


def received_at_stage_1(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Complaints that entered stage 1; those that did not are shown beside."""
    for counted in received(record, period):
        apart = _not_at_stage_1(record)
        yield counted if apart is None else beside(record, apart)


def _not_at_stage_1(record: CaseRecord) -> str | None:
    if record.direct_to_stage_2:
        return "taken straight to stage 2"
    return record.ending if record.ending in APART else None


def direct_to_stage_2(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Complaints answered first and finally at stage 2."""
    if record.direct_to_stage_2 and period.holds(record.received_on):
        yield Counted(record, 1)


def departed_from(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Complaints received, and those of them a departure covers."""
    if period.holds(record.received_on):
        scopes = " and ".join(sorted(set(record.departures)))
        yield Counted(record, int(bool(scopes)), classes={"departure": scopes or "none"})


def logging_lag(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Working days from receipt to the log, and whether that was by the day the acknowledgement was due."""
    if not period.holds(record.received_on):
        return
    if record.logged_on is None or record.logging_days is None:
        yield beside(record, "no logging day recorded")
        return
    limit = record.passages[0].acknowledgement if record.passages else None
    classes = {} if limit is None else {"logged": "in time" if record.logged_on <= limit.base_due_on else "too late"}
    yield Counted(record, record.logging_days, classes=classes)


def adjustments(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Adjustments agreed."""
    for adjustment in record.adjustments:
        if period.holds(adjustment.agreed_on):
            yield Counted(record, 1)


def refusals(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Refusals, by what was refused and on which ground."""
    for refusal in record.refusals:
        if period.holds(refusal.on):
            classes = {"refused to": refusal.kind, "ground": refusal.ground or NOT_RECORDED}
            yield Counted(record, 1, classes=classes)


def refusals_overturned(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Refusals, and those of them overturned since."""
    for refusal in record.refusals:
        if period.holds(refusal.on):
            yield Counted(record, int(refusal.overturned_on is not None), classes={"refused to": refusal.kind})


def improvements_agreed(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Service improvements agreed, by the service that is to improve."""
    for improvement in record.improvements:
        if period.holds(improvement.agreed_on):
            yield Counted(record, 1, service=improvement.service)


def improvements_completed(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Service improvements completed, whenever they were agreed."""
    for improvement in record.improvements:
        if period.holds(improvement.completed_on):
            yield Counted(record, 1, service=improvement.service)


def compliments(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Compliments, which are no cases."""
    if record.counts_as == COMPLIMENT and period.holds(record.received_on):
        yield Counted(record, 1)


ENTERED_STAGE_1 = Indicator(
    id="stage_1_received",
    kpi="K1",
    name="Complaints received at stage 1",
    above="complaints that entered stage 1, withdrawn ones among them",
    leaves_out="those refused, taken straight to stage 2, taken as a service request or handed to another procedure",
    basis="received",
    unit="complaints",
    source=FAQ,
    para="FAQ indicators",
    over=TWO_CODES,
    count=received_at_stage_1,
)

INDICATORS = (
    ENTERED_STAGE_1,
    Indicator(
        id="improvements_agreed",
        kpi="K7",
        name="Service improvements agreed",
        above="service improvements agreed because of a complaint",
        basis="agreed",
        unit="improvements",
        source=FAQ,
        para="FAQ indicators",
        count=improvements_agreed,
    ),
    Indicator(
        id="improvements_completed",
        kpi="K7",
        name="Service improvements completed",
        above="service improvements completed, whenever they were agreed",
        basis="completed",
        unit="improvements",
        source=FAQ,
        para="FAQ indicators",
        count=improvements_completed,
    ),
    Indicator(
        id="received",
        name="Matters received",
        above="matters received, whatever became of them",
        basis="received",
        unit="matters",
        para="1.8",
        count=received,
    ),
    replace(
        ENTERED_STAGE_1, id="stage_1_received_by_channel", kpi="", name="Complaints by channel", source=OURS, para="3.1"
    ),
    replace(
        ENTERED_STAGE_1,
        id="stage_1_received_per_10000",
        kpi="",
        name="Complaints for every 10,000 residents",
        form="per residents",
        per=10_000,
        below="the council's residents",
        unit="complaints per 10,000 residents",
        source=OURS,
        para="3.3",
    ),
    Indicator(
        id="direct_to_stage_2",
        name="Complaints taken straight to stage 2",
        above="complaints given a first and final answer at stage 2",
        basis="received",
        unit="complaints",
        para="FAQ good reasons",
        over=TWO_CODES,
        count=direct_to_stage_2,
    ),
    Indicator(
        id="under_departure",
        name="Complaints under a departure",
        above="complaints handled under a recorded departure",
        below="all complaints received, whatever became of them",
        basis="received",
        form="rate",
        unit="share of complaints",
        para="FAQ comply or explain",
        count=departed_from,
    ),
    Indicator(
        id="logging_lag",
        name="Working days from receipt to log",
        above="working days from the day a complaint counts as received to the day it was logged",
        below="complaints received, whatever became of them",
        leaves_out="complaints whose logging day is not recorded",
        basis="received",
        form="average",
        unit="working days",
        para="6.2",
        count=logging_lag,
    ),
    Indicator(
        id="adjustments_agreed",
        name="Reasonable adjustments recorded",
        above="reasonable adjustments agreed",
        basis="agreed",
        unit="adjustments",
        para="5.6",
        count=adjustments,
    ),
    Indicator(
        id="refusals",
        name="Refusals by ground",
        above="refusals to accept or to escalate a complaint, those overturned later among them",
        basis="refused",
        unit="refusals",
        para="8.1",
        over=TWO_CODES,
        count=refusals,
    ),
    Indicator(
        id="refusals_overturned",
        name="Refusals later overturned",
        above="refusals overturned by the day the records were drawn",
        below="refusals to accept or to escalate a complaint",
        basis="refused",
        form="rate",
        unit="share of refusals",
        para="2.5",
        over=TWO_CODES,
        count=refusals_overturned,
    ),
    Indicator(
        id="compliments",
        name="Compliments received",
        above="compliments recorded",
        basis="came in",
        unit="compliments",
        source=ADDED,
        para="8.1",
        whole_council=True,
        count=compliments,
    ),
)
