"""The security log: only added to, read by administrators, pruned by age, and a line of JSON for each entry."""

import io
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event
from time import sleep

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client, RequestFactory
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from putright.accounts import audit
from putright.accounts.models import Noted
from putright.accounts.tests.people import PASSWORD, officer
from putright.council import clock

pytestmark = pytest.mark.django_db


def test_who_did_what_and_when_is_noted() -> None:
    rosa = officer("intake")

    audit.note(kind="exported", by=rosa, at=clock.now(), about="26-ABC-DEF", documents=3, nothing="")

    (entry,) = audit.found(kind="exported")
    assert (entry.by_id, entry.by_name, entry.about, entry.facts) == (
        rosa.pk,
        "Rosa Okafor",
        "26-ABC-DEF",
        {"documents": 3},
    )


def test_what_the_log_does_not_know_or_may_not_hold_is_refused() -> None:
    with pytest.raises(audit.NotForTheLog, match="nothing the log knows"):
        audit.note(kind="waved", by=None, at=clock.now())
    with pytest.raises(audit.NotForTheLog, match="must not be written down"):
        audit.note(kind="signed_in", by=None, at=clock.now(), new_password="kettle")


def test_an_entry_can_neither_be_changed_nor_deleted_before_its_time() -> None:
    entry = audit.note(kind="signed_in", by=None, at=clock.ago(days=89))

    for deed in (lambda: Noted.objects.update(kind="x"), entry.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()

    assert audit.found().get().kind == "signed_in"


def test_what_is_older_than_the_council_keeps_it_is_pruned_and_that_is_noted(settings: Settings) -> None:
    settings.AUDIT_DAYS = 365
    for days in (366, 364):
        audit.note(kind="signed_in", by=None, at=clock.ago(days=days))

    assert audit.prune(at=clock.now()) == 1
    assert [entry.kind for entry in audit.found()] == ["audit_pruned", "signed_in"]
    assert audit.prune(at=clock.now()) == 0


def test_no_council_can_prune_what_is_younger_than_the_guard_lets_go(settings: Settings) -> None:
    settings.AUDIT_DAYS = 1
    audit.note(kind="signed_in", by=None, at=clock.now() - timedelta(days=30))

    assert audit.prune(at=clock.now()) == 0


def test_every_entry_is_a_line_for_the_council_s_monitoring_without_a_name(
    caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    rosa = officer("intake")
    logging.getLogger("putright.audit").addHandler(caplog.handler)
    with caplog.at_level("INFO", "putright.audit"), django_capture_on_commit_callbacks(execute=True):
        audit.note(kind="signed_in", by=rosa, at=clock.now(), place="192.0.2.1")
    logging.getLogger("putright.audit").removeHandler(caplog.handler)

    said = json.loads(caplog.messages[0])
    assert (said["kind"], said["by"], said["facts"]) == ("signed_in", rosa.pk, {"place": "192.0.2.1"})
    assert "Rosa" not in caplog.text
    assert [json.loads(line)["kind"] for line in audit.lines_after(number=0)] == ["signed_in"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_entry_numbered_early_and_committed_late_is_not_left_out() -> None:
    written = Event()

    def write() -> None:
        try:
            with transaction.atomic():
                audit.note(kind="exported", by=None, at=clock.now())
                written.set()
                sleep(0.3)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as somebody:
        writing = somebody.submit(write)
        written.wait(10)
        audit.note(kind="imported", by=None, at=clock.now())
        told = [json.loads(line)["kind"] for line in audit.lines_after(number=0)]
        writing.result()
    assert told == ["exported", "imported"]


@pytest.mark.parametrize(
    ("told", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari on iPhone"),
        ("curl/8.0", ""),
    ],
    ids=["edge", "iphone", "program"],
)
def test_a_device_is_told_as_its_owner_would(told: str, device: str) -> None:
    request = RequestFactory().get("/", headers={"User-Agent": told}, REMOTE_ADDR="192.0.2.1")

    assert audit.where(request) == {"place": "192.0.2.1", "device": device}


def test_a_request_from_nowhere_has_an_unknown_place() -> None:
    assert audit.where(RequestFactory().get("/", REMOTE_ADDR=""))["place"] == "unknown"


@pytest.fixture
def sam(client: Client, settings: Settings) -> Client:
    """The administrator at the desk, who has just signed in."""
    settings.DEMO, settings.MFA_REQUIRED = False, False
    officer("administrator", email="sam@fenwickvale.example", password=PASSWORD)
    client.post("/accounts/login/", {"login": "sam@fenwickvale.example", "password": PASSWORD})
    return client


def test_the_page_names_who_an_entry_is_about_and_shows_what_was_asked_for(sam: Client) -> None:
    rosa = officer("intake")
    audit.note(kind="role_given", by=None, at=clock.now(), about=audit.about_officer(rosa), role="intake", services=[3])
    for _ in range(60):
        audit.note(kind="exported", by=None, at=clock.now(), about="26-ABC-DEF")

    first = sam.get("/accounts/security-log/").content.decode()
    asked = sam.get("/accounts/security-log/", {"kind": "role_given", "about": f"officer {rosa.pk}"}).content.decode()

    assert "Older entries" in first
    assert f"Rosa Okafor (officer {rosa.pk})" in asked
    assert "26-ABC-DEF" not in asked
    for odd in ("9" * 40, "-1", "x", "²"):
        assert sam.get("/accounts/security-log/", {"before": odd, "kind": odd, "about": "\x00"}).status_code == 200


def test_the_whole_log_can_be_taken_away_and_that_is_noted(sam: Client) -> None:
    answer = sam.get("/accounts/security-log/entries.jsonl?after=0")

    kinds = [json.loads(line)["kind"] for line in b"".join(answer).decode().splitlines()]
    assert kinds == ["signed_in", "audit_exported"]
    assert "attachment" in answer["Content-Disposition"]


def test_the_command_writes_entries_after_a_number_and_prunes() -> None:
    first = audit.note(kind="signed_in", by=None, at=clock.ago(days=800))
    audit.note(kind="signed_out", by=None, at=clock.now())
    said, pruned = io.StringIO(), io.StringIO()
    call_command("audit", "--after", str(first.pk), stdout=said)
    call_command("audit", "--prune", stdout=pruned)

    assert [json.loads(line)["kind"] for line in said.getvalue().splitlines()] == ["signed_out"]
    assert pruned.getvalue() == "1 deleted\n"


def test_the_security_log_is_collected_with_nothing_twice_and_nothing_missed(tmp_path: Path) -> None:
    mark, to = tmp_path / "mark", tmp_path / "siem.jsonl"
    collect = ("audit", "--mark", str(mark), "--to", str(to))
    rosa = officer("intake")
    for kind in ("signed_in", "exported"):
        audit.note(kind=kind, by=rosa, at=clock.now())
        call_command(*collect)
        call_command(*collect)

    told = [json.loads(line) for line in to.read_text().splitlines()]
    assert [line["kind"] for line in told] == ["signed_in", "exported"]
    assert told[1]["number"] == int(mark.read_text())
    assert "Okafor" not in to.read_text()


def test_a_mark_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "mark").write_text("yesterday")

    with pytest.raises(CommandError, match="holds no number"):
        call_command("audit", "--mark", str(tmp_path / "mark"))


def test_the_pages_of_the_log_are_for_administrators_alone(client: Client, settings: Settings) -> None:
    settings.DEMO, settings.MFA_REQUIRED = False, False
    client.force_login(officer("complaints_manager"))

    assert client.get("/accounts/security-log/").status_code == 403
    assert client.get("/accounts/security-log/entries.jsonl").status_code == 403
