"""Every table as rows of JSON, the same from SQLite and PostgreSQL, and rows of JSON as a table again."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

LEFT_OUT: Mapping[str, str] = {
    "sessions.Session": "everybody signs in again",
    "accounts.Sitting": "everybody signs in again",
    "accounts.Attempts": "counts who has to wait just now",
    "accounts.Spent": "is what the council's own sign-in said within the last minutes",
    "accounts.Message": "holds links that let somebody in, for three days: they are asked for again",
    "administration.SetUpKey": "lets in the first administrator, once",
    "contenttypes.ContentType": "made by the release itself",
    "auth.Permission": "made by the release itself",
    "auth.Group": "used by nothing here: roles are grants",
    "auth.Group_permissions": "used by nothing here",
    "council.Heartbeat": "says which parts of this copy live now",
    "operations.Run": "says what this copy itself did",
}
"""Tables that no copy holds, and why. The worker's queue and the index of search are no tables of ours either: what is
to go out stands in the outbox, and the index is made anew.
"""

AT_ONCE = 500


def kept(apps: Apps) -> list[type[models.Model]]:
    """Every table a copy holds, in a fixed order."""
    found = (model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy)
    return sorted((model for model in found if model._meta.label not in LEFT_OUT), key=lambda one: one._meta.label)


def rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    """Every row of a table by its number, each column in a form JSON can hold."""
    columns = model._meta.concrete_fields
    names = [column.attname for column in columns]
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(AT_ONCE):
        yield {name: _plain(value, column) for name, value, column in zip(names, row, columns, strict=True)}


def described(row: models.Model) -> dict[str, Any]:
    """One row, each column in a form JSON can hold."""
    columns = row._meta.concrete_fields
    return {column.attname: _plain(column.value_from_object(row), column) for column in columns}


def line(row: Mapping[str, Any]) -> bytes:
    """A row as one line, written the same every time."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any, column: Any) -> Any:
    if value is None or isinstance(column, models.JSONField):
        return value
    if isinstance(column, models.BinaryField):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(column, models.DateTimeField):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value if isinstance(value, bool | int | float) else str(value)


def put_in(model: type[models.Model], written: Iterable[Mapping[str, Any]]) -> int:
    """Write rows into a table that is empty. How many."""
    columns = {column.attname: column for column in model._meta.concrete_fields}
    waiting, count = [], 0
    for row in written:
        waiting.append(model(**{name: _back(value, columns[name]) for name, value in row.items()}))
        count += 1
        if len(waiting) == AT_ONCE:
            model._base_manager.bulk_create(waiting)
            waiting = []
    model._base_manager.bulk_create(waiting)
    return count


def _back(value: Any, column: Any) -> Any:
    if value is None or isinstance(column, models.JSONField):
        return value
    if isinstance(column, models.BinaryField):
        return base64.b64decode(value)
    return column.target_field.to_python(value) if column.is_relation else column.to_python(value)


def count_on_after(written: Iterable[type[models.Model]]) -> None:
    """Have the database number new rows after those put in."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(written)):
            cursor.execute(statement)


def holding_rows(apps: Apps) -> list[str]:
    """The tables that hold anything, of those that are there."""
    there = set(connection.introspection.table_names())
    return [
        model._meta.label
        for model in kept(apps)
        if model._meta.db_table in there and model._base_manager.only("pk").exists()
    ]


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is as it was at one moment, while others go on writing and wait for nothing."""
    if connection.in_atomic_block:  # somebody outside sees to that
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Not `atomic`: our transactions on SQLite take the writer's turn at once, and this one only reads.
        connection.ensure_connection()
        connection.connection.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            connection.connection.execute("ROLLBACK")
