"""What the two Complaint Handling Codes demand of every standing, in numbers and words written down here a second time.

A procedure is data and may be wrong: nothing is judged here by a limit, a need or a lock that it gives itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from putright.rulebook.book.words import Move, Procedure
from putright.rulebook.dates.days import Council
from putright.rulebook.standings.clocks import Reading
from putright.rulebook.standings.happening import Event
from putright.rulebook.standings.standing import Standing

Broken = Iterator[tuple[str, str]]

PARAGRAPHS: Mapping[str, Mapping[str, str]] = {
    "local_council_code": {},
    "landlord_code": {
        "5.7": "5.11",
        "6.8": "6.9",
        "6.14": "6.13",
        "6.15": "6.14",
        "6.16": "6.15",
        "6.20": "6.19",
        "6.21": "6.20",
        "7.4": "7.3",
    },
}
"""The procedures judged here. Paragraphs below are those of the Code for local councils; where another's differ, this
gives them."""


class Limit(NamedTuple):
    """So many working days from an event to another; `starts` gives, for what starts it, the event it counts from.

    `cap` is the most that all extensions together may add without a good reason and a named approver.
    """

    clock: str
    n: int
    starts: Mapping[str, str]
    stop: str
    para: str
    cap: int = 0
    cap_para: str = ""


LIMITS = (
    Limit("stage_1_acknowledgement", 5, {"received": "received"}, "stage_1_acknowledged", "6.2"),
    Limit(
        "stage_1_response",
        10,
        {"stage_1_acknowledged": "stage_1_acknowledged"},
        "stage_1_responded",
        "6.3",
        cap=10,
        cap_para="6.4",
    ),
    Limit(
        "stage_2_acknowledgement",
        5,
        {"escalated": "escalated", "sent_to_stage_2": "received"},
        "stage_2_acknowledged",
        "6.11",
    ),
    Limit(
        "stage_2_response",
        20,
        {"stage_2_acknowledged": "stage_2_acknowledged"},
        "stage_2_responded",
        "6.15",
        cap=20,
        cap_para="6.16",
    ),
)
ARRIVE = ("received", "escalated")
"""Events that count from the working day they came in office hours."""

EXTENSION_TELLS = frozenset({"new_date", "reasons", "ombudsman"})
PAST_THE_CAP = ("good_reason", "approved_by")


class Demand(NamedTuple):
    """What a move must be told, or what its letter must have locked; at one stage only, when it names one."""

    move: str
    words: tuple[str, ...]
    para: str
    stage: str | None = None


NEEDS = (
    Demand("decline", ("ground", "reason", "decided_by"), "2.4"),
    Demand("decline_escalation", ("ground", "reason", "decided_by"), "5.7"),
    Demand("extend", ("until", "reason"), "6.4", "stage_1"),
    Demand("extend", ("until", "reason"), "6.16", "stage_2"),
    Demand("explain_remedy", ("reason", "alternative"), "7.4"),
)
LOCKED = (
    Demand("decline", ("reasons", "ombudsman"), "2.4"),
    Demand("decline_escalation", ("reasons", "ombudsman"), "5.7"),
    Demand("extend", ("new_date", "reasons"), "6.4", "stage_1"),
    Demand("extend", ("new_date", "reasons"), "6.16", "stage_2"),
    Demand("extend", ("ombudsman",), "6.5", "stage_1"),
    Demand("extend", ("ombudsman",), "6.17", "stage_2"),
    Demand("explain_remedy", ("what", "reasons", "alternative", "ombudsman"), "7.4"),
)
ONWARDS = (("escalation",), "6.8")
LAST_WORD = (("final", "ombudsman"), "6.21")
SOMEBODY = "somebody who has answered nothing"


def broken(standing: Standing) -> Broken:
    """Every demand this standing does not meet, unless a departure laid over the procedure excuses it."""
    known = PARAGRAPHS.get(standing.procedure.id)
    if known is None:
        return
    for demand in DEMANDS:
        for what, para in demand(standing):
            yield what, known.get(para, para)


# --- Dates: counted here from the events, with the council's calendar and nothing else. ---------------------------


class Counted(NamedTuple):
    """A limit as counted here, beside the procedure's own reading of it."""

    limit: Limit
    reading: Reading
    base: date
    furthest: date
    due: date
    late: bool


