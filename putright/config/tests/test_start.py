"""Starting the demo or an empty copy: says what to do when it cannot, and keeps days and copies apart."""

import argparse
import socket
from datetime import date
from pathlib import Path

import pytest

from putright.config import start


def _asked(on: date | None = None, *, empty: bool = False) -> argparse.Namespace:
    return argparse.Namespace(port=8123, on=on, empty=empty)


@pytest.mark.enable_socket
def test_a_port_that_is_taken_is_named_with_another_to_try(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind((start.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert start.main(["--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert f"port {port} cannot be used" in said
    assert "bin/start --port" in said


def test_a_day_of_its_own_has_a_folder_of_its_own() -> None:
    today = start.surroundings(_asked(), {})
    new_year = start.surroundings(_asked(date(2027, 1, 4)), {})
    assert Path(today["PUTRIGHT_VAR"]).name == "demo"
    assert Path(new_year["PUTRIGHT_VAR"]).name == "demo-2027-01-04"
    assert new_year["PUTRIGHT_DEMO_DAY"] == "2027-01-04"
    assert new_year["PUTRIGHT_ADDRESS"] == "http://127.0.0.1:8123"


def test_a_folder_somebody_names_is_used() -> None:
    assert start.surroundings(_asked(), {"PUTRIGHT_VAR": "/somewhere"})["PUTRIGHT_VAR"] == "/somewhere"


def test_an_empty_copy_is_no_demo_and_has_a_folder_of_its_own() -> None:
    empty = start.surroundings(_asked(empty=True), {})
    assert (Path(empty["PUTRIGHT_VAR"]).name, empty["PUTRIGHT_DEMO"]) == ("empty", "no")


def test_an_empty_copy_takes_the_real_day(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        start.main(["--empty", "--on", "2027-01-04"])
    assert "an empty copy takes the real day" in capsys.readouterr().err


def test_a_day_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(SystemExit):
        start.main(["--on", "yesterday"])
