"""Anchors of the record, and the database's own refusal to change or delete one."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

TABLES = ("casework_anchor", "casework_anchoredhead")
SQLITE = [
    f"""
    CREATE TRIGGER {table}_is_never_{deed}d BEFORE {deed.upper()} ON {table}
    BEGIN SELECT RAISE(ABORT, 'An anchor of the record is never {deed}d.'); END
    """
    for table in TABLES
    for deed in ("update", "delete")
]
POSTGRESQL = [
    """
    CREATE FUNCTION anchor_stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'An anchor of the record is never changed or deleted.'; END $$
    """,
    *(
        f"CREATE TRIGGER {table}_{name} BEFORE {deeds} ON {table} {each} EXECUTE FUNCTION anchor_stays_as_it_is()"
        for table in TABLES
        for name, deeds, each in (
            ("stays_as_it_is", "UPDATE OR DELETE", "FOR EACH ROW"),
            ("is_never_emptied", "TRUNCATE", "FOR EACH STATEMENT"),
        )
    ),
]
UNDO_SQLITE = [f"DROP TRIGGER {table}_is_never_{deed}d" for table in TABLES for deed in ("update", "delete")]
UNDO_POSTGRESQL = [
    *(f"DROP TRIGGER {table}_{name} ON {table}" for table in TABLES for name in ("stays_as_it_is", "is_never_emptied")),
    "DROP FUNCTION anchor_stays_as_it_is()",
]


def _guard(apps: Any, editor: Any) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def _unguard(apps: Any, editor: Any) -> None:
    for statement in UNDO_SQLITE if editor.connection.vendor == "sqlite" else UNDO_POSTGRESQL:
        editor.execute(statement)


class Migration(migrations.Migration):
    """Two tables, and triggers on both databases."""

    dependencies = [("casework", "0004_work_lists")]
    operations = [
        migrations.CreateModel(
            name="Anchor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("made_on", models.DateField(db_index=True)),
                ("upto", models.PositiveBigIntegerField()),
                ("cases", models.PositiveIntegerField()),
                ("events", models.PositiveBigIntegerField()),
                ("heads_digest", models.CharField(max_length=64)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={"ordering": ["number"]},
        ),
        migrations.CreateModel(
            name="AnchoredHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(db_index=True, max_length=20)),
                ("number", models.PositiveIntegerField()),
                ("head", models.CharField(max_length=64)),
                (
                    "anchor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="heads", to="casework.anchor"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("anchor", "reference"), name="a_chain_is_anchored_once")
                ]
            },
        ),
        migrations.RunPython(_guard, _unguard),
    ]
