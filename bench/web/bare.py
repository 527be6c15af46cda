"""What the database alone takes: the rows of a page by bare SQL on one connection, and the room on disk for a case."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 -- only once Django is set up

ROUNDS = 200

LIST = """
    SELECT c.*, s.name, o.name FROM casework_case c
    JOIN council_service s ON s.id = c.service_id LEFT JOIN accounts_officer o ON o.id = c.owner_id
    WHERE NOT c.ended ORDER BY c.next_due_on, c.id LIMIT 50
"""
CASE = """
    SELECT e.*, w.body FROM casework_event e LEFT JOIN casework_words w ON w.case_id = e.case_id
    WHERE e.case_id = (SELECT max(id) FROM casework_case) ORDER BY e.number
"""


def main() -> None:
    """A line for each."""
    for name, job in (("work list", _ask(LIST)), ("case page", _ask(CASE)), ("create", _write)):
        print(f"{name:10} bare SQL   p50 {_median(job):7.2f} ms")
    print(f"disk       {_bytes_a_case() / 1000:.1f} kB a case   (aim 8 kB, with history and index for search)")


def _ask(statement: str) -> Callable[[], object]:
    def ask() -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    return ask


def _write() -> None:
    """One committed row: what a new case cannot be quicker than."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_person (name, email, phone, address, prefers, safe_to_contact) "
            "VALUES (%s, '', '', '', '', '')",
            [f"Bare {uuid.uuid4().hex}"],
        )


def _bytes_a_case() -> float:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        size = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM casework_case")
        return float(size / cursor.fetchone()[0])


def _median(job: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        job()
        took.append(1000 * (time.perf_counter() - began))
    return sorted(took)[len(took) // 2]


if __name__ == "__main__":
    main()
