"""The walk judges the Codes by demands written down apart from them: each fault put into their data is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from itertools import combinations
from typing import Any

import pytest

from putright.rulebook.book import library
from putright.rulebook.book.words import Clock, Letter, Procedure, Stage
from putright.rulebook.dates.days import Council
from putright.rulebook.proof import enforced, explore
from putright.rulebook.standings.departures import CONTRADICTING, DepartureIncomplete, contradicting
from putright.rulebook.standings.happening import LONDON, Event, on
from putright.rulebook.standings.standing import Standing, standing
from putright.rulebook.tests.test_explore import changed, found, said, shorter, with_move, without_move

CODE = library.procedure("local_council_code")
SHORT = without_move(shorter(CODE), "reopen", "withdraw", "hand_over", "handle_as_service_request")
LANDLORD = library.procedure("landlord_code")
SHORT_LANDLORD = without_move(
    shorter(LANDLORD),
    "reopen",
    "withdraw",
    "hand_over",
    "handle_as_service_request",
    "send_update",
    "direct_acceptance",
    "direct_escalation",
)
Mutant = Callable[[Procedure], Procedure]


def move(name: str, **values: object) -> Mutant:
    return lambda code: with_move(code, name, **values)


def clock(name: str, **values: Any) -> Mutant:
    def other(one: Clock) -> Clock:
        return replace(one, **values) if one.name == name else one

    return lambda code: replace(code, clocks=tuple(other(one) for one in code.clocks))


def no_clock(name: str) -> Mutant:
    def without(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for each in names if each != name)

    return lambda code: replace(
        changed(code, lambda one: replace(one, extends=without(one.extends), while_running=without(one.while_running))),
        clocks=tuple(one for one in code.clocks if one.name != name),
    )


def letter(name: str, block: str, **values: Any) -> Mutant:
    """A letter with one block changed, or without it."""

    def other(one: Letter) -> Letter:
        blocks = (replace(each, **values) if each.name == block else each for each in one.blocks)
        return replace(one, blocks=tuple(each for each in blocks if values or each.name != block))

    return lambda code: replace(code, letters=tuple(other(one) if one.name == name else one for one in code.letters))


def closable_unanswered(code: Procedure) -> Procedure:
    return replace(code, promises=tuple(one for one in code.promises if one.opened_by != "escalated"))


def an_informal_stage_first(code: Procedure) -> Procedure:
    informal = Stage("informal", "the informal stage", "5.2", date(2024, 2, 1))
    code = with_move(with_move(code, "receive", opens="informal"), "decline", stages=("informal", "stage_1"))
    return replace(code, stages=(informal, *code.stages))


DECIDED = ("ground", "reason", "decided_by")
MUTANTS: dict[str, tuple[Mutant, str]] = {
    "acknowledged in 6": (clock("stage_1_acknowledgement", n=6), "stage_1_acknowledgement is due on"),
    "stage 1 in 15": (clock("stage_1_response", n=15), "stage_1_response is due on"),
    "stage 1 with a cap of 15": (clock("stage_1_response", extend_by=15), "without good_reason (6.4)"),
    "stage 2 acknowledged in 6": (clock("stage_2_acknowledgement", n=6), "stage_2_acknowledgement is due on"),
    "stage 2 in 21": (clock("stage_2_response", n=21), "stage_2_response is due on"),
    "stage 2 with a cap of 21": (clock("stage_2_response", extend_by=21), "without good_reason (6.16)"),
    "no limit at stage 2": (no_clock("stage_2_response"), "stage_2_response does not run (6.15)"),
    "a limit in calendar days": (clock("stage_1_response", unit="calendar_day"), "and should be on"),
    "the same reviewer": (move("respond_stage_2", somebody_else_than=()), "may be made by first officer, as before"),
    "a nameless reviewer": (move("respond_stage_2", somebody_else_than=()), "made by nobody in particular, as before"),
    "a refusal for no reason": (move("decline", needs=("ground", "decided_by")), "decline can be made without reason"),
    "a refusal by nobody": (move("decline", needs=("ground", "reason")), "decline can be made without decided_by"),
    "a refusal on no ground": (move("decline", needs=DECIDED[1:]), "decline can be made without ground"),
    "stage 2 refused on a ground alone": (
        move("decline_escalation", needs=("ground",)),
        "decline_escalation can be made without reason (5.7)",
    ),
    "a refusal without reasons": (letter("refusal", "reasons"), "decline can go without a locked block 'reasons'"),
    "an extension without its reasons": (letter("extension", "reasons"), "extend can go without a locked block 'rea"),
    "an extension without its date": (letter("extension", "new_date"), "extend can go without a locked block 'new_"),
    "an extension's date sometimes": (letter("extension", "new_date", when="upheld"), "without a locked block 'new_"),
    "an extension for no reason": (move("extend", needs=("until",)), "extend can be made without reason"),
    "an extension past the cap for nothing": (move("extend", past_limit_needs=("approved_by",)), "without good_reason"),
    "an extension past the cap by nobody": (move("extend", past_limit_needs=("good_reason",)), "without approved_by"),
    "a late answer at once": (move("answer_at_once", in_time_of=None), "is on offer after the five days"),
    "an answer with no way on": (letter("stage_1_response", "escalation", locked=False), "locked block 'escalation'"),
    "an answer in one with no way on": (letter("answer_at_once", "escalation"), "answer_at_once can go without"),
    "an answer that need not be final": (letter("stage_2_response", "final", locked=False), "locked block 'final'"),
    "a final answer, Ombudsman optional": (
        letter("stage_2_response", "ombudsman", locked=False),
        "respond_stage_2 can go without a locked block 'ombudsman'",
    ),
    "an answer without a letter": (move("respond_stage_2", says=None), "respond_stage_2 can go without a locked block"),
    "stage 2 closed unanswered": (closable_unanswered, "close is on offer before stage 2 is answered"),
    "an informal stage first": (an_informal_stage_first, "informal is open without the answer before it"),
    "stage 2 without stage 1": (move("escalate", after=()), "stage_2 is open without the answer before it"),
    "straight to stage 2": (move("send_to_stage_2", needs_departure=None), "stage_2 is open without the answer"),
}


NOT_IN_THE_LANDLORD_CODE = {"a late answer at once", "an answer in one with no way on", "straight to stage 2"}
"""Faults in steps that the landlord Code has not."""


def for_landlords(what: str) -> str:
    """What is found, with the paragraph of the landlord Code."""
    said, cited, para = what.removesuffix(")").rpartition(" (")
    return f"{said} ({enforced.PARAGRAPHS[LANDLORD.id].get(para, para)})" if cited else what


def test_every_demand_is_met_in_every_standing() -> None:
    met = explore.explore(CODE)
    assert met.standings > 50
    assert met.findings == ()


@pytest.mark.parametrize("procedure", [CODE, LANDLORD], ids=lambda one: one.id)
def test_every_demand_is_about_something_there_is(procedure: Procedure) -> None:
    named = {demand.move for demand in (*enforced.NEEDS, *enforced.LOCKED)}
    assert named <= set(procedure.move)
    assert {limit.clock for limit in enforced.LIMITS} <= set(procedure.clock)


@pytest.mark.parametrize("name", MUTANTS)
def test_a_procedure_that_breaks_a_demand_is_found(name: str) -> None:
    mutant, what = MUTANTS[name]
    assert found(what, mutant(SHORT))


def test_the_short_landlord_code_breaks_no_demand() -> None:
    assert explore.explore(SHORT_LANDLORD).standings > 10
    assert said(SHORT_LANDLORD) == ""


@pytest.mark.parametrize("name", [name for name in MUTANTS if name not in NOT_IN_THE_LANDLORD_CODE])
def test_a_landlord_code_that_breaks_a_demand_is_found(name: str) -> None:
    mutant, what = MUTANTS[name]
    assert found(for_landlords(what), mutant(SHORT_LANDLORD))


def test_a_fault_is_left_out_for_landlords_only_when_they_have_no_such_step() -> None:
    for name in NOT_IN_THE_LANDLORD_CODE:
        assert said(MUTANTS[name][0](SHORT_LANDLORD)) == ""
    assert not {"answer_at_once", "send_to_stage_2"} & set(LANDLORD.move)


def test_a_remedy_that_cannot_be_delivered_is_told_in_full() -> None:
    for block in ("what", "reasons", "alternative", "ombudsman"):
        unlocked = letter("remedy_undeliverable", block, locked=False)(CODE)
        here = at(date(2026, 6, 4), RECEIVED, ACKNOWLEDGED, on("remedy_agreed", date(2026, 6, 4)), of=unlocked)
        assert broken(here) == f"explain_remedy can go without a locked block {block!r}"


def test_the_paragraph_is_that_of_the_procedure_walked() -> None:
    here = at(date(2026, 6, 20), RECEIVED, ACKNOWLEDGED, of=clock("stage_1_response", n=11)(LANDLORD))
    assert "6.3" in {para for _, para in enforced.broken(here)}
    unanswered = with_move(LANDLORD, "decline_escalation", needs=("ground",))
    escalated = (on("stage_1_responded", date(2026, 6, 4), by="A. Officer"), on("escalated", date(2026, 6, 5)))
    here = at(date(2026, 6, 5), RECEIVED, ACKNOWLEDGED, *escalated, of=unanswered)
    assert "5.11" in {para for _, para in enforced.broken(here)}


# --- What no data can do: an engine that counts an extension it should not. ---------------------------------------

RECEIVED = on("received", date(2026, 6, 1))
ACKNOWLEDGED = on("stage_1_acknowledged", date(2026, 6, 3))


def at(day: date, *events: Any, of: Procedure = CODE) -> Standing:
    return standing(of, events, on=day, council=Council())


def broken(here: Standing) -> str:
    return "\n".join(what for what, _ in enforced.broken(here))


def counted_all_the_same(here: Standing, due_on: date) -> Standing:
    """As an engine would read it that let the extension count."""
    readings = (
        one._replace(due_on=due_on, late=False) if one.name == "stage_1_response" else one for one in here.clocks
    )
    return replace(here, clocks=tuple(readings))


def extended(day: date, until: date, **facts: Any) -> Event:
    return on("extended", day, **{"until": until, "reason": "Records awaited", **facts})


@pytest.mark.parametrize(
    "extension",
    [
        pytest.param(extended(date(2026, 6, 8), date(2026, 7, 2)), id="past the cap without approval"),
        pytest.param(
            extended(date(2026, 6, 8), date(2026, 7, 2), good_reason="Strike"), id="past the cap, nobody approved it"
        ),
        pytest.param(extended(date(2026, 6, 18), date(2026, 6, 26)), id="late"),
        pytest.param(extended(date(2026, 6, 8), date(2026, 6, 26), reason=" "), id="without a reason"),
        pytest.param(extended(date(2026, 6, 8), date(2026, 6, 26), told=["reasons"]), id="without the new date"),
    ],
)
def test_an_extension_that_should_not_count_leaves_the_due_day_where_it_was(extension: Event) -> None:
    here = at(date(2026, 6, 18), RECEIVED, ACKNOWLEDGED, extension)
    assert broken(here) == ""
    falsified = broken(counted_all_the_same(here, extension.facts["until"]))
    assert f"stage_1_response is due on {extension.facts['until']}, and should be on 2026-06-17" in falsified
    assert "stage_1_response is taken for in time, and is not" in falsified


def test_an_extension_that_counts_moves_the_due_day() -> None:
    approved = {"good_reason": "Strike", "approved_by": "The manager"}
    here = at(date(2026, 6, 30), RECEIVED, ACKNOWLEDGED, extended(date(2026, 6, 8), date(2026, 7, 2), **approved))
    assert broken(here) == ""
    falsified = broken(counted_all_the_same(here, date(2026, 6, 17)))
    assert "stage_1_response is due on 2026-06-17, and should be on 2026-07-02" in falsified


def test_a_missed_limit_that_no_breach_tells_of_is_found() -> None:
    here = at(date(2026, 6, 20), RECEIVED, ACKNOWLEDGED)
    here.__dict__["breaches"] = ()
    assert broken(here) == "stage_1_response was missed, and no breach says so"


def test_what_comes_after_hours_counts_from_the_next_working_day() -> None:
    friday_evening = Event("received", datetime(2026, 6, 5, 18, tzinfo=LONDON))
    here = at(date(2026, 6, 9), friday_evening)
    assert broken(here) == ""
    assert here.clocks[0].base_due_on == date(2026, 6, 15)


def test_a_matter_that_ends_in_time_is_not_late_afterwards() -> None:
    assert broken(at(date(2026, 7, 20), RECEIVED, ACKNOWLEDGED, on("withdrawn", date(2026, 6, 8)))) == ""


# --- A departure excuses what it bends, and nothing else. ---------------------------------------------------------


@pytest.mark.parametrize("effect", explore.CHANGING)
def test_a_departure_excuses_what_it_bends(effect: str) -> None:
    assert said(explore.bent_by(SHORT, effect)) == ""


@pytest.mark.parametrize("effect", explore.CHANGING)
def test_a_departure_excuses_nothing_else(effect: str) -> None:
    bent = explore.bent_by(clock("stage_1_response", n=11)(SHORT), effect)
    assert found("stage_1_response is due on", bent)


PAIRS = [pair for pair in combinations(explore.CHANGING, 2) if not contradicting(pair)]


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_two_departures_together_excuse_what_they_bend_and_nothing_else(pair: tuple[str, str]) -> None:
    assert said(explore.bent_by(SHORT, *pair)) == ""
    assert found("stage_1_response is due on", explore.bent_by(clock("stage_1_response", n=11)(SHORT), *pair))


@pytest.mark.parametrize("pair", CONTRADICTING)
def test_two_departures_that_contradict_each_other_are_refused_whichever_comes_first(pair: tuple[str, str]) -> None:
    for effects in (pair, pair[::-1]):
        with pytest.raises(DepartureIncomplete, match=r"^two departures contradict each other: the first"):
            explore.bent_by(CODE, *effects)


def test_a_limit_lengthened_without_a_departure_is_found() -> None:
    assert found("and should be on", clock("stage_1_response", n=11, lengthened=True)(SHORT))


def test_three_stages_end_with_the_last_word_of_the_third() -> None:
    three = explore.bent_by(SHORT, "three_stages")
    assert found("respond_stage_3 can go without a locked block 'final'", letter("stage_3_response", "final")(three))
