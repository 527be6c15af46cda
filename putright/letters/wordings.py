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
from putright.rulebook.letters import contents

TAIL = ("final", "escalation", "ombudsman", "ico", "signature")
"""Parts that close a letter; what another procedure asks for besides goes before them."""

UNWORDED = Words(name="")

OF_NO_PROCEDURE: Mapping[str, str] = {"information_rights": "Personal information: rights, and requests for a copy"}
"""Letters that the law asks for and no procedure has: the folder of their wording, and their name together."""


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


@dataclass(frozen=True, slots=True)
class Asked:
    """A part that a letter must have: always, or `when` something holds; locked, it cannot be taken out."""

    name: str
    locked: bool
    when: str | None = None


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
    order = list(own)
    place = next((number for number, name in enumerate(order) if name in TAIL), len(order))
    order[place:place] = [name for name in asked if name not in own]
    title = _title(letter, procedure, on=on)
    return Wording(
        letter=letter,
        procedure=procedure,
        version=0,
        title=title,
        subject=sheet.subject if sheet else f"{title}: {{{{ reference }}}}",
        blocks=tuple(_block(name, asked.get(name), own.get(name)) for name in order),
        generic=sheet is None,
    )


def named(procedure: str) -> str:
    """What the letters of a procedure, or of none, are called together. Raises `UnknownProcedure`."""
    return OF_NO_PROCEDURE.get(procedure) or rulebook.procedure(procedure).name


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
    """The wording in force for each letter of a procedure, in the rulebook's order; or of those of none."""
    if procedure in OF_NO_PROCEDURE:
        return tuple(current(letter=letter, procedure=procedure) for letter in bundled.letters_in(procedure))
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
    names = [block.name for block in wording.blocks]
    for name in names:
        if name not in BLOCKS:
            yield f"There is no part called {name!r}."
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"The part {name!r} is there twice: keep one."
    yield from _lost(wording, names)
    worded = {block.name for block in default(letter=wording.letter, procedure=wording.procedure).blocks if block.text}
    for block in wording.blocks:
        if block.locked and block.name in worded and not block.text.strip():
            yield f"Write something where the letter gives {BLOCKS[block.name]}: that part cannot be left empty."
    yield from placeholders.faults([wording.subject, *(f"{block.heading}\n{block.text}" for block in wording.blocks)])


def _lost(wording: Wording, names: Sequence[str]) -> Iterator[str]:
    """The locked parts that are gone."""
    if wording.procedure not in OF_NO_PROCEDURE:
        procedure = rulebook.procedure(wording.procedure)
        yield from (lost.what for lost in rulebook.taken_out(procedure, wording.letter, names))
        return
    for part in _asked(wording.letter, wording.procedure).values():
        if part.locked and part.name not in names:
            yield f"The template has lost a part that cannot be taken out: {BLOCKS[part.name]}."


def _title(letter: str, procedure: str, *, on: date | None = None) -> str:
    sheet = bundled.sheet(procedure=procedure, letter=letter) if procedure in OF_NO_PROCEDURE else None
    return sheet.title if sheet else rulebook.procedure(procedure, on=on).letter[letter].title


def _asked(letter: str, procedure: str, *, on: date | None = None) -> dict[str, Asked]:
    """The parts the rulebook asks for in a letter, whatever holds, in its order. Raises `UnknownLetter`.

    Of a letter of no procedure, those its bundled wording locks.
    """
    if procedure in OF_NO_PROCEDURE:
        sheet = bundled.sheet(procedure=procedure, letter=letter)
        if sheet is None:
            raise contents.UnknownLetter(f"{procedure} has no letter {letter!r}")
        return {words.name: Asked(words.name, locked=True) for words in sheet.blocks if words.locked}
    parts = contents.required(rulebook.procedure(procedure, on=on), letter, holding=frozenset(WHEN))
    return {part.name: Asked(part.name, locked=part.locked, when=part.when) for part in parts}


def _block(name: str, part: Asked | None, own: Words | None) -> Block:
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
        title=_title(row.letter, row.procedure, on=on),
        subject=row.subject,
        blocks=tuple(_saved_block(data, asked.get(data["name"])) for data in row.blocks),
        by=row.by,
        at=row.at,
        note=row.note,
    )


def _saved_block(data: Mapping[str, Any], part: Asked | None) -> Block:
    return Block(**data, locked=part is not None and part.locked, when=part.when if part else None)
