"""How an example of a figure is checked: its short cases become histories, and those the records that are counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from putright.rulebook.asking import document, values
from putright.rulebook.measures.case_records import CaseRecord, OmbudsmanDecision, Recommendation, compliment
from putright.rulebook.measures.from_standing import record_of
from putright.rulebook.measures.measures import Figure, Part, measure

FIRST_FACTS = ("service", "channel", "logged_on")
"""Said of a case, and kept by its first event."""

BESIDE_EVENTS = (
    "procedure",
    "times",
    "departures",
    "ombudsman",
    "ombudsman_enquiries",
    "improvements_completed",
    "refusal_overturned_on",
)
"""What a case says that is no event."""

EXPECTABLE = {
    "numerator",
    "denominator",
    "value",
    "median",
    "parts",
    "beside",
    "how_counted",
    "without_temporary_departures",
    "refused",
}
NOTHING = "nothing"
"""How an example writes that there is no number, since TOML has no word for it."""


def check(example: dict[str, Any]) -> None:
    """Asserts what the example expects."""
    expected = example["expect"]
    assert expected, "an example that expects nothing proves nothing"
    assert set(expected) <= EXPECTABLE, f"unknown expectations: {set(expected) - EXPECTABLE}"
    if "refused" in expected:
        with pytest.raises((ValueError, LookupError)) as refusal:
            figure_of(example)
        assert expected["refused"] in str(refusal.value)
        return
    figure = figure_of(example)
    check_numbers(figure, expected)
    for kind, numbers in expected.get("parts", {}).items():
        found = {name: part.numerator for name, part in figure.parts.get(kind, {}).items()}
        assert found == numbers, f"by {kind}: {found}"
    if "beside" in expected:
        assert dict(figure.beside) == expected["beside"]
    for fragment in expected.get("how_counted", []):
        assert fragment in figure.how_counted, figure.how_counted


def check_numbers(found: Figure | Part, expected: Mapping[str, Any]) -> None:
    """The numbers of a figure or of a part of one, as far as they are expected."""
    for name in ("numerator", "denominator", "value", "median"):
        if name in expected:
            wanted = None if expected[name] == NOTHING else pytest.approx(expected[name], abs=0.000001)
            assert getattr(found, name) == wanted, f"{name} is {getattr(found, name)}"
    if isinstance(found, Figure):
        check_numbers(found.without_temporary_departures, expected.get("without_temporary_departures", {}))


def figure_of(example: Mapping[str, Any]) -> Figure:
    """The figure an example asks for."""
    return measure(
        example["measure"],
        list(records_of(example)),
        start=example["from"],
        end=example["to"],
        counts_as=example.get("counts_as", "code"),
        residents=example.get("residents"),
    )


def records_of(example: Mapping[str, Any]) -> Iterator[CaseRecord]:
    """A record for each case, or for each of several alike, as it stood `on` the day (the last one when not said)."""
    for number, case in enumerate(example["cases"], start=1):
        for time in range(case.get("times", 1)):
            yield record(example, case, name=f"case {number}.{time + 1}")


def record(example: Mapping[str, Any], case: Mapping[str, Any], *, name: str) -> CaseRecord:
    """The record of one case, drawn from where it stands, or of a compliment, which stands nowhere."""
    if "compliment" in case:
        return compliment_of(example, case, name)
    asked = {
        "procedure": case.get("procedure", "local_council_code"),
        "on": example.get("on", example["to"]),
        "council": example.get("council", {}),
        "departures": case.get("departures", []),
        "events": list(events_of(case)),
    }
    return record_of(
        document.answer(asked),
        id=name,
        improvements_completed=case.get("improvements_completed"),
        ombudsman=[decision(row, f"{name}, decision {n}") for n, row in enumerate(case.get("ombudsman", []), start=1)],
        ombudsman_enquiries=case.get("ombudsman_enquiries", []),
        refusal_overturned_on=case.get("refusal_overturned_on"),
    )


def compliment_of(example: Mapping[str, Any], case: Mapping[str, Any], name: str) -> CaseRecord:
    """A compliment is a moment or a day, a service and a channel."""
    came_in, _ = values.moment(case["compliment"], f"{name}.compliment")
    told = {key: case[key] for key in ("service", "channel") if key in case}
    return compliment(id=name, received_at=came_in, as_at=example.get("on", example["to"]), **told)


def events_of(case: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A short case names each event with its day, or with a table of its facts, or a list of either."""
    facts = {name: case[name] for name in FIRST_FACTS if name in case}
    for kind, happened in case.items():
        if kind in FIRST_FACTS or kind in BESIDE_EVENTS:
            continue
        for one in happened if isinstance(happened, list) else [happened]:
            yield {"kind": kind, **(one if isinstance(one, dict) else {"at": one}), **facts}
            facts = {}


def decision(row: Mapping[str, Any], reference: str) -> OmbudsmanDecision:
    """A decision of the Ombudsman, its recommendations as tables."""
    recommendations = tuple(Recommendation(**one) for one in row.get("recommendations", []))
    return OmbudsmanDecision(**{"reference": reference, **row, "recommendations": recommendations})
