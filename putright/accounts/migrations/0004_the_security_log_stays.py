"""The database itself refuses to change an entry of the security log, and to delete one that is not old enough."""

from typing import Any

from django.db import migrations

KEPT_AT_LEAST = 90
SQLITE = [
    """
    CREATE TRIGGER noted_is_never_updated BEFORE UPDATE ON accounts_noted
    BEGIN SELECT RAISE(ABORT, 'An entry of the security log is never changed.'); END
    """,
    f"""
    CREATE TRIGGER noted_is_kept BEFORE DELETE ON accounts_noted
    WHEN OLD.at > datetime('now', '-{KEPT_AT_LEAST} days')
    BEGIN SELECT RAISE(ABORT, 'An entry of the security log is kept for a while.'); END
    """,
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION noted_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF OLD.at <= now() - interval '{KEPT_AT_LEAST} days' THEN RETURN OLD; END IF;
        END IF;
        RAISE EXCEPTION 'An entry of the security log is never changed, and kept for a while.';
    END $$
    """,
    """
    CREATE TRIGGER noted_stays BEFORE UPDATE OR DELETE ON accounts_noted
    FOR EACH ROW EXECUTE FUNCTION noted_stays()
    """,
    """
    CREATE TRIGGER noted_is_never_emptied BEFORE TRUNCATE ON accounts_noted
    FOR EACH STATEMENT EXECUTE FUNCTION noted_stays()
    """,
]
UNDO_SQLITE = ["DROP TRIGGER noted_is_never_updated", "DROP TRIGGER noted_is_kept"]
UNDO_POSTGRESQL = [
    "DROP TRIGGER noted_stays ON accounts_noted",
    "DROP TRIGGER noted_is_never_emptied ON accounts_noted",
    "DROP FUNCTION noted_stays()",
]


def _guard(apps: Any, editor: Any) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def _unguard(apps: Any, editor: Any) -> None:
    for statement in UNDO_SQLITE if editor.connection.vendor == "sqlite" else UNDO_POSTGRESQL:
        editor.execute(statement)


class Migration(migrations.Migration):
    """Triggers on both databases."""

    dependencies = [("accounts", "0003_security")]
    operations = [migrations.RunPython(_guard, _unguard)]
