"""The guard of the database over the security log, taken off for what only a test may do: to empty the tables."""

from importlib import import_module

from django.db import connection

MIGRATION = import_module("putright.accounts.migrations.0004_the_security_log_stays")


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
