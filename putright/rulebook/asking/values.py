"""Values of a plain document, as JSON and TOML share them: each read, or refused in one line that says where."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from putright.rulebook.standings.happening import LONDON

YEARS = range(1900, 2200)
"""Dates outside these are slips of the finger."""
LONGEST = 1000
"""Nothing runs for more units than this."""
LONGEST_SHOWN = 60
"""How much of a wrong value is shown."""


class Wrong(ValueError):
    """A document cannot be understood: where in it, and what would be right."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")


def table(value: object, where: str, keys: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Wrong(where, f"must be an object with keys, not {shown(value)}")
    for key in value:
        if key not in keys:
            place = "" if where == "document" else f"{where}."
            raise Wrong(place + str(key)[:LONGEST_SHOWN], f"is not known here; known: {', '.join(sorted(keys))}")
    return value


def needed(table: Mapping[str, Any], key: str, what: str, where: str = "") -> object:
    if key not in table:
        raise Wrong(f"{where}.{key}" if where else key, f"is missing; {what}")
    return table[key]


def list_of(value: object, where: str) -> list[object]:
    if not isinstance(value, list):
        raise Wrong(where, f"must be a list, not {shown(value)}")
    return value


def text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Wrong(where, f"must be some text, not {shown(value)}")
    return value


def one_of(value: object, words: Collection[str], where: str) -> str:
    word = text(value, where)
    if word not in words:
        raise Wrong(where, f"{shown(word)} is not known here; known: {', '.join(sorted(words))}")
    return word


def shown(value: object) -> str:
    """A value short enough for one line."""
    told = repr(value)
    return told if len(told) <= LONGEST_SHOWN else f"{told[:LONGEST_SHOWN]}…"


def whole(value: object, where: str) -> int:
    if type(value) is not int or not 1 <= value <= LONGEST:
        raise Wrong(where, f"must be a whole number from 1 to {LONGEST}, not {shown(value)}")
    return value


def day(value: object, where: str) -> date:
    try:
        given = value if type(value) is date else date.fromisoformat(text(value, where))
    except ValueError:
        raise Wrong(where, f"must be a day such as 2026-06-17, not {shown(value)}") from None
    return _within_years(given, where)


def _within_years(day: date, where: str) -> date:
    if day.year not in YEARS:
        raise Wrong(where, f"{day.year} is no year for this")
    return day


def moment(value: object, where: str) -> tuple[datetime, bool]:
    """A moment in Europe/London, and whether a time of day was given."""
    if type(value) is date or (isinstance(value, str) and _is_day(value)):
        only = day(value, where)
        return datetime(only.year, only.month, only.day, tzinfo=LONDON), False
    try:
        given = value if isinstance(value, datetime) else datetime.fromisoformat(text(value, where))
    except ValueError:
        raise Wrong(where, f"must be a moment such as 2026-06-01T10:00 or a day, not {shown(value)}") from None
    _within_years(given, where)
    return given, True


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def minutes(value: object, where: str) -> int:
    """Minutes after midnight of a time such as 17:00."""
    try:
        hours, minutes = (int(part) for part in text(value, where).split(":"))
    except ValueError:
        raise Wrong(where, f"must be a time such as 17:00, not {shown(value)}") from None
    if not (0 <= hours <= 24 and 0 <= minutes < 60 and hours * 60 + minutes <= 24 * 60):
        raise Wrong(where, f"must be a time such as 17:00, not {shown(value)}")
    return hours * 60 + minutes
