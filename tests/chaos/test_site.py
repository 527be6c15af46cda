"""A database server that was killed is started again, though nobody has taken note of its death."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chaos.site import Site, StillDying


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that stands for a database server, named by the file in the folder of its data."""
    (tmp_path / "data").mkdir()
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, cwd=tmp_path / "data")
    (tmp_path / "data" / "postmaster.pid").write_text(f"{child.pid}\n")
    yield child
    child.kill()
    child.communicate()


def killed(child: subprocess.Popen[bytes]) -> None:
    """Ended, and listed until somebody waits for it."""
    os.kill(child.pid, signal.SIGKILL)
    state = Path(f"/proc/{child.pid}/stat")
    for _ in range(200):
        if state.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.01)
    pytest.fail("it did not end")


def test_one_that_lives_keeps_its_name(server: subprocess.Popen[bytes], tmp_path: Path) -> None:
    Site({}, tmp_path)._bury_database()
    assert (tmp_path / "data" / "postmaster.pid").exists()
    assert server.poll() is None


def test_one_that_was_killed_is_forgotten(server: subprocess.Popen[bytes], tmp_path: Path) -> None:
    killed(server)
    Site({}, tmp_path)._bury_database()
    assert not (tmp_path / "data" / "postmaster.pid").exists()


def test_one_whose_own_still_work_is_not_forgotten_yet(server: subprocess.Popen[bytes], tmp_path: Path) -> None:
    killed(server)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, cwd=tmp_path / "data") as backend:
        with pytest.raises(StillDying):
            Site({}, tmp_path)._bury_database()
        backend.kill()
    assert (tmp_path / "data" / "postmaster.pid").exists()
