"""The database itself refuses to change or delete an event, whoever asks."""

from typing import Any

from django.db import migrations

SQLITE = [
    f"""
    CREATE TRIGGER event_is_never_{deed}d BEFORE {deed.upper()} ON casework_event
    BEGIN SELECT RAISE(ABORT, 'An event on the record is never {deed}d.'); END
    """
    for deed in ("update", "delete")
]
POSTGRESQL = [
    """
    CREATE FUNCTION event_stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'An event on the record is never changed or deleted.'; END $$
    """,
    """
    CREATE TRIGGER event_stays_as_it_is BEFORE UPDATE OR DELETE ON casework_event
    FOR EACH ROW EXECUTE FUNCTION event_stays_as_it_is()
    """,
    """
    CREATE TRIGGER events_are_never_emptied BEFORE TRUNCATE ON casework_event
    FOR EACH STATEMENT EXECUTE FUNCTION event_stays_as_it_is()
    """,
]
UNDO_SQLITE = ["DROP TRIGGER event_is_never_updated", "DROP TRIGGER event_is_never_deleted"]
UNDO_POSTGRESQL = [
    "DROP TRIGGER event_stays_as_it_is ON casework_event",
    "DROP TRIGGER events_are_never_emptied ON casework_event",
    "DROP FUNCTION event_stays_as_it_is()",
]


def _guard(apps: Any, editor: Any) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def _unguard(apps: Any, editor: Any) -> None:
    for statement in UNDO_SQLITE if editor.connection.vendor == "sqlite" else UNDO_POSTGRESQL:
        editor.execute(statement)


class Migration(migrations.Migration):
    """Triggers on both databases."""

    dependencies = [("casework", "0001_initial")]
    operations = [migrations.RunPython(_guard, _unguard)]
