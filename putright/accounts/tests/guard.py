"""The guard of the database over the security log, taken off for what only a test may do: to empty the tables."""

from importlib import import_module

from django.db import connection

MIGRATIONS = [
    import_module("putright.accounts.migrations.0004_the_security_log_stays"),
    import_module("putright.accounts.migrations.0005_the_security_log_is_chained"),
]


def off() -> None:
    """Take it off."""
    for migration in MIGRATIONS:
        _run(migration.UNDO_SQLITE if connection.vendor == "sqlite" else migration.UNDO_POSTGRESQL)


def on() -> None:
    """Put it back."""
    for migration in MIGRATIONS:
        _run(migration.SQLITE if connection.vendor == "sqlite" else migration.POSTGRESQL)


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
