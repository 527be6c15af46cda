"""Office hours, closure days and bank holidays proclaimed late: each kept with what it did to dates in the history.

A function that tells an effect makes the change; whoever only looks takes it back with `only_looked`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.db import transaction

from putright.administration import changes, details
from putright.administration.changes import Deed
from putright.casework import moving
from putright.council import decisions, here, models
from putright.rulebook import plain

Refused = decisions.Refused
CLOSES = "The office closes at"


def only_looked(change: Callable[[], moving.Effect]) -> moving.Effect:
    """What a change would do to dates. Nothing of it is kept. Raises what it raises."""
    with here.looked_up_anew(), transaction.atomic():
        effect = change()
        transaction.set_rollback(True)
    return effect


@transaction.atomic
def close_at(*, minutes: int, starts_on: date, corrects: bool, on: date, deed: Deed) -> moving.Effect:
    """Have the office close at so many minutes after midnight, from a day until the next change.

    From a day gone by only where it `corrects` a mistake. Raises `Refused`.
    """
    if starts_on < on and not corrects:
        raise Refused("Choose today or a later day, or tick that this corrects a mistake")
    before = here.for_rulebook()
    decisions.close_at(minutes=minutes, starts_on=starts_on)
    effect = moving.effect_of(here.for_rulebook(), before=before, on=on, since=starts_on)
    moving.work_out_anew(since=starts_on)
    was = {CLOSES: clock_face(before.office_closes_on(starts_on))}
    now = {CLOSES: clock_face(minutes), **({"Corrects a mistake": "Yes"} if corrects else {}), **_counted(effect)}
    changes.record(area="hours", about=f"From {plain(starts_on)}", before=was, after=now, deed=deed)
    details.settle("hours", deed)
    return effect


@transaction.atomic
def keep_hours(row: models.OfficeHours, deed: Deed) -> None:
    """Take back hours that are still to come: those before them stay."""
    was, about = {CLOSES: clock_face(row.office_closes)}, f"From {plain(row.starts_on)}"
    row.delete()
    changes.record(area="hours", about=about, before=was, after={}, deed=deed)


@transaction.atomic
def close_offices(*, day: date, title: str, deed: Deed) -> models.ClosedDay:
    """Shut the offices on a day. Raises `Refused`."""
    row = decisions.close_offices(day=day, title=title)
    changes.record(area="days", about=plain(row.day), before={}, after={"Closed": row.title}, deed=deed)
    return row


@transaction.atomic
def open_offices(row: models.ClosedDay, deed: Deed) -> None:
    """Take a closure day back. No date moves: it has counted as a working day all the time."""
    changes.record(area="days", about=plain(row.day), before={"Closed": row.title}, after={}, deed=deed)
    row.delete()


@transaction.atomic
def add_holiday(*, day: date, title: str, on: date, deed: Deed) -> moving.Effect:
    """A bank holiday proclaimed late. Raises `Refused`."""
    before = here.for_rulebook()
    row = decisions.add_holiday(day=day, title=title)
    effect = moving.effect_of(here.for_rulebook(), before=before, on=on, since=day)
    moving.work_out_anew()
    after = {"Bank holiday": row.title, **_counted(effect)}
    changes.record(area="days", about=plain(row.day), before={}, after=after, deed=deed)
    return effect


@transaction.atomic
def take_holiday_back(row: models.OneOffHoliday, *, on: date, deed: Deed) -> moving.Effect:
    """A bank holiday entered in error: the day is a working day, and was one all the time."""
    before, day, title = here.for_rulebook(), row.day, row.title
    row.delete()
    effect = moving.effect_of(here.for_rulebook(), before=before, on=on, since=day)
    moving.work_out_anew()
    changes.record(area="days", about=plain(day), before={"Bank holiday": title}, after=_counted(effect), deed=deed)
    return effect


def clock_face(minutes: int) -> str:
    """Minutes after midnight as a time of the day."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _counted(effect: moving.Effect) -> Mapping[str, str]:
    """How much of what, for the history: which cases it was is for those who may see them."""
    late = sum(one.now_late for one in effect.turning)
    in_time = len(effect.turning) - late
    counted = {
        "Due dates moved": str(len(effect.moving)),
        **({"Steps taken that were in time and are late": str(late)} if late else {}),
        **({"Steps taken that were late and are in time": str(in_time)} if in_time else {}),
    }
    return counted
