"""The running demo, a browser, and the people who use it, each with the checks that hold on every page they meet."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.journeys.visitor import AS_USUAL, Visitor, Way

# The journeys need a browser and take minutes: a plain `pytest` leaves them out.
collect_ignore_glob = [] if os.environ.get("PUTRIGHT_JOURNEYS") else ["test_*.py"]

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-20"
"""An ordinary Friday, so that every date on a picture stays what it is."""

PATIENCE = 90

Somebody = Callable[..., Visitor]


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
    command = [sys.executable, "-m", "putright.config.start", "--port", str(port), "--on", TODAY]
    demo = subprocess.Popen(command, cwd=ROOT, env=surroundings)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/demo/", demo)
        yield address
    finally:
        demo.terminate()
        demo.wait(30)


@pytest.fixture
def somebody(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Somebody]:
    """Makes people who use the site, each in a browser of their own; a page that is not right fails the story."""
    met: list[Visitor] = []

    def come(way: Way = AS_USUAL) -> Visitor:
        visitor = Visitor(browser=browser, site=site, way=way)
        met.append(visitor)
        return visitor

    yield come
    for visitor in met:
        visitor.leaves()


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
