"""A migration runs while the last release still serves: what would break or stop that release is refused.

What is refused, and how to do it in two releases instead, is told in docs/using/upgrading.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

OURS = "putright."
FIRST_RELEASE: Mapping[str, str] = {
    "accounts": "0007",
    "administration": "0002",
    "casework": "0011",
    "council": "0006",
    "letters": "0003",
    "operations": "0001",
    "portal": "0001",
}
"""The last migration of each app before there was a release: up to it nothing served that could be broken."""

ALLOWED: Mapping[str, str] = {}
"""Operations that may stand all the same, as `app.migration: what`, each with the reason why it breaks nobody."""


def refused(migration: migrations.Migration) -> list[str]:
    """What a migration must not do while the last release serves."""
    made = {operation.name_lower for operation in migration.operations if isinstance(operation, migrations.CreateModel)}
    return [fault for operation in migration.operations for fault in _faults(operation, made)]


def _faults(operation: Operation, made: set[str]) -> Iterator[str]:
    """`made` are the tables of this same migration: they are empty, and nobody uses them yet."""
    if getattr(operation, "model_name_lower", None) in made:
        return
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        for inner in operation.database_operations:
            yield from _faults(inner, made)
    for kind, why in DANGEROUS.items():
        if isinstance(operation, kind):
            yield f"{operation.describe()}: {why}"
    if isinstance(operation, migrations.AddField):
        yield from _new_column(operation)
    if isinstance(operation, migrations.RunPython | migrations.RunSQL) and not operation.reversible:
        yield f"{operation.describe()}: it cannot be taken back"


DANGEROUS: Mapping[type[Operation], str] = {
    migrations.RemoveField: "the last release still reads it; first stop using it, and remove it a release later",
    migrations.DeleteModel: "the last release still reads it; first stop using it, and remove it a release later",
    migrations.RenameField: "the last release knows the old name; add a new one beside it and move over",
    migrations.RenameModel: "the last release knows the old name",
    migrations.AlterModelTable: "the last release knows the old name",
    migrations.AlterField: "it may rewrite or lock the table; say in ALLOWED why this one does not",
    migrations.AddIndex: "it stops writing while it is built; build it concurrently on PostgreSQL",
    migrations.AddConstraint: "it stops writing while every row is looked at; add it unvalidated, then validate it",
    migrations.AlterUniqueTogether: "it stops writing while every row is looked at",
}


def _new_column(operation: migrations.AddField) -> Iterator[str]:
    field = operation.field
    if isinstance(field, models.ManyToManyField):
        return
    if not field.null and field.db_default is models.NOT_PROVIDED:
        yield f"{operation.describe()}: the last release does not fill it in; let it be empty, or give it a db_default"
    if field.unique or (getattr(field, "db_index", False) and not field.is_relation):
        yield f"{operation.describe()}: its index stops writing while it is built"


def new_ones() -> Iterator[tuple[str, migrations.Migration]]:
    """Our own migrations since the first release."""
    loader = MigrationLoader(None)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if type(migration).__module__.startswith(OURS) and name[:4] > FIRST_RELEASE.get(app, "0000"):
            yield f"{app}.{name}", migration


def test_no_new_migration_breaks_the_release_before_it() -> None:
    found = {f"{name}: {fault}" for name, migration in new_ones() for fault in refused(migration)}

    assert sorted(fault for fault in found if not fault.startswith(tuple(ALLOWED))) == []


def test_nothing_is_allowed_that_is_not_there() -> None:
    assert set(ALLOWED) <= {f"{name}: {fault}" for name, migration in new_ones() for fault in refused(migration)}


def test_every_app_of_ours_is_looked_at() -> None:
    apps = {
        app for (app, _), one in MigrationLoader(None).disk_migrations.items() if type(one).__module__.startswith(OURS)
    }

    assert set(FIRST_RELEASE) == apps


class Careless(migrations.Migration):
    """Everything that must not be done in one step."""

    operations = [  # noqa: RUF012 -- as Django has it
        migrations.CreateModel("Fine", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddField("Fine", "name", models.CharField(max_length=9, unique=True)),
        migrations.RemoveField("Case", "subject"),
        migrations.RenameField("Case", "subject", "title"),
        migrations.DeleteModel("Case"),
        migrations.RenameModel("Case", "Matter"),
        migrations.AlterField("Case", "subject", models.TextField()),
        migrations.AddIndex("Case", models.Index(fields=["subject"], name="by_subject")),
        migrations.AddField("Case", "urgent", models.BooleanField(default=False)),
        migrations.AddField("Case", "code", models.CharField(max_length=9, null=True, unique=True)),
        migrations.AddField("Case", "note", models.TextField(null=True)),
        migrations.AddField("Case", "held", models.BooleanField(db_default=False)),
        migrations.RunPython(lambda apps, editor: None),
        migrations.SeparateDatabaseAndState([migrations.RemoveField("Case", "owner")], []),
    ]


def test_careless_operations_are_found() -> None:
    assert len(refused(Careless("0001", "casework"))) == 10
