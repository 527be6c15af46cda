"""How an example of routing is checked: every expectation it states, and none it does not.

What an example does not mention is answered in the plainest way (`PLAINEST`), unless it is in its `unanswered`.
"""

from __future__ import annotations

from typing import Any

import pytest

from putright.rulebook.asking import document
from putright.rulebook.book import library
from putright.rulebook.dates.days import Council
from putright.rulebook.routing import routes, triage
from putright.rulebook.routing.routing import Destination, Misanswered, Routing, route
from putright.rulebook.routing.time_limits import time_limit

PLAINEST = {
    "sender": "person",
    "children_who": "eligible",
    "appeal_reasonable": "yes",
    "whose": "council",
    "earlier": "unhappy",
}
"""The answers of somebody unhappy with what the council itself did; every question that takes "no" is answered so."""

EXPECTABLE = {
    "goes_to",
    "not_to",
    "first",
    "handled",
    "joint",
    "because",
    "paras",
    "told",
    "ombudsmen",
    "considers",
    "first_and_final",
    "still_to_ask",
    "explained",
    "handling",
    "limits",
    "refused",
}


def check(example: dict[str, Any]) -> None:
    """Asserts what the example expects."""
    expected = example["expect"]
    assert expected, "an example that expects nothing proves nothing"
    assert set(expected) <= EXPECTABLE, f"unknown expectations: {set(expected) - EXPECTABLE}"
    asked = filled_in(example["answers"], without=example.get("unanswered", []))
    if "refused" in expected:
        with pytest.raises(Misanswered) as refusal:
            route(asked)
        assert expected["refused"] in str(refusal.value)
        return
    routing = route(asked)
    if "unanswered" not in example:
        assert not routing.still_to_ask, [question.id for question in routing.still_to_ask]
    check_places(routing, expected)
    check_words(routing, expected)
    for name, handling in expected.get("handling", {}).items():
        assert routes.every()[name].handling_complaint == handling
    council = document.council_of(example.get("council", {}))
    for limit in expected.get("limits", []):
        check_limit(routing, limit, council)


def filled_in(answers: dict[str, Any], *, without: list[str]) -> dict[str, Any]:
    """The answers with the plainest one for every question not mentioned."""
    plain = {
        question.id: PLAINEST.get(question.id, "no")
        for question in triage.current().questions
        if PLAINEST.get(question.id, "no") in {choice.name for choice in question.accepts}
    }
    return {name: answer for name, answer in {**plain, **answers}.items() if name not in without}


def check_places(routing: Routing, expected: dict[str, Any]) -> None:
    assert not {one.id for one in routing.destinations} & set(expected.get("not_to", []))
    found: dict[str, Any] = {
        "goes_to": [one.id for one in routing.destinations],
        "first": [one.id for one in routing.first],
        "handled": routing.handled,
        "joint": [[one.lead.id, *(other.id for other in one.joined)] for one in routing.investigations if one.joined],
        "ombudsmen": list(routing.ombudsmen),
        "considers": [f"{ground.procedure}: {ground.name}" for ground in routing.considers],
        "first_and_final": [row.ground for row in routing.first_and_final],
        "still_to_ask": [question.id for question in routing.still_to_ask],
    }
    for key, value in found.items():
        if key in expected:
            assert value == expected[key], f"{key} is {value}, not {expected[key]}"


def check_words(routing: Routing, expected: dict[str, Any]) -> None:
    by_id = {one.id: one for one in routing.destinations}
    for name, fragment in expected.get("because", {}).items():
        assert fragment in " ".join(reason.text for reason in by_id[name].because)
    for name, paras in expected.get("paras", {}).items():
        assert [reason.para for reason in by_id[name].because] == paras
    for name, fragment in expected.get("told", {}).items():
        assert fragment in " ".join(by_id[name].tell)
    for fragment in expected.get("explained", []):
        assert any(fragment in sentence for sentence in routing.explained), routing.explained
    for one in routing.destinations:
        check_complete(one)


def check_complete(destination: Destination) -> None:
    """Wherever a matter goes, there is a reason, a paragraph, something to tell, and an Ombudsman."""
    assert destination.reason.endswith(".")
    assert destination.para
    assert destination.tell
    assert destination.ombudsmen
    assert (destination.id in library.shelf()) != (destination.id in routes.every())


def check_limit(routing: Routing, expected: dict[str, Any], council: Council) -> None:
    there = routes.every()[expected["route"]]
    assert there.id in {one.id for one in routing.destinations}
    if "refused" in expected:
        with pytest.raises(ValueError, match=expected["refused"]):
            time_limit(there, expected["name"], start=expected["start"], council=council)
        return
    found = time_limit(there, expected["name"], start=expected["start"], council=council)
    assert found.due_on == expected["due_on"]
    assert bool(found.caution) == expected.get("caution", False)
    for fragment in expected.get("because", []):
        assert fragment in found.because, found.because
