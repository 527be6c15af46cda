"""The rulebook's speed: standings replayed per second, and due days in bulk beside `numpy.busday_offset`."""

from __future__ import annotations

import gc
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from putright.rulebook.book import library
from putright.rulebook.dates.days import Council
from putright.rulebook.dates.working_days import england
from putright.rulebook.standings.happening import Event
from putright.rulebook.standings.standing import Standing, standing

T = TypeVar("T")

HISTORIES = 100_000
STARTS = 10_000_000
ROUNDS = 3
SEED = 20260622
LOOKED_AT = date(2026, 6, 30)
FIRST_DAY = date(2024, 2, 1)
ACKNOWLEDGED_AFTER = [(0, 35), (1, 25), (2, 15), (3, 10), (4, 5), (5, 4), (9, 6)]
"""Working days to the acknowledgement, with weights like those councils report."""
ANSWERED_AFTER = [(2, 15), (8, 30), (10, 27), (15, 14), (26, 11), (60, 3)]
"""Working days from there to the answer. Fifteen stands for the extended ones."""
ESCALATED_SHARE = 0.145
WITHDRAWN_SHARE = 0.07


def run() -> Iterator[str]:
    """Lines of figures, ratios beside the reference of the same run."""
    yield from replays()
    yield from bulk()


def replays() -> Iterator[str]:
    """Standings a second over realistic histories, with reading the same histories as JSON for reference."""
    rng = random.Random(SEED)  # noqa: S311 - figures, not secrets
    histories = [history(rng) for _ in range(HISTORIES)]
    as_json = [
        json.dumps([[event.kind, event.at.isoformat(), dict(event.facts)] for event in h], default=str)
        for h in histories
    ]
    procedure, council = library.procedure("local_council_code"), Council()

    def stand(events: Sequence[Event]) -> Standing:
        return standing(procedure, events, on=LOOKED_AT, council=council)

    def stand_and_tell(events: Sequence[Event]) -> object:
        here = stand(events)
        return here.owes, here.on_offer, here.not_on_offer, [here.because(reading) for reading in here.clocks]

    json_rate = rate(json.loads, as_json)
    events = sum(len(one) for one in histories) / HISTORIES
    plain = rate(stand, histories)
    told = rate(stand_and_tell, histories[: HISTORIES // 10])
    yield f"{HISTORIES:,} histories of {events:.1f} events, best of {ROUNDS} rounds on one core"
    yield f"standing (stage and every clock):            {plain:>9,.0f} a second, {plain / json_rate:.2f} of json.loads"
    yield f"with owes, moves, refusals and sentences:    {told:>9,.0f} a second, {told / json_rate:.2f} of json.loads"
    yield f"reference, json.loads of the same histories: {json_rate:>9,.0f} a second"


def history(rng: random.Random) -> list[Event]:
    """One complaint, received on a working day between the Code's first day and the day looked at."""
    days = england()
    received = days.on_or_after(FIRST_DAY + timedelta(days=rng.randrange((LOOKED_AT - FIRST_DAY).days)))
    acknowledged = days.add(received, chosen(rng, ACKNOWLEDGED_AFTER))
    wait = chosen(rng, ANSWERED_AFTER)
    answered = days.add(acknowledged, wait)
    events = [at("received", received, rng, service="waste"), at("stage_1_acknowledged", acknowledged, rng)]
    if rng.random() < WITHDRAWN_SHARE:
        return known([*events, at("withdrawn", answered, rng)])
    if wait == 15:
        until = days.add(acknowledged, 18)
        events.append(at("extended", days.add(acknowledged, 9), rng, until=until, reason="Records awaited"))
    events.append(at("stage_1_responded", answered, rng))
    if rng.random() < ESCALATED_SHARE:
        asked = days.add(answered, rng.randrange(1, 20))
        again = days.add(asked, rng.randrange(6))
        events += [at("escalated", asked, rng), at("stage_2_acknowledged", again, rng)]
        events.append(at("stage_2_responded", days.add(again, rng.randrange(6, 40)), rng))
    return known([*events, at("closed", days.add(events[-1].day, 2), rng)])


def known(events: list[Event]) -> list[Event]:
    """Those that had happened by the day looked at."""
    return [event for event in events if event.day <= LOOKED_AT]


def at(kind: str, day: date, rng: random.Random, **facts: object) -> Event:
    """An event in office hours, later in the day the later it comes in a history."""
    order = ("received", "stage_1_acknowledged", "extended", "stage_1_responded", "escalated", "stage_2_acknowledged")
    hour = 9 + (order.index(kind) if kind in order else 6)
    return Event(kind, datetime(day.year, day.month, day.day, hour, rng.randrange(60)), "officer", facts)  # noqa: DTZ001


def chosen(rng: random.Random, weighted: list[tuple[int, int]]) -> int:
    """One value by weight."""
    values, weights = zip(*weighted, strict=True)
    return int(rng.choices(values, weights)[0])


def rate(work: Callable[[T], object], items: Sequence[T]) -> float:
    """Items a second, best round."""
    return len(items) / best(lambda: [work(item) for item in items] and None)


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest round."""
    taken = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def dates_of(days: NDArray[np.signedinteger[Any]]) -> NDArray[np.datetime64]:
    """Days since 1970 as dates."""
    return days.astype("datetime64[D]")


def bulk() -> Iterator[str]:
    """Due days for many start days: our table, from Python and from numpy, beside numpy's own count."""
    days = england()
    first = date(2024, 1, 1).toordinal()
    starts = np.random.default_rng(SEED).integers(first, date(2028, 6, 30).toordinal(), STARTS)
    listed = starts.tolist()
    epoch = date(1970, 1, 1).toordinal()
    dates = dates_of(starts - epoch)
    holidays = np.array(list(days.holidays), dtype="datetime64[D]")
    table = np.frombuffer(days.due_table(10), dtype=np.int32)
    base = days.known_from.toordinal()

    def numpy_count() -> NDArray[np.datetime64]:
        return np.busday_offset(dates, 10, roll="backward", holidays=holidays)

    if not np.array_equal(dates_of(table[starts - base] - epoch), numpy_count()):
        raise RuntimeError("our due days and numpy's are not the same")
    reference = best(numpy_count)
    ours = best(lambda: table[starts - base])
    in_python = best(lambda: days.due_in_bulk(listed, 10))
    yield f"{STARTS:,} due days, 10 working days each, best of {ROUNDS} rounds on one core"
    yield f"our table, looked up by numpy: {ours:.3f} s, {ours / reference:.2f} of numpy.busday_offset"
    yield f"our table, plain Python:       {in_python:.3f} s, {in_python / reference:.2f} of numpy.busday_offset"
    yield f"reference, numpy.busday_offset: {reference:.3f} s"
