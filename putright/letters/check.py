"""A draft looked over before it goes: what it leaves out holds it back, wording to think twice about only warns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from putright import rulebook
from putright.letters.compose import Draft, Part
from putright.rulebook.book.words import Procedure
from putright.rulebook.letters import ombudsmen as directory
from putright.rulebook.letters import wording
from putright.rulebook.letters.contents import NOTHING_KNOWN, Known, Missing
from putright.rulebook.letters.points import Point
from putright.rulebook.letters.wording import Caution

NAMES_BELONG_IN = frozenset({"handler", "reviewer", "investigators", "signature", "meeting", "advocate"})
"""Parts whose business is to name somebody."""

UNDERSTOOD = frozenset({"outcome_sought", "understanding", "definition", "outstanding_issues"})
"""Parts that say how the council understands the complaint."""

OF_ONESELF = re.compile(r"\b(?:I|I['’]m|me|my|mine|we|us|our)\b", re.IGNORECASE)

WHY_NOT_THEIRS = (
    "These are the person’s own words, as they wrote them of themselves. Say how you understand them, written to the "
    "person: “You would like…”."
)

WHY_NO_NAMES = (
    "This names a member of staff. The letter speaks for the council: say what the council did or did not do, and "
    "leave the person out of it unless they are the one to contact."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """What is not the council's to put into its letters: names of staff, and what the person wrote of themselves."""

    staff_names: Sequence[str] = ()
    own_words: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What stands in the way of a letter, and what its writer should think about."""

    missing: tuple[Missing, ...]
    cautions: tuple[Caution, ...]
    unofficial: tuple[Part, ...] = ()
    """Parts that paraphrase an official text the council has not put in yet. They do not hold the letter back."""

    @property
    def may_send(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def look_over(
    *,
    procedure: Procedure,
    draft: Draft,
    points: Sequence[Point] = (),
    known: Known = NOTHING_KNOWN,
    theirs: Theirs | None = None,
    ombudsmen: Mapping[str, directory.Ombudsman] | None = None,
) -> Report:
    """What the draft leaves out, and every caution about its words.

    `ombudsmen` are the details in force; the bundled ones of the day when none are given. Raises `UnknownLetter`.
    """
    bodies = ombudsmen if ombudsmen is not None else directory.directory(on=known.on or date.max)
    theirs = theirs or Theirs()
    missing = rulebook.missing_contents(
        procedure, draft.letter, draft.text, points=points, ombudsmen=bodies, known=known
    )
    return Report(
        missing=missing,
        cautions=tuple(_cautions(draft, points, theirs)),
        unofficial=draft.unofficial,
    )


def _cautions(draft: Draft, points: Sequence[Point], theirs: Theirs) -> Iterator[Caution]:
    yield from rulebook.cautions("\n\n".join([draft.subject, *(part.text for part in draft.blocks)]))
    yield from wording.without_rule(points)
    yield from _on_staff_names(draft, theirs.staff_names)
    yield from _on_own_words(draft, theirs.own_words)


def _on_own_words(draft: Draft, own_words: Sequence[str]) -> Iterator[Caution]:
    """What the person wrote of themselves, put into the council's mouth: “I want my bin emptied”."""
    for words in (_plain(text) for text in own_words if OF_ONESELF.search(text)):
        for part in draft.blocks:
            if part.name in UNDERSTOOD and words.rstrip(".").casefold() in _plain(part.text).casefold():
                yield Caution(words if len(words) <= 80 else f"{words[:79]}…", WHY_NOT_THEIRS, "5.4")


def _on_staff_names(draft: Draft, staff_names: Sequence[str]) -> Iterator[Caution]:
    """Full and last names of staff as whole words, each once, wherever the letter is not there to name somebody."""
    text = "\n\n".join([draft.subject, *(part.text for part in draft.blocks if part.name not in NAMES_BELONG_IN)])
    theirs = " ".join((draft.greeting, *draft.to))
    for name in dict.fromkeys(_plain(name) for name in staff_names):
        found = _named(name, text)
        if found and not _named(name, theirs):
            yield Caution(found, WHY_NO_NAMES, "FAQ staff matters")


def _named(name: str, text: str) -> str | None:
    """The full name, or else the last name, where a text has it. Last names are often words: their capital counts."""
    if not name:
        return None
    full = re.search(rf"(?<!\w){_loosely(name)}(?!\w)", text, re.IGNORECASE)
    last = re.search(rf"(?<!\w){_loosely(name.split()[-1])}(?!\w)", text)
    found = full or last
    return found[0] if found else None


def _loosely(name: str) -> str:
    return r"\s+".join(re.escape(word).replace("'", "['’]").replace("’", "['’]") for word in name.split())


def _plain(name: str) -> str:
    return " ".join(name.split())
