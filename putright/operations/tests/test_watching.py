"""What monitoring is told is true, holds nothing about anybody, and is for those who may know."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from putright.accounts import audit
from putright.casework.tests import cast
from putright.council import clock, heartbeat
from putright.letters import outbox
from putright.operations import runs
from putright.operations.models import Run
from putright.operations.watching import health

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_fenwick")]


@pytest.fixture
def token(settings: Settings) -> dict[str, str]:
    """The header by which the figures may be read."""
    settings.METRICS_TOKEN = "a token"
    return {"HTTP_AUTHORIZATION": "Bearer a token"}


def asked() -> dict[str, Any]:
    found: dict[str, Any] = Client().get("/readyz").json()
    return found


# --- Alive, ready, well. ---------------------------------------------------------------------------------------------


def test_being_alive_asks_nothing_of_the_database(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert Client().get("/healthz").content == b"alive\n"


def test_a_copy_that_can_serve_is_ready_and_one_without_a_worker_is_not_well() -> None:
    found = asked()

    assert (found["ready"], found["well"]) == (True, False)
    assert found["minded"]["worker"] == "has never run"
    assert Client().get("/readyz").status_code == 200
    assert Client().get("/readyz?all").status_code == 503


def test_all_is_well_with_a_worker() -> None:
    heartbeat.beat(name="worker", at=clock.now())

    assert asked()["well"] is True
    assert Client().get("/readyz?all").status_code == 200


def test_files_that_cannot_be_written_make_it_not_ready(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("a file")
    settings.MEDIA_ROOT = tmp_path / "in-the-way"

    assert asked()["needed"]["files"] == "cannot be written"
    assert Client().get("/readyz").status_code == 503


def test_tables_of_another_release_make_it_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_BROUGHT_UP", [])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operations'")

    assert asked()["needed"]["tables"] == "not brought up to this release: run migrate"


@pytest.mark.parametrize(("least", "part"), [("NO_ROOM", "needed"), ("LITTLE_ROOM", "minded")])
def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, least: str, part: str) -> None:
    monkeypatch.setattr(health, least, 10**18)

    assert any("left on the disk" in said for said in asked()[part].values())


@pytest.mark.parametrize(("minutes", "said"), [(4, "good"), (6, "silent for 6 minutes"), (150, "silent for 2 hours")])
def test_a_worker_that_is_silent_is_told(minutes: int, said: str) -> None:
    heartbeat.beat(name="worker", at=clock.ago(minutes=minutes))

    assert asked()["minded"]["worker"] == said


def test_email_that_does_not_go_is_told() -> None:
    message = outbox.Message(subject="Your complaint", text="We have it.")
    outbox.put(message, key="1", channel="email", to="maria@mail.example", about="", at=clock.ago(hours=3))

    assert asked()["minded"]["post"] == "email has waited for 3 hours"


def test_a_reminder_that_waits_for_somebody_to_be_at_work_is_no_alarm(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY = True, "2026-09-13"  # a Sunday
    message = outbox.Message(subject="Your cases", text="Two are due.", only_in_working_time=True)
    outbox.put(message, key="1", channel="email", to="rosa@council.example", about="", at=clock.ago(days=3))

    assert asked()["minded"]["post"] == "good"


def test_a_letter_that_waits_for_the_printer_is_no_alarm() -> None:
    message = outbox.Message(subject="Your complaint", text="We have it.")
    outbox.put(message, key="1", channel="post", to="Joseph\n3 Mill Lane", about="", at=clock.ago(hours=30))

    assert asked()["minded"]["post"] == "good"


def test_a_missing_backup_is_told_only_where_one_is_wanted(settings: Settings) -> None:
    assert asked()["minded"]["backup"] == "not set up"
    assert not [one for one in health.alarms(at=clock.now()) if one.startswith("Backup")]
    settings.BACKUP_TO = "somewhere"
    assert asked()["minded"]["backup"] == "none has been made yet"


@pytest.mark.parametrize(("hours", "said"), [(35, "good"), (37, "the last good one is 37 hours old")])
def test_an_old_backup_is_told(settings: Settings, hours: int, said: str) -> None:
    settings.BACKUP_TO = "somewhere"
    runs.now(runs.BACKUP, lambda: runs.Made("a.backup", 1), at=clock.ago(hours=hours))

    assert asked()["minded"]["backup"] == said
    assert bool([one for one in health.alarms(at=clock.now()) if one.startswith("Backup")]) is (said != "good")


def test_a_scanner_nobody_set_up_is_not_called_good(settings: Settings) -> None:
    assert asked()["minded"]["scanner"] == "not set up"
    settings.CLAMD = "127.0.0.1:1"
    assert asked()["minded"]["scanner"] == "good"


def test_files_that_wait_for_the_scanner_are_told(settings: Settings) -> None:
    settings.CLAMD = "127.0.0.1:1"
    from putright.casework.actions import filing
    from putright.casework.files.documents import Upload

    case = cast.received()
    filing.add_documents(cast.step(case, "rosa"), [Upload(name="a.txt", content=b"the bin")])

    assert asked()["minded"]["scanner"].startswith("files have waited for")


# --- Figures. --------------------------------------------------------------------------------------------------------


def test_figures_are_only_for_those_who_may_know(settings: Settings, token: dict[str, str]) -> None:
    assert Client().get("/metrics").status_code == 404
    assert Client().get("/metrics", HTTP_AUTHORIZATION="Bearer another").status_code == 404
    assert Client().get("/metrics", **token).status_code == 200  # type: ignore[arg-type]

    settings.METRICS_FROM = ["127.0.0.0/8"]
    assert Client().get("/metrics").status_code == 200
    assert Client().get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 404
    # Through a proxy everybody seems to come from this machine.
    assert Client().get("/metrics", HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 404


def test_without_a_token_nobody_gets_in_with_an_empty_one(settings: Settings) -> None:
    settings.METRICS_TOKEN = ""

    assert Client().get("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 404


def test_figures_count_what_is_there_and_name_nobody(token: dict[str, str]) -> None:
    case = cast.received()
    cast.complaint("closed")
    Client().get("/desk/search/?q=Lindqvist")

    said = Client().get("/metrics", **token).content.decode()  # type: ignore[arg-type]

    assert "putright_cases_open 1.0" in said
    assert "putright_cases_overdue 1.0" in said
    assert "putright_worker_silent_seconds -1.0" in said
    assert 'page="desk:search",status="302"' in said
    for private in ("Lindqvist", case.reference, "Rosa", "bin"):
        assert private not in said


def test_figures_tell_of_failed_sign_ins_and_of_a_break_glass_account(token: dict[str, str]) -> None:
    at = clock.now()
    for kind, ago in (("sign_in_failed", 10), ("sign_in_failed", 70), ("break_glass_used", 600)):
        audit.note(kind=kind, by=None, at=at - timedelta(minutes=ago))

    said = Client().get("/metrics", **token).content.decode()  # type: ignore[arg-type]

    assert "putright_sign_ins_failed_last_hour 1.0" in said
    assert "putright_break_glass_used_last_day 1.0" in said


# --- The log. --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("given", "kept"), [("a1b2c3d4-e5f6", True), ("x\nforged", False), ("short", False)])
def test_a_request_has_a_number_that_cannot_be_forged_into_the_log(given: str, kept: bool) -> None:
    answer = Client().get("/healthz", HTTP_X_REQUEST_ID=given)

    assert (answer["X-Request-ID"] == given) is kept


# --- Work of the night. ----------------------------------------------------------------------------------------------


def test_of_two_workers_only_one_does_the_work_of_the_night() -> None:
    done: list[str] = []

    def work() -> runs.Made:
        done.append("once")
        assert runs.once_a_night("backup", work, at=cast.MONDAY) is None  # the other worker, meanwhile
        return runs.Made("a.backup", 1)

    assert runs.once_a_night("backup", work, at=cast.MONDAY) is not None
    assert runs.once_a_night("backup", work, at=cast.MONDAY + timedelta(hours=1)) is None
    assert done == ["once"]
    assert runs.once_a_night("backup", lambda: runs.Made("b.backup", 1), at=cast.MONDAY + timedelta(days=1)) is not None


def test_what_failed_is_tried_again_an_hour_later_and_given_up_after_a_while() -> None:
    def broken() -> runs.Made:
        raise OSError("no room")

    for attempt in range(runs.MOST_ATTEMPTS):
        with pytest.raises(OSError, match="no room"):
            runs.once_a_night("backup", broken, at=cast.MONDAY + timedelta(hours=attempt))
    assert runs.once_a_night("backup", broken, at=cast.MONDAY + timedelta(hours=9)) is None
    run = runs.last("backup")
    assert run is not None
    assert (run.problem, run.attempts) == ("OSError: no room", runs.MOST_ATTEMPTS)


def test_work_whose_worker_died_is_taken_up_again() -> None:
    Run.objects.create(job="backup", turn=f"backup {cast.MONDAY.date()}", begun_at=cast.MONDAY)

    soon = runs.once_a_night("backup", lambda: runs.Made("a", 1), at=cast.MONDAY + timedelta(hours=1))
    later = runs.once_a_night("backup", lambda: runs.Made("a", 1), at=cast.MONDAY + timedelta(hours=7))

    assert soon is None
    assert later is not None
    assert later.good
