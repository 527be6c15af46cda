"""What `deploy/` gives to whoever runs a copy on a machine of their own fits the product and the guide."""

import configparser
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from putright.config import commands, web_server
from putright.web import strict
from tests.house.tree import ROOT, files, text

DEPLOY = ROOT / "deploy"
GUIDE = text(ROOT / "docs/using/administrator.md")
UNITS = ("putright-web.service", "putright-worker.service")
HELD_BACK = (
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
    "SystemCallFilter=@system-service",
)


def service(name: str) -> configparser.SectionProxy:
    read = configparser.ConfigParser(interpolation=None, strict=True)
    # systemd's names have capitals, and configparser would make them small.
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(text(DEPLOY / name))
    return read["Service"]


def test_the_guide_says_what_to_do_with_every_file() -> None:
    given = [path.as_posix() for path in files(ROOT) if path.parts[0] == "deploy"]

    assert len(given) == 5
    assert [path for path in given if path not in GUIDE] == []


@pytest.mark.parametrize("unit", UNITS)
def test_a_service_runs_as_its_own_user_and_is_held_back(unit: str) -> None:
    lines = text(DEPLOY / unit).splitlines()

    assert service(unit)["User"] == "putright"
    assert [line for line in HELD_BACK if line not in lines] == []


def test_the_web_server_is_started_as_in_the_image() -> None:
    asked = re.search(r"^CMD (\[.*\])", text(ROOT / "Dockerfile"), re.MULTILINE)
    assert asked is not None

    assert service(UNITS[0])["ExecStart"] == " ".join(["/opt/putright/.venv/bin/gunicorn", *json.loads(asked[1])[1:]])


def test_the_worker_is_a_command_there_is() -> None:
    python, manage, command, *_ = service(UNITS[1])["ExecStart"].split()

    assert (python, manage) == ("/opt/putright/.venv/bin/python", "/opt/putright/manage.py")
    assert (ROOT / "manage.py").exists()
    assert commands.known(command)


def test_the_settings_are_all_settings_there_are() -> None:
    named = re.findall(r"^(\w+)=", text(DEPLOY / "environment"), re.MULTILINE)

    assert "PUTRIGHT_SECRET_KEY_FILE" in named
    assert [name for name in named if f"\n| `{name.removesuffix('_FILE')}` |" not in GUIDE] == []


def test_the_worker_may_write_where_the_settings_have_it_write() -> None:
    said = dict(re.findall(r"^(\w+)=(.*)", text(DEPLOY / "environment"), re.MULTILINE))
    folders = set(service(UNITS[1])["ReadWritePaths"].split())

    assert said["PUTRIGHT_VAR"] == f"/var/lib/{service(UNITS[1])['StateDirectory']}"
    assert {said["PUTRIGHT_BACKUP_TO"], said["PUTRIGHT_DOWNTIME_TO"]} <= folders


def test_the_proxy_lets_through_what_the_site_takes_and_says_who_asks() -> None:
    proxy = text(DEPLOY / "nginx.conf")
    most = re.search(r"client_max_body_size (\d+)m;", proxy)
    assert most is not None

    assert int(most[1]) * 1024 * 1024 >= strict.MOST_AT_ONCE
    assert f"proxy_pass http://{web_server.bind};" in proxy
    # One proxy is counted on, so what a visitor sent as X-Forwarded-For must not go on.
    assert "PUTRIGHT_PROXIES=1\n" in text(DEPLOY / "environment")
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in proxy
    assert "proxy_set_header X-Forwarded-Proto https;" in proxy
    # Addresses can hold the secret of a link.
    assert "access_log off;" in proxy


POWERLESS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs")
"""Root may write wherever it likes, unless all its rights are taken away first."""


def test_a_user_who_may_not_make_the_packages_anew_is_told_who_must(tmp_path: Path) -> None:
    """As after an upgrade: the service's user may read the files, and no more."""
    for name in ("bin/environment", "requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    tmp_path.chmod(0o555)
    asked = ["bash", "-c", f"needs=requirements.txt; source {tmp_path}/bin/environment; echo went on"]
    try:
        weak = POWERLESS if os.getuid() == 0 else ()
        answer = subprocess.run([*weak, *asked], capture_output=True, text=True, check=False)
    finally:
        tmp_path.chmod(0o755)

    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.endswith(
        f"may not make .venv anew in {tmp_path}. First, as its owner: {tmp_path}/bin/putright\n"
    )
