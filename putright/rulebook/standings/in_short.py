"""Why something is due on its day, in one short sentence to the person it is due to. The reckoning is in `explain`."""

from __future__ import annotations

from collections.abc import Mapping

from putright.rulebook.book.phrases import UNIT_NAMES, counted, plain
from putright.rulebook.standings import explain
from putright.rulebook.standings.clocks import Reading
from putright.rulebook.standings.standing import Standing

TO_THEM: Mapping[str, str] = {
    "received": "when your complaint reached us",
    "stage_1_acknowledged": "when we told you how we understand your complaint",
    "stage_1_responded": "when we answered you",
    "escalated": "when you asked us to look again",
    "stage_2_acknowledged": "when we told you what we will look at again",
    "request_received": "when your request reached us",
    "enquiry_received": "when your enquiry reached us",
}
"""What a time is counted from, said to the person; what is not here, as the rulebook says it."""


def why_then(standing: Standing, reading: Reading) -> str:
    """One sentence without a paragraph or the days left out: those are in `Standing.because`."""
    clock, event = reading.clock, standing.events[reading.run.counting_from]
    if clock.unit == "agreed":
        return "That is the day we agreed."
    if reading.due_on != reading.base_due_on:
        return "That is the later day we wrote to you about."
    if reading.run.pauses:
        return "Time that we had to wait has been added."
    if not clock.n:
        return "We do this on the day itself."
    length = counted(clock.n, UNIT_NAMES[clock.unit])
    since = f"{length}, counting from" if clock.count_first_day else f"{length} from"
    if reading.started_on != event.day:
        why = explain.why_later(event, standing.council)
        return f"That is {since} {plain(reading.started_on)}: it reached us {why}, so we count from then."
    when = TO_THEM.get(event.kind, f"when {standing.procedure.making[event.kind].happened}")
    return f"That is {since} {plain(event.day)}, {when}."
