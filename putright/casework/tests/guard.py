"""The guard of the database over events, taken off for what only a test may do: to tamper, and to empty the tables."""

from importlib import import_module

from django.db import connection

MIGRATION = import_module("putright.casework.migrations.0002_events_stay_as_they_are")


def off() -> None:
    """Take it off."""
    _run(MIGRATION.UNDO_SQLITE if connection.vendor == "sqlite" else MIGRATION.UNDO_POSTGRESQL)


def on() -> None:
    """Put it back."""
    _run(MIGRATION.SQLITE if connection.vendor == "sqlite" else MIGRATION.POSTGRESQL)


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
