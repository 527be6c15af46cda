"""Indicators of timeliness: acknowledgements, answers in three bands, what is overdue, remedies. Words beside counting.

Whether a step was in time is taken over from the record, which has it from the clocks; it is not worked out here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from putright.rulebook.measures.case_records import CaseRecord, Limit
from putright.rulebook.measures.indicators import TWO_CODES, Counted, Indicator, Period, beside

NOT_YET_DUE = "not yet due when the records were drawn"
LEAVES_OUT = (
    "what fell away (withdrawn, refused, handed over) by the day it was due, and what was not yet due when the records "
    "were drawn; what fell away later counts as late"
)


def _due(record: CaseRecord, period: Period, limit: Limit | None, holds: Callable[[Limit], bool]) -> Iterator[Counted]:
    """A step that was due in the period, above the line when something holds of it."""
    if limit is None or not period.holds(limit.due_on):
        return
    if limit.fell_away:
        yield beside(record, "fell away before it was due")
    elif limit.band is None:
        yield beside(record, NOT_YET_DUE)
    else:
        target = "later than our stricter target" if limit.past_target else "by our stricter target"
        yield Counted(record, int(holds(limit)), classes={"band": limit.band, "target": target})


def acknowledged_on_time(record: CaseRecord, period: Period, stage: int) -> Iterator[Counted]:
    """Acknowledgements due, and those of them sent by then."""
    passage = record.passage(stage)
    if passage is not None:
        yield from _due(record, period, passage.acknowledgement, lambda limit: limit.band != "neither")


def _answers_due(record: CaseRecord, period: Period, stage: int, holds: Callable[[Limit], bool]) -> Iterator[Counted]:
    passage = record.passage(stage)
    if passage is not None:
        yield from _due(record, period, passage.answer, holds)


def in_base_time(record: CaseRecord, period: Period, stage: int) -> Iterator[Counted]:
    """Answers due, and those of them sent without needing an extension."""
    yield from _answers_due(record, period, stage, lambda limit: limit.band == "base")


def in_time(record: CaseRecord, period: Period, stage: int) -> Iterator[Counted]:
    """Answers due, and those of them sent in the base time or a duly notified extension."""
    yield from _answers_due(record, period, stage, lambda limit: limit.band != "neither")


def extended(record: CaseRecord, period: Period, stage: int) -> Iterator[Counted]:
    """Answers due, and those of them whose time a notice that counts had extended."""
    yield from _answers_due(record, period, stage, lambda limit: limit.extended)


def late_and_untold(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Answers due at any stage, and those late without the person holding a date."""
    for passage in record.passages:
        yield from _answers_due(record, period, passage.stage, lambda limit: limit.untold)


def overdue(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Cases with a step of the council's overdue when the records were drawn; the one that began first is named."""
    for step, limit in record.limits:
        if limit.running and limit.band == "neither":
            told = "the person was not told" if limit.untold else "the person holds a date"
            yield Counted(record, 1, classes={"step": step, "told": told})
            return


def remedies_on_time(record: CaseRecord, period: Period) -> Iterator[Counted]:
    """Remedies due, and those of them done by then."""
    for remedy in record.remedies:
        if remedy.due_on is None and period.holds(remedy.agreed_on):
            yield beside(record, "agreed without a date")
        if remedy.due_on is None or not period.holds(remedy.due_on):
            continue
        if remedy.done_on is not None:
            on_time = remedy.done_on <= remedy.due_on
            yield Counted(record, int(on_time), classes={"remedy": "done on time" if on_time else "done late"})
        elif remedy.explained_on is not None:
            yield Counted(record, 0, classes={"remedy": "could not be delivered, and explained"})
        elif remedy.due_on >= record.as_at:
            yield beside(record, NOT_YET_DUE)
        else:
            yield Counted(record, 0, classes={"remedy": "not done"})


def _of_stage(stage: int, *, acknowledgement: str, answer: str, extension: str) -> Iterator[Indicator]:
    """What is measured alike at both stages, with the paragraphs that set the limits."""
    shared = partial(Indicator, leaves_out=LEAVES_OUT, basis="due", form="rate", over=TWO_CODES)
    answers_due = f"stage {stage} answers due"
    yield shared(
        id=f"stage_{stage}_acknowledged_on_time",
        name=f"Acknowledged on time at stage {stage}",
        above=f"stage {stage} acknowledgements sent by the day they were due",
        below=f"stage {stage} acknowledgements due",
        unit="share of acknowledgements",
        para=acknowledgement,
        count=partial(acknowledged_on_time, stage=stage),
    )
    yield shared(
        id=f"stage_{stage}_in_base_time",
        name=f"Answered in the ordinary time at stage {stage}",
        above=f"stage {stage} answers sent in the ordinary time, without needing an extension",
        below=answers_due,
        unit="share of answers",
        para=answer,
        count=partial(in_base_time, stage=stage),
    )
    yield shared(
        id=f"stage_{stage}_in_time",
        name=f"Answered in the ordinary time or a duly notified extension at stage {stage}",
        above=f"stage {stage} answers sent in the ordinary time or within an extension notified while it still ran",
        below=answers_due,
        unit="share of answers",
        para=extension,
        count=partial(in_time, stage=stage),
    )
    yield shared(
        id=f"stage_{stage}_extended",
        name=f"Time extended at stage {stage}",
        above=f"stage {stage} answers whose time was extended by a notice that counts",
        below=answers_due,
        unit="share of answers",
        para=extension,
        count=partial(extended, stage=stage),
    )


INDICATORS = (
    *_of_stage(1, acknowledgement="6.2", answer="6.3", extension="6.4"),
    *_of_stage(2, acknowledgement="6.11", answer="6.15", extension="6.16"),
    Indicator(
        id="late_and_untold",
        name="Answers late without the person being told",
        above="answers late, and past the last date the person had been given, if any",
        below="answers due at any stage",
        leaves_out=LEAVES_OUT,
        basis="due",
        form="rate",
        unit="share of answers",
        para="5.5",
        over=TWO_CODES,
        count=late_and_untold,
    ),
    Indicator(
        id="overdue",
        name="Open and overdue",
        above="open cases with a step of the council's overdue",
        basis="on the day",
        unit="cases",
        para="6.2",
        count=overdue,
    ),
    Indicator(
        id="remedies_on_time",
        name="Remedies delivered on time",
        above="remedies done by the day they were promised for",
        below="remedies promised for then, those explained as undeliverable among them",
        leaves_out="remedies agreed without a date, and those not yet due when the records were drawn",
        basis="promised",
        form="rate",
        unit="share of remedies",
        para="7.3",
        count=remedies_on_time,
    ),
)
