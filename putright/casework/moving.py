"""What a change of the council's calendar does to the dates of open cases: shown before it is made, and then done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from putright import rulebook
from putright.casework import models, replay
from putright.council import here
from putright.rulebook.standings.moved import Matter


@dataclass(frozen=True, slots=True)
class Moving:
    """A due day of an open case that would be another one, with the new sentence."""

    reference: str
    clock: str
    was_due_on: date
    now_due_on: date
    because: str


def moved_by(after: rulebook.Council, *, before: rulebook.Council, on: date) -> list[Moving]:
    """Every due day still running on a day that another calendar would move, the earliest first."""
    with here.looked_up_once():
        matters = [_matter(case) for case in _open_cases()]
        moved = list(rulebook.moved_dates(matters, on=on, before=before, after=after))
    found = [
        Moving(
            reference=str(one.matter),
            clock=one.clock,
            was_due_on=one.was_due_on,
            now_due_on=one.now_due_on,
            because=one.because,
        )
        for one in moved
    ]
    return sorted(found, key=lambda one: (one.was_due_on, one.reference))


def work_out_anew() -> int:
    """Have the worker work out every case again, since what they are worked out from has changed; how many.

    Ended ones as well: until then nobody could tell whether their columns are what their events say.
    """
    return models.Case.objects.update(worked_out_on=None)


def _open_cases() -> Sequence[models.Case]:
    return list(models.Case.objects.filter(ended=False).prefetch_related("events__by"))


def _matter(case: models.Case) -> Matter:
    procedure = replay.procedure_of(case)
    happened = replay.happenings(case.events.all())
    return Matter(
        name=case.reference,
        procedure=procedure,
        events=replay.rulebook_events(happened, procedure),
        departures=here.departures(procedure=case.procedure, case_reference=case.reference),
    )