def dates_are_those_of_the_code(standing: Standing) -> Broken:
    """5, 10, 5 and 20 working days, and no later than a due extension makes them (6.2 to 6.4, 6.11, 6.15, 6.16)."""
    known = PARAGRAPHS[standing.procedure.id]
    told = {breach.para for breach in standing.breaches}
    for limit, reading, base, _, due, late in _counted(standing):
        if reading.base_due_on != base:
            yield f"{limit.clock} is due on {reading.base_due_on} unextended, and should be on {base}", limit.para
        if reading.due_on != due:
            yield f"{limit.clock} is due on {reading.due_on}, and should be on {due}", limit.cap_para or limit.para
        if reading.late != late:
            yield f"{limit.clock} is taken for {'late' if reading.late else 'in time'}, and is not", limit.para
        if late and known.get(limit.para, limit.para) not in told:
            yield f"{limit.clock} was missed, and no breach says so", limit.para


def every_limit_runs(standing: Standing) -> Broken:
    """What starts a limit sets a clock running."""
    running = {reading.name for reading in standing.clocks}
    for limit in LIMITS:
        if limit.clock not in running and any(event.kind in limit.starts for event in standing.events):
            yield f"{limit.clock} does not run", limit.para


def no_extension_goes_past_the_cap_unapproved(standing: Standing) -> Broken:
    """Past 10 (at stage 2: 20) further working days in all, both a good reason and a named approver (6.4, 6.16)."""
    if not _on_offer(standing, "extend"):
        return
    facts = _facts(standing, standing.procedure.move["extend"], PAST_THE_CAP)
    for limit, reading, _, furthest, due, _ in _counted(standing):
        too_far = standing.council.calendar.add(max(furthest, due, standing.on), 1)
        for missing in PAST_THE_CAP if limit.cap and reading.running else ():
            if standing.may("extend", by=SOMEBODY, **{**facts, "until": too_far, missing: None}):
                yield f"extend may go to {too_far} without {missing}", limit.cap_para


def an_answer_at_once_is_in_time(standing: Standing) -> Broken:
    """One step for acknowledgement and answer, only within the five days (FAQ)."""
    if not _on_offer(standing, "answer_at_once"):
        return
    for limit, _, _, _, _, late in _counted(standing):
        if limit.clock == "stage_1_acknowledgement" and late:
            yield "answer_at_once is on offer after the five days", "FAQ form of stage 1"


def _counted(standing: Standing) -> Iterator[Counted]:
    for limit in LIMITS:
        begun = next((place for place, event in enumerate(standing.events) if event.kind in limit.starts), None)
        reading = next((reading for reading in standing.clocks if reading.name == limit.clock), None)
        if begun is not None and reading is not None:
            yield _count(standing, limit, reading, begun)


def _count(standing: Standing, limit: Limit, reading: Reading, begun: int) -> Counted:
    calendar, events = standing.council.calendar, standing.events
    counting_from = limit.starts[events[begun].kind]
    first = next(event for event in events if event.kind == counting_from)
    n, cap = _excused(standing.procedure, limit)
    base = due = calendar.add(_day_0(first, standing.council), n)
    furthest = calendar.add(base, cap) if cap else base
    end = reading.stopped_on if reading.run.left and reading.stopped_on else standing.on
    for event in events[begun:]:
        if event.kind == limit.stop:
            end = event.day
            break
        if event.kind == "extended" and limit.cap and _counts(event, limit, due, furthest):
            due = event.facts["until"]
    return Counted(limit, reading, base, furthest, due, end > due)


def _excused(procedure: Procedure, limit: Limit) -> tuple[int, int]:
    """The limit and its cap, longer only where a departure for that clock is laid over the procedure."""
    clock, n, cap = procedure.clock[limit.clock], limit.n, limit.cap
    if "longer_time" in procedure.effects and clock.lengthened:
        n = max(n, clock.n or 0)
    if "longer_extension" in procedure.effects and cap:
        cap = max(cap, clock.extend_by or 0)
    return n, cap


def _day_0(event: Event, council: Council) -> date:
    if event.kind not in ARRIVE:
        return event.day
    after_hours = event.timed and event.at.hour * 60 + event.at.minute >= council.office_closes_on(event.day)
    return council.calendar.add(event.day, 1 if after_hours else 0)


def _counts(event: Event, limit: Limit, due: date, furthest: date) -> bool:
    """Whether an extension counts: for this limit, in time, with its reason and all it must tell, within the cap."""
    facts = event.facts

    def given(*names: str) -> bool:
        return all(str(facts.get(name) or "").strip() for name in names)

    return (
        facts.get("clock", limit.clock) == limit.clock
        and event.day <= due < facts["until"]
        and given("reason")
        and set(facts.get("told", EXTENSION_TELLS)) >= EXTENSION_TELLS
        and (facts["until"] <= furthest or given(*PAST_THE_CAP))
    )


# --- Steps: what each must be told, must say, and may be done by whom and when. -----------------------------------


