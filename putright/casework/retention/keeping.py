"""Until when a case is kept, from which day that counts, and why: the sentence that stands on the page of every case.

The time begins with the last of: the end of the case, its last remedy, the end of the Ombudsman's investigation, the
lifting of a hold. The day itself is counted by the rulebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from putright import rulebook
from putright.casework import models, replay
from putright.casework.retention import holds, schedule
from putright.casework.retention.schedule import Rule
from putright.casework.tables.retention import Hold
from putright.council import clock
from putright.rulebook import plain

KEPT_LONGER, RIGHT_DECIDED = "kept_longer", "right_decided"
OMBUDSMAN = "ombudsman_investigation"
OPEN = "It is still open: the time it is kept begins when it has ended."


@dataclass(frozen=True, slots=True)
class Counted:
    """A day the time may count from, and what happened on it."""

    on: date
    what: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Until when a case is kept. `until` is None while the time has not begun, and once it has been disposed of."""

    rule: Rule | None
    """None while the case is open: which class it will be in is not known before it has ended."""
    until: date | None
    because: str
    counted: Counted | None
    holds: tuple[Hold, ...]
    disposed_on: date | None = None

    @property
    def class_name(self) -> str:
        """The class the case is in; empty while that is not known."""
        return self.rule.keeping_class.name if self.rule else ""

    @property
    def mind(self) -> str:
        """What to see to before it is disposed of, if there is anything."""
        return self.rule.keeping_class.mind if self.rule else ""

    def due(self, *, on: date) -> bool:
        """Whether it may be disposed of on a day."""
        return self.until is not None and self.until <= on and not self.holds


def of(case: models.Case, *, rules: Mapping[str, Rule] | None = None) -> Kept:
    """Until when a case is kept, and why."""
    if not case.ended:
        return Kept(rule=None, until=None, because=OPEN, counted=None, holds=tuple(holds.of(case)))
    happened = replay.happenings(case.events.select_related("by"))
    standing_holds = tuple(holds.of(case))
    rule = (rules or schedule.in_force())[_class_of(case, happened)]
    gone = next((one for one in happened if one.event.kind == replay.ERASED), None)
    if gone is not None:
        on = clock.day_of(gone.happened_at)
        because = f"It was disposed of on {plain(on)}: what happened and when is kept, who and in what words is not."
        return Kept(rule=rule, until=None, because=because, counted=None, holds=standing_holds, disposed_on=on)
    waits = _why_not_begun(case)
    if waits:
        return Kept(rule=rule, until=None, because=waits, counted=None, holds=standing_holds)
    return _counted(case, happened, rule, standing_holds)


def _counted(
    case: models.Case, happened: Sequence[replay.Happened], rule: Rule, standing_holds: tuple[Hold, ...]
) -> Kept:
    begins = max(_days(case, happened), key=lambda one: one.on)
    until, because = rulebook.kept_until(begins.on, years=rule.years), _sentence(rule, begins)
    agreed = _erasure_agreed(happened)
    longer = _kept_longer(happened)
    if agreed is not None:
        until, because = min(until, agreed), f"Erasing it was agreed on {plain(agreed)}, at the person’s request."
    elif longer is not None and longer > until:
        until = longer
        because = f"Kept until {plain(longer)}: it was decided to keep it longer. Otherwise: {because}"
    else:
        because = f"Kept until {plain(until)}: {because}"
    if standing_holds:
        because += " While it is on hold it is not disposed of."
    return Kept(rule=rule, until=until, because=because, counted=begins, holds=standing_holds)


def _sentence(rule: Rule, begins: Counted) -> str:
    years = "1 year" if rule.years == 1 else f"{rule.years} years"
    return f"{years} from {plain(begins.on)}, {begins.what} ({rule.keeping_class.title}; {rule.whose})."


# --- Which class. ----------------------------------------------------------------------------------------------------


def _class_of(case: models.Case, happened: Sequence[replay.Happened]) -> str:
    kinds = {one.event.kind for one in happened if not one.struck}
    return next(name for name, one in schedule.every().items() if _fits(one, case, kinds))


def _fits(one: schedule.KeepingClass, case: models.Case, kinds: set[str]) -> bool:
    if one.requests:
        return False
    if one.nobody_named:
        return replay.ERASED not in kinds and _nobody_named(case)
    if one.procedures and case.procedure not in one.procedures:
        return False
    if one.events or one.ombudsman:
        return not kinds.isdisjoint(one.events) or (one.ombudsman and bool(_investigations(case)))
    return True


def _nobody_named(case: models.Case) -> bool:
    details = case.parties.values_list("person__name", "person__email", "person__phone", "person__address")
    return not any(text.strip() for row in details for text in row)


def _investigations(case: models.Case) -> list[models.Case]:
    """The Ombudsman's investigations that came from a case or led to it."""
    linked = [*case.led_to.filter(procedure=OMBUDSMAN)]
    if case.came_from is not None and case.came_from.procedure == OMBUDSMAN:
        linked.append(case.came_from)
    return linked


# --- From which day. -------------------------------------------------------------------------------------------------


def _why_not_begun(case: models.Case) -> str:
    """Why the time has not begun for a case that has ended; empty when it has."""
    if case.remedies.filter(done_on=None, undeliverable_on=None).exists():
        return "A remedy is still owed: the time it is kept begins when that is done."
    if any(not one.ended for one in _investigations(case)):
        return "The Ombudsman is still investigating: the time it is kept begins when that has ended."
    return ""


def _days(case: models.Case, happened: Sequence[replay.Happened]) -> Iterator[Counted]:
    """Every day the time may count from."""
    yield Counted(_ended_on(case, happened), "the day it ended")
    for one in case.remedies.all():
        for day in (one.done_on, one.undeliverable_on):
            if day is not None:
                yield Counted(day, "the day the last remedy was settled")
    for investigation in _investigations(case):
        ended = _ended_on(investigation, replay.happenings(investigation.events.all()))
        yield Counted(ended, "the day the Ombudsman’s investigation ended")
    for at in holds.lifted_from(case):
        yield Counted(clock.day_of(at), "the day a hold was lifted")


def _ended_on(case: models.Case, happened: Iterable[replay.Happened]) -> date:
    """The day of the last step that brought a case to its end; of its last step where none is marked so."""
    procedure = replay.procedure_of(case)
    ends = {stage.name for stage in procedure.stages if stage.ended}
    steps = [one for one in happened if not one.struck and one.event.kind in procedure.making]
    ending = [one for one in steps if procedure.making[one.event.kind].opens in ends]
    return clock.day_of((ending or steps)[-1].happened_at)


def _kept_longer(happened: Iterable[replay.Happened]) -> date | None:
    days = [one.data["until"] for one in happened if one.event.kind == KEPT_LONGER and not one.struck]
    return date.fromisoformat(days[-1]) if days else None


def _erasure_agreed(happened: Iterable[replay.Happened]) -> date | None:
    """The day erasing was agreed, if that is the last word about it."""
    about = [one for one in happened if one.event.kind == RIGHT_DECIDED and one.data.get("right") == "erasure"]
    standing = [one for one in about if not one.struck]
    if not standing or standing[-1].data.get("answer") != "agreed":
        return None
    return clock.day_of(standing[-1].happened_at)
