"""The wording in force for each letter: the council's newest version, or the bundled one. Fills nothing in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet

from putright import rulebook
from putright.accounts.models import Officer
from putright.letters import bundled, models, placeholders
from putright.letters.bundled import Words
from putright.rulebook.book.vocabulary import BLOCKS, WHEN
from putright.rulebook.book.words import Block as Part
from putright.rulebook.letters import contents

TAIL = ("final", "escalation", "ombudsman", "ico", "signature")
"""Parts that close a letter; what another procedure asks for besides goes before them."""

UNWORDED = Words(name="")


class Refused(ValueError):
    """A wording that cannot be saved. `reasons` say each thing that is wrong and what to do."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a letter's wording. `when` names the condition it is needed under; without one it always is.

    A part without a text is written by the officer; `hint` says what belongs there.
    """

    name: str
    heading: str
    text: str
    locked: bool = False
    when: str | None = None
    hint: str = ""
    replace_with_official: bool = False

    @property
    def title(self) -> str:
        """What the part is for, as the rulebook names it."""
        return BLOCKS[self.name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The wording of a letter. Version 0 is the bundled one; `generic`: put together from standard parts."""

    letter: str
    procedure: str
    version: int
    title: str
    subject: str
    blocks: tuple[Block, ...]
    generic: bool = False
    by: Officer | None = None
    at: datetime | None = None
    note: str = ""

    @property
    def unofficial(self) -> tuple[Block, ...]:
        """The parts that paraphrase an official text the council should put in its place."""
        return tuple(block for block in self.blocks if block.replace_with_official)


def current(*, letter: str, procedure: str, also: Sequence[str] = (), on: date | None = None) -> Wording:
    """The wording in force. Parts that the procedures named in `also` ask for in the same letter are put in as well.

    What a letter must have is asked of the procedure as in force `on` a day: for a case, the day it was received. The
    newest, if none is given. Raises `UnknownLetter` or `UnknownProcedure`.
    """
    row = _rows(letter, procedure).last()
    found = _from_row(row, on=on) if row else default(letter=letter, procedure=procedure, on=on)
    return _with_parts_of(found, also, on=on)


def default(*, letter: str, procedure: str, on: date | None = None) -> Wording:
    """The bundled wording, whatever the council has saved. Raises `UnknownLetter` or `UnknownProcedure`."""
    asked = _asked(letter, procedure, on=on)
    sheet = bundled.sheet(procedure=procedure, letter=letter)
    own = {words.name: words for words in sheet.blocks} if sheet else {}
    # A letter may say more than the rulebook asks of it: an answer its decision, for instance.
    order = [*own, *(name for name in asked if name not in own)]
    title = rulebook.procedure(procedure, on=on).letter[letter].title
    return Wording(
        letter=letter,
        procedure=procedure,
        version=0,
        title=title,
        subject=sheet.subject if sheet else f"{title}: {{{{ reference }}}}",
        blocks=tuple(_block(name, asked.get(name), own.get(name)) for name in order),
        generic=sheet is None,
    )


def of_no_procedure(*, folder: str, letter: str, title: str) -> Wording:
    """The bundled wording of a letter that the law asks for and no procedure has. Raises `LookupError`."""
    sheet = bundled.sheet(procedure=folder, letter=letter)
    if sheet is None:
        raise LookupError(f"{folder} has no {letter}")
    blocks = tuple(_block(words.name, None, words) for words in sheet.blocks)
    return Wording(letter=letter, procedure=folder, version=0, title=title, subject=sheet.subject, blocks=blocks)


def history(*, letter: str, procedure: str) -> tuple[Wording, ...]:
    """Every version the council has saved, newest first, and last the bundled one."""
    saved = [_from_row(row) for row in _rows(letter, procedure).order_by("-version")]
    return (*saved, default(letter=letter, procedure=procedure))


def version(*, letter: str, procedure: str, number: int) -> Wording:
    """One version; 0 is the bundled one. Raises `LookupError` when there is none of that number."""
    for wording in history(letter=letter, procedure=procedure):
        if wording.version == number:
            return wording
    raise LookupError(f"{procedure} {letter} has no version {number}")


def every(*, procedure: str) -> tuple[Wording, ...]:
    """The wording in force for each letter of a procedure, in the rulebook's order."""
    return tuple(current(letter=letter.name, procedure=procedure) for letter in rulebook.procedure(procedure).letters)


