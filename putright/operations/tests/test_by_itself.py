"""What the worker does by night, what monitoring collects, and what a container asks of its worker."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from putright.accounts import audit
from putright.council import clock, heartbeat
from putright.operations import runs, tasks
from putright.operations.downtime import pack
from putright.operations.tests.elsewhere import KEY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_fenwick")]


def test_nothing_is_made_by_night_where_no_place_is_set() -> None:
    tasks.back_up.call_local()
    tasks.pack_for_an_outage.call_local()

    assert runs.last(runs.BACKUP) is None
    assert runs.last(runs.PACK) is None


@pytest.mark.slow
def test_a_backup_and_a_pack_are_made_once_a_night_and_noted(tmp_path: Path, settings: Settings) -> None:
    settings.BACKUP_TO = settings.DOWNTIME_TO = str(tmp_path)
    settings.BACKUP_KEY = settings.DOWNTIME_KEY = KEY
    settings.PAPER_FORMS = {}
    for _ in range(2):
        tasks.back_up.call_local()
        tasks.pack_for_an_outage.call_local()

    assert sorted(path.suffix for path in tmp_path.iterdir() if path.is_file()) == [".backup", ".html"]
    assert (tmp_path / pack.NAME).exists()
    assert [entry.kind for entry in audit.found()] == ["downtime_pack_made", "backed_up"]


def test_a_container_hears_whether_its_worker_lives(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="No worker"):
        call_command("worker_alive")
    heartbeat.beat(name="worker", at=clock.now())
    call_command("worker_alive")

    assert "alive at" in capsys.readouterr().out
