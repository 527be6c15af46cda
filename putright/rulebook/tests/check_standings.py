"""How an example of a history is checked: every expectation it states, and none it does not."""

from __future__ import annotations

from typing import Any

import pytest

from putright.rulebook.asking import document
from putright.rulebook.standings.standing import Standing

EXPECTABLE = {
    "stage",
    "clocks",
    "not_running",
    "on_offer",
    "not_on_offer",
    "owes",
    "owed_by",
    "breaches",
    "may",
    "received_on",
    "days_lost",
    "refused",
}


def check(example: dict[str, Any]) -> None:
    """Asserts what the example expects."""
    expected = example["expect"]
    assert expected, "an example that expects nothing proves nothing"
    assert set(expected) <= EXPECTABLE, f"unknown expectations: {set(expected) - EXPECTABLE}"
    asked = {key: value for key, value in example.items() if key in document.KEYS}
    if "refused" in expected:
        with pytest.raises((ValueError, LookupError)) as refusal:
            document.answer(asked)
        assert expected["refused"] in str(refusal.value)
        return
    standing = document.answer(asked)
    if "stage" in expected:
        assert standing.stage == expected["stage"]
    for name, dates in expected.get("clocks", {}).items():
        check_clock(standing, name, dates)
    assert not {reading.name for reading in standing.clocks} & set(expected.get("not_running", []))
    check_moves(standing, expected)
    check_owed(standing, expected)
    check_receipt(standing, expected)


def check_clock(standing: Standing, name: str, expected: dict[str, Any]) -> None:
    """A clock by name; with `#` and the name of a thing, the one for that thing."""
    name, _, about = name.partition("#")
    reading = standing.clock(name, about=about or None)
    told: dict[str, Any] = {"because": standing.because(reading), "overdue_untold": reading.overdue_untold(standing.on)}
    for key, value in expected.items():
        if key == "because":
            for fragment in value:
                assert fragment in told["because"]
        else:
            found = told[key] if key in told else getattr(reading, key)
            assert found == value, f"{name}.{key} is {found}, not {value}"


def check_moves(standing: Standing, expected: dict[str, Any]) -> None:
    on_offer = {offer.move.name for offer in standing.on_offer}
    assert set(expected.get("on_offer", [])) <= on_offer
    refusals = {offer.move.name: offer.why_not or "" for offer in standing.not_on_offer}
    for name, fragment in expected.get("not_on_offer", {}).items():
        assert fragment in refusals[name]
    for asked in expected.get("may", []):
        answer = standing.may(asked["move"], by=asked.get("by"), **asked.get("facts", {}))
        assert answer.allowed == (asked["answer"] == ""), answer.reason
        assert asked["answer"] in answer.reason
        assert answer.para


def check_owed(standing: Standing, expected: dict[str, Any]) -> None:
    if "owes" in expected:
        assert [owed.clock or owed.moves[0] for owed in standing.owes] == expected["owes"]
    if "owed_by" in expected:
        assert [owed.party for owed in standing.owes] == expected["owed_by"]
    if "breaches" in expected:
        found = [breach.what for breach in standing.breaches]
        assert len(found) == len(expected["breaches"]), found
        for fragment, what in zip(expected["breaches"], found, strict=True):
            assert fragment in what


def check_receipt(standing: Standing, expected: dict[str, Any]) -> None:
    if "received_on" in expected:
        assert standing.receipt is not None
        assert standing.receipt.effective_on == expected["received_on"]
    if "days_lost" in expected:
        assert standing.receipt is not None
        assert standing.receipt.days_lost == expected["days_lost"]
