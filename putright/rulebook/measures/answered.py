"""Indicators of the answers: what was decided, how long it took, what was escalated.

Words and counting side by side; nothing is summed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from putright.rulebook.measures.case_records import OUTCOMES, CaseRecord, Passage
from putright.rulebook.measures.indicators import ADDED, FAQ, TWO_CODES, Counted, Indicator, Period, beside
from putright.rulebook.measures.received import NOT_RECORDED, received_at_stage_1

UPHELD = ("upheld", "partially_upheld")
FINDINGS = (*UPHELD, "not_upheld")
FIRST_FINAL_STAGE = 2
"""From here on an answer tells the person to go to the Ombudsman, when it is the last one they get."""


def _answered(record: CaseRecord, period: Period, stage: int) -> Passage | None:
    """The way through a stage, when its answer was sent in the period."""
    passage = record.passage(stage)
    return passage if passage is not None and period.holds(passage.answered_on) else None


def _outcome(passage: Passage) -> str:
    return OUTCOMES[passage.outcome] if passage.outcome else NOT_RECORDED


def answers(record: CaseRecord, period: Period, stage: int) -> Iterator[Counted]:
    """Answers sent, by what they decided."""
    passage = _answered(record, period, stage)
    if passage is not None:
        yield Counted(record, 1, classes={"outcome": _outcome(passage)})


def upheld(record: CaseRecord, period: Period, stage: int) -> Iterator[Counted]:
    """Answers with a finding, and those of them that upheld."""
    passage = _answered(record, period, stage)
    if passage is not None and passage.outcome in FINDINGS:
        yield Counted(record, int(passage.outcome in UPHELD), classes={"outcome": _outcome(passage)})
    elif passage is not None:
        yield beside(record, _outcome(passage))


def days_to_answer(record: CaseRecord, period: Period, stage: int, since: str) -> Iterator[Counted]:
    """Working days to each answer sent, since the acknowledgement or since the request."""
    passage = _answered(record, period, stage)
    if passage is None:
        return
    days = passage.days_from_acknowledgement if since == "acknowledgement" else passage.days_from_request
    yield beside(record, "answered without an acknowledgement") if days is None else Counted(record, days)


def decision_changed(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Stage 2 answers after one at stage 1, and those of them that decided otherwise."""
    second, first = _answered(record, period, 2), record.passage(1)
    if second is None:
        return
    if first is None or first.outcome is None or second.outcome is None:
        yield beside(record, "without a decision at both stages")
    else:
        yield Counted(record, int(first.outcome != second.outcome), classes={"stage 2 outcome": _outcome(second)})


