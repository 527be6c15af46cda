"""Blank letters, to be filled in by hand or in Word while the site is away: the wording in force, with gaps named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from putright import rulebook
from putright.council import here
from putright.letters import compose, placeholders, wordings
from putright.letters.drawing import render, word
from putright.letters.wordings import Block, Wording


@dataclass(frozen=True, slots=True)
class Blank:
    """A letter with gaps, as a Word document."""

    procedure: str
    title: str
    name: str
    document: bytes


SHORT: Mapping[str, str] = {
    "person_name": "name",
    "person_address": "postal address",
    "letter_date": "date of the letter",
    "reference": "reference, or the number of the paper",
    "handler": "your name or role",
    "handler_role": "your role",
    "complaints_page": "where our procedure can be read while the site is away",
}
"""What belongs in a gap, where the usual words would be too many."""


def every(*, procedures: Iterable[str], on: date) -> Iterator[Blank]:
    """Each letter of these procedures, in the rulebook's order. Raises `NotSetUp`."""
    look = render.look()
    for name in procedures:
        procedure = rulebook.procedure(name, on=on)
        values = gaps(procedure, on=on)
        for wording in wordings.every(procedure=name):
            draft = compose.draft(wording, values, given=dict(_to_write(wording)))
            yield Blank(procedure.name, wording.title, f"{name}-{wording.letter}.docx", word.from_draft(draft, look))


def gaps(procedure: rulebook.Procedure, *, on: date) -> dict[str, str]:
    """For each placeholder what belongs in its place, in square brackets; what is the same in every letter as it is."""
    ombudsmen = compose.ombudsmen_in_words(procedure.ombudsmen, on=on, own=here.own_ombudsmen())
    known = {"procedure": procedure.name, "ombudsman": ombudsmen, "complaint_link": "", "escalate_link": ""}
    named = {name: f"[{SHORT.get(name, about)}]" for name, about in placeholders.KNOWN.items()}
    return {**named, **known, **compose.council_values()}


def _to_write(wording: Wording) -> Iterator[tuple[str, str]]:
    """The parts an officer writes, each with what belongs there."""
    for block in wording.blocks:
        if not block.text.strip() and not block.locked:
            yield block.name, f"[{_what(block)}]"


def _what(block: Block) -> str:
    said = block.hint or block.title
    return f"{said[:1].upper()}{said[1:]}".rstrip(".")
