"""The image and the set-up for containers keep to the rules of the house, and the steps of the image work."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files, text

DOCKERFILE, COMPOSE = "Dockerfile", "compose.yaml"
BUILDS = re.compile(r"\b(gcc|g\+\+|make|build-essential|\w+-dev|git|curl|wget)\b")
SHARED = "x-putright"


# --- What the files say. ---------------------------------------------------------------------------------------------


def stages(dockerfile: str) -> list[str]:
    """The text of each stage, without comments and with its lines joined."""
    said = re.sub(r"^\s*#.*\n", "", dockerfile, flags=re.MULTILINE).replace("\\\n", " ")
    return re.split(r"^(?=FROM )", said, flags=re.MULTILINE)[1:]


def faults_of_image(dockerfile: str) -> list[str]:
    """What is wrong with how the image is made."""
    made = stages(dockerfile)
    last = made[-1]
    users = re.findall(r"^USER (\S+)", last, re.MULTILINE)
    checks = {
        "the last stage can build something": bool(BUILDS.search(last)),
        "packages are installed in the last stage": bool(re.search(r"pip (--\S+ \S+ )?install", last)),
        "pip stays in the image": "pip uninstall" not in last,
        "packages are not asked for by hash": "--require-hashes" not in "".join(made[:-1]),
        "something may be compiled": "--only-binary :all:" not in "".join(made[:-1]),
        "it runs as root": not users or users[-1].split(":")[0] in ("0", "root"),
        "nobody asks whether it is alive": "HEALTHCHECK" not in last,
        "a base is not named by a version": any(
            not re.match(r"FROM [\w./-]+:[\w.-]*\d[\w.-]*( AS \w+)?\s", one) or ":latest" in one for one in made
        ),
        "everything is copied": bool(re.search(r"^COPY \. ", dockerfile, re.MULTILINE)),
        "a command is run by a shell": bool(re.search(r"^(CMD|ENTRYPOINT) [^\[\n]*$", last, re.MULTILINE)),
    }
    return [fault for fault, found in checks.items() if found]


def blocks(compose: str, under: str) -> dict[str, str]:
    """The text of each thing named under a heading of the file."""
    part = re.search(rf"^{under}:\n(.*?)(?=^\S|\Z)", compose, re.MULTILINE | re.DOTALL)
    pieces = re.split(r"^  (\w+):", part[1] if part else "", flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def faults_of_compose(compose: str) -> list[str]:
    """What is wrong with how the containers are run."""
    shared = re.search(rf"^{SHARED}:.*?(?=^\S)", compose, re.MULTILINE | re.DOTALL)
    found = []
    for name, own in blocks(compose, "services").items():
        said = own + (shared[0] if shared and "<<: *putright" in own else "")
        wanted = {
            "drops every right": "cap_drop: [ALL]" in said,
            "can gain none": "no-new-privileges:true" in said,
            "is asked whether it is alive": "healthcheck:" in said,
            "is read-only": "read_only: true" in said or name == "scanner",  # it keeps its signatures beside itself
            "is on a network that is named": "networks:" in said,
            "is not privileged": "privileged:" not in said and "docker.sock" not in said,
        }
        found += [f"{name}: not so that it {what}" for what, kept in wanted.items() if not kept]
    found += [f"a secret in the open: {line.strip()}" for line in compose.splitlines() if _tells(line)]
    return found + [
        f"a door to every network: {one}" for one in re.findall(r'- "(?!127\.0\.0\.1:)[\d.$].*:\d+"', compose)
    ]


def _tells(line: str) -> bool:
    """Whether a line gives a secret itself instead of the file it is in."""
    return bool(re.match(r"\s+\w*(PASSWORD|SECRET_KEY|_TOKEN|BACKUP_KEY|DOWNTIME_KEY|DATABASE_URL)\w*:", line)) and (
        "_FILE:" not in line
    )


def unknown_settings(compose: str, dockerfile: str, settings: str) -> list[str]:
    """Variables given to the containers that nothing reads."""
    given = set(re.findall(r"\b(PUTRIGHT_[A-Z_]+?)(?:_FILE)?[:=]", compose + dockerfile))
    return sorted(name for name in given if f'"{name}"' not in settings)


def readers() -> str:
    """Everything that reads the environment."""
    return "".join(
        text(ROOT / "putright/config" / name) for name in ("settings.py", "files.py", "web_server.py", "alive.py")
    )


def test_the_image_keeps_to_the_rules() -> None:
    assert faults_of_image(text(ROOT / DOCKERFILE)) == []


def test_the_containers_keep_to_the_rules() -> None:
    assert faults_of_compose(text(ROOT / COMPOSE)) == []
    assert set(blocks(text(ROOT / COMPOSE), "services")) == {"tables", "web", "worker", "database", "scanner", "store"}


def test_every_variable_given_to_the_containers_is_read() -> None:
    assert unknown_settings(text(ROOT / COMPOSE), text(ROOT / DOCKERFILE), readers()) == []


def test_every_secret_and_volume_of_the_containers_is_there() -> None:
    compose = text(ROOT / COMPOSE)
    used = {name.strip() for listed in re.findall(r"secrets: \[(.*?)\]", compose) for name in listed.split(",")}
    mounted = set(re.findall(r"- (\w+):/", compose)) | set(re.findall(r'volumes: \["(\w+):', compose))

    assert used == set(blocks(compose, "secrets"))
    assert mounted == set(blocks(compose, "volumes"))


def test_a_careless_image_is_found() -> None:
    careless = "FROM python\nCOPY . /app\nRUN apt-get install gcc && pip install -r requirements.txt\nCMD gunicorn\n"

    assert len(faults_of_image(careless)) == 10


def test_careless_containers_are_found() -> None:
    careless = 'services:\n  web:\n    ports:\n      - "8000:8000"\n    environment:\n      PUTRIGHT_SECRET_KEY: abc\n'

    assert len(faults_of_compose(careless)) == 7


def test_a_variable_that_nothing_reads_is_found() -> None:
    assert unknown_settings("PUTRIGHT_NEW: yes", "ENV PUTRIGHT_OLD=1", '"PUTRIGHT_OLD"') == ["PUTRIGHT_NEW"]


# --- What others ask of such files. ----------------------------------------------------------------------------------


def asked(step: str, *, about: Path) -> subprocess.CompletedProcess[str]:
    """A step of bin/check as it stands there, about another file."""
    line = re.search(rf'^step "?{step}"? (.+) \S+$', text(ROOT / "bin/check"), re.MULTILINE)
    assert line is not None
    return subprocess.run(
        [str(Path(sys.executable).parent / line[1].split()[0]), *line[1].split()[1:], str(about)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("step", "name", "good", "fault", "told"),
    [
        ("image", "Dockerfile", DOCKERFILE, ("WORKDIR /app", "WORKDIR app"), "DL3000"),
        ("containers", "compose.yaml", COMPOSE, ("mem_limit: 1g", "memory_limit: 1g"), "memory_limit"),
        ("shell scripts", "verb", "bin/audit", ("set -euo pipefail", 'cd $1; rm -r "$1/$not_set"'), "SC2086"),
    ],
    ids=["image", "containers", "shell"],
)
def test_a_fault_in_a_file_that_others_read_fails_the_check(
    tmp_path: Path, step: str, name: str, good: str, fault: tuple[str, str], told: str
) -> None:
    planted = tmp_path / name
    planted.write_text(text(ROOT / good).replace(*fault))

    found = asked(step, about=planted)

    assert asked(step, about=ROOT / good).returncode == 0
    assert found.returncode != 0
    assert told in found.stdout + found.stderr


# --- The steps themselves. -------------------------------------------------------------------------------------------


POWERLESS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs")
"""Root may write wherever it likes, unless all its rights are taken away first."""

FREE_PORT = "import socket; free = socket.create_server(('127.0.0.1', 0)); print(free.getsockname()[1])"
PATIENCE = 60.0


@pytest.fixture
def image(tmp_path: Path) -> Iterator[Path]:
    """What the image holds: what .dockerignore lets through, style sheets collected, and nobody may write to it."""
    app = tmp_path / "app"
    kept = [line[1:] for line in text(ROOT / ".dockerignore").splitlines() if line.startswith("!")]
    for path in files(ROOT):
        if str(path) in kept or (path.parts[0] in kept and "tests" not in path.parts):
            (app / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, app / path)
    given = {"PUTRIGHT_VAR": str(tmp_path / "build"), "PUTRIGHT_STATIC": str(app / "static")}
    assert run(app, given, "manage.py", "collectstatic", "--noinput", "-v0") == ""
    for path in (app, *app.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield app
    for path in (app, *app.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)


def run(app: Path, given: Mapping[str, str], *command: str) -> str:
    """What a command says that must go well."""
    whole = [*powerless(), sys.executable, *command]
    done = subprocess.run(whole, cwd=app, env=surroundings(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def powerless() -> tuple[str, ...]:
    return POWERLESS if os.getuid() == 0 and shutil.which("setpriv") else ()


def surroundings(given: Mapping[str, str]) -> dict[str, str]:
    """The environment of a container: nothing of ours but what it is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PUTRIGHT_", "PYTEST", "PROME"))}
    return {**kept, "DATABASE_URL": "", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": "", **given}


@contextmanager
def serving(app: Path, given: Mapping[str, str]) -> Iterator[None]:
    """The web server as the image starts it, until it answers."""
    asked = re.search(r"^CMD (\[.*\])", text(ROOT / DOCKERFILE), re.MULTILINE)
    assert asked is not None
    command = ["-m", *json.loads(asked[1])]
    child = subprocess.Popen([*powerless(), sys.executable, *command], cwd=app, env=surroundings(given))
    try:
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up and not alive(app, given):
            assert child.poll() is None
            time.sleep(0.3)
        yield
    finally:
        child.terminate()
        child.wait(30)


def alive(app: Path, given: Mapping[str, str]) -> bool:
    """What the health check of the image says."""
    command = [sys.executable, "-m", "putright.config.alive"]
    return subprocess.run(command, cwd=app, env=surroundings(given), check=False).returncode == 0


@pytest.mark.slow
def test_the_steps_of_the_image_give_a_site_that_writes_to_its_own_folder_alone(image: Path, tmp_path: Path) -> None:
    """As the containers run it: the secrets in files, the product read-only, without any right of root."""
    secret, var = tmp_path / "secret_key", tmp_path / "var"
    secret.write_text("x" * 50 + "\n")
    given = {
        "PUTRIGHT_VAR": str(var),
        "PUTRIGHT_STATIC": str(image / "static"),
        "PUTRIGHT_SECRET_KEY_FILE": str(secret),
        "PUTRIGHT_BIND": f"127.0.0.1:{run(image, {}, '-c', FREE_PORT)}",
        "PUTRIGHT_METRICS_FROM": "127.0.0.0/8",
        "PUTRIGHT_LOGS": "json",
        "DJANGO_SETTINGS_MODULE": "putright.config.settings",
    }
    before = {path: path.stat().st_mtime_ns for path in image.rglob("*")}
    address = f"http://{given['PUTRIGHT_BIND']}"

    run(image, given, "manage.py", "migrate", "--noinput", "-v0")
    with serving(image, given):
        ready = json.loads(run(image, given, "-c", ASK, f"{address}/readyz"))
        for _ in range(8):
            run(image, given, "-c", ASK, f"{address}/")
        figures = run(image, given, "-c", ASK, f"{address}/metrics")

    assert ready["ready"] is True
    # Both processes have answered, and whichever is asked tells of both.
    assert re.search(r'putright_requests_total\{method="GET",page="[\w:]+",status="200"\} 8\.0', figures)
    assert not (var / "secret_key").exists()
    assert {path: path.stat().st_mtime_ns for path in image.rglob("*")} == before


ASK = "import sys, urllib.request as web; print(web.urlopen(sys.argv[1], timeout=20).read().decode())"