def needs_are_asked_for(standing: Standing) -> Broken:
    """A refusal gives ground, reason and who decided; an extension its date and reason (2.1, 2.4, 5.7, 6.4, 6.16)."""
    for demand in NEEDS:
        if _asked(standing, demand):
            facts = _facts(standing, standing.procedure.move[demand.move], demand.words)
            for word in demand.words:
                if standing.may(demand.move, by=SOMEBODY, **{**facts, word: None}):
                    yield f"{demand.move} can be made without {word}", demand.para


def letters_have_their_locked_blocks(standing: Standing) -> Broken:
    """What a letter must say cannot be taken out of it (2.4, 5.7, 6.4, 6.5, 6.8, 6.16, 6.17, 6.20, 6.21, 7.4)."""
    for demand in (*LOCKED, *_answers(standing.procedure.effects)):
        if _asked(standing, demand):
            letter = standing.procedure.letter.get(standing.procedure.move[demand.move].says or "")
            locked = {block.name for block in letter.blocks if block.locked and not block.when} if letter else set()
            for word in demand.words:
                if word not in locked:
                    yield f"{demand.move} can go without a locked block {word!r}", demand.para


def _answers(effects: frozenset[str]) -> Iterator[Demand]:
    """Each answer says how to go on; the last, that it is the last. Which is the last, a departure may change."""
    first = LAST_WORD if "one_stage" in effects else ONWARDS
    yield Demand("respond_stage_1", *first)
    yield Demand("answer_at_once", *first)
    yield Demand("respond_stage_2", *(ONWARDS if "three_stages" in effects else LAST_WORD))
    yield Demand("respond_stage_3", *LAST_WORD)


def a_review_is_by_somebody_else(standing: Standing) -> Broken:
    """Stage 2 is refused to whoever answered at stage 1, and to nobody in particular (6.14)."""
    if "same_reviewer" in standing.procedure.effects or not _on_offer(standing, "respond_stage_2"):
        return
    facts = _facts(standing, standing.procedure.move["respond_stage_2"])
    for by in (None, *(event.by for event in standing.events if event.kind == "stage_1_responded")):
        if standing.may("respond_stage_2", by=by, **facts):
            yield f"respond_stage_2 may be made by {by or 'nobody in particular'}, as before", "6.14"


def stage_2_is_answered_before_it_is_closed(standing: Standing) -> Broken:
    """No closing at stage 2 without its answer, or a refusal to take it there (6.14)."""
    kinds = {event.kind for event in standing.events}
    answered = kinds & {"stage_2_responded", "escalation_declined"}
    if standing.stage == "stage_2" and not answered and _on_offer(standing, "close"):
        yield "close is on offer before stage 2 is answered", "6.14"


def stages_come_in_their_order(standing: Standing) -> Broken:
    """Stage 1 first and then stage 2; no other, before or after, without a departure (5.2)."""
    if standing.stage is None or standing.ended or standing.stage == "stage_1":
        return
    effects, kinds = standing.procedure.effects, {event.kind for event in standing.events}
    straight = "start_at_stage_2" in effects and "sent_to_stage_2" in kinds
    after = {"stage_2": "stage_1_responded", "stage_3": "stage_2_responded" if "three_stages" in effects else ""}
    if after.get(standing.stage) not in kinds and not (standing.stage == "stage_2" and straight):
        yield f"{standing.stage} is open without the answer before it", "5.2"


def _on_offer(standing: Standing, move: str) -> bool:
    offered = standing.offer.get(move)
    return offered is not None and offered.why_not is None


def _asked(standing: Standing, demand: Demand) -> bool:
    return demand.stage in (None, standing.stage) and _on_offer(standing, demand.move)


def _facts(standing: Standing, move: Move, also: tuple[str, ...] = ()) -> dict[str, object]:
    """All that a move could be told, so that leaving one thing out is the only reason to refuse it."""
    facts: dict[str, object] = dict.fromkeys((*move.needs, *move.past_limit_needs, *also), "given")
    facts["ground"] = next(ground.name for ground in standing.procedure.grounds if not ground.needs_departure)
    due = (reading.due_on for reading in standing.clocks if reading.running and reading.name in move.extends)
    facts["until"] = standing.council.calendar.add(max([standing.on, *due]), 1)
    return facts


DEMANDS = (
    every_limit_runs,
    dates_are_those_of_the_code,
    no_extension_goes_past_the_cap_unapproved,
    an_answer_at_once_is_in_time,
    needs_are_asked_for,
    letters_have_their_locked_blocks,
    a_review_is_by_somebody_else,
    stage_2_is_answered_before_it_is_closed,
    stages_come_in_their_order,
)
