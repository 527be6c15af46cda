"""The tables of the worker's queue on PostgreSQL. On SQLite the queue is a file of its own, which makes them itself."""

from typing import Any

from django.db import migrations
from huey.storage import PostgresStorage


def _make(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        for statement in PostgresStorage("putright", create_tables=False).ddl:
            editor.execute(statement)


class Migration(migrations.Migration):
    """Each is made only where it is not there: copies from before have them already."""

    dependencies = [("letters", "0002_replaced_and_taken_back")]
    operations = [migrations.RunPython(_make, migrations.RunPython.noop)]
