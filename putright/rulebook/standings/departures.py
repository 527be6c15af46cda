"""A council's reasoned, dated choices not to follow a paragraph, laid over a procedure. Law does not bend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from putright.rulebook.book.vocabulary import EFFECTS, SCOPES, START_AT_STAGE_2_GROUNDS
from putright.rulebook.book.words import Block, Letter, Procedure
from putright.rulebook.dates.days import Council
from putright.rulebook.standings import restaging
from putright.rulebook.standings.clocks import day_counted
from putright.rulebook.standings.happening import Event


class LawDoesNotBend(ValueError):
    """A departure was recorded from a procedure that is law."""


class DepartureIncomplete(ValueError):
    """A departure does not say what it must before it can have any effect."""


CONTRADICTING = (("one_stage", "three_stages"), ("one_stage", "start_at_stage_2"))
"""Effects that cannot govern the same complaint: with one stage there is no third, and no second to start at."""

EXCUSING = ("longer_time", "longer_extension", "same_reviewer", "one_stage")
"""Effects that would put in order what was not, or take back what a person already had a right to."""


@dataclass(frozen=True, kw_only=True)
class Departure:
    """A departure, comply-or-explain style: what, why, who decided, and from when to when.

    A temporary one also has a plan, a return date (`ends_on`), the services it covers and the notice people are shown.
    `n` is the longer time or longer extension in the clock's own unit. An individual one belongs to one complaint, and
    `starts_on` is the day it was decided.
    """

    scope: str
    effect: str
    para: str
    reason: str
    decided_by: str
    starts_on: date | None = None
    ends_on: date | None = None
    services: tuple[str, ...] = ()
    plan: str = ""
    notice_text: str = ""
    ombudsman_told_on: date | None = None
    clock: str | None = None
    n: int | None = None
    ground: str | None = None
    approved_by: str | None = None

    def covers(self, *, received_on: date, service: str | None) -> bool:
        """Whether it governs a complaint received on a day about a service."""
        if self.scope == "individual":
            return True
        begun = self.starts_on is None or self.starts_on <= received_on
        over = self.ends_on is not None and received_on > self.ends_on
        return begun and not over and (not self.services or service in self.services)

    @property
    def excuses(self) -> bool:
        """Whether, decided in the middle of one complaint, it could reach back to what has happened already."""
        return self.scope == "individual" and self.effect in EXCUSING


def missing(departure: Departure) -> list[str]:
    """What a departure does not say and must, each named; empty when it is complete."""
    return [name for name, given in _must_say(departure).items() if not given]


def _must_say(departure: Departure) -> dict[str, object]:
    must: dict[str, object] = {
        "a known scope": departure.scope in SCOPES,
        "a known effect": departure.effect in EFFECTS,
        "the paragraph": departure.para.strip(),
        "the reason": departure.reason.strip(),
        "who decided it": departure.decided_by.strip(),
    }
    if departure.scope == "temporary":
        must |= {
            "the first day": departure.starts_on,
            "the return date": departure.ends_on,
            "the plan": departure.plan.strip(),
            "the services covered": departure.services,
            "the notice text": departure.notice_text.strip(),
            "a return date after the first day": _in_order(departure),
        }
    if departure.excuses:
        must["the day it was decided"] = departure.starts_on
    if departure.effect in ("longer_time", "longer_extension"):
        must |= {"the clock": departure.clock, "the new length": departure.n}
    if departure.effect == "start_at_stage_2":
        must["a ground: " + ", ".join(START_AT_STAGE_2_GROUNDS)] = departure.ground in START_AT_STAGE_2_GROUNDS
        must["who approved it"] = departure.approved_by or departure.ground != "other"
    return must


def _in_order(departure: Departure) -> bool:
    first, last = departure.starts_on, departure.ends_on
    return first is None or last is None or first <= last


def covering(
    departures: Sequence[Departure], *, procedure: Procedure, events: Sequence[Event], council: Council
) -> tuple[Departure, ...]:
    """The departures that govern one matter, by the day it was received and the service it is about.

    Those that could reach back come last, in the order they were decided. Raises `DepartureIncomplete`.
    """
    first = events[0] if events else None
    if first is None or first.kind not in procedure.making:
        return ()
    received_on = day_counted(procedure, first, council)
    service = first.facts.get("service")
    for one in departures:
        _must_be_complete(one)
    governing = [one for one in departures if one.covers(received_on=received_on, service=service)]
    return tuple(sorted(governing, key=lambda one: (one.excuses, one.starts_on or date.min)))


@lru_cache(maxsize=1024)
def bent(procedure: Procedure, departures: tuple[Departure, ...]) -> Procedure:
    """The procedure with every departure laid over it, whatever day they cover and in whatever order they come.

    Raises `LawDoesNotBend` or `DepartureIncomplete`.
    """
    for departure in departures:
        _must_be_complete(departure)
        _must_be_allowed(departure, procedure)
    for one, other in contradicting(departure.effect for departure in departures):
        raise DepartureIncomplete(f"two departures contradict each other: {EFFECTS[one]}; {EFFECTS[other]}")
    laid_over = {(one.effect, one.clock, one.n): one for one in sorted(departures, key=_stages_first)}
    bending = procedure
    for departure in laid_over.values():
        bending = _bent_once(bending, departure, procedure)
    letters = tuple(_says_so(letter, departures[0].para) for letter in bending.letters)
    return replace(bending, letters=letters)


def contradicting(effects: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs of effects among these that cannot both be had."""
    given = set(effects)
    return [pair for pair in CONTRADICTING if given.issuperset(pair)]


