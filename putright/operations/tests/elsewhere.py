"""Another Putright, with an empty database of the same kind and folders of its own, for what is put back there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from putright.casework.actions import filing
from putright.casework.files.documents import Upload
from putright.casework.tests import cast

ROOT = Path(__file__).resolve().parents[3]
PDF = b"%PDF-1.4\nthe bin, three weeks running\n%%EOF"
KEY = "a long key that nobody guesses"


@dataclass(frozen=True)
class Elsewhere:
    """Where it is, and how it is asked to do something."""

    folder: Path
    database: str

    def run(self, *command: str, check: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
        """A command of `manage.py`, in a process of its own."""
        given = {"PUTRIGHT_VAR": str(self.folder), "DATABASE_URL": self.database, "PUTRIGHT_BACKUP_KEY": KEY, **more}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PUTRIGHT_")}
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env={**kept, **given},
            capture_output=True,
            text=True,
            check=False,
        )
        assert not check or done.returncode == 0, done.stderr
        return done


@contextmanager
def somewhere(folder: Path) -> Iterator[Elsewhere]:
    """An empty Putright, on a database of the kind the tests run on."""
    folder.mkdir()
    if connection.vendor != "postgresql":
        yield Elsewhere(folder, "")
        return
    name = f"elsewhere_{uuid.uuid4().hex}"
    given = os.environ["DATABASE_URL"]
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield Elsewhere(folder, given.rpartition("/")[0] + f"/{name}")
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def a_history() -> Any:
    """A few complaints with all that belongs to them: answered, escalated, with a file, letters and an adjustment."""
    cast.complaint("closed")
    case = cast.complaint("escalated", adjustments=[("large_print", "24 point")])
    cast.received(
        person=cast.JOSEPH, channel="letter", at=cast.on(8, 9), by="rosa", said="Zoë’s bin — “3 weeks”\r\n\t✓"
    )
    filing.add_documents(cast.step(case, "rosa"), [Upload(name="bin.pdf", content=PDF)], about="Came by post")
    return cast.as_it_is(case)


def table(pieces: dict[str, bytes], label: str) -> list[dict[str, Any]]:
    """The rows of a table in the pieces of a copy."""
    lines = b"".join(content for name, content in sorted(pieces.items()) if name.startswith(f"tables/{label}/"))
    return [json.loads(line) for line in lines.splitlines()]
