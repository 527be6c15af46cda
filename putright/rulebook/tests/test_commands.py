"""The rulebook at the command line: an answer and status 0, or one clear line and status 2."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from putright.rulebook.asking import commands

ROOT = Path(__file__).parents[3]
QUESTION = {
    "procedure": "local_council_code",
    "on": "2026-06-16",
    "council": {"office_closes": "17:00"},
    "departures": [],
    "events": [
        {"kind": "received", "at": "2026-06-01T10:00"},
        {"kind": "stage_1_acknowledged", "at": "2026-06-03T09:30"},
    ],
}


def run(*arguments: str, text: str = "") -> tuple[int, str, str]:
    """Exit status, what was printed and what was complained about."""
    out, err = io.StringIO(), io.StringIO()
    status = commands.standing(arguments, stdin=io.StringIO(text), stdout=out, stderr=err)
    return status, out.getvalue(), err.getvalue()


def test_a_question_on_standard_input_is_answered_as_json() -> None:
    status, out, err = run(text=json.dumps(QUESTION))
    assert (status, err) == (0, "")
    assert json.loads(out)["clocks"][1]["due_on"] == "2026-06-17"


def test_a_question_in_a_file_is_answered_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "question.json"
    path.write_text(json.dumps(QUESTION), encoding="utf-8")
    status, out, err = run("--plain", str(path))
    assert (status, err) == (0, "")
    assert out.startswith("Complaint Handling Code (2024), as it stood on Tuesday 16 June 2026: stage 1.")


def test_a_byte_order_mark_is_no_part_of_the_question(tmp_path: Path) -> None:
    marked = "\ufeff" + json.dumps(QUESTION)
    path = tmp_path / "question.json"
    path.write_text(marked, encoding="utf-8")
    assert run(str(path)) == run(text=marked) == run(text=json.dumps(QUESTION))


def test_looked_at_too_early_it_says_when_it_begins() -> None:
    status, out, err = run("--plain", text=json.dumps(QUESTION | {"on": "2026-05-01"}))
    assert (status, err) == (0, "")
    assert "Nothing had been received by then; the first event is on Monday 1 June 2026.\n" in out
    assert "Nothing had been" not in run("--plain", text=json.dumps(QUESTION | {"events": []}))[1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1, column 1: this is not JSON: Expecting value"),
        ("{\n  'on': 1}", "line 2, column 3: this is not JSON: Expecting property name enclosed in double quotes"),
        ("[" * 200_000, "this JSON is nested too deeply to be a document"),
        ('{"on": "2026-06-20", "on": "2026-06-21"}', "on: is given twice in the same object; keep one"),
        ("[]", "document: must be an object with keys, not []"),
        (json.dumps(QUESTION | {"on": "2026-06-\n16"}), r"on: must be a day such as 2026-06-17, not '2026-06-\n16'"),
        (json.dumps(QUESTION | {"procedure": "x"}), "procedure: there is no procedure called 'x'; there are: "),
        (
            json.dumps(QUESTION | {"on": "2031-01-01"}),
            "on: 2031-01-01 is past the bank holidays we know; the last day known",
        ),
        (
            json.dumps(QUESTION | {"events": [{"kind": "re\nceived", "at": "2026-06-01"}]}),
            "events[0]: local_council_code has no event 're\\nceived'; it has: received, ",
        ),
        (
            json.dumps(QUESTION | {"events": QUESTION["events"][1:]}),  # type: ignore[index]
            "events[0]: stage_1_acknowledged cannot happen here: Nothing has been received yet. (paragraph 6.2)",
        ),
    ],
)
def test_bad_input_is_one_clear_line_and_status_2(text: str, message: str) -> None:
    status, out, err = run(text=text)
    assert (status, out) == (2, "")
    assert err.startswith(f"bin/standing: {message}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--colour",), "unrecognized arguments: --colour; see bin/standing --help"),
        (("one.json", "two.json"), "unrecognized arguments: two.json; see bin/standing --help"),
        (("nowhere.json",), "nowhere.json: No such file or directory"),
    ],
)
def test_bad_arguments_are_one_clear_line_too(arguments: tuple[str, ...], message: str) -> None:
    assert run(*arguments) == (2, "", f"bin/standing: {message}\n")


def test_a_file_that_is_not_text_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "question.json"
    path.write_bytes(b"\xff\xfe")
    status, out, err = run(str(path))
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "can't decode byte 0xff" in err


def test_what_the_terminal_cannot_show_is_one_clear_line() -> None:
    err = io.StringIO()
    plain_terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    question = io.StringIO(json.dumps(QUESTION))
    assert commands.standing(["--plain"], stdin=question, stdout=plain_terminal, stderr=err) == 2
    assert err.getvalue().count("\n") == 1


def test_help_is_given_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run("--help")
    assert left.value.code == 0
    assert "--plain" in capsys.readouterr().out


def test_the_command_reads_and_writes_the_streams_of_its_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bin/standing", "--plain"])
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(QUESTION)))
    assert commands.standing_here() == 0
    assert "stage 1" in capsys.readouterr().out


def process(*arguments: str, text: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", str(ROOT / "bin" / "standing"), *arguments],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **environment},
        cwd=ROOT.parent,
    )


def test_bin_standing_runs_as_a_process_from_anywhere() -> None:
    done = process(text=json.dumps(QUESTION))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["stage"] == "stage_1"


def test_a_machine_without_time_zones_is_told_what_to_install() -> None:
    bare = "import runpy, zoneinfo; zoneinfo.reset_tzpath(()); runpy.run_path('bin/standing', run_name='__main__')"
    done = subprocess.run([sys.executable, "-IS", "-c", bare], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "bin/standing: this machine has no time zone data: install tzdata\n"


def test_bin_standing_refuses_as_a_process() -> None:
    done = process(text="{")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("bin/standing: line 1, column 2: this is not JSON")
    assert done.stderr.count("\n") == 1


def test_the_zone_of_the_machine_changes_nothing() -> None:
    late = {"kind": "received", "at": "2026-06-01T17:30"}
    question = json.dumps(QUESTION | {"events": [late]})
    there = process(text=question, TZ="Pacific/Auckland")
    assert there.stdout == run(text=question)[1]
    assert '"effective_on": "2026-06-02"' in there.stdout
