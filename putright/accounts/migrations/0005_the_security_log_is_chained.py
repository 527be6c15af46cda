"""A chain over the security log, which the database itself guards."""

from typing import Any

from django.db import migrations, models

SQLITE = [
    """
    CREATE TRIGGER chained_is_never_updated BEFORE UPDATE ON accounts_chained
    BEGIN SELECT RAISE(ABORT, 'A place in the chain of the security log is never changed.'); END
    """,
    """
    CREATE TRIGGER chained_is_kept BEFORE DELETE ON accounts_chained
    WHEN EXISTS (SELECT 1 FROM accounts_noted WHERE id = OLD.entry)
    BEGIN SELECT RAISE(ABORT, 'A place in the chain of the security log stays while its entry is there.'); END
    """,
]
POSTGRESQL = [
    """
    CREATE FUNCTION chained_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF NOT EXISTS (SELECT 1 FROM accounts_noted WHERE id = OLD.entry) THEN RETURN OLD; END IF;
        END IF;
        RAISE EXCEPTION 'A place in the chain of the security log is never changed, and stays while its entry is there.';
    END $$
    """,
    """
    CREATE TRIGGER chained_stays BEFORE UPDATE OR DELETE ON accounts_chained
    FOR EACH ROW EXECUTE FUNCTION chained_stays()
    """,
    """
    CREATE TRIGGER chained_is_never_emptied BEFORE TRUNCATE ON accounts_chained
    FOR EACH STATEMENT EXECUTE FUNCTION chained_stays()
    """,
]
UNDO_SQLITE = ["DROP TRIGGER chained_is_never_updated", "DROP TRIGGER chained_is_kept"]
UNDO_POSTGRESQL = [
    "DROP TRIGGER chained_stays ON accounts_chained",
    "DROP TRIGGER chained_is_never_emptied ON accounts_chained",
    "DROP FUNCTION chained_stays()",
]


def _guard(apps: Any, editor: Any) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def _unguard(apps: Any, editor: Any) -> None:
    for statement in UNDO_SQLITE if editor.connection.vendor == "sqlite" else UNDO_POSTGRESQL:
        editor.execute(statement)


class Migration(migrations.Migration):
    """What is in the log already is chained with the first entry after, or by the worker within ten minutes."""

    dependencies = [("accounts", "0004_the_security_log_stays")]
    operations = [
        migrations.CreateModel(
            name="Chained",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry", models.BigIntegerField(unique=True)),
                ("chained_at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunPython(_guard, _unguard),
    ]