def asked_for_stage_2(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Requests for stage 2, those refused later among them."""
    if period.holds(record.escalated_on):
        refused = any(refusal.kind == "escalate" and refusal.overturned_on is None for refusal in record.refusals)
        yield Counted(record, 1, classes={"request": "refused" if refused else "taken"})


def escalated_of_cohort(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Stage 1 answers sent, and those of them after which stage 2 was asked for, whenever that was."""
    if _answered(record, period, 1) is not None:
        yield Counted(record, int(record.escalated_on is not None))


def requests_and_receipts(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Requests for stage 2 above the line, complaints received at stage 1 below it: often different complaints."""
    for counted in received_at_stage_1(record, period):
        yield counted._replace(above=0, classes={})
    for counted in asked_for_stage_2(record, period):
        yield counted._replace(below=0, classes={})


def taken_to_the_ombudsman(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Final answers sent, and those of them that an Ombudsman was asked about afterwards, whenever that was."""
    answered = [(passage.answered_on, passage.stage) for passage in record.passages if passage.answered_on]
    sent_on, stage = answered[-1] if answered else (None, 0)
    if sent_on is None or not period.holds(sent_on):
        return
    heard_on = (*record.ombudsman_enquiries, *(decision.decided_on for decision in record.ombudsman))
    if stage >= FIRST_FINAL_STAGE:
        yield Counted(record, int(any(day >= sent_on for day in heard_on)))
    elif heard_on:
        yield beside(record, "taken to the Ombudsman without a final answer")


suggested = partial(Indicator, source=FAQ, para="FAQ indicators", over=TWO_CODES)
"""An indicator on what the Ombudsman suggests, asked only where there are its two stages."""


def _of_stage(stage: int, *, outcomes: str, timing: str, request: str) -> tuple[Indicator, ...]:
    """What is measured alike at both stages, with the numbers of the two indicators the Ombudsman suggests."""
    return (
        suggested(
            id=f"stage_{stage}_outcomes",
            kpi=outcomes,
            name=f"Outcomes at stage {stage}",
            above=f"stage {stage} answers sent, by what they decided",
            basis="sent",
            unit="answers",
            count=partial(answers, stage=stage),
        ),
        suggested(
            id=f"stage_{stage}_upheld",
            kpi=outcomes,
            name=f"Upheld at stage {stage}",
            above=f"stage {stage} answers that upheld the complaint, wholly or partly",
            below=f"stage {stage} answers that upheld it, wholly or partly, or did not",
            leaves_out="answers without a finding, and those that said the matter was not the council's",
            basis="sent",
            form="rate",
            unit="share of answers",
            count=partial(upheld, stage=stage),
        ),
        _days(
            stage,
            timing,
            "acknowledgement",
            "the acknowledgement",
            "its acknowledgement, none when both went at once",
        ),
        _days(
            stage,
            timing,
            "request",
            "receipt" if stage == 1 else "the request",
            f"the day {request} counts as received",
        ),
    )


def _days(stage: int, timing: str, since: str, called: str, words: str) -> Indicator:
    return suggested(
        id=f"stage_{stage}_days" + ("" if since == "acknowledgement" else f"_from_{since}"),
        kpi=timing,
        name=f"Working days to answer at stage {stage}, from {called}",
        above=f"working days to each stage {stage} answer from {words}",
        below=f"stage {stage} answers sent",
        leaves_out="complaints not answered, such as those withdrawn before",
        basis="sent",
        form="average",
        unit="working days",
        count=partial(days_to_answer, stage=stage, since=since),
    )


ESCALATION = (
    suggested(
        id="stage_2_requested",
        kpi="K4",
        name="Complaints escalated to stage 2",
        above="requests for stage 2, those refused or withdrawn later among them",
        leaves_out="complaints the council took straight to stage 2",
        basis="asked",
        unit="requests",
        count=asked_for_stage_2,
    ),
    suggested(
        id="escalation_of_cohort",
        kpi="K4",
        name="Stage 1 answers followed by a request for stage 2",
        above="those answers after which stage 2 was asked for by the day the records were drawn",
        below="stage 1 answers sent",
        basis="sent",
        form="rate",
        unit="share of answers",
        count=escalated_of_cohort,
    ),
    suggested(
        id="escalation_in_period",
        kpi="K4",
        name="Requests for stage 2 to complaints received",
        above="requests for stage 2 made",
        below="complaints received at stage 1, often other ones",
        basis="asked and received",
        form="ratio",
        unit="requests for each complaint",
        count=requests_and_receipts,
    ),
)

CHANGED = suggested(
    id="decision_changed",
    kpi="K5",
    name="Stage 1 decisions changed at stage 2",
    above="stage 2 answers that decided otherwise than the one at stage 1",
    below="stage 2 answers after one at stage 1",
    leaves_out="complaints taken straight to stage 2, and those without a decision recorded at both stages",
    basis="sent",
    form="rate",
    unit="share of answers",
    count=decision_changed,
)

TO_THE_OMBUDSMAN = Indicator(
    id="ombudsman_escalation_of_cohort",
    name="Final answers followed by the Ombudsman",
    above="those answers after which an Ombudsman's enquiry or decision about the complaint came in by the day the "
    "records were drawn",
    below="final answers sent: the last answer of each complaint answered at stage 2",
    leaves_out="complaints answered at stage 1 alone; enquiries and decisions that came before the final answer",
    basis="sent",
    form="rate",
    unit="share of final answers",
    source=ADDED,
    para="8.1",
    over=TWO_CODES,
    count=taken_to_the_ombudsman,
)

INDICATORS = (
    *_of_stage(1, outcomes="K2", timing="K3", request="the complaint"),
    *ESCALATION,
    *_of_stage(2, outcomes="K5", timing="K6", request="the request"),
    CHANGED,
    TO_THE_OMBUDSMAN,
)
