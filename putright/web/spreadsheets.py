"""Tables for a spreadsheet (CSV), written so that it opens them as they are meant: no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")
"""What a spreadsheet would take for the beginning of a formula."""


def written(rows: Iterable[Sequence[str]]) -> str:
    """Rows as a file. It begins with the mark by which spreadsheets know UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def harmless(cell: str) -> str:
    """A cell that no spreadsheet works out."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
