"""Who the Ombudsmen are and how to reach them, as dated data. Which one a matter goes to is in `points`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from putright.rulebook.book.library import table_of
from putright.rulebook.book.reading import Refused
from putright.rulebook.book.vocabulary import OMBUDSMEN

FILE = Path(__file__).parent / "ombudsmen.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ombudsman:
    """A body a person can be told of, with its details from a day on (None: from as far back as we know)."""

    name: str
    read_on: date
    source: str
    also: tuple[str, ...] = ()
    post: str = ""
    phone: str = ""
    website: str = ""
    time_limit: str = ""
    """How long a person has to complain to it, as a clause after "is"; empty when we do not know."""
    time_limit_unverified: bool = False
    starts_on: date | None = None
    unverified: bool = False

    @property
    def title(self) -> str:
        """Its name as it stands in a sentence."""
        return OMBUDSMEN[self.name]

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways to reach it that we know of."""
        return tuple(way for way in (self.website, self.phone, self.post) if way)

    def named_in(self, text: str) -> bool:
        """Whether a text names it."""
        words = _plain(text)
        return any(re.search(rf"\b{re.escape(_plain(name))}\b", words) for name in (self._own_name, *self.also))

    def reached_in(self, text: str) -> bool:
        """Whether a text gives a way to reach it; true when we know of none."""
        return not self.ways or any(_bare(way) in _bare(text) for way in self.ways) or self.linked_in(text)

    def linked_in(self, text: str) -> bool:
        """Whether a text gives its website, with or without www."""
        host = self.website.removeprefix("www.").casefold()
        return bool(host) and re.search(rf"(?<![\w-]){re.escape(host)}(?![\w-]|\.\w)", text.casefold()) is not None

    @property
    def _own_name(self) -> str:
        return self.title.removeprefix("the ")


def directory(*, on: date, own: Sequence[Ombudsman] = ()) -> Mapping[str, Ombudsman]:
    """The details in force on a day, by name: the bundled ones, with a council's own entries put above them."""
    found: dict[str, Ombudsman] = {}
    for entries in (bundled(), own):
        for entry in sorted(entries, key=lambda entry: entry.starts_on or date.min):
            if entry.starts_on is None or entry.starts_on <= on:
                found[entry.name] = entry
    return found


@cache
def bundled() -> tuple[Ombudsman, ...]:
    """The entries that come with the rulebook."""
    return read(FILE)


def read(path: Path) -> tuple[Ombudsman, ...]:
    """The entries of a file. Raises `Refused` for an unknown or missing word."""
    return tuple(_entry(row, f"{path.name}, entry {n}") for n, row in enumerate(table_of(path)["ombudsmen"], start=1))


def _entry(row: Mapping[str, Any], where: str) -> Ombudsman:
    fields = {field.name for field in dataclasses.fields(Ombudsman)}
    for key in row:
        if key not in fields:
            raise Refused(where, f"unknown word {key!r}", f"use one of: {', '.join(sorted(fields))}")
    missing = [key for key in ("name", "read_on", "source") if key not in row]
    if missing:
        raise Refused(where, f"{', '.join(missing)} is missing", "add it")
    if row["name"] not in OMBUDSMEN:
        raise Refused(where, f"unknown body {row['name']!r}", f"use one of: {', '.join(OMBUDSMEN)}")
    return Ombudsman(**{**row, "also": tuple(row.get("also", ()))})


def _plain(text: str) -> str:
    """Small letters, one space between words, and no difference between & and and, ' and ’."""
    return " ".join(text.casefold().replace("&", " and ").replace("’", "'").split())


def _bare(text: str) -> str:
    """Letters and digits alone, so that spaces and commas in numbers and addresses do not matter."""
    return re.sub(r"[\W_]+", "", text.casefold())
