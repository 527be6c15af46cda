"""The running demo, a browser, and the people who use it; at the end, every page they met before the Nu checker."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, StorageState

from tests.journeys import nu, register
from tests.journeys.days import TODAY
from tests.journeys.people import People
from tests.journeys.visitor import AS_USUAL, Way

# The journeys need a browser and take minutes: a plain `pytest` leaves them out.
collect_ignore_glob = [] if os.environ.get("PUTRIGHT_JOURNEYS") else ["test_*.py"]

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240


def pytest_configure(config: pytest.Config) -> None:
    """One register of pages for the whole run; the processes that pytest-xdist starts inherit it."""
    if not hasattr(config, "workerinput"):
        os.environ[register.PLACE] = tempfile.mkdtemp(prefix="putright-pages-")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """When everybody has gone home: the Nu checker, where it was asked for, over one page of each kind."""
    if hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    if not nu.CHECKER:
        print("\nThe Nu HTML checker has not looked at these pages: PUTRIGHT_VNU does not say where it is.")
        return
    wrong = nu.check(register.Register.of_this_run().folder)
    print("\nThe Nu HTML checker:", *(wrong or ["every page is valid"]), sep="\n")
    if wrong:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A journey takes as long as it takes."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's browser, kept from calling home."""
    quiet = ("background-networking", "component-update", "sync", "quic")
    arguments = ["--no-sandbox", "--no-first-run", *(f"--disable-{one}" for one in quiet)]
    return {"executable_path": os.environ.get("PUTRIGHT_CHROMIUM", "/usr/bin/chromium"), "args": arguments}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo of our own, started as anybody starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    surroundings = {**os.environ, "PUTRIGHT_VAR": str(tmp_path_factory.mktemp("demo"))}
    command = [sys.executable, "-m", "putright.config.start", "--port", str(port), "--on", f"{TODAY:%Y-%m-%d}"]
    demo = subprocess.Popen(command, cwd=ROOT, env=surroundings)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/demo/", demo)
        yield address
    finally:
        demo.terminate()
        demo.wait(30)


@pytest.fixture(scope="session")
def sign_ins() -> dict[str, StorageState]:
    """What the browsers of officers hold who signed in once: by name."""
    return {}


@pytest.fixture
def way() -> Way:
    """How everybody in a story uses the site, unless the story is told in every way."""
    return AS_USUAL


@pytest.fixture
def people(browser: Browser, site: str, sign_ins: dict[str, StorageState], way: Way) -> Iterator[People]:
    """Everybody in a story, each in a browser of their own; a page that is not right fails the story."""
    everybody = People(browser=browser, site=site, way=way, sign_ins=sign_ins)
    yield everybody
    everybody.leave()


def _wait_for(address: str, demo: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        if demo.poll() is not None:
            pytest.fail(f"the demo ended by itself with {demo.returncode}")
        try:
            urlopen(address, timeout=5).close()  # noqa: S310
            return
        except (URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"the demo did not answer at {address} within {PATIENCE} seconds")
