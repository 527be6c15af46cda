"""How an example of a letter is checked: what it leaves out, what its template lost, what is warned of."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from putright.rulebook.book import library
from putright.rulebook.book.words import Procedure
from putright.rulebook.letters import contents, ombudsmen, points, wording
from putright.rulebook.letters.contents import Known, Missing
from putright.rulebook.letters.points import Point
from putright.rulebook.standings import departures
from putright.rulebook.standings.departures import Departure

FILE = Path(__file__).parents[1] / "examples" / "letters.toml"
KEYS = {
    "name",
    "proves",
    "letter",
    "procedure",
    "on",
    "draft",
    "without",
    "instead",
    "points",
    "holding",
    "due_on",
    "new_on",
    "refused_on",
    "departures",
    "template",
    "expect",
}


def check(example: dict[str, Any]) -> None:
    """Asserts what the example expects."""
    assert set(example) <= KEYS, f"unknown keys: {set(example) - KEYS}"
    expected = example["expect"]
    assert expected, "an example that expects nothing proves nothing"
    assert set(expected) <= {"missing", "finding", "ombudsmen", "taken_out", "cautions"}
    procedure = procedure_of(example)
    about = tuple(Point(**point) for point in example.get("points", ()))
    if "missing" in expected:
        agrees(left_out(example, procedure, about), expected["missing"])
    if "taken_out" in expected:
        agrees(contents.taken_out(procedure, example["letter"], example["template"]), expected["taken_out"])
    if "finding" in expected:
        assert points.finding_of(about) == expected["finding"]
    if "ombudsmen" in expected:
        assert list(points.ombudsmen_for(about)) == expected["ombudsmen"]
    found = wording.cautions("\n\n".join(draft_of(example).values()))
    assert len(found) == len(expected.get("cautions", [])), found
    for caution, fragment in zip(found, expected.get("cautions", []), strict=True):
        assert fragment in caution.words


def left_out(example: dict[str, Any], procedure: Procedure, about: tuple[Point, ...]) -> tuple[Missing, ...]:
    known = Known(
        on=example["on"],
        holding=frozenset(example.get("holding", ())),
        due_on=example.get("due_on"),
        new_on=example.get("new_on"),
        ground=example.get("refused_on"),
    )
    return contents.missing_contents(
        procedure,
        example["letter"],
        draft_of(example),
        points=about,
        ombudsmen=ombudsmen.directory(on=example["on"]),
        known=known,
    )


def agrees(found: tuple[Missing, ...], expected: list[dict[str, str]]) -> None:
    assert len(found) == len(expected), found
    for missing, wanted in zip(found, expected, strict=True):
        assert wanted["what"] in missing.what
        assert missing.para == wanted["para"]
        assert missing.procedure == wanted.get("procedure", missing.procedure)


def procedure_of(example: dict[str, Any]) -> Procedure:
    procedure = library.procedure(example["procedure"], on=example["on"])
    recorded = tuple(departure_of(departure) for departure in example.get("departures", ()))
    return departures.bent(procedure, recorded) if recorded else procedure


def departure_of(row: dict[str, Any]) -> Departure:
    words: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Departure(**words)


def draft_of(example: dict[str, Any]) -> dict[str, str]:
    if "draft" not in example:
        return {}
    draft = {**drafts()[example["draft"]], **example.get("instead", {})}
    return {name: text for name, text in draft.items() if name not in example.get("without", ())}


@cache
def drafts() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = library.table_of(FILE)["drafts"]
    return found
