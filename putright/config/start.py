"""`bin/start`: the demo, or an empty copy, on one machine. Starts web server and worker, and ends both with itself."""

from __future__ import annotations

import argparse
import ctypes.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
"""This machine alone: the demo lets anybody in, and an empty copy has no certificate."""

PATIENCE = 30.0
"""Seconds the web server has to answer."""

GRACE = 10.0
"""Seconds a child has to end by itself."""

PANGO = ("pango-1.0", "pangoft2-1.0")


class CannotStart(Exception):
    """Why the demo cannot be started, and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo until it is told to end. The exit code: 0 when it was told to."""
    asked = _asked(arguments)
    try:
        _port_must_be_free(asked.port)
        os.environ.update(surroundings(asked, os.environ))
        _make_ready(empty=asked.empty)
        _say_what_waits()
        return _keep_running(asked.port, empty=asked.empty)
    except CannotStart as reason:
        print(f"bin/start: {reason}", file=sys.stderr)
        return 1


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/start", description="The demo or an empty copy, on this machine alone.")
    parser.add_argument("--port", type=int, default=8000, help="where it listens (8000)")
    parser.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="the day it takes for today: 2027-01-04")
    parser.add_argument("--empty", action="store_true", help="no demo: an empty copy, for setting up a real council")
    asked = parser.parse_args(arguments)
    if asked.empty and asked.on:
        parser.error("--on is for the demo: an empty copy takes the real day")
    return asked


def _port_must_be_free(port: int) -> None:
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CannotStart(
                f"port {port} cannot be used ({error}). Another demo may be running; end it, or choose a port: "
                f"bin/start --port {port + 1 if port < 65_000 else 8000}"
            ) from None


def surroundings(asked: argparse.Namespace, given: Mapping[str, str]) -> dict[str, str]:
    """The environment. A day of its own has a folder of its own, so that the stories fit the day; so has an empty copy.

    What is set already for an empty copy holds: it may become the real one.
    """
    folder = "empty" if asked.empty else f"demo-{asked.on}" if asked.on else "demo"
    return {
        "DJANGO_SETTINGS_MODULE": "putright.config.settings",
        "PUTRIGHT_DEMO": "no" if asked.empty else "yes",
        "PUTRIGHT_DEMO_DAY": asked.on.isoformat() if asked.on else "",
        "PUTRIGHT_VAR": given.get("PUTRIGHT_VAR") or str(ROOT / "var" / folder),
        "PUTRIGHT_ADDRESS": given.get("PUTRIGHT_ADDRESS") or f"http://{HOST}:{asked.port}",
    }


def _make_ready(*, empty: bool) -> None:
    """Style sheets in their place, the tables made and, in a demo, the stories told."""
    import django
    import psycopg
    from django.core.management import call_command
    from django.db import OperationalError, connections

    try:
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        if empty:
            _must_be_no_demo()
        else:
            call_command("tell_stories")
        connections.close_all()
    except (OperationalError, psycopg.OperationalError) as error:
        raise CannotStart(f"the database cannot be used. Look at DATABASE_URL. It said: {error}") from None


def _must_be_no_demo() -> None:
    """An empty copy on the database of a demo would let its made-up people sign in for real."""
    from putright.accounts.models import Officer
    from putright.stories import cast

    if Officer.objects.filter(email__endswith=f"@{cast.DOMAIN}").exists():
        raise CannotStart("this database holds the demo. Choose another: set PUTRIGHT_VAR or DATABASE_URL.")


def _say_what_waits() -> None:
    if not all(ctypes.util.find_library(name) for name in PANGO):
        print(
            "Letters as PDF have to wait: Pango is missing. On Debian: apt-get install libpango-1.0-0 "
            "libpangoft2-1.0-0, then start again. Everything else works."
        )


def _keep_running(port: int, *, empty: bool) -> int:
    """Start both children, and stay until told to end or until one of them has ended."""
    told_to_end = _ending_signals()
    children = [_web_server(port), _worker()]
    try:
        _wait_until_it_answers(port, children, told_to_end)
        if not told_to_end:
            address = os.environ["PUTRIGHT_ADDRESS"]
            print(f"Putright runs at {address}/\n{_way_in(address, empty=empty)}")
            print("Ctrl-C ends it.", flush=True)
        while not told_to_end and all(child.poll() is None for child in children):
            time.sleep(0.2)
    finally:
        _end(children)
    if told_to_end:
        return 0
    raise CannotStart("the web server or the worker has ended by itself; what it said stands above.")


def _way_in(address: str, *, empty: bool) -> str:
    """What to open next: in a copy nobody has set up yet, with a secret, so that nobody else takes it over."""
    if not empty:
        return f"Sign in as somebody of the council: {address}/demo/"
    from django.db import connections

    from putright.administration import first_run
    from putright.council import clock

    try:
        path = first_run.new_address(at=clock.now())
    except first_run.Refused:
        return f"Sign in and carry on: {address}/settings/"
    finally:
        connections.close_all()
    return f"Nobody has set it up yet. Make the first account here, it works once: {address}{path}"


def _ending_signals() -> list[int]:
    """A list that gets an entry when somebody wants this to end."""
    got: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        got.append(number)

    signal.signal(signal.SIGINT, note)
    signal.signal(signal.SIGTERM, note)
    signal.signal(signal.SIGHUP, note)
    return got


def _web_server(port: int) -> subprocess.Popen[bytes]:
    as_ever = ("--config", "python:putright.config.web_server")
    return _child("-m", "gunicorn", *as_ever, "--bind", f"{HOST}:{port}", "putright.config.wsgi")


def _worker() -> subprocess.Popen[bytes]:
    return _child("manage.py", "run_huey", "--quiet", "--workers", "1")


def _child(*command: str) -> subprocess.Popen[bytes]:
    """A child in a session of its own: Ctrl-C reaches this process alone, which then ends the child."""
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, start_new_session=True)  # noqa: S603


def _wait_until_it_answers(port: int, children: Sequence[subprocess.Popen[bytes]], told_to_end: list[int]) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and not told_to_end and all(child.poll() is None for child in children):
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)


def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """End what was started here, by its process id: politely first."""
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


if __name__ == "__main__":
    sys.exit(main())
