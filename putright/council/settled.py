"""The last row of a table that is only added to: nothing with a smaller number can appear behind it any more."""

from __future__ import annotations

from django.db import connection, models, transaction

PATIENCE = "5s"
"""So long whoever is writing is waited for; nobody else begins to write meanwhile."""


def last(table: type[models.Model]) -> int:
    """The number of the last row, nought when there is none. Raises `OperationalError` where somebody writes for long.

    PostgreSQL numbers rows before they are committed: a row may appear after one with a larger number.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(table._meta.db_table)} IN SHARE MODE")
        found: int | None = table._base_manager.aggregate(last=models.Max("pk"))["last"]
    return found or 0
