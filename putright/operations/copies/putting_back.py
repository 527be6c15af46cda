"""A copy put into an empty Putright: all of it, looked at first and compared afterwards, or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from putright.operations.copies import copying, parcels, tables
from putright.operations.copies.sealed import CannotOpen

Pieces = Callable[[], Iterable[tuple[str, bytes]]]
"""Gives the pieces of a copy from the start, as often as it is asked."""


class CannotPutBack(Exception):
    """Why a copy cannot be put back here, and what to do."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """What was put back."""

    manifest: Mapping[str, Any]
    rows: int
    files: int


def looked_over(pieces: Pieces) -> dict[str, Any]:
    """The manifest of a copy in which every piece is there and as it was. Raises `CannotOpen`."""
    seen: dict[str, str] = {}
    manifest = b""
    for name, content in pieces():
        if name == copying.MANIFEST:
            manifest = content
        else:
            seen[name] = parcels.digest(content)
    try:
        told: dict[str, Any] = json.loads(manifest)
        wanted = dict(told["pieces"])
    except (ValueError, KeyError, TypeError):
        raise CannotOpen("There is no manifest in it: it is no copy of Putright, or not a whole one.") from None
    for name in sorted(wanted.keys() | seen.keys()):
        if name not in seen:
            raise CannotOpen(f"{name} is missing.")
        if name in wanted and seen[name] != wanted[name]:
            raise CannotOpen(f"{name} is not what it was when the copy was made.")
    if told.get("format") != copying.FORMAT:
        raise CannotOpen(f"It is in format {told.get('format')}; this release reads format {copying.FORMAT}.")
    return told


def put_back(pieces: Pieces) -> PutBack:
    """Put a copy into this Putright, which must be empty. Raises `CannotOpen` or `CannotPutBack`, leaving nothing."""
    manifest = looked_over(pieces)
    must_be_empty()
    as_then = _tables_as_then(manifest)
    written: list[str] = []
    try:
        with transaction.atomic():
            rows = _fill(pieces, manifest, as_then)
            files = _put_files(pieces, manifest, written)
    except BaseException:
        for name in written:
            default_storage.delete(name)
        raise
    call_command("migrate", verbosity=0)
    call_command("reindex", verbosity=0, stdout=_Nowhere())
    return PutBack(manifest, rows, files)


class _Nowhere:
    """Takes what a command says, and keeps nothing."""

    def write(self, said: str) -> int:
        return len(said)


def must_be_empty() -> None:
    """Raises `CannotPutBack` when this Putright holds anything."""
    held = tables.holding_rows(apps)
    if held:
        raise CannotPutBack(
            f"The database is not empty: there are rows in {', '.join(held[:4])}{' and more' if held[4:] else ''}. "
            "Point DATABASE_URL (or PUTRIGHT_VAR) at an empty one. Nothing was changed."
        )
    if _holds_files(""):
        raise CannotPutBack(
            "The place for files is not empty. Empty it, or take another PUTRIGHT_VAR or bucket. Nothing changed."
        )


def _holds_files(folder: str) -> bool:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return False
    return bool(files) or any(_holds_files(str(Path(folder) / one)) for one in folders)


def _tables_as_then(manifest: Mapping[str, Any]) -> Apps:
    """Empty tables as they were in the release that made the copy; a newer one brings them up to date afterwards."""
    executor = MigrationExecutor(connection)
    wanted = [(app, name) for app, names in manifest["migrations"].items() for name in names]
    unknown = [f"{app} {name}" for app, name in wanted if (app, name) not in executor.loader.graph.nodes]
    if unknown:
        raise CannotPutBack(
            f"The copy was made by a release newer than this one ({manifest.get('release') or 'unknown'}; it has "
            f"{unknown[0]}). Install that release or a later one, and try again. Nothing was changed."
        )
    graph = executor.loader.graph
    needed = {key for target in wanted for key in graph.forwards_plan(target)}
    ahead = sorted((set(executor.loader.applied_migrations) & set(graph.nodes)) - needed)
    if ahead:
        raise CannotPutBack(
            f"The tables here are already those of a newer release ({' '.join(ahead[0])}). Point DATABASE_URL at a "
            "database without tables: they are made as they were, then brought up to date. Nothing was changed."
        )
    executor.migrate(wanted)
    return executor.loader.project_state(wanted).apps


def _fill(pieces: Pieces, manifest: Mapping[str, Any], as_then: Apps) -> int:
    models = {model._meta.label: model for model in tables.kept(as_then)}
    for model in models.values():  # what a migration itself has put into a table
        model._base_manager.all()._raw_delete(connection.alias)
    # A row may name one that comes later: the database looks at that once all are in.
    count = sum(tables.put_in(models[label], rows) for label, rows in _rows(pieces, manifest))
    connection.check_constraints()
    tables.count_on_after(models.values())
    for label, told in manifest["tables"].items():
        whole = hashlib.sha256()
        for line in copying.lines_of(models[label]):
            whole.update(line)
        if whole.hexdigest() != told["sha256"]:
            raise CannotPutBack(f"{label} did not come back as it was. Nothing was changed; please report this.")
    return count


def _rows(pieces: Pieces, manifest: Mapping[str, Any]) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    for name, content in pieces():
        place = name.split("/")
        if place[0] == copying.TABLES and name in manifest["pieces"]:
            yield place[1], (json.loads(line) for line in content.splitlines())


def _put_files(pieces: Pieces, manifest: Mapping[str, Any], written: list[str]) -> int:
    before = f"{copying.FILES}/"
    for name, content in pieces():
        if name.startswith(before) and name in manifest["pieces"]:
            kept = name.removeprefix(before)
            saved = default_storage.save(kept, ContentFile(content))
            written.append(saved)
            if saved != kept:
                raise CannotPutBack(f"The file {kept} could not be put in its place. Nothing was changed.")
    return len(written)
