"""`bin/rulebook`: the pages, the walk and the coverage, for who works on the rulebook."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from putright.rulebook.dates.days import calendar_warning
from putright.rulebook.proof import explore, pages, provisions


def rulebook(arguments: Sequence[str], *, stdout: TextIO, folder: Path = pages.FOLDER) -> int:
    """Writes or checks the pages, walks every procedure, says what is proven. Exit status 1 when something is amiss."""
    parser = argparse.ArgumentParser(prog="bin/rulebook", description="The rulebook's pages and proofs.")
    doing = parser.add_subparsers(dest="doing", metavar="what")
    doing.add_parser("pages", help="write docs/rulebook/ (what happens when nothing is said)")
    checking = doing.add_parser("check", help="say which pages of docs/rulebook/ are out of date")
    checking.add_argument(
        "--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="and are holidays known for a year from then?"
    )
    doing.add_parser("explore", help="walk every standing every procedure can lead to")
    doing.add_parser("coverage", help="every provision of the Codes and what proves it")
    asked = parser.parse_args(arguments)
    if asked.doing == "check":
        return _check(stdout, folder, asked.on)
    return {"pages": _pages, "explore": _explore, "coverage": _coverage}[asked.doing or "pages"](stdout, folder)


def _pages(stdout: TextIO, folder: Path) -> int:
    changed = pages.write(folder)
    print("\n".join(f"written: {name}" for name in changed) or "every page was up to date", file=stdout)
    return 0


def _check(stdout: TextIO, folder: Path, on: date | None) -> int:
    """Pages, and the alarm for a calendar that soon ends; the day is told, since nothing here has a clock."""
    out_of_date = pages.stale(folder)
    print("\n".join(f"out of date: {name}" for name in out_of_date) or "every page is up to date", file=stdout)
    warning = calendar_warning(on=on) if on else None
    if warning:
        print(warning, file=stdout)
    return 1 if out_of_date or warning else 0


def _explore(stdout: TextIO, _: Path) -> int:
    """A line for each procedure as written and under each departure; the last line sums up."""
    met, procedures, began = explore.Exploration(), set(), time.perf_counter()
    for procedure, name, found in explore.every_procedure():
        procedures.add(procedure.id)
        met += found
        print(f"{name}: {found.standings} standings, {len(found.findings)} findings", file=stdout, flush=True)
    for finding in met.findings:
        print(finding, file=stdout)
    print(f"{time.perf_counter() - began:.1f} seconds", file=stdout)
    print(
        f"explored: {len(procedures)} procedures, {met.standings} standings, {len(met.findings)} findings", file=stdout
    )
    return 1 if met.findings else 0


def _coverage(stdout: TextIO, _: Path) -> int:
    print("\n".join(provisions.report()), file=stdout)
    return 0


def rulebook_here() -> int:
    """`rulebook` on this process's own streams."""
    return rulebook(sys.argv[1:], stdout=sys.stdout)
