"""Indicators of what the Ombudsman decided about the council, as it publishes them. Words and counting side by side.

Only the Local Government and Social Care Ombudsman, and every case whatever its procedure: so does it count itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from putright.rulebook.measures.case_records import OMBUDSMAN_DECISIONS, CaseRecord, OmbudsmanDecision, Recommendation
from putright.rulebook.measures.indicators import OURS, PUBLISHED, Counted, Indicator, Period

INVESTIGATED = ("upheld", "not_upheld")


def _decisions(record: CaseRecord) -> Iterator[OmbudsmanDecision]:
    """The Local Government and Social Care Ombudsman's; another Ombudsman publishes by other classes."""
    return (decision for decision in record.ombudsman if decision.body == "lgsco")


def _decided(record: CaseRecord, period: Period) -> Iterator[tuple[OmbudsmanDecision, Counted]]:
    for decision in _decisions(record):
        if period.holds(decision.decided_on):
            classes = {"decision": OMBUDSMAN_DECISIONS[decision.decision]}
            yield decision, Counted(record, 1, classes=classes, once=decision.reference)


def ombudsman_decisions(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Decisions, by class."""
    for _, counted in _decided(record, period):
        yield counted


def ombudsman_upheld(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Detailed investigations, and those of them upheld."""
    for decision, counted in _decided(record, period):
        if decision.decision in INVESTIGATED:
            yield counted._replace(above=int(decision.decision == "upheld"))
        else:
            yield counted._replace(above=0, below=0, beside=counted.classes["decision"])


def _upheld_decisions(record: CaseRecord, period: Period) -> Iterator[tuple[OmbudsmanDecision, Counted]]:
    for decision, counted in _decided(record, period):
        if decision.decision == "upheld":
            yield decision, counted._replace(classes={})


def ombudsman_upheld_count(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Decisions that upheld."""
    for _, counted in _upheld_decisions(record, period):
        yield counted


def remedied_before_ombudsman(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Decisions that upheld, and those of them where the council had put it right already."""
    for decision, counted in _upheld_decisions(record, period):
        yield counted._replace(above=int(decision.remedied_before))


def fault_in_handling(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Decisions that upheld, and those of them that found fault in how the complaint was handled."""
    for decision, counted in _upheld_decisions(record, period):
        yield counted._replace(above=int(decision.about_handling))


def recommendations_met(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Recommendations checked, and those of them satisfied, late ones among them."""
    for decision in _decisions(record):
        for place, recommendation in enumerate(decision.recommendations):
            if period.holds(recommendation.checked_on):
                met = recommendation.complied_on is not None
                classes = {"compliance": _compliance(recommendation)}
                yield Counted(record, int(met), classes=classes, once=(decision.reference, place))


def _compliance(recommendation: Recommendation) -> str:
    if recommendation.complied_on is None:
        return "not complied"
    return "on time" if recommendation.complied_on <= recommendation.due_on else "late"


def decisions_complied_with(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Decisions with recommendations checked, and those of them with every one of those satisfied."""
    for decision in _decisions(record):
        checked = [one for one in decision.recommendations if period.holds(one.checked_on)]
        if checked:
            met = all(one.complied_on is not None for one in checked)
            yield Counted(record, int(met), once=decision.reference)


_published = partial(Indicator, whole_council=True, source=PUBLISHED, para="8.1")
_share_of_upheld = partial(
    _published, below="detailed investigations upheld", basis="decided", form="rate", unit="share of decisions upheld"
)

INDICATORS = (
    _published(
        id="ombudsman_decisions",
        name="Decisions of the Ombudsman",
        above="decisions about the council, by class",
        basis="decided",
        unit="decisions",
        count=ombudsman_decisions,
    ),
    _published(
        id="ombudsman_uphold_rate",
        name="Uphold rate of the Ombudsman",
        above="detailed investigations upheld, those where the council had already accepted fault among them",
        below="detailed investigations upheld or not upheld",
        leaves_out="decisions without a detailed investigation",
        basis="decided",
        form="rate",
        unit="share of detailed investigations",
        count=ombudsman_upheld,
    ),
    _published(
        id="ombudsman_upheld_per_100000",
        name="Upheld by the Ombudsman for every 100,000 residents",
        above="detailed investigations upheld",
        below="the council's residents",
        basis="decided",
        form="per residents",
        per=100_000,
        unit="decisions per 100,000 residents",
        count=ombudsman_upheld_count,
    ),
    _published(
        id="ombudsman_compliance",
        name="Compliance with the Ombudsman's recommendations",
        above="recommendations satisfied, late ones among them",
        below="recommendations checked",
        leaves_out="recommendations not checked yet",
        basis="checked",
        form="rate",
        unit="share of recommendations",
        count=recommendations_met,
        unverified=True,
    ),
    _published(
        id="ombudsman_compliance_by_decision",
        name="Decisions of the Ombudsman complied with",
        above="decisions with every one of those recommendations satisfied, late ones among them",
        below="decisions with a recommendation checked",
        leaves_out="recommendations not checked yet",
        basis="checked",
        form="rate",
        unit="share of decisions",
        count=decisions_complied_with,
        unverified=True,
    ),
    _share_of_upheld(
        id="ombudsman_remedied_before",
        name="Satisfactory remedy before the Ombudsman",
        above="those where the council had offered a satisfactory remedy before the complaint reached the Ombudsman",
        count=remedied_before_ombudsman,
    ),
    _share_of_upheld(
        id="ombudsman_fault_in_handling",
        name="Fault in complaint handling",
        above="those that found fault in how the complaint was handled",
        source=OURS,
        count=fault_in_handling,
    ),
)
