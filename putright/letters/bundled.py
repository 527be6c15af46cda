"""The wording that comes with Putright, read from `wording/*.toml`. What a council changed is in `wordings`."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from putright.letters import placeholders

FOLDER = Path(__file__).parent / "wording"
SAME_AS: Mapping[str, str] = {"landlord_code": "local_council_code"}
"""A procedure whose letters are worded like another's wherever it has no wording of its own."""

WORDS = {"name", "heading", "text", "hint", "replace_with_official", "locked"}


class BadWording(ValueError):
    """A file of wording that cannot be read, with what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The wording of one part. Without a text, the officer writes it: `hint` says what belongs there.

    `locked` is said here only in a letter of no procedure; elsewhere the rulebook says it.
    """

    name: str
    heading: str = ""
    text: str = ""
    hint: str = ""
    replace_with_official: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The bundled wording of one letter: what it calls itself, and the parts it words differently from the rest.

    `title` is given in a letter of no procedure.
    """

    subject: str
    title: str = ""
    blocks: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How every letter begins and ends."""

    greeting: str
    greeting_without_name: str
    sign_off: str


def sheet(*, procedure: str, letter: str) -> Sheet | None:
    """The bundled wording of a letter, or None when there is none for it yet."""
    for folder in (procedure, SAME_AS.get(procedure, procedure)):
        path = FOLDER / folder / f"{letter}.toml"
        if path.exists():
            return _sheet(path)
    return None


def letters_in(folder: str) -> tuple[str, ...]:
    """The letters there is a bundled wording for in a folder, by name."""
    return tuple(sorted(path.stem for path in (FOLDER / folder).glob("*.toml")))


@cache
def parts() -> Mapping[str, Words]:
    """How a part is worded in any letter that does not word it differently."""
    return {words.name: words for words in _blocks(FOLDER / "parts.toml")}


@cache
def frame() -> Frame:
    """How every letter begins and ends."""
    return Frame(**_table(FOLDER / "parts.toml")["frame"])


@cache
def _sheet(path: Path) -> Sheet:
    table = _table(path)
    if table.get("letter") != path.stem or "subject" not in table:
        raise BadWording(f"{path.name}: it must say letter = {path.stem!r} and give a subject.")
    return Sheet(subject=table["subject"], title=table.get("title", ""), blocks=tuple(_blocks(path)))


def _blocks(path: Path) -> Iterator[Words]:
    for row in _table(path).get("blocks", ()):
        unknown = set(row) - WORDS
        if unknown or "name" not in row:
            raise BadWording(
                f"{path.name}: a part has {', '.join(sorted(unknown)) or 'no name'}; use: {sorted(WORDS)}."
            )
        yield Words(**{**row, "text": row.get("text", "").strip()})


def _table(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8")
    wrong = placeholders.faults([text])
    if wrong:
        raise BadWording(f"{path.name}: {' '.join(wrong)}")
    return tomllib.loads(text)
