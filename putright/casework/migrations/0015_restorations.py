"""Restores of an older copy, and the database's own refusal to change or delete the note of one."""

from typing import Any

from django.db import migrations, models

TABLE = "casework_restoration"
SQLITE = [
    f"""
    CREATE TRIGGER {TABLE}_is_never_{deed}d BEFORE {deed.upper()} ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'The note of a restore is never {deed}d.'); END
    """
    for deed in ("update", "delete")
]
POSTGRESQL = [
    """
    CREATE FUNCTION restoration_stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'The note of a restore is never changed or deleted.'; END $$
    """,
    *(
        f"CREATE TRIGGER {TABLE}_{name} BEFORE {deeds} ON {TABLE} {each} EXECUTE FUNCTION restoration_stays_as_it_is()"
        for name, deeds, each in (
            ("stays_as_it_is", "UPDATE OR DELETE", "FOR EACH ROW"),
            ("is_never_emptied", "TRUNCATE", "FOR EACH STATEMENT"),
        )
    ),
]
UNDO_SQLITE = [f"DROP TRIGGER {TABLE}_is_never_{deed}d" for deed in ("update", "delete")]
UNDO_POSTGRESQL = [
    *(f"DROP TRIGGER {TABLE}_{name} ON {TABLE}" for name in ("stays_as_it_is", "is_never_emptied")),
    "DROP FUNCTION restoration_stays_as_it_is()",
]


def _guard(apps: Any, editor: Any) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def _unguard(apps: Any, editor: Any) -> None:
    for statement in UNDO_SQLITE if editor.connection.vendor == "sqlite" else UNDO_POSTGRESQL:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0014_access_waits"),
    ]

    operations = [
        migrations.CreateModel(
            name="Restoration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                ("anchor", models.PositiveIntegerField()),
                ("anchor_digest", models.CharField(blank=True, max_length=64)),
                ("events", models.PositiveBigIntegerField()),
                ("because", models.TextField(blank=True)),
                ("key", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.RunPython(_guard, _unguard),
    ]