def _must_be_complete(departure: Departure) -> None:
    unsaid = missing(departure)
    if unsaid:
        raise DepartureIncomplete(
            f"the departure from {departure.para.strip() or '?'} does not give: {', '.join(unsaid)}"
        )


def _must_be_allowed(departure: Departure, procedure: Procedure) -> None:
    if procedure.force == "law":
        raise LawDoesNotBend(f"{procedure.name} is law: paragraph {departure.para} cannot be departed from")
    offered = [bend.effect for bend in procedure.bends]
    if departure.effect not in offered:
        raise DepartureIncomplete(
            f"{procedure.id} leaves no room for {departure.effect!r}; it does for: {', '.join(offered) or 'none'}"
        )


def _stages_first(departure: Departure) -> tuple[bool, int]:
    """Stages before the clocks in them; of several lengths for one clock the longest last."""
    return departure.effect not in ("one_stage", "three_stages"), departure.n or 0


def _bent_once(procedure: Procedure, departure: Departure, unbent: Procedure) -> Procedure:
    if departure.effect in ("longer_time", "longer_extension"):
        if departure.clock in procedure.clock or departure.clock not in unbent.clock:
            procedure = _with_longer_clock(procedure, departure)
    elif departure.effect == "one_stage":
        bend = next(bend for bend in unbent.bends if bend.effect == departure.effect)
        procedure = restaging.without_stage(procedure, bend.stage or restaging.STAGE_2)
    elif departure.effect == "three_stages":
        procedure = restaging.with_third_stage(procedure)
    return replace(procedure, effects=procedure.effects | {departure.effect})


def _with_longer_clock(procedure: Procedure, departure: Departure) -> Procedure:
    """A clock with more time, never with less. (A clock whose stage another departure took away is not asked for.)"""
    clock, n = procedure.clock.get(departure.clock or ""), departure.n or 0
    if clock is None:
        known = ", ".join(procedure.clock)
        raise DepartureIncomplete(f"{procedure.id} has no clock {departure.clock!r} to lengthen; it has: {known}")
    now = clock.n if departure.effect == "longer_time" else clock.extend_by
    if now is None:
        raise DepartureIncomplete(f"the clock {clock.name!r} has no such limit to lengthen")
    if n <= now:
        raise DepartureIncomplete(f"the departure from {departure.para} must give {clock.name!r} more than {now}")
    longer = replace(clock, extend_by=n)
    if departure.effect == "longer_time":
        longer = replace(clock, n=n, lengthened=True)
    return replace(procedure, clocks=tuple(longer if one is clock else one for one in procedure.clocks))


def _says_so(letter: Letter, para: str) -> Letter:
    """Every letter tells the person that the council departs, and why."""
    if any(block.name == "departure" for block in letter.blocks):
        return letter
    return replace(letter, blocks=(*letter.blocks, Block("departure", para, locked=True)))
