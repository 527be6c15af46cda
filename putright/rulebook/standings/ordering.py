"""The first order in which a history is possible, where the order within a day or a moment is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from putright.rulebook.book.words import Procedure
from putright.rulebook.standings.happening import Event, in_natural_order, stretches
from putright.rulebook.standings.path import Path, not_about_anything, step, why_not, word

MOST_IN_DOUBT = 7
"""Of a day with more events than these, only the order given and the natural one are tried."""

MOST_TRIES = 3_000
"""All orders of a full day, so that a history is refused in good time when many days are in doubt."""


class _Try(NamedTuple):
    """How far a try has come: what is in order, and what is left of the stretch it is at.

    `settled` means that the rest comes as it stands; else any of it may come next that moments allow.
    """

    path: Path
    order: tuple[Event, ...]
    rest: tuple[Event, ...] = ()
    settled: bool = True
    begun: int = 0


def first_possible(procedure: Procedure, events: Sequence[Event]) -> tuple[Event, ...] | None:
    """The first possible order of events that `in_order` put as they were given; None when none was found.

    A day keeps the order given as long as that is possible; after it come the natural order and those nearest to it.
    """
    together = stretches(events)
    tries = [_Try(Path(procedure), ())]
    for _ in range(MOST_TRIES):
        if not tries:
            break
        one = tries.pop()
        if one.rest:
            tries += _one_further(one)
        elif one.begun < len(together):
            tries += _ways_on(one, together[one.begun])
        else:
            return one.order
    return None


def _ways_on(one: _Try, stretch: tuple[Event, ...]) -> list[_Try]:
    """The next stretch in its natural order and, to be tried before that, as given."""
    given = one._replace(rest=stretch, settled=True, begun=one.begun + 1)
    if len(stretch) == 1:
        return [given]
    natural = tuple(in_natural_order(stretch, one.path.procedure.order))
    return [given._replace(rest=natural, settled=len(stretch) > MOST_IN_DOUBT), given]


def _one_further(one: _Try) -> list[_Try]:
    """The try with one more event of its stretch in order, in each way that is possible; the first comes last."""
    further = []
    for place in (0,) if one.settled else reversed(_may_come_next(one)):
        event = one.rest[place]
        path = _after(one.path, event)
        if path is not None:
            rest = one.rest[:place] + one.rest[place + 1 :]
            further.append(one._replace(path=path, order=(*one.order, event), rest=rest))
    return further


def _may_come_next(one: _Try) -> tuple[int, ...]:
    """The places of those that no other event with a time comes before; of several that say the same, the first."""
    earliest = min((event.second for event in one.rest if event.timed), default=None)
    telling: dict[tuple[bool, str], int] = {}
    for place, event in enumerate(one.rest):
        if not event.timed or event.second == earliest:
            telling.setdefault((event.timed, _said(one.path.procedure, event)), place)
    return tuple(telling.values())


def _after(path: Path, event: Event) -> Path | None:
    """The path with one more event; None when the event is not possible there."""
    move = path.procedure.making[event.kind]
    which = _said(path.procedure, event).partition("#")[2] or None
    if why_not(path, move) or not_about_anything(path, move, which):
        return None
    return step(path, move, which)


def _said(procedure: Procedure, event: Event) -> str:
    return word(event.kind, event.facts.get("id") if event.kind in procedure.told_apart else None)
