"""A copy that nobody has set up yet can be watched, backed up and exported like any other."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from putright.casework import columns
from putright.casework.tests import cast
from putright.council import clock
from putright.letters import outbox
from putright.operations.copies import backup, export
from putright.operations.downtime import pack
from putright.operations.tests.elsewhere import KEY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _apart(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.METRICS_FROM = tmp_path / "files", ["127.0.0.0/8"]


def test_it_is_ready_and_tells_its_figures() -> None:
    assert Client().get("/readyz").json()["ready"] is True
    assert b"putright_cases_open 0.0" in Client().get("/metrics").content


def test_what_waits_for_officers_does_not_stop_the_figures() -> None:
    message = outbox.Message(subject="Look at this", text="It waits.", only_in_working_time=True)
    outbox.put(message, key="1", channel="email", to="sam@mail.example", about="", at=clock.ago(days=4))

    assert b"putright_outbox_waiting 1.0" in Client().get("/metrics").content
    assert Client().get("/readyz").status_code == 200


@pytest.mark.parametrize(
    ("key", "said"),
    [("", "There is no passphrase"), ("too short", "The passphrase is too short")],
    ids=["none", "short"],
)
def test_a_pack_without_a_good_passphrase_is_told_how_to_get_one(tmp_path: Path, key: str, said: str) -> None:
    with pytest.raises(pack.CannotPack, match=f"{said}.*PUTRIGHT_DOWNTIME_KEY to five or more words") as told:
        pack.make(to=tmp_path, key=key, at=cast.MONDAY)
    assert "backup" not in str(told.value)


def test_there_is_no_pack_of_it(tmp_path: Path) -> None:
    with pytest.raises(pack.CannotPack, match="not been set up yet"):
        pack.make(to=tmp_path, key=KEY, at=cast.MONDAY)


@pytest.mark.slow
def test_it_can_be_copied(tmp_path: Path) -> None:
    assert backup.make(to=tmp_path, key=KEY, at=cast.MONDAY).size > 0
    assert export.make(to=tmp_path / "export", at=cast.MONDAY).size > 0


def test_the_worker_finds_no_list_to_bring_up_to_date() -> None:
    assert columns.bring_up_to_date(on=cast.MONDAY.date()) == 0
