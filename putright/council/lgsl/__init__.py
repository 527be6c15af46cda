"""The Local Government Services List, gathered into the services people complain about: the data and its reader."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.text import slugify

from putright.council.models import Kind

FOLDER = Path(__file__).parent
FOUND_OUT = re.compile(r"^(?:Find out|Get information|Search|Find)\s*(?:more)?\s*(?:abou?t|on)?\s*", re.IGNORECASE)

TIERS = {
    Kind.DISTRICT: ("district/unitary", "all"),
    Kind.COUNTY: ("county/unitary", "all"),
}
"""Which entries belong to a council that has not got every duty; the other kinds have them all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list: its number, what it is in a few words, and which councils have it."""

    number: int
    title: str
    tier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Entries that people would call one service."""

    name: str
    about: str
    entries: tuple[Entry, ...]

    @property
    def slug(self) -> str:
        """How the group is named in a form."""
        return slugify(self.name.replace("’", ""))


def groups(*, kind: str) -> Sequence[Group]:
    """The groups that hold anything for a kind of council, with the entries that are its own."""
    mine = TIERS.get(Kind(kind))
    found = (
        Group(
            name=one.name,
            about=one.about,
            entries=tuple(entry for entry in one.entries if mine is None or entry.tier in mine),
        )
        for one in every()
    )
    return tuple(one for one in found if one.entries)


@cache
def every() -> Sequence[Group]:
    """Every group with all its entries."""
    known = {entry.number: entry for entry in entries()}
    rows = tomllib.loads((FOLDER / "groups.toml").read_text(encoding="utf-8"))["groups"]
    return tuple(
        Group(name=row["name"], about=row["about"], entries=tuple(known[number] for number in row["lgsl"]))
        for row in rows
    )


@cache
def entries() -> Sequence[Entry]:
    """The list as it is published."""
    with (FOLDER / "local_services.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Entry(int(row["LGSL"]), _titled(row["Description"]), row["Providing Tier"]) for row in csv.DictReader(file)
        )


def _titled(description: str) -> str:
    """What an entry is about, without the "Find out about" it begins with."""
    plain = FOUND_OUT.sub("", " ".join(description.split())) or description
    return plain[:1].upper() + plain[1:]
