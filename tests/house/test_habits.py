"""The test run itself: it refuses the network, warnings, and tests that are slow and do not say so."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, plant, text

BAD_TESTS = """
import socket
import time
import warnings

import pytest


def burn():
    until = time.process_time() + 0.1
    while time.process_time() < until:
        pass


def test_network():
    socket.socket()


def test_warning():
    warnings.warn("old")


def test_slow():
    burn()


@pytest.mark.slow
def test_slow_and_said():
    burn()
"""


def plant_suite(root: Path) -> None:
    """A made-up suite under our own settings, with a limit low enough not to be waited for, and no product to start."""
    settings = text(ROOT / "pyproject.toml").replace('DJANGO_SETTINGS_MODULE = "putright.config.settings"\n', "")
    plant(root, "pyproject.toml", settings)
    plant(root, "conftest.py", text(ROOT / "conftest.py").replace("LIMIT_IN_SECONDS = 2.0", "LIMIT_IN_SECONDS = 0.05"))
    plant(root, "tests/test_bad.py", BAD_TESTS)


@pytest.mark.slow
def test_network_warnings_and_slowness_are_refused(tmp_path: Path) -> None:
    plant_suite(tmp_path)

    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:django", "-rA", "tests"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout

    assert "FAILED tests/test_bad.py::test_network - UserWarning: A test tried to use soc" in said
    assert "FAILED tests/test_bad.py::test_warning - UserWarning: old" in said
    assert "FAILED tests/test_bad.py::test_slow - Failed: took 0.1 s" in said
    assert "PASSED tests/test_bad.py::test_slow_and_said" in said
