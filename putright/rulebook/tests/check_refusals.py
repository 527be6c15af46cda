"""How an example of a refusal is checked: every expectation it states, and none it does not.

Questions an example does not mention were answered as the ground needs, unless they are in its `unanswered`; what has
to be written down was, and one person proposed what another decided (`WELL_DONE`), unless it says otherwise.
"""

from __future__ import annotations

from typing import Any

from putright.rulebook.book import library
from putright.rulebook.book.words import Ground
from putright.rulebook.routing.refusals import Proposal, stands
from putright.rulebook.standings.departures import Departure

OWN_WORDS = "The depot's log of 3 May and the letter of 9 May both show how this one case went."

WELL_DONE = {
    "reasons": OWN_WORDS,
    "evidence": "Depot log and letter, attached",
    "proposed_by": "A. Officer",
    "decided_by": "C. Manager",
}
DATES = ("received_on", "happened_on", "aware_on")
EXPECTABLE = {"stands", "failing", "because", "in_time_to", "paras"}


def check(example: dict[str, Any]) -> None:
    """Asserts what the example expects."""
    expected = example["expect"]
    assert expected, "an example that expects nothing proves nothing"
    assert set(expected) <= EXPECTABLE, f"unknown expectations: {set(expected) - EXPECTABLE}"
    procedure = library.procedure(example["procedure"])
    proposal = proposed(example, procedure.ground[example["ground"]])
    verdict = stands(
        procedure,
        proposal,
        departures=departures_of(example),
        late_after_months=example.get("late_after_months"),
    )
    if "failing" in expected:
        found = [finding.why for finding in verdict.failing]
        assert len(found) == len(expected["failing"]), found
        for fragment, why in zip(expected["failing"], found, strict=True):
            assert fragment in why
    for fragment in expected.get("because", []):
        assert any(fragment in finding.why for finding in verdict.findings), verdict.findings
    if "in_time_to" in expected:
        assert verdict.in_time_to == expected["in_time_to"]
    if "paras" in expected:
        assert {finding.para for finding in verdict.findings} == set(expected["paras"])
    assert verdict.stands == expected["stands"], [finding.why for finding in verdict.failing]


def proposed(example: dict[str, Any], ground: Ground) -> Proposal:
    """The refusal proposed, with everything the example does not mention done well."""
    questions = {test.question: test.must_be for test in ground.tests}
    answers, unanswered = example.get("answers", {}), example.get("unanswered", [])
    unknown = (set(answers) | set(unanswered)) - set(questions)
    assert not unknown, f"{ground.name} does not ask: {unknown}"
    given = {question: answer for question, answer in {**questions, **answers}.items() if question not in unanswered}
    facts = {**dict.fromkeys(ground.needs, OWN_WORDS), **example.get("facts", {})}
    written = {name: example.get(name, well) for name, well in WELL_DONE.items()}
    dates = {name: example[name] for name in DATES if name in example}
    more = {name: example[name] for name in ("alone_because", "service") if name in example}
    return Proposal(ground=ground.name, answers=given, facts=facts, **written, **dates, **more)


def departures_of(example: dict[str, Any]) -> tuple[Departure, ...]:
    """The departures recorded."""
    rows = example.get("departures", [])
    return tuple(Departure(**{**row, "services": tuple(row.get("services", ()))}) for row in rows)
