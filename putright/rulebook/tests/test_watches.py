"""Each watch of the walk can fail: shown a standing made wrong, it says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from putright.rulebook.book import library
from putright.rulebook.dates.days import Council
from putright.rulebook.proof import watches
from putright.rulebook.standings import moves
from putright.rulebook.standings.happening import on
from putright.rulebook.standings.standing import Standing, standing

CODE = library.procedure("local_council_code")
RECEIVED = on("received", date(2026, 6, 1))
ACKNOWLEDGED = on("stage_1_acknowledged", date(2026, 6, 3))
ANSWERED = on("stage_1_responded", date(2026, 6, 10), by="A. Officer")


def at(day: date, *events: Any) -> Standing:
    return standing(CODE, events, on=day, council=Council())


def said(here: Standing) -> str:
    return "\n".join(finding.what for finding in watches.look(here))


class AllowsAnything(Standing):
    """A standing whose gate is broken."""

    def may(self, move: str, *, by: str | None = None, **facts: Any) -> moves.Answer:
        return moves.Answer(True, "", "6.14")


def with_a_broken_gate(here: Standing) -> Standing:
    broken = AllowsAnything.__new__(AllowsAnything)
    broken.__dict__.update(here.__dict__)
    return broken


def test_a_sound_standing_has_nothing_wrong() -> None:
    assert said(at(date(2026, 6, 20), RECEIVED, ACKNOWLEDGED)) == ""


def test_lateness_that_no_breach_tells_of_is_found() -> None:
    here = at(date(2026, 6, 20), RECEIVED, ACKNOWLEDGED)
    here.__dict__["breaches"] = ()
    assert "stage_1_response is late and no breach says so" in said(here)


def test_a_due_day_past_its_limit_is_found() -> None:
    extended = on("extended", date(2026, 6, 16), until=date(2026, 7, 1), reason="Records awaited")
    here = at(date(2026, 6, 17), RECEIVED, ACKNOWLEDGED, extended)
    assert said(here) == ""
    too_far = tuple(
        reading._replace(due_on=date(2026, 7, 2)) if reading.name == "stage_1_response" else reading
        for reading in here.clocks
    )
    assert "stage_1_response is due on 2026-07-02, past 2026-07-01" in said(replace(here, clocks=too_far))


def test_an_extension_past_the_limit_open_to_anybody_is_found() -> None:
    here = with_a_broken_gate(at(date(2026, 6, 8), RECEIVED, ACKNOWLEDGED))
    assert "extend may go to 2026-07-02 without approval" in said(here)


def test_a_review_open_to_who_answered_before_or_to_nobody_in_particular_is_found() -> None:
    escalated = (on("escalated", date(2026, 6, 15)), on("stage_2_acknowledged", date(2026, 6, 16)))
    here = with_a_broken_gate(at(date(2026, 6, 17), RECEIVED, ACKNOWLEDGED, ANSWERED, *escalated))
    assert "respond_stage_2 is open to A. Officer, who answered before" in said(here)
    assert "respond_stage_2 is open to somebody unnamed" in said(here)


def test_a_move_made_without_what_it_needs_is_found() -> None:
    here = with_a_broken_gate(at(date(2026, 6, 8), RECEIVED, ACKNOWLEDGED))
    assert "respond_stage_1 can be made without decision" in said(here)
