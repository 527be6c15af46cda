"""`bin/rulebook`: pages written and checked, procedures walked, provisions counted, each with its exit status."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from putright.rulebook.book import library
from putright.rulebook.proof import commands, pages
from putright.rulebook.tests.made_up import TEXT, loaded, written


def book(*arguments: str, folder: Path) -> tuple[int, list[str]]:
    out = io.StringIO()
    status = commands.rulebook(arguments, stdout=out, folder=folder)
    return status, out.getvalue().splitlines()


def test_the_pages_are_written_checked_and_found_out_of_date(tmp_path: Path) -> None:
    assert book("check", folder=tmp_path) == (1, [f"out of date: {name}" for name in sorted(pages.every_page())])
    assert book(folder=tmp_path) == (0, [f"written: {name}" for name in sorted(pages.every_page())])
    assert book("pages", folder=tmp_path) == (0, ["every page was up to date"])
    assert book("check", folder=tmp_path) == (0, ["every page is up to date"])


def test_the_check_raises_the_alarm_when_holidays_are_not_known_for_another_year(tmp_path: Path) -> None:
    book("pages", folder=tmp_path)
    assert book("check", "--on", "2026-11-22", folder=tmp_path) == (0, ["every page is up to date"])
    status, lines = book("check", "--on", "2028-02-01", folder=tmp_path)
    assert (status, lines[0]) == (1, "every page is up to date")
    assert "known only to" in lines[1]


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A shelf of its own, for procedures that are not ours."""
    monkeypatch.setattr(library, "FOLDER", tmp_path)
    return tmp_path


def test_a_walk_without_findings_is_a_success_and_its_last_line_sums_up(shelf: Path) -> None:
    loaded(shelf, TEXT)
    status, lines = book("explore", folder=shelf)
    assert status == 0
    assert lines[0].startswith("made_up 2020: ")
    assert lines[1].startswith("made_up 2020, longer times: ")
    assert re.fullmatch(r"explored: 1 procedures, \d+ standings, 0 findings", lines[-1])


def test_a_walk_with_findings_is_a_failure_that_tells_them(shelf: Path) -> None:
    loaded(shelf, written(("ordinary = true\n", "")))
    status, lines = book("explore", folder=shelf)
    assert status == 1
    assert any("nobody owes a step" in line for line in lines)
    assert not lines[-1].endswith(" 0 findings")


def test_the_coverage_of_the_code_ends_with_its_sum(tmp_path: Path) -> None:
    status, lines = book("coverage", folder=tmp_path)
    assert status == 0
    assert re.fullmatch(r"coverage: \d+ provisions, \d+ proven", lines[-1])


def test_the_rulebook_command_reads_the_arguments_of_its_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bin/rulebook", "coverage"])
    assert commands.rulebook_here() == 0
    assert "coverage: " in capsys.readouterr().out
