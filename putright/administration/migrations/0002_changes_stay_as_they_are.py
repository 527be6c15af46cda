"""The database itself refuses to alter or delete an entry of the settings' history, whoever asks."""

from typing import Any

from django.db import migrations

SQLITE = [
    f"""
    CREATE TRIGGER change_is_never_{deed}d BEFORE {deed.upper()} ON administration_change
    BEGIN SELECT RAISE(ABORT, 'An entry of the settings history is never {deed}d.'); END
    """
    for deed in ("update", "delete")
]
POSTGRESQL = [
    """
    CREATE FUNCTION change_stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'An entry of the settings history is never changed or deleted.'; END $$
    """,
    """
    CREATE TRIGGER change_stays_as_it_is BEFORE UPDATE OR DELETE ON administration_change
    FOR EACH ROW EXECUTE FUNCTION change_stays_as_it_is()
    """,
]
UNDO_SQLITE = ["DROP TRIGGER change_is_never_updated", "DROP TRIGGER change_is_never_deleted"]
UNDO_POSTGRESQL = [
    "DROP TRIGGER change_stays_as_it_is ON administration_change",
    "DROP FUNCTION change_stays_as_it_is()",
]


def _guard(apps: Any, editor: Any) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def _unguard(apps: Any, editor: Any) -> None:
    for statement in UNDO_SQLITE if editor.connection.vendor == "sqlite" else UNDO_POSTGRESQL:
        editor.execute(statement)


class Migration(migrations.Migration):
    """Triggers on both databases."""

    dependencies = [("administration", "0001_initial")]
    operations = [migrations.RunPython(_guard, _unguard)]
