"""The rulebook's page of a procedure in pieces for a screen. What it says is the rulebook's; nothing is added here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from putright.rulebook.book import library
from putright.rulebook.book.words import Procedure
from putright.rulebook.proof import procedure_page

BOLD = re.compile(r"\*\*(.+?)\*\*")
CELL = re.compile(r"(?<!\\)\|")
MARKS = {"#": "heading", "-": "list", "|": "table"}
"""How a line of the page begins that is no paragraph."""
FENCE = "```"
ARROW = " --> "
NOTHING, EMPTY = Markup(), "–"


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading of a level, a paragraph (words), a list, or a table, whose first row are its headings."""

    kind: str
    words: Markup = NOTHING
    level: int = 0
    items: Sequence[Markup] = ()
    rows: Sequence[Sequence[Markup]] = ()


class NoSuchVersion(LookupError):
    """There is no procedure of that name, or it has no such version."""


def version_of(*, procedure: str, version: str) -> Procedure:
    """A version of a procedure, in force or not. Raises `NoSuchVersion`."""
    found = next((one for one in library.shelf().get(procedure, ()) if one.version == version), None)
    if found is None:
        raise NoSuchVersion(f"{procedure} {version}")
    return found


def pieces(procedure: Procedure) -> Iterator[Piece]:
    """The page piece by piece, without its title."""
    lines = procedure_page.page(procedure).splitlines()[1:]
    for kind, group in groupby(_by_kind(lines), key=lambda one: one[0]):
        if kind:
            yield from PIECES[kind]([line for _, line in group])


def _by_kind(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each line with what it belongs to; nothing for those that only part others."""
    fenced = False
    for line in lines:
        if line.startswith(FENCE):
            fenced = not fenced
            yield "", line
        elif fenced:
            yield "ways" if ARROW in line else "stages", line
        else:
            yield MARKS.get(line[:1], "words") if line else "", line


def _headings(lines: Sequence[str]) -> Iterator[Piece]:
    for line in lines:
        marks, _, words = line.partition(" ")
        yield Piece("heading", _marked(words), level=len(marks))


def _words(lines: Sequence[str]) -> Iterator[Piece]:
    yield from (Piece("words", _marked(line)) for line in lines)


def _list(lines: Sequence[str]) -> Iterator[Piece]:
    yield Piece("list", items=[_marked(line.removeprefix("- ")) for line in lines])


def _table(lines: Sequence[str]) -> Iterator[Piece]:
    rows = [[_marked(cell.strip().replace("\\|", "|") or EMPTY) for cell in CELL.split(line)[1:-1]] for line in lines]
    headings, _, *body = rows
    yield Piece("table", rows=[[_capital(heading) for heading in headings], *body])


def _stages(lines: Sequence[str]) -> Iterator[Piece]:
    """The boxes of the diagram: each stage with the time limits that run in it."""
    boxes = [line.partition(": ")[2] for line in lines if ": " in line]
    yield Piece("list", items=[_marked(_in_a_line(box)) for box in boxes])


def _ways(lines: Sequence[str]) -> Iterator[Piece]:
    """The arrows of the diagram are in the table of the steps as well, which says when each can be taken."""
    yield from ()


def _in_a_line(box: str) -> str:
    stage, *limits = box.split("<br>")
    return f"**{stage}**" + (f": {'; '.join(limits)}" if limits else "")


def _marked(text: str) -> Markup:
    """Text with what stands out in it, and nothing else of markup."""
    parts = BOLD.split(text)
    return Markup("").join(
        Markup("<strong>{}</strong>").format(part) if number % 2 else Markup("{}").format(part)
        for number, part in enumerate(parts)
    )


def _capital(words: Markup) -> Markup:
    return words[:1].upper() + words[1:]


PIECES: Mapping[str, Callable[[Sequence[str]], Iterator[Piece]]] = {
    "heading": _headings,
    "words": _words,
    "list": _list,
    "table": _table,
    "stages": _stages,
    "ways": _ways,
}
