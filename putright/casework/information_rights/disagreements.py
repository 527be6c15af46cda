"""Statements of disagreement: what somebody says of something on record that stays as it is. It is shown beside it.

The council keeps what it wrote; whoever reads it reads the statement too, on the case, on the letter and in a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from putright.casework import cases, models, steps
from putright.casework.refused import Refused
from putright.casework.steps import Step, Taken, Told

KIND = "disagreement_added"
CASE, ENTRY, LETTER, DOCUMENT = "case", "entry", "letter", "document"
ABOUT: Mapping[str, str] = {
    CASE: "the case as a whole",
    ENTRY: "an entry of the record",
    LETTER: "a letter",
    DOCUMENT: "a document",
}
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A statement: what it is about (a word of `ABOUT` and a number, nought for the whole case), and what it says."""

    about: str
    number: int
    said: str
    at: datetime
    entry: int


def add(step: Step, *, about: str, number: int = 0, statement: str) -> Taken:
    """Attach a statement in the person's own words. Raises `Refused`."""
    if about not in ABOUT:
        raise Refused(f"Say what it is about: {', '.join(ABOUT.values())}.")
    if not statement.strip():
        raise Refused("Write down what the person says, in their own words.")
    if len(statement) > LONGEST:
        raise Refused(f"It is too long: it may have {LONGEST} characters. Add the rest as a document.")

    def told(case: models.Case) -> Told:
        if not _is_there(case, about, number):
            raise Refused(f"There is no such thing in this case: {ABOUT[about]} {number}.")
        return Told(facts={"about": about, "number": number}, words={"statement": statement})

    return steps.note(step, KIND, told, deed="answer_rights")


def of(case: models.Case) -> tuple[Disagreement, ...]:
    """The statements attached to a case, oldest first; an erased one is not among them."""
    if not case.events.filter(kind=KIND).exists():  # most have none, and a timeline is long to read
        return ()
    return in_timeline(cases.timeline(case))


def in_timeline(entries: Iterable[cases.Entry]) -> tuple[Disagreement, ...]:
    """The same from a timeline already read."""
    found = [one for one in entries if one.kind == KIND and not one.happened.struck]
    made = [(one, dict(one.written).get("statement", "")) for one in found]
    return tuple(
        Disagreement(
            str(one.happened.data["about"]), int(one.happened.data["number"]), said, one.event.happened_at, one.number
        )
        for one, said in made
        if said
    )


def _is_there(case: models.Case, about: str, number: int) -> bool:
    if about == ENTRY:
        return case.events.filter(number=number).exists()
    if about == LETTER:
        return case.letters.filter(pk=number).exists()
    if about == DOCUMENT:
        return case.documents.filter(pk=number).exists()
    return number == 0
