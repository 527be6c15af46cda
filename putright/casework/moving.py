"""What a change of the council's calendar or hours does to cases: shown before it is made, and then done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from putright import rulebook
from putright.casework import models, replay
from putright.council import here
from putright.council.clock import LONDON
from putright.rulebook.standings.moved import Matter, counted_alike

READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Moving:
    """A due day of an open case that would be another one, with the new sentence."""

    reference: str
    clock: str
    title: str
    was_due_on: date
    now_due_on: date
    because: str


@dataclass(frozen=True, slots=True)
class Turning:
    """A step taken already that would count as late where it was in time, or the other way round."""

    reference: str
    clock: str
    title: str
    taken_on: date
    was_due_on: date
    now_due_on: date
    now_late: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """All that a change does: due days still running that move, the earliest first, and steps taken that turn."""

    moving: tuple[Moving, ...] = ()
    turning: tuple[Turning, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.moving or self.turning)

    @property
    def references(self) -> set[str]:
        """The cases it is about."""
        return {one.reference for one in self.moving} | {one.reference for one in self.turning}


def effect_of(after: rulebook.Council, *, before: rulebook.Council, on: date, since: date) -> Effect:
    """What happens to the dates of cases when one calendar or office hours give way to others.

    `since` is the first day that counts differently: what was over by then stays as it is.
    """
    with here.looked_up_once():
        matters = [*_matters(since=since, before=before, after=after)]
        moved = [*rulebook.moved_dates(matters, on=on, before=before, after=after)]
        turned = [*rulebook.turned_dates(matters, on=on, before=before, after=after)]
    moving = [
        Moving(str(one.matter), one.clock, one.title, one.was_due_on, one.now_due_on, one.because) for one in moved
    ]
    turning = [
        Turning(str(one.matter), one.clock, one.title, one.taken_on, one.was_due_on, one.now_due_on, one.now_late)
        for one in turned
    ]
    return Effect(
        tuple(sorted(moving, key=lambda one: (one.was_due_on, one.reference))),
        tuple(sorted(turning, key=lambda one: (one.taken_on, one.reference))),
    )


def anything_taken_in() -> bool:
    """Whether there is any case that dates hang on."""
    return models.Case.objects.exists()


def work_out_anew(*, since: date | None = None) -> int:
    """Have the worker work out every case again (only those in which anything has happened since a day, where one is
    given), since what they are worked out from has changed; how many.

    Ended ones as well: until then nobody could tell whether their columns are what their events say.
    """
    cases = models.Case.objects.all() if since is None else models.Case.objects.filter(_busy(since))
    return cases.update(worked_out_on=None)


def _busy(since: date) -> Q:
    """Cases in which anything has been written down since a day; nothing happens after it is written down."""
    return Q(last_at__gte=datetime.combine(since, time(), LONDON))


def _cases(since: date) -> QuerySet[models.Case]:
    return models.Case.objects.filter(Q(ended=False) | _busy(since)).order_by("pk").prefetch_related("events__by")


def _matters(*, since: date, before: rulebook.Council, after: rulebook.Council) -> Iterator[Matter]:
    for case in _cases(since).iterator(chunk_size=READ_AT_ONCE):
        procedure = replay.procedure_of(case)
        happened = replay.happenings(case.events.all())
        matter = Matter(name=case.reference, procedure=procedure, events=replay.rulebook_events(happened, procedure))
        if not counted_alike(matter, before=before, after=after):
            departures = here.departures(procedure=case.procedure, case_reference=case.reference)
            yield replace(matter, departures=departures)
