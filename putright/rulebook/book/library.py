"""Reads the procedure files and refuses what the rulebook cannot stand behind.

An unknown word, an undated rule, a missing paragraph, a duplicate or an unreachable stage is refused with the file,
the line where it can be had, and what to do. Nothing is guessed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from putright.rulebook.book import reading, soundness
from putright.rulebook.book.words import Procedure

FOLDER = Path(__file__).parents[1] / "procedures"
Refused = reading.Refused


class UnknownProcedure(LookupError):
    """No procedure of that name, or none in force on that day."""


def load(path: Path) -> Procedure:
    """The procedure in one file. Raises `Refused` naming the file, the line and what to do."""
    place = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(place, str(error), "mend the TOML at that line") from error
    except UnicodeDecodeError as error:
        raise Refused(place, "is not text in UTF-8", "save it as UTF-8") from error
    procedure = reading.Reader(place, text).procedure(table)
    soundness.inspect(procedure, place=place, text=text)
    if (path.parent.name, path.stem) != (procedure.id, procedure.version):
        raise Refused(
            place, f"says it is {procedure.id} {procedure.version}", "put it in procedures/<id>/<version>.toml"
        )
    return procedure


def shelf() -> Mapping[str, tuple[Procedure, ...]]:
    """Every procedure by id, each with its versions, oldest first."""
    return {id_: _versions(folder) for id_, folder in _folders(FOLDER).items()}


def versions(id_: str) -> tuple[Procedure, ...]:
    """The versions of one procedure, oldest first. Raises `UnknownProcedure`."""
    known = _folders(FOLDER)
    if id_ not in known:
        raise UnknownProcedure(f"there is no procedure called {id_!r}; there are: {', '.join(known)}")
    return _versions(known[id_])


@cache
def _folders(shelf: Path) -> Mapping[str, Path]:
    """The folder of each procedure by its id: looked up once, since every question asks for a procedure."""
    return {folder.name: folder for folder in sorted(shelf.iterdir()) if folder.is_dir()}


@cache
def _versions(folder: Path) -> tuple[Procedure, ...]:
    return tuple(sorted((load(path) for path in folder.glob("*.toml")), key=_in_force))


def every() -> Iterator[Procedure]:
    """Every version of every procedure."""
    for procedures in shelf().values():
        yield from procedures


def procedure(id_: str, *, on: date | None = None) -> Procedure:
    """The version in force on a day (the newest when no day is given). Raises `UnknownProcedure`."""
    known = versions(id_)
    in_force = [version for version in known if on is None or version.in_force <= on]
    if not in_force:
        raise UnknownProcedure(f"{id_} was not in force on {on}; its first version is from {known[0].in_force}")
    return in_force[-1]


def _in_force(procedure: Procedure) -> date:
    return procedure.in_force


def table_of(path: Path) -> dict[str, Any]:
    """A TOML file as it stands, for the other data files of the rulebook."""
    with path.open("rb") as file:
        return tomllib.load(file)
