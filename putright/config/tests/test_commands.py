"""The commands for whoever runs a copy: listed, and clear about a database that cannot serve them yet."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import management

from putright.config import commands

ROOT = Path(__file__).resolve().parents[3]


def _ask(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as `bin/putright` starts it, with a folder nobody has used yet."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PUTRIGHT_", "DATABASE_URL"))}
    given = {**kept, "PUTRIGHT_VAR": str(folder), "PYTHONPATH": str(ROOT), **more}
    asked = [sys.executable, "-m", "putright.config.commands", *command]
    return subprocess.run(asked, env=given, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_command_of_ours_is_listed_with_a_line() -> None:
    ours = {
        name.replace("_", "-") for name, app in management.get_commands().items() if str(app).startswith("putright")
    }
    listed = [name for group in commands.COMMANDS.values() for name in group]
    theirs = {"migrate", "collectstatic", "run-huey"}

    assert sorted(listed) == sorted(ours | theirs)
    assert all(f"  {name} " in commands.listing() for name in listed)


@pytest.mark.slow
@pytest.mark.parametrize("asked", [(), ("--help",)], ids=["nothing", "--help"])
def test_help_lists_the_commands_and_leaves_nothing_behind(tmp_path: Path, asked: tuple[str, ...]) -> None:
    answer = _ask(tmp_path / "var", *asked)

    assert (answer.returncode, answer.stderr) == (0, "")
    assert "begin-set-up" in answer.stdout
    assert not (tmp_path / "var").exists()


@pytest.mark.slow
def test_a_command_that_is_not_there_is_named_and_leaves_nothing_behind(tmp_path: Path) -> None:
    answer = _ask(tmp_path / "var", "verfy")

    assert (answer.returncode, answer.stderr) == (1, "There is no command verfy. For a list of all: bin/putright\n")
    assert not (tmp_path / "var").exists()


@pytest.mark.slow
@pytest.mark.parametrize("command", ["begin-set-up", "verify", "run-huey"])
def test_a_database_without_tables_is_answered_with_one_line_that_says_what_to_run(
    tmp_path: Path, command: str
) -> None:
    answer = _ask(tmp_path / "var", command)

    assert answer.returncode == 1
    assert answer.stderr == "The database has no tables yet. First run: bin/putright migrate\n"


@pytest.mark.slow
def test_a_database_that_is_away_is_answered_with_one_line_too(tmp_path: Path) -> None:
    answer = _ask(tmp_path / "var", "verify", DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")

    assert answer.returncode == 1
    assert answer.stderr.startswith("The database cannot be used: ")
    assert answer.stderr.endswith("Look at DATABASE_URL.\n")
    assert answer.stderr.count("\n") == 1