def save(*, wording: Wording, based_on: int, by: Officer, at: datetime, note: str = "") -> Wording:
    """Keep an edited wording as the next version, made from version `based_on`.

    Raises `Refused` with every reason: locked parts lost, unknown placeholders or parts, a version saved since.
    """
    reasons = tuple(_wrong(wording))
    if reasons:
        raise Refused(reasons)
    latest = _latest(wording.letter, wording.procedure)
    if latest != based_on:
        raise Refused((f"Version {latest} has been saved since you began. Look at it, then put your changes into it.",))
    row = models.Wording(
        procedure=wording.procedure,
        letter=wording.letter,
        version=latest + 1,
        subject=wording.subject.strip(),
        blocks=[_as_data(block) for block in wording.blocks],
        by=by,
        at=at,
        note=note.strip(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused(("Somebody saved this letter at the same moment. Look at theirs, then save yours.",)) from None
    return _from_row(row)


def edited(wording: Wording, *, subject: str, texts: Mapping[str, tuple[str, str]]) -> Wording:
    """The wording with a new subject and these parts: heading and text by name, in this order; the rest are gone."""
    known = {block.name: block for block in wording.blocks}
    asked = _asked(wording.letter, wording.procedure)
    made = [
        replace(
            known.get(name) or Block(name=name, heading="", text="", locked=name in asked and asked[name].locked),
            heading=heading.strip(),
            text=text.replace("\r\n", "\n").strip(),
            replace_with_official=name in known
            and known[name].replace_with_official
            and known[name].text == text.replace("\r\n", "\n").strip(),
        )
        for name, (heading, text) in texts.items()
    ]
    return replace(wording, subject=subject.strip(), blocks=tuple(made))


def _wrong(wording: Wording) -> Iterator[str]:
    if not wording.subject.strip():
        yield "Give the letter a subject."
    procedure = rulebook.procedure(wording.procedure)
    names = [block.name for block in wording.blocks]
    for name in names:
        if name not in BLOCKS:
            yield f"There is no part called {name!r}."
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"The part {name!r} is there twice: keep one."
    yield from (lost.what for lost in rulebook.taken_out(procedure, wording.letter, names))
    worded = {block.name for block in default(letter=wording.letter, procedure=wording.procedure).blocks if block.text}
    for block in wording.blocks:
        if block.locked and block.name in worded and not block.text.strip():
            yield f"Write something where the letter gives {BLOCKS[block.name]}: that part cannot be left empty."
    yield from placeholders.faults([wording.subject, *(f"{block.heading}\n{block.text}" for block in wording.blocks)])


def _asked(letter: str, procedure: str, *, on: date | None = None) -> dict[str, Part]:
    """The parts the rulebook asks for in a letter, whatever holds, in its order. Raises `UnknownLetter`."""
    parts = contents.required(rulebook.procedure(procedure, on=on), letter, holding=frozenset(WHEN))
    return {part.name: part for part in parts}


def _block(name: str, part: Part | None, own: Words | None) -> Block:
    standard = bundled.parts().get(name, UNWORDED)
    words = own or standard
    return Block(
        name=name,
        heading=words.heading or standard.heading,
        text=words.text or ("" if words.hint else standard.text),
        locked=part is not None and part.locked,
        when=part.when if part else None,
        hint=words.hint or standard.hint,
        replace_with_official=words.replace_with_official,
    )


def _with_parts_of(wording: Wording, also: Sequence[str], *, on: date | None) -> Wording:
    blocks = list(wording.blocks)
    for procedure in also:
        if not _has(procedure, wording.letter, on=on):
            continue
        have = {block.name for block in blocks}
        theirs = default(letter=wording.letter, procedure=procedure, on=on)
        more = [block for block in theirs.blocks if block.name not in have]
        place = next((n for n, block in enumerate(blocks) if block.name in TAIL), len(blocks))
        blocks[place:place] = more
    return replace(wording, blocks=tuple(blocks))


def _has(procedure: str, letter: str, *, on: date | None) -> bool:
    """Whether a procedure has such a letter; one that was not in force yet asks for nothing."""
    try:
        return letter in rulebook.procedure(procedure, on=on).letter
    except LookupError:
        return False


def _rows(letter: str, procedure: str) -> QuerySet[models.Wording]:
    return models.Wording.objects.filter(letter=letter, procedure=procedure).select_related("by").order_by("version")


def _latest(letter: str, procedure: str) -> int:
    return _rows(letter, procedure).aggregate(latest=Max("version"))["latest"] or 0


def _as_data(block: Block) -> dict[str, object]:
    return {
        "name": block.name,
        "heading": block.heading,
        "text": block.text,
        "hint": block.hint,
        "replace_with_official": block.replace_with_official,
    }


def _from_row(row: models.Wording, *, on: date | None = None) -> Wording:
    """A saved version. What is locked, and when a part is needed, is asked of the rulebook anew."""
    asked = _asked(row.letter, row.procedure, on=on)
    return Wording(
        letter=row.letter,
        procedure=row.procedure,
        version=row.version,
        title=rulebook.procedure(row.procedure, on=on).letter[row.letter].title,
        subject=row.subject,
        blocks=tuple(_saved_block(data, asked.get(data["name"])) for data in row.blocks),
        by=row.by,
        at=row.at,
        note=row.note,
    )


def _saved_block(data: Mapping[str, Any], part: Part | None) -> Block:
    return Block(**data, locked=part is not None and part.locked, when=part.when if part else None)
