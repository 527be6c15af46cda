"""A copy of everything, written piece by piece: tables as of one moment, the files they name, and a manifest of all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from putright.operations.copies import parcels, tables

FORMAT = 1
MANIFEST = "manifest.json"
TABLES, FILES = "tables", "files"
PART = 4 * 1024 * 1024
"""A table is cut into parts of about so many bytes, so that none has to be held whole."""

Row = dict[str, Any]
Change = Callable[[str, Row], Row]


@dataclass
class Manifest:
    """What is in a copy, so that whoever opens it can tell that all of it is there and as it was."""

    made_at: str
    kind: str
    format: int = FORMAT
    release: str = ""
    database: str = ""
    migrations: dict[str, list[str]] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    pieces: dict[str, str] = field(default_factory=dict)
    """Each piece with its SHA-256."""
    files: int = 0
    gone: list[str] = field(default_factory=list)
    """Files erased while the copy was being made, whose rows are still in it."""
    missing: list[str] = field(default_factory=list)
    """Files that a row names and that were not there: the copy is as incomplete as the site is."""
    left_out: dict[str, str] = field(default_factory=lambda: dict(tables.LEFT_OUT))

    def written(self) -> bytes:
        """As it stands in a copy."""
        return json.dumps(self.__dict__, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def release() -> str:
    """The release of this copy; empty where it was not installed as a package."""
    try:
        return version("putright")
    except PackageNotFoundError:
        return ""


def copy(
    into: parcels.Writer, *, kind: str, at: datetime, change: Change | None = None, empty: Collection[str] = ()
) -> Manifest:
    """Write everything but the manifest, which the caller may add to and then puts last with `finish`.

    `change` is what becomes of each row on its way out; tables named in `empty` leave without rows.
    """
    manifest = Manifest(made_at=at.isoformat(), kind=kind, release=release(), database=connection.vendor)
    with tables.one_moment():
        manifest.migrations = _migrations()
        for model in tables.kept(apps):
            _copy_table(model, into, manifest, () if model._meta.label in empty else lines_of(model, change))
        named = _files_named(empty)
    _copy_files(named, into, manifest)
    return manifest


def add(into: parcels.Writer, manifest: Manifest, name: str, content: bytes) -> None:
    """Put a piece in and note it."""
    into.add(name, content)
    manifest.pieces[name] = parcels.digest(content)


def finish(into: parcels.Writer, manifest: Manifest) -> None:
    """Put the manifest in, last of all."""
    into.add(MANIFEST, manifest.written())


def _migrations() -> dict[str, list[str]]:
    """The last migrations each app has had."""
    loader = MigrationLoader(connection)
    done = set(loader.applied_migrations)
    found: dict[str, list[str]] = {}
    for app, name in sorted(done & set(loader.graph.nodes)):
        following = loader.graph.node_map[app, name].children
        if not any(child.key[0] == app and child.key in done for child in following):
            found.setdefault(app, []).append(name)
    return found


# --- Tables. ---------------------------------------------------------------------------------------------------------


def lines_of(model: type[models.Model], change: Change | None = None) -> Iterator[bytes]:
    """A table, line by line."""
    for row in tables.rows(model):
        yield tables.line(change(model._meta.label, row) if change else row)


def _copy_table(model: type[models.Model], into: parcels.Writer, manifest: Manifest, lines: Iterable[bytes]) -> None:
    whole, count, parts, waiting = hashlib.sha256(), 0, 0, bytearray()
    for one in lines:
        whole.update(one)
        waiting += one
        count += 1
        if len(waiting) >= PART:
            parts += 1
            add(into, manifest, part_of(model._meta.label, parts), bytes(waiting))
            waiting.clear()
    if waiting:
        add(into, manifest, part_of(model._meta.label, parts + 1), bytes(waiting))
    manifest.tables[model._meta.label] = {"rows": count, "sha256": whole.hexdigest()}


def part_of(label: str, number: int) -> str:
    """The name of one part of a table."""
    return f"{TABLES}/{label}/{number:05}.jsonl"


# --- Files. ----------------------------------------------------------------------------------------------------------


def _file_columns(empty: Collection[str]) -> Iterator[tuple[type[models.Model], str]]:
    for model in (one for one in tables.kept(apps) if one._meta.label not in empty):
        for column in model._meta.concrete_fields:
            if isinstance(column, models.FileField):
                yield model, column.attname


def _files_named(empty: Collection[str]) -> Mapping[str, tuple[type[models.Model], str]]:
    """Every file that a row names, with the column that names it."""
    return {
        name: (model, column)
        for model, column in _file_columns(empty)
        for name in model._base_manager.exclude(**{column: ""}).order_by("pk").values_list(column, flat=True)
        if name
    }


def _copy_files(named: Mapping[str, tuple[type[models.Model], str]], into: parcels.Writer, manifest: Manifest) -> None:
    for name, (model, column) in sorted(named.items()):
        try:
            with default_storage.open(name, "rb") as file:
                content = file.read()
        except FileNotFoundError:
            still_named = model._base_manager.filter(**{column: name}).exists()
            (manifest.missing if still_named else manifest.gone).append(name)
            continue
        add(into, manifest, f"{FILES}/{name}", content)
        manifest.files += 1
