"""The guard of the database over events and anchors, taken off for what only a test may do: to tamper, and to empty."""

from importlib import import_module

from django.db import connection

MIGRATIONS = [
    import_module(f"putright.casework.migrations.{name}")
    for name in ("0002_events_stay_as_they_are", "0005_anchors", "0015_restorations")
]


def off() -> None:
    """Take it off."""
    for one in MIGRATIONS:
        _run(one.UNDO_SQLITE if connection.vendor == "sqlite" else one.UNDO_POSTGRESQL)


def on() -> None:
    """Put it back."""
    for one in MIGRATIONS:
        _run(one.SQLITE if connection.vendor == "sqlite" else one.POSTGRESQL)


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
