"""The Dockerfile built by buildah, which needs no engine running, on the base it names or on one that stands for it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT, text

NAME = "localhost/putright:tried"
BASE_STANDS = ROOT / "build" / "base-of-image.tar"
"""Kept between runs: making it takes longest."""

HELD = ("python3", "python3-venv", "ca-certificates")
PREPARED = "python3.11 -m venv /usr/local && apt-get clean && rm -rf /var/lib/apt/lists/*"
"""What the official image has and Debian has not: Python in /usr/local, with pip and setuptools."""

PATH = "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"
OF_THE_MACHINE = ("/etc/ssl/certs", "/etc/pip.conf")
"""How this machine reaches its registries: there while the image is built, and nowhere in it."""

MINUTES = 60.0
TOOLS = ("buildah", "debootstrap", "ip", "nsenter", "setpriv", "unshare")


@dataclass(frozen=True, slots=True)
class Image:
    """An image laid out: its files, and what it says of how to run it."""

    root: Path
    config: Mapping[str, Any]


class CannotBe(Exception):
    """This machine cannot do it, and says why."""


def look_for_tools() -> None:
    """Raises `CannotBe` where something is missing."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        raise CannotBe(f"{', '.join(missing)} not installed (on Debian: apt-get install buildah debootstrap iproute2)")
    if os.getuid() != 0:
        raise CannotBe("only root may lay out a file system of its own here")
    tried = subprocess.run(
        ["unshare", "--mount", "--pid", "--net", "--fork", "mount", "-t", "tmpfs", "tried", "/mnt"],
        capture_output=True,
        text=True,
        check=False,
    )
    if tried.returncode:
        raise CannotBe(f"this machine lets nobody mount or unshare: {tried.stderr.strip()}")


def named_base() -> str:
    """The base the Dockerfile names."""
    found = re.findall(r"^FROM (\S+)", text(ROOT / "Dockerfile"), re.MULTILINE)
    assert len(set(found)) == 1
    return f"docker.io/library/{found[0]}"


@contextmanager
def built(within: Path) -> Iterator[Image]:
    """The image; its files are gone with the folder. Raises `CannotBe` where its base cannot be had."""
    buildah = Buildah(within)
    if os.environ.get("IMAGE_BASE") == "pull":
        buildah.say("pull", named_base())
    else:
        buildah.put_base(_stand_in(within))
    mounts = [f"--volume={place}:{place}:ro" for place in OF_THE_MACHINE if Path(place).exists()]
    buildah.say("build", "--isolation=chroot", "--pull-never", "--format=docker", *mounts, f"--tag={NAME}", str(ROOT))
    container = buildah.say("from", "--pull-never", NAME)
    config = json.loads(run("buildah", *buildah.places, "inspect", container))["Docker"]["config"]
    yield Image(Path(buildah.say("mount", container)), config)


class Buildah:
    """buildah with a storage of its own, so that what this machine keeps is left alone."""

    def __init__(self, within: Path) -> None:
        self.places = [f"--root={within / 'storage'}", f"--runroot={within / 'run'}", "--storage-driver=vfs"]

    def say(self, *words: str) -> str:
        """The last line of what it answers; an error with all of it when it fails."""
        done = run("buildah", *self.places, *words)
        return done.strip().splitlines()[-1] if done.strip() else ""

    def put_base(self, packed: Path) -> None:
        """Take a file system in under the name of the base."""
        container = self.say("from", "scratch")
        self.say("add", "--quiet", container, str(packed), "/")
        self.say("config", f"--env=PATH={PATH}", "--cmd=python3", container)
        self.say("commit", "--quiet", "--rm", container, named_base())


def _stand_in(within: Path) -> Path:
    """Debian with Python where the official image has it, since not every machine can fetch that one."""
    if BASE_STANDS.exists():
        return BASE_STANDS
    root, unfinished = within / "base", within / "base.tar"
    try:
        run("debootstrap", "--variant=minbase", f"--include={','.join(HELD)}", "bookworm", str(root))
        run("chroot", str(root), "/bin/sh", "-c", PREPARED)
    except Failed as problem:
        raise CannotBe(f"the base could not be made: {problem}") from problem
    run("tar", "-C", str(root), "--one-file-system", "-cf", str(unfinished), ".")
    BASE_STANDS.parent.mkdir(exist_ok=True)
    shutil.move(unfinished, BASE_STANDS)
    return BASE_STANDS


class Failed(Exception):
    """A command did not go well; what it said last."""


def run(*command: str) -> str:
    """What a command says. Raises `Failed`."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=MINUTES * 10)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-3:]
        raise Failed(f"{command[0]} ended with {done.returncode}: {' '.join(last)}")
    return done.stdout
