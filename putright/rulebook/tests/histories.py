"""Made-up histories that a procedure allows: drawn move by move, so that each is possible and none is typical."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from putright.rulebook.book import library
from putright.rulebook.book.words import Move, Procedure
from putright.rulebook.dates.days import Council, Term
from putright.rulebook.dates.working_days import WorkingDays, england
from putright.rulebook.standings import departures
from putright.rulebook.standings.departures import Departure
from putright.rulebook.standings.happening import LONDON, Event
from putright.rulebook.standings.path import Path, not_about_anything, step, why_not

FIRST_DAY, LAST_DAY = date(2025, 1, 1), date(2026, 6, 30)
TERMS = tuple(
    Term(date(year, first, 2), date(year, last, 20))
    for year in range(2025, 2029)
    for first, last in ((1, 3), (4, 7), (9, 12))
)
COUNCIL = Council(terms=TERMS)


def more_holidays(day: date) -> WorkingDays:
    """The calendar of these years with one more holiday: a short one, since it is made anew each time."""
    holidays = {known: title for known, title in england().holidays.items() if known.year >= FIRST_DAY.year}
    return WorkingDays(holidays | {day: "A day of thanks"}, date(FIRST_DAY.year, 1, 1), england().known_to)


Step = tuple[int, int, int]
"""Which of the moves on offer, how many days after the one before, and one number for all other choices."""


class History(NamedTuple):
    """A procedure and what happened under it."""

    procedure: Procedure
    events: tuple[Event, ...]

    def __repr__(self) -> str:
        happened = ", ".join(f"{event.kind} {event.at:%Y-%m-%d %H:%M}" for event in self.events)
        return f"{self.procedure.id} {sorted(self.procedure.effects)}: {happened}"

    @property
    def last_day(self) -> date:
        """The day of the last event."""
        return self.events[-1].day


def code() -> Procedure:
    """The Code as it stands, no departure laid over it."""
    return library.procedure("local_council_code")


@cache
def the_code() -> tuple[Procedure, ...]:
    """The Code, and the Code under each departure that changes dates or steps."""
    said: dict[str, Any] = {"scope": "policy", "para": "6.3", "reason": "Few staff", "decided_by": "Cabinet"}
    changes: list[dict[str, Any]] = [
        {"effect": "longer_time", "clock": "stage_1_response", "n": 15},
        {"effect": "longer_extension", "clock": "stage_2_response", "n": 30},
        {"effect": "one_stage"},
        {"effect": "three_stages"},
        {"effect": "start_at_stage_2", "ground": "senior_officer"},
    ]
    return (code(), *(departures.bent(code(), (Departure(**said, **change),)) for change in changes))


@cache
def procedures() -> tuple[Procedure, ...]:
    """Every procedure, and the Code under its departures."""
    return (*the_code(), *(one for one in library.every() if one is not code()))


def history(procedure: Procedure, start: date, steps: Sequence[Step]) -> History:
    """The history that these choices make. What moves the matter on comes up more often than notes, and than an end."""
    events: list[Event] = []
    path, day = Path(procedure), start
    for pick, wait, how in ((0, 0, len(steps)), *steps):
        day += timedelta(days=wait)
        which = "AB"[how % 2]
        choices = [move for move in procedure.making.values() if _possible(path, move, _about(procedure, move, which))]
        onward = [move for move in choices if move.name in _onward(procedure)]
        if how % 6 and onward:
            choices = onward
        if choices:
            move = choices[pick % len(choices)]
            path = step(path, move, _about(procedure, move, which))
            events.append(_event(move, day, how, timed=bool(how % 2) and (wait > 0 or not events)))
    return History(procedure, tuple(events))


def _about(procedure: Procedure, move: Move, which: str) -> str | None:
    return which if move.events[0] in procedure.told_apart else None


def _possible(path: Path, move: Move, which: str | None) -> bool:
    return why_not(path, move) is None and not_about_anything(path, move, which) is None


@cache
def _onward(procedure: Procedure) -> frozenset[str]:
    """Moves that start, stop or extend a clock or open a stage, without ending the matter."""
    touching = {kind for clock in procedure.clocks for kind in (*clock.stops, *(start.on for start in clock.starts))}
    ends = {stage.name for stage in procedure.stages if stage.ended}
    return frozenset(
        move.name
        for move in procedure.moves
        if move.opens not in ends and (touching & set(move.events) or move.opens or move.extends)
    )


def _event(move: Move, day: date, how: int, *, timed: bool) -> Event:
    """The event of a move. Only the first of a day may have a time of day, so that the order given is the real one."""
    facts: dict[str, Any] = {
        "until": day + timedelta(days=1 + how % 45),
        "reason": "Records are awaited" if how % 7 else "",
        "id": "AB"[how % 2],
    }
    if how % 5 == 0:
        facts |= {"good_reason": "A death in the depot", "approved_by": "M. Anager"}
    at = datetime.combine(day, time(how % 24, how % 60) if timed else time(), LONDON)
    return Event(move.events[0], at, by="PQR"[how % 3], facts=facts, timed=timed)


WAITS = (0, 1, 2, 4, 9, 16, 30)
PICKS, WAYS = 12, 84


def _step(number: int) -> Step:
    """The step of a number: drawing one number is several times as quick as drawing each choice."""
    rest, pick = divmod(number, PICKS)
    how, wait = divmod(rest, len(WAITS))
    return pick, WAITS[wait], how


def histories(of: Sequence[Procedure] = (), *, most: int = 9) -> st.SearchStrategy[History]:
    """Histories of these procedures (of all, when none is given)."""
    return st.builds(
        history,
        st.sampled_from(of or procedures()),
        st.integers(FIRST_DAY.toordinal(), LAST_DAY.toordinal()).map(date.fromordinal),
        st.lists(st.integers(0, PICKS * len(WAITS) * WAYS - 1).map(_step), max_size=most),
    )
