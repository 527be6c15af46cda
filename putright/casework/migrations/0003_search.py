"""What a case can be found by: a full-text table on SQLite, a text-search column with its index on PostgreSQL."""

from typing import Any

from django.db import migrations

SQLITE = """
    CREATE VIRTUAL TABLE casework_search
    USING fts5(said, detail=none, prefix='2 3', tokenize="unicode61 remove_diacritics 0")
"""
POSTGRESQL = [
    "CREATE TABLE casework_search (case_id bigint PRIMARY KEY, said tsvector NOT NULL)",
    "CREATE INDEX casework_search_said ON casework_search USING gin (said)",
]


def _make(apps: Any, editor: Any) -> None:
    for statement in [SQLITE] if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def _unmake(apps: Any, editor: Any) -> None:
    editor.execute("DROP TABLE casework_search")


class Migration(migrations.Migration):
    """The index of search. `manage.py reindex` fills it for cases that were there before."""

    dependencies = [("casework", "0002_events_stay_as_they_are")]
    operations = [migrations.RunPython(_make, _unmake)]
