"""What makes questions and decision tables sound together: closed words, known places, nobody turned away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from putright.rulebook.book import library, vocabulary
from putright.rulebook.book.reading import Refused
from putright.rulebook.routing import routes

if TYPE_CHECKING:
    from putright.rulebook.routing.triage import Condition, Decision, Question, Triage

Faults = Iterator[tuple[str, str]]
REST = "rest"
"""The part that takes what is left, and the question whether anything is."""
ALWAYS_APART = ("data_protection",)
"""Procedures that are never part of another investigation: the law gives them an answer that must not wait."""


def inspect(triage: Triage, *, questions: str, tables: str) -> None:
    """Raises `Refused` for the first thing wrong."""
    for place, checks in ((questions, (_questions,)), (tables, (_decisions, _rest, _joint, _others))):
        for check in checks:
            for what, do in check(triage):
                raise Refused(place, what, do)


def _questions(triage: Triage) -> Faults:
    """No question twice, no answer twice, and a question depends on earlier ones alone."""
    yield from _twice("the question", (question.id for question in triage.questions))
    earlier: dict[str, Question] = {}
    for question in triage.questions:
        where = f"the question {question.id!r}"
        names = [choice.name for choice in question.accepts]
        yield from _twice(f"{where}: the answer", names)
        if len(names) < 2:
            yield f"{where} accepts {len(names)} answers", "give two or more"
        if {choice.kind for choice in question.accepts} & set(names):
            yield f"{where} calls a kind like an answer", "rename one of them"
        yield from _conditions(where, (*question.only_when, *question.unless), earlier)
        earlier[question.id] = question


def _conditions(where: str, conditions: Iterable[Condition], known: Mapping[str, Question]) -> Faults:
    for condition in conditions:
        for name, answers in condition.items():
            if name in known:
                words = {word for choice in known[name].accepts for word in (choice.name, choice.kind) if word}
                yield from _unknown(f"{where}, asking {name!r},", "answer", answers, words)
            else:
                yield f"{where} names the question {name!r}, which does not come before it", "name one that does"


def _decisions(triage: Triage) -> Faults:
    """Every row leads somewhere that exists, and says what the person must be told."""
    for number, row in enumerate(triage.decisions, start=1):
        where = f"decision {number} ({row.part})"
        yield from _conditions(where, row.when, triage.question)
        if (row.to is None) == (row.names is None):
            yield f"{where} does not say where the matter goes", "give either `to` or `names`"
        yield from _unknown(where, "place", _places(triage, row), _known_places())
        if row.to in library.shelf() and not row.tell.strip():
            yield f"{where} does not say what the person must be told", "write `tell`"
        yield from _target(triage, row, where)


def _places(triage: Triage, row: Decision) -> Iterable[str]:
    """Where a row can lead: the one place it names, or every answer it lets through that is a place's name."""
    if row.names is None or row.names not in triage.question:
        return [row.to] if row.to else [row.names or ""]
    wanted = {answer for condition in row.when for answer in condition.get(row.names, ())}
    choices = triage.question[row.names].accepts
    return [choice.name for choice in choices if not wanted or {choice.name, choice.kind} & wanted]


def _known_places() -> set[str]:
    return {*library.shelf(), *routes.every()}


def _target(triage: Triage, row: Decision, where: str) -> Faults:
    """The answers that name a body are exactly the bodies of the route."""
    if row.target is None:
        return
    bodies = {target.name for target in routes.every()[row.to or ""].targets} if row.to in routes.every() else set()
    question = triage.question.get(row.target)
    if question is None or {choice.name for choice in question.accepts} != bodies:
        yield f"{where} and its route do not name the same bodies", "make the answers and the targets the same"


def _rest(triage: Triage) -> Faults:
    """Nobody is turned away: what nothing else takes ends in a row without condition."""
    if REST not in triage.question:
        yield "nobody is asked whether anything is left", f"add the question {REST!r}"
    rows = triage.parts.get(REST, ())
    if not rows or rows[-1].when or rows[-1].first:
        yield "somebody could be turned away", f"end the part {REST!r} with a row that has no condition"


def _joint(triage: Triage) -> Faults:
    """One investigation joins procedures that exist, and never one that must go its own way."""
    for row in triage.joint:
        where = f"the joint investigation led by {row.lead!r}"
        yield from _conditions(where, row.when, triage.question)
        yield from _unknown(where, "procedure", (row.lead, *row.joins), library.shelf())
        for name in {row.lead, *row.joins} & set(ALWAYS_APART):
            yield f"{where} takes in {name!r}, which always goes its own way", "take it out"


def _others(triage: Triage) -> Faults:
    """Grounds and departures named exist."""
    for row in triage.considers:
        yield from _conditions("a ground to consider", row.when, triage.question)
        yield from _unknown("a ground to consider", "procedure", row.grounds, library.shelf())
        for procedure, ground in row.grounds.items():
            yield from _unknown(procedure, "ground", [ground], library.procedure(procedure).ground)
    for final in triage.first_and_final:
        yield from _conditions("a first and final answer", final.when, triage.question)
        yield from _unknown("a first and final answer", "ground", [final.ground], vocabulary.START_AT_STAGE_2_GROUNDS)


def _twice(what: str, names: Iterable[str]) -> Faults:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{what} {name!r} is there {count} times", "keep one"


def _unknown(where: str, kind: str, used: Iterable[str], known: Iterable[str]) -> Faults:
    names = set(known)
    for word in used:
        if word not in names:
            yield f"{where} names the {kind} {word!r}, which does not exist", f"use one of: {', '.join(sorted(names))}"
