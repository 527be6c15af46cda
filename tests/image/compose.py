"""What compose.yaml says of the containers of this image, and those containers run without an engine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ruamel.yaml import YAML

from tests.house.tree import ROOT, text
from tests.image import engine

ANSWERS = {"PUTRIGHT_ADDRESS": "https://complaints.example.gov.uk", "PUTRIGHT_HOSTS": "complaints.example.gov.uk"}
"""What stands in .env."""

GIVEN = re.compile(r"\$\{(\w+)(?::(?:-|\?([^}]+))([^}]*))?\}")
USER = 10001
SOCKET = ".s.PGSQL.5432"
PATIENCE = 60.0


class Containers:
    """The containers that compose.yaml makes of the image: all in one place, on a network of their own."""

    def __init__(self, image: engine.Image, told: Mapping[str, Any], pod: int) -> None:
        self.image, self.told, self.pod = image, told, pod

    def command(self, service: str) -> list[str]:
        """What a service runs: its own command, or that of the image."""
        return list(self.told[service].get("command") or self.image.config["Cmd"])

    def healthy(self, service: str) -> list[str]:
        """The command that asks whether a service is well."""
        return list(self.told[service]["healthcheck"]["test"][1:])

    def inside(self, service: str, words: Sequence[str]) -> list[str]:
        """A command as the user, with the rights and in the surroundings of a service."""
        own = {name: _filled(str(value)) for name, value in self.told[service]["environment"].items()}
        given = [*self.image.config["Env"], *(f"{name}={value}" for name, value in own.items())]
        user, group = self.image.config["User"].split(":")
        named = ["--reuid", user, "--regid", group, "--clear-groups"]
        powerless = ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
        into = ["nsenter", "--mount", "--pid", "--net", "--target", str(self.pod), "chroot", str(self.image.root)]
        shell = ["/bin/sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", self.image.config["WorkingDir"]]
        return [*into, "/usr/bin/env", "-i", *given, "/usr/bin/setpriv", *named, *powerless, *shell, *words]

    def run(self, service: str, *words: str) -> subprocess.CompletedProcess[str]:
        """A command, and how it ended."""
        whole = self.inside(service, words)
        return subprocess.run(whole, capture_output=True, text=True, check=False, timeout=PATIENCE)

    @contextmanager
    def running(self, service: str) -> Iterator[subprocess.Popen[bytes]]:
        """A service, from when its own check finds it well."""
        child = subprocess.Popen(self.inside(service, self.command(service)))
        try:
            give_up = time.monotonic() + PATIENCE
            while self.run(service, *self.healthy(service)).returncode:
                assert child.poll() is None, f"{service} ended"
                assert time.monotonic() < give_up, f"{service} is not well"
                time.sleep(0.5)
            yield child
        finally:
            # What stands here only waits for what it started inside.
            os.kill(_child_of(child.pid), signal.SIGTERM)
            child.wait(PATIENCE)


@contextmanager
def up(image: engine.Image, within: Path, *, database: str) -> Iterator[Containers]:
    """The place, with the volumes and secrets that compose.yaml names; `database` is a server on a socket."""
    told = YAML(typ="safe", pure=True).load(text(ROOT / "compose.yaml"))
    ours = {name: one for name, one in told["services"].items() if str(one["image"]).startswith("putright:")}
    volumes = [str(one).split(":") for one in told["x-putright"]["volumes"]]
    for name in ("secrets", *(name for name, _ in volumes)):
        (within / name).mkdir()
        os.chown(within / name, USER, USER)
    (within / "places").write_text("".join(f"{name} {place}\n" for name, place in volumes))
    address = urlsplit(database)
    (within / "socket").write_text(str(Path(unquote(address.netloc.partition("@")[2])) / SOCKET))
    kept = f"postgresql://{address.username}@%2Frun%2Fpostgresql{address.path}"
    for secret in told["x-putright"]["secrets"]:
        (within / "secrets" / secret).write_text({"database_url": kept, "files_key": ""}.get(secret, "x" * 50))
    apart = ["unshare", "--mount", "--pid", "--net", "--fork", "--kill-child"]
    place = subprocess.Popen(
        [*apart, str(Path(__file__).parent / "as_compose"), str(image.root), str(within)], stdout=subprocess.PIPE
    )
    try:
        assert place.stdout is not None
        assert place.stdout.readline() == b"ready\n"
        yield Containers(image, ours, _child_of(place.pid))
    finally:
        place.kill()
        place.communicate(timeout=PATIENCE)


def _child_of(parent: int) -> int:
    return int(Path(f"/proc/{parent}/task/{parent}/children").read_text().split()[0])


def _filled(value: str) -> str:
    """What compose makes of a value, with .env beside it."""
    return GIVEN.sub(lambda found: ANSWERS[found[1]] if found[2] else ANSWERS.get(found[1], found[3] or ""), value)
