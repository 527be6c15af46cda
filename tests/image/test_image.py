"""The image built from the Dockerfile holds what it should, and runs as compose.yaml says."""

from __future__ import annotations

import json
import re
import subprocess
import zlib
from pathlib import Path

import pytest

from tests.image import engine
from tests.image.compose import Containers

pytestmark = pytest.mark.slow

BUILDS = ("cc", "g++", "gcc", "git", "ld", "make", "pip", "pip3", "uv")
INSTALLS = ("ensurepip", "pip", "setuptools", "wheel")
MOST_MEGABYTES = 280
"""What we add to the base by ourselves: packages and product. Every place that runs it has to fetch that."""

WRITTEN = ("/tmp", "/var/lib/putright", "/backups", "/downtime")  # noqa: S108 -- inside the image

A_LETTER = """
import sys
from putright.letters.drawing import pdf
html = '<html lang="en"><head><title>Bins</title><style>body { font-family: "Liberation Sans" }</style></head>'
sys.stdout.buffer.write(pdf.tagged(html + '<body><h1>Your complaint</h1><p>We got it wrong.</p></body></html>'))
"""
PACKED = re.compile(rb"/FlateDecode[^>]*>>\nstream\n(.*?)\nendstream", re.DOTALL)
ASK = "import sys, urllib.request as web; print(web.urlopen(sys.argv[1], timeout=20).read().decode())"
SITE = "http://127.0.0.1:8000"


def said(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_nothing_in_it_builds_or_installs(containers: Containers) -> None:
    found = containers.run("web", "sh", "-c", "for one in $0 $@; do command -v $one; done; true", *BUILDS)
    there = "import importlib.util as look, sys; print([one for one in sys.argv[1:] if look.find_spec(one)])"

    assert said(found) == ""
    for python in ("/opt/putright/bin/python", "/usr/local/bin/python"):
        assert said(containers.run("web", python, "-c", there, *INSTALLS)) == "[]"


def test_nobody_in_it_becomes_somebody_else_or_writes_where_it_is_not_meant(containers: Containers) -> None:
    who = said(containers.run("web", "id", "-u"))
    raised = said(containers.run("web", "sh", "-c", "find / -xdev -perm /6000 -type f 2>/dev/null; true"))
    writable = "find / -xdev -writable ! -type l 2>/dev/null; true"
    rights = said(containers.run("web", "grep", "-E", "^(Cap(Eff|Prm|Bnd)|NoNewPrivs)", "/proc/self/status"))

    assert who == "10001"
    assert raised == ""
    places = said(containers.run("web", "sh", "-c", writable)).splitlines()
    assert [place for place in places if not place.startswith((*WRITTEN, "/dev/", "/run/postgresql/"))] == []
    assert {line.split()[1] for line in rights.splitlines()} == {"0" * 16, "1"}
    for place in WRITTEN:
        assert containers.run("web", "touch", f"{place}/tried").returncode == 0
    assert "Read-only" in containers.run("web", "touch", "/app/tried").stderr


def test_it_holds_the_product_without_its_tests_and_no_more_than_it_needs(
    image: engine.Image, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = [image.root / "opt/putright", image.root / "app"]
    size = sum(path.lstat().st_size for part in parts for path in part.rglob("*") if not path.is_symlink())
    with capsys.disabled():
        print(f"\nThe base aside, the image holds {size // 1024**2} MB.")

    assert list((image.root / "app").rglob("tests")) == []
    # Where something of this machine was shown to the build, an empty place is left.
    assert all(not _held(image.root / place.lstrip("/")) for place in engine.OF_THE_MACHINE)
    assert sorted(path.name for path in (image.root / "app").iterdir() if path.is_file()) == [
        *("LICENSE", "manage.py", "pyproject.toml", "requirements-s3.txt", "requirements.txt")
    ]
    assert size < MOST_MEGABYTES * 1024**2


def _held(place: Path) -> bytes:
    """What is in a file of the image; of a folder nothing, since the base has one of its own."""
    return place.read_bytes() if place.is_file() else b""


def test_web_answers_its_health_check_and_says_no_once_it_is_gone(containers: Containers) -> None:
    check = image_check(containers)
    with containers.running("web"):
        alive = said(containers.run("web", "python", "-c", ASK, f"{SITE}/healthz"))
        ready = json.loads(said(containers.run("web", "python", "-c", ASK, f"{SITE}/readyz")))
        page = said(containers.run("web", "python", "-c", ASK, f"{SITE}/"))
        well = containers.run("web", *check)

    assert alive == "alive"
    assert ready["ready"] is True
    assert "</html>" in page
    assert well.returncode == 0
    assert containers.run("web", *check).returncode == 1


def image_check(containers: Containers) -> list[str]:
    """HEALTHCHECK, for an engine that is not told by compose.yaml."""
    kind, *command = containers.image.config["Healthcheck"]["Test"]
    assert kind == "CMD"
    return list(command)


def test_the_worker_takes_up_its_work_and_is_known_to(containers: Containers) -> None:
    before = containers.run("worker", *containers.healthy("worker"))
    with containers.running("worker"):
        during = containers.run("worker", *containers.healthy("worker"))

    assert (before.returncode, during.returncode) == (1, 0)


def test_a_letter_is_drawn_in_its_own_typeface(containers: Containers) -> None:
    whole = containers.inside("web", ["python", "-c", A_LETTER])
    drawn = subprocess.run(whole, capture_output=True, check=False, timeout=60)

    assert drawn.stdout.startswith(b"%PDF-"), drawn.stderr
    assert b"Liberation" in b"".join(zlib.decompress(one) for one in PACKED.findall(drawn.stdout))


def test_a_backup_is_made_where_backups_belong(containers: Containers) -> None:
    made = said(containers.run("worker", "python", "manage.py", "backup"))

    assert "/backups/" in made
    assert said(containers.run("worker", "sh", "-c", "ls /backups | grep -c putright")) == "1"
