"""A case as one line of a list: who it is about, what comes next in words, and how soon. Nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, prefetch_related_objects

from putright import rulebook
from putright.casework import cases, models, replay
from putright.council import here

SOON = 2
"""In working days: what is due that soon is shown by itself, and officers are reminded of it."""

WAITING_FOR: Mapping[str, str] = {
    "complainant": "the person",
    "other_body": "another body",
    "panel": "the panel",
}
"""Who owes a step when the council does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line. `state` is untold, overdue, soon, later, undated or ended; `due` says how soon in words.

    `promise` and `promise_state` (late, soon or later) say the same of what was promised besides, a remedy, where the
    step that leads is another.
    """

    case: models.Case
    people: str
    stage: str
    step: str
    waiting_for: str
    due: str
    state: str
    promise: str
    promise_state: str
    adjusted: bool

    @property
    def told(self) -> date | None:
        """The date the person was given for something late, while it is still to come."""
        return self.case.told_until if self.state == "overdue" else None


def with_people(found: cases.Cases) -> cases.Cases:
    """The same cases, with what a line says of their people read at once."""
    return found.prefetch_related(*_people())


def read_people(case: models.Case) -> None:
    """The same for one case whose page names its people here and there."""
    prefetch_related_objects([case], *_people())


def _people() -> tuple[Prefetch[str], str]:
    parties = models.Party.objects.select_related("person")
    return Prefetch("parties", parties), "parties__person__adjustments"


def line(case: models.Case, *, on: date, council: rulebook.Council | None = None) -> Line:
    """A case as a list shows it on a day."""
    council = council or here.for_rulebook()
    procedure = replay.procedure_of(case)
    return Line(
        case=case,
        people=people_of(case),
        stage=_stage(case, procedure),
        step=next_step(case, procedure),
        waiting_for="" if case.next_by in ("", "council") else WAITING_FOR.get(case.next_by, case.next_by),
        due=_due(case, procedure, council, on),
        state=_state(case, council, on),
        promise=_how_soon(case.promise_due_on, council, on) if case.promise_due_on else "",
        promise_state=_promise_state(case.promise_due_on, council, on),
        adjusted=any(_in_force(one, on) for party in case.parties.all() for one in party.person.adjustments.all()),
    )


def _stage(case: models.Case, procedure: rulebook.Procedure) -> str:
    """The stage it is at; once that is answered and something is still to be done, that it is."""
    if case.ended:
        return "Ended"
    title = procedure.stage[case.stage].title if case.stage in procedure.stage else procedure.name
    owed = procedure.clock.get(case.next_step)
    answered = case.answered_on is not None and (owed is None or owed.stage != case.stage or owed.owed_by != "council")
    return f"Answered at {title}" if answered else _sentence(title)


def soon(*, on: date, council: rulebook.Council) -> date:
    """The last day that is soon."""
    return council.calendar.add(on, SOON)


def people_of(case: models.Case) -> str:
    """Whose complaint it is, and who speaks for them."""
    parties = sorted(case.parties.all(), key=lambda party: (party.role != "complainant", party.pk))
    names = [str(party.person) for party in parties]
    return f"{names[0]}, with {' and '.join(names[1:])}" if len(names) > 1 else "".join(names)


def next_step(case: models.Case, procedure: rulebook.Procedure) -> str:
    """What is owed next, in words; empty when nothing is."""
    if case.next_step in procedure.clock:
        return _sentence(procedure.clock[case.next_step].title.removeprefix("the "))
    if case.next_step in procedure.move:
        return procedure.move[case.next_step].title
    return "" if case.ended or not case.next_by else "Keep or explain what was promised"


def _due(case: models.Case, procedure: rulebook.Procedure, council: rulebook.Council, on: date) -> str:
    if case.step_due_on is None or case.next_by != "council":
        return ""
    clock = procedure.clock.get(case.next_step)
    return _how_soon(case.step_due_on, council, on, working=clock is None or clock.unit == "working_day")


def _how_soon(due: date, council: rulebook.Council, on: date, *, working: bool = True) -> str:
    if due == on:
        return "due today"
    first, last = min(due, on), max(due, on)
    n = council.calendar.between(first, last) if working else (last - first).days
    unit = f"{'working ' if working else ''}day{'' if n == 1 else 's'}"
    if due < on:
        return f"{n} {unit} late" if n else "late"
    return "due tomorrow" if due == on + timedelta(days=1) else f"in {n} {unit}"


def _state(case: models.Case, council: rulebook.Council, on: date) -> str:
    if case.ended:
        return "ended"
    if case.step_due_on is None:
        return "undated"
    if case.next_by != "council":
        return "later"
    if case.step_due_on < on:
        return "untold" if case.told_until is None or case.told_until < on else "overdue"
    return "soon" if case.step_due_on <= soon(on=on, council=council) else "later"


def _promise_state(due: date | None, council: rulebook.Council, on: date) -> str:
    if due is None:
        return ""
    return "late" if due < on else "soon" if due <= soon(on=on, council=council) else "later"


def _in_force(adjustment: models.Adjustment, on: date) -> bool:
    return adjustment.ended_on is None or adjustment.ended_on > on


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
