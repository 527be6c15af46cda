"""Everything workers do by themselves, done by two at the same moments: each thing is done once, and nothing breaks.

`bin/chaos` kills two web servers and two workers under load; here nobody is killed, and the nights are among it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chaos.post_office import PostOffice
from putright.council.clock import LONDON
from putright.operations.tests import elsewhere

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]

MORNING = datetime(2026, 10, 5, 9, 30, tzinfo=LONDON)
MOMENTS = tuple(MORNING + timedelta(hours=hours) for hours in (0, 15, 24, 25))
"""A morning, the night after it, and the next morning, until everything that waited for it has gone."""

PREPARED = """
from django.core.management import call_command
from putright.casework.tests import cast
from putright.council import opening
from putright.operations.tests import elsewhere
call_command("migrate", verbosity=0)
cast.set_up()
opening.open_up()
elsewhere.a_history()
for _ in range(4):
    cast.complaint("acknowledged")
"""

WORKER = """
import sys
from datetime import datetime
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from huey.contrib.djhuey import HUEY
autodiscover_modules("tasks")
tasks = HUEY._registry.periodic_tasks
print(len(tasks), flush=True)
for line in sys.stdin:
    moment = datetime.fromisoformat(line.strip())
    timezone.now = lambda: moment
    for task in tasks:
        task.execute()
    print("done", flush=True)
"""

FOUND = """
import json
from putright.letters import delivery
from putright.letters.models import Outgoing
from putright.operations.models import Run
told = {
    "runs": [[one.turn, one.good, one.attempts] for one in Run.objects.all()],
    "emails": {delivery.message_id(one): one.state for one in Outgoing.objects.filter(channel="email")},
    "reminders": Outgoing.objects.filter(key__startswith="reminder/").count(),
}
print(json.dumps(told))
"""
BEGIN = "import django; django.setup()\n"


@contextmanager
def two(environment: dict[str, str]) -> Iterator[list[subprocess.Popen[str]]]:
    """Two workers, ready."""
    command = [sys.executable, "-c", BEGIN + WORKER]
    pair = [
        subprocess.Popen(command, cwd=elsewhere.ROOT, env=environment, text=True, stdin=-1, stdout=-1, stderr=-1)
        for _ in range(2)
    ]
    try:
        yield pair
    finally:
        for one in pair:
            one.kill()
            one.communicate()


def said(one: subprocess.Popen[str]) -> str:
    assert one.stdout is not None
    assert one.stderr is not None
    line = one.stdout.readline().strip()
    assert line, one.stderr.read()
    return line


def told(pair: list[subprocess.Popen[str]], moment: datetime) -> None:
    """Both at once; then both have done it."""
    for one in pair:
        assert one.stdin is not None
        one.stdin.write(f"{moment.isoformat()}\n")
        one.stdin.flush()
    assert [said(one) for one in pair] == ["done", "done"]


def asked(program: str, environment: dict[str, str]) -> Any:
    """What a child process prints as JSON."""
    command = [sys.executable, "-c", BEGIN + program]
    done = subprocess.run(command, cwd=elsewhere.ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout or "null")


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server that takes everything."""
    made = PostOffice()
    made.open()
    yield made
    made.close()


def test_two_workers_do_each_thing_once(tmp_path: Path, office: PostOffice) -> None:
    nights = {name: tmp_path / name for name in ("backups", "packs")}
    for folder in nights.values():
        folder.mkdir()
    with elsewhere.somewhere(tmp_path / "elsewhere") as there:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PUTRIGHT_")},
            "DJANGO_SETTINGS_MODULE": "putright.config.settings",
            "DATABASE_URL": there.database,
            "PUTRIGHT_VAR": str(there.folder),
            "PUTRIGHT_SMTP_HOST": "127.0.0.1",
            "PUTRIGHT_SMTP_PORT": str(office.port),
            "PUTRIGHT_BACKUP_TO": str(nights["backups"]),
            "PUTRIGHT_BACKUP_KEY": elsewhere.KEY,
            "PUTRIGHT_DOWNTIME_TO": str(nights["packs"]),
            "PUTRIGHT_DOWNTIME_KEY": elsewhere.KEY,
        }
        asked(PREPARED, environment)
        with two(environment) as pair:
            assert all(int(said(one)) > 10 for one in pair)
            for moment in MOMENTS:
                told(pair, moment)
        found = asked(FOUND, environment)
        verified = there.run("verify", check=True, **environment).stdout
        rebuilt = there.run("rebuild", "--check", check=True, **environment).stdout

    dates = sorted({moment.date() for moment in MOMENTS})
    assert sorted(found["runs"]) == sorted(
        [f"{job} {on}", True, 1] for job in ("backup", "downtime_pack") for on in dates
    )
    assert [len(list(folder.iterdir())) for folder in nights.values()] == [len(dates), 1]
    assert set(found["emails"].values()) == {"sent"}
    assert Counter(office.taken) == Counter(list(found["emails"]))
    assert found["reminders"] > 0
    assert "0 broken" in verified
    assert "0 differing" in rebuilt
