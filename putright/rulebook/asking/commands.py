"""`bin/standing`: one document in, one standing out, at the command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from putright.rulebook.asking import document, telling

BAD_INPUT = 2
BYTE_ORDER_MARK = "\ufeff"
"""Some editors begin a file with it; it says nothing about what is asked."""


def standing(arguments: Sequence[str], *, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Reads one JSON document, prints the standing as JSON (or --plain text). Exit status 2 when it cannot be read."""
    parser = OneLineParser(prog="bin/standing", description="Where a matter stands, from what has happened.")
    parser.add_argument("file", nargs="?", type=Path, help="a JSON document; standard input when left out")
    parser.add_argument("--plain", action="store_true", help="print text for people instead of JSON")
    try:
        chosen = parser.parse_args(arguments)
        text = chosen.file.read_text(encoding="utf-8") if chosen.file else stdin.read()
        asked = json.loads(text.removeprefix(BYTE_ORDER_MARK), object_pairs_hook=_no_key_twice)
        found = document.answer(asked)
        if chosen.plain:
            stdout.write(telling.as_text(found, begins_on=document.begins_on(asked)))
        else:
            stdout.write(json.dumps(telling.as_document(found), indent=2) + "\n")
    except (ValueError, LookupError, OSError, RecursionError) as error:
        print(f"bin/standing: {_one_line(error)}", file=stderr)
        return BAD_INPUT
    return 0


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong with the arguments as what is wrong with a document is said: in one line."""

    def error(self, message: str) -> NoReturn:
        raise ValueError(f"{message}; see bin/standing --help")


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        twice = next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place]))
        raise ValueError(f"{twice}: is given twice in the same object; keep one")
    return table


def _one_line(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}: this is not JSON: {error.msg}"
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, RecursionError):
        return "this JSON is nested too deeply to be a document"
    return " ".join(str(error).split())


def standing_here() -> int:
    """`standing` on this process's own streams."""
    return standing(sys.argv[1:], stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr)
