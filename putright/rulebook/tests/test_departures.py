"""Departures bend guidance and never law; complete ones only, in any order, and the longest holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from putright.rulebook.book import library
from putright.rulebook.book.vocabulary import EFFECTS, SCOPES
from putright.rulebook.book.words import Procedure
from putright.rulebook.dates.days import Council
from putright.rulebook.standings.departures import (
    Departure,
    DepartureIncomplete,
    LawDoesNotBend,
    bent,
    covering,
    missing,
)
from putright.rulebook.standings.happening import on

CODE = library.procedure("local_council_code")
RECEIVED = on("received", date(2026, 6, 1), service="waste")

WHAT_IT_NEEDS: dict[str, dict[str, Any]] = {
    "longer_time": {"clock": "stage_1_response", "n": 15},
    "longer_extension": {"clock": "stage_1_response", "n": 15},
    "start_at_stage_2": {"ground": "senior_officer"},
}
HOW_FAR: dict[str, dict[str, Any]] = {
    "policy": {},
    "temporary": {
        "starts_on": date(2026, 6, 1),
        "ends_on": date(2026, 6, 30),
        "services": ("waste",),
        "plan": "A plan",
        "notice_text": "A notice",
    },
    "individual": {"starts_on": date(2026, 6, 1)},
}


def departure(scope: str, effect: str, **changes: Any) -> Departure:
    said = {"para": "6.3", "reason": "Few staff", "decided_by": "Cabinet", "scope": scope, "effect": effect}
    return Departure(**(said | HOW_FAR.get(scope, {}) | WHAT_IT_NEEDS.get(effect, {}) | changes))


def lengths(procedure: Procedure) -> dict[str, tuple[int | None, int | None]]:
    return {clock.name: (clock.n, clock.extend_by) for clock in procedure.clocks}


@pytest.mark.parametrize("effect", EFFECTS)
def test_an_effect_is_the_same_whatever_its_scope(effect: str) -> None:
    results = [bent(CODE, (departure(scope, effect),)) for scope in SCOPES]
    assert all(result.effects == {effect} for result in results)
    assert len({repr((lengths(result), [move.name for move in result.moves])) for result in results}) == 1
    assert all(missing(departure(scope, effect)) == [] for scope in SCOPES)


@pytest.mark.parametrize("effect", EFFECTS)
@pytest.mark.parametrize("scope", SCOPES)
def test_every_departure_is_told_in_every_letter(scope: str, effect: str) -> None:
    result = bent(CODE, (departure(scope, effect, para="6.4"),))
    for letter in result.letters:
        assert [(block.para, block.locked) for block in letter.blocks if block.name == "departure"] == [("6.4", True)]


def test_a_letter_that_tells_of_departures_anyway_is_left_as_it_is() -> None:
    once = bent(CODE, (departure("policy", "recorded_only"),))
    again = bent(once, (departure("policy", "recorded_only", para="9.9"),))
    assert again.letters == once.letters


def test_a_policy_reaches_from_its_first_day_to_its_last() -> None:
    policy = departure("policy", "recorded_only", starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 30))
    days = (date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 30), date(2026, 7, 1))
    assert [policy.covers(received_on=day, service=None) for day in days] == [False, True, True, False]
    assert departure("policy", "recorded_only").covers(received_on=date(1999, 1, 1), service=None)


def test_a_departure_for_services_reaches_those_and_no_others() -> None:
    temporary = departure("temporary", "recorded_only", services=("waste", "parks"))
    said = {service: temporary.covers(received_on=date(2026, 6, 2), service=service) for service in ("parks", "", None)}
    assert said == {"parks": True, "": False, None: False}


def test_an_individual_departure_reaches_its_own_complaint_whenever_it_came_in() -> None:
    assert departure("individual", "one_stage").covers(received_on=date(1999, 1, 1), service=None)


def test_what_a_departure_must_say_is_named_when_it_does_not() -> None:
    empty = Departure(scope="temporary", effect="longer_time", para=" ", reason="", decided_by="")
    assert missing(empty) == [
        "the paragraph",
        "the reason",
        "who decided it",
        "the first day",
        "the return date",
        "the plan",
        "the services covered",
        "the notice text",
        "the clock",
        "the new length",
    ]
    with pytest.raises(DepartureIncomplete, match=r"^the departure from \? does not give: the paragraph, the reason"):
        bent(CODE, (empty,))


@pytest.mark.parametrize(
    ("said", "unsaid"),
    [
        (departure("for ever", "recorded_only"), ["a known scope"]),
        (departure("policy", "less_time"), ["a known effect"]),
        (departure("temporary", "one_stage", ends_on=date(2026, 5, 31)), ["a return date after the first day"]),
        (departure("individual", "same_reviewer", starts_on=None), ["the day it was decided"]),
        (departure("individual", "one_stage", starts_on=None), ["the day it was decided"]),
        (departure("individual", "three_stages", starts_on=None), []),
        (departure("policy", "start_at_stage_2", ground="other"), ["who approved it"]),
        (departure("policy", "start_at_stage_2", ground="other", approved_by="C."), []),
    ],
)
def test_some_departures_must_say_more(said: Departure, unsaid: list[str]) -> None:
    assert missing(said) == unsaid


def test_law_does_not_bend() -> None:
    children = library.procedure("children")
    with pytest.raises(LawDoesNotBend, match=r"is law: paragraph 6\.3 cannot be departed from"):
        bent(children, (departure("policy", "one_stage"),))


def test_a_procedure_bends_only_where_it_leaves_room() -> None:
    stiff = replace(CODE, bends=CODE.bends[:1])
    with pytest.raises(DepartureIncomplete, match="leaves no room for 'one_stage'; it does for: longer_time"):
        bent(stiff, (departure("policy", "one_stage"),))
    with pytest.raises(DepartureIncomplete, match="it does for: none"):
        bent(replace(CODE, bends=()), (departure("policy", "one_stage"),))


def test_several_departures_give_the_same_in_any_order() -> None:
    together = (
        departure("policy", "longer_time"),
        departure("temporary", "longer_time", n=20),
        departure("individual", "longer_time", clock="stage_3_response", n=30),
        departure("policy", "three_stages"),
        departure("policy", "longer_extension", clock="stage_2_response", n=25),
    )
    results = [lengths(bent(CODE, order)) for order in permutations(together)]
    assert all(result == results[0] for result in results)
    assert results[0]["stage_1_response"] == (20, 10)
    assert results[0]["stage_2_response"] == (20, 25)
    assert results[0]["stage_3_response"] == (30, 20)


def test_the_same_departure_twice_is_as_good_as_once() -> None:
    for effect in EFFECTS:
        twice = bent(CODE, (departure("policy", effect), departure("temporary", effect)))
        assert lengths(twice) == lengths(bent(CODE, (departure("policy", effect),)))


def test_a_longer_time_marks_its_clock_and_a_longer_extension_does_not() -> None:
    longer = bent(CODE, (departure("policy", "longer_time"),)).clock
    assert (longer["stage_1_response"].lengthened, longer["stage_2_response"].lengthened) == (True, False)
    assert not bent(CODE, (departure("policy", "longer_extension"),)).clock["stage_1_response"].lengthened


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"effect": "longer_time", "n": 10}, "must give 'stage_1_response' more than 10"),
        ({"effect": "longer_extension", "n": 9}, "must give 'stage_1_response' more than 10"),
        ({"effect": "longer_time", "clock": "sand", "n": 9}, "has no clock 'sand' to lengthen; it has: stage_1_ack"),
        (
            {"effect": "longer_extension", "clock": "stage_1_acknowledgement", "n": 9},
            "the clock 'stage_1_acknowledgement' has no such limit to lengthen",
        ),
    ],
)
def test_a_clock_can_only_be_given_more_than_it_has(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(DepartureIncomplete, match=message):
        bent(CODE, (departure("policy", **changes),))


def test_a_longer_time_for_a_stage_that_another_departure_takes_away_is_moot() -> None:
    longer = departure("policy", "longer_time", clock="stage_2_response", n=25)
    result = bent(CODE, (longer, departure("temporary", "one_stage")))
    assert "stage_2_response" not in result.clock
    assert result.effects == {"one_stage", "longer_time"}


def test_one_stage_and_three_contradict_each_other() -> None:
    with pytest.raises(DepartureIncomplete, match=r"^two departures contradict each other: the first answer is the"):
        bent(CODE, (departure("policy", "three_stages"), departure("individual", "one_stage")))


@pytest.mark.parametrize("first", ["one_stage", "start_at_stage_2"])
def test_where_there_is_one_stage_nothing_can_start_at_the_second(first: str) -> None:
    given = (departure("policy", "one_stage"), departure("individual", "start_at_stage_2"))
    why = (
        "two departures contradict each other: the first answer is the last; "
        "the first answer is given at stage 2 and is final"
    )
    with pytest.raises(DepartureIncomplete, match=f"^{why}"):
        bent(CODE, given if first == "one_stage" else given[::-1])


def test_what_could_excuse_comes_last_in_the_order_it_was_decided() -> None:
    second = departure("individual", "longer_time", n=30, starts_on=date(2026, 6, 9))
    first = departure("individual", "longer_time", n=20, starts_on=date(2026, 6, 2))
    policy = departure("policy", "longer_time", starts_on=date(2026, 6, 1))
    given = (second, first, policy)
    assert covering(given, procedure=CODE, events=(RECEIVED,), council=Council()) == (policy, first, second)


def test_an_incomplete_departure_is_refused_even_where_it_would_not_reach() -> None:
    elsewhere = departure("temporary", "one_stage", services=("parks",), plan="")
    with pytest.raises(DepartureIncomplete, match="does not give: the plan"):
        covering((elsewhere,), procedure=CODE, events=(RECEIVED,), council=Council())


def test_nothing_governs_what_has_not_begun_or_cannot_be_known() -> None:
    policy = (departure("policy", "one_stage"),)
    assert covering(policy, procedure=CODE, events=(), council=Council()) == ()
    unknown = (on("paid", date(2026, 6, 1)),)
    assert covering(policy, procedure=CODE, events=unknown, council=Council()) == ()
