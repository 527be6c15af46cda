"""The fate of every field of every app that can hold a text, as `fates.toml` declares it; `erasure` carries it out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "fates.toml"
ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a field, and why."""

    what: str
    why: str


@cache
def every() -> Mapping[str, Mapping[str, Fate]]:
    """The fates of each table (app.Model), by field."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    whys = told.pop("fates")
    return {
        f"{app}.{model}": {field: Fate(what, whys[what]) for what, fields in by_fate.items() for field in fields}
        for app, models in told.items()
        for model, by_fate in models.items()
    }


def tables_with(what: str) -> frozenset[str]:
    """The tables (by their bare names) with a field of a fate."""
    found = (label for label, told in every().items() if any(fate.what == what for fate in told.values()))
    return frozenset(label.partition(".")[2] for label in found)


def erased(label: str) -> tuple[str, ...]:
    """The fields of a table that are emptied with a case."""
    return tuple(name for name, fate in every()[label].items() if fate.what == ERASE)
