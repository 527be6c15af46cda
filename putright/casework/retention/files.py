"""Files that are to go from the disk: written down with what empties their row, and gone once that is certain.

A stop at any moment leaves at worst a file that the next sweep takes away; never a row without its file.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction

from putright.casework.tables.retention import FileToGo


def let_go(paths: Iterable[str], *, at: datetime) -> None:
    """Write down files that go as soon as the transaction around this is committed."""
    rows = FileToGo.objects.bulk_create(FileToGo(path=path, since=at) for path in paths)
    if rows:
        transaction.on_commit(sweep, robust=True)


def sweep() -> int:
    """Take away every file that was let go. How many; one that will not go stays on the list for the next time."""
    gone = 0
    for row in FileToGo.objects.order_by("pk"):
        try:
            default_storage.delete(row.path)
        except OSError:
            continue
        row.delete()
        gone += 1
    return gone
