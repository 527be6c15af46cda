"""What is left to set up: the same on the page and on the command line, and the opening waits for it."""

from __future__ import annotations

import socket
import tempfile
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from putright.accounts import audit
from putright.accounts.models import Officer
from putright.administration import checklist, running, tasks
from putright.administration.models import Settled
from putright.administration.tests.conftest import hire
from putright.council import clock, heartbeat, models

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def everything(sams: Client) -> None:
    """Set a council up from beginning to end, by its pages."""
    day = {"read_on-day": "1", "read_on-month": "6", "read_on-year": "2026"}
    sams.post("/settings/council/", {"name": "Anytown Council", "short_name": "Anytown", "kind": "district"})
    sams.post("/settings/contact/", {"email": "us@anytown.example", "phone": "01632 960100"})
    sams.post("/settings/hours/", {"office_closes": "17:00"})
    sams.post("/settings/services/list/", {"groups": ["parking"]})
    for role in (
        "intake",
        "investigating_officer",
        "reviewer",
        "complaints_manager",
        "link_officer",
        "monitoring_officer",
    ):
        hire(f"Kim {role}", role)
    sams.post("/settings/approvals/", {"answers_need_approval": "False", "refusals_need_two_people": "True"})
    sams.post("/settings/confirmed/procedures/")
    sams.post("/settings/policy/", {"complaint_definition": "A grumble.", "service_request_definition": "An ask."})
    sams.post("/settings/ombudsmen/ico/", {"website": "www.ico.example", "source": "its website", **day})
    sams.post("/settings/confirmed/ombudsmen/")
    sams.post("/settings/confirmed/mail/")


def left() -> list[str]:
    return [step.name for step in checklist.left(checklist.steps(on=clock.today()))]


def check() -> tuple[str, str]:
    """What the command prints, and why it fails."""
    out = StringIO()
    try:
        call_command("check_setup", stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


@pytest.fixture
def in_order(settings: Settings) -> None:
    """A copy that is run as it should be."""
    settings.PUBLIC_ADDRESS, settings.SECURE = "https://complaints.anytown.example", True
    settings.ALLOWED_HOSTS = ["complaints.anytown.example", "testserver"]
    heartbeat.beat(name="worker", at=clock.now())


def test_an_empty_copy_has_everything_before_it(db: None) -> None:
    steps = checklist.steps(on=clock.today())

    assert {step.name for step in steps if step.must} == set(left())
    assert steps[0].missing == "Give the council its name."
    assert {step.missing for step in steps[1:] if step.must} == {checklist.NOT_CALLED}


def test_each_page_settles_its_part_and_then_the_council_opens(sams: Client) -> None:
    everything(sams)

    assert left() == []
    sams.post("/settings/opening/")
    assert not models.Council.objects.get().being_set_up
    assert "not open yet" not in Client().get("/").text


def test_set_up_can_be_left_at_any_moment_and_carried_on_by_somebody_else(sams: Client) -> None:
    sams.post("/settings/council/", {"name": "Anytown Council", "short_name": "Anytown", "kind": "district"})
    before = left()

    another = Client()
    another.force_login(
        hire("Kim Nowak", "administrator"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    another.post("/settings/contact/", {"email": "us@anytown.example", "phone": "01632 960100"})

    assert set(before) - set(left()) == {"contact"}


def take_away(what: str) -> None:
    """Undo one part of everything."""
    if what == "services":
        models.Service.objects.all().delete()
    elif what == "people":
        Officer.objects.filter(grants__role="reviewer").update(is_active=False)
    elif what == "policy":
        models.Council.objects.update(complaint_definition=" ")
    else:
        Settled.objects.filter(step="mail").delete()


@pytest.mark.parametrize("missing", ["services", "people", "policy", "mail"])
def test_the_council_does_not_open_while_something_is_missing(missing: str, sams: Client) -> None:
    everything(sams)
    take_away(missing)

    page = sams.post("/settings/opening/").text

    assert left() == [missing]
    assert models.Council.objects.get().being_set_up
    assert f"/settings/{missing}/" in page


def test_one_person_alone_cannot_sign_off_refusals_that_need_two(sams: Client) -> None:
    everything(sams)
    Officer.objects.filter(grants__role="monitoring_officer").update(is_active=False)
    steps = {step.name: step for step in checklist.steps(on=clock.today())}

    assert "a second person to sign off a refusal" in steps["people"].missing
    sams.post("/settings/approvals/", {"answers_need_approval": "False", "refusals_need_two_people": "False"})
    assert left() == []


def test_a_step_there_is_not_cannot_be_confirmed(sams: Client) -> None:
    assert sams.post("/settings/confirmed/nonsense/").status_code == 404


@pytest.mark.usefixtures("in_order")
def test_the_command_names_what_is_left_and_fails_until_it_is_done(sams: Client) -> None:
    said, why = check()
    assert "Give the council its name. Page: /settings/council/" in said
    assert "to settle" in why

    everything(sams)
    said, why = check()
    assert why == ""
    assert "Everything is in order." in said


@pytest.mark.usefixtures("in_order")
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", True, "Take PUTRIGHT_DEBUG away"),
        ("DEMO", True, "Take PUTRIGHT_DEMO away"),
        ("SECRET_KEY", "short", "Set PUTRIGHT_SECRET_KEY"),
        ("ALLOWED_HOSTS", ["*"], "Write its own names into PUTRIGHT_HOSTS"),
        ("ALLOWED_HOSTS", ["other.example"], "Add complaints.anytown.example to PUTRIGHT_HOSTS"),
        ("SECURE", False, "set PUTRIGHT_ADDRESS to the https:// address"),
        ("EMAIL_BACKEND", "putright.administration.tests.away.Backend", "cannot be reached (nobody answers)"),
        ("CLAMD", "/nowhere/clamd.sock", "Look at it and at PUTRIGHT_CLAMD"),
        ("MEDIA_ROOT", "/proc/putright", "Look at PUTRIGHT_VAR"),
    ],
    ids=["debug", "demo", "key", "any host", "other host", "http", "mail", "scanner", "files"],
)
def test_what_is_run_wrongly_is_named_with_what_to_do(
    name: str, value: object, said: str, sams: Client, settings: Settings
) -> None:
    everything(sams)
    setattr(settings, name, value)

    printed, why = check()

    assert said in printed
    assert why == "1 to settle."


def wrong() -> dict[str, str]:
    return {one.title: one.said for one in running.findings(at=clock.now()) if one.state == running.WRONG}


@pytest.mark.usefixtures("in_order")
def test_a_silent_worker_is_found_and_its_sign_of_life_ends_it(sams: Client) -> None:
    heartbeat.beat(name="worker", at=clock.now() - timedelta(minutes=6))
    assert "nothing is sent" in wrong()["Worker"]

    tasks.say_that_the_worker_works.call_local()
    assert "Worker" not in wrong()


@pytest.mark.usefixtures("in_order")
def test_a_scanner_that_says_nothing_does_not_keep_the_page_waiting(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert running.SCANNER_SECONDS <= 3
    monkeypatch.setattr(running, "SCANNER_SECONDS", 0.05)
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as silent:
        settings.CLAMD = str(Path(folder) / "clamd")
        silent.bind(settings.CLAMD)
        silent.listen()

        assert "timed out" in wrong()["Virus scanner"]


@pytest.mark.usefixtures("in_order")
def test_a_clock_that_has_run_back_is_found(sam: Officer) -> None:
    audit.note(kind="signed_in", by=sam, at=clock.now() + timedelta(hours=2))

    assert "still to come" in wrong()["Clock"]


@pytest.mark.usefixtures("in_order")
def test_old_backups_are_found(sam: Officer) -> None:
    audit.note(kind="backed_up", by=None, at=clock.now() - timedelta(days=3))

    assert "Backups" in wrong()
    audit.note(kind="backed_up", by=None, at=clock.now())
    assert "Backups" not in wrong()


def test_the_command_sends_a_test_message_when_asked(council: models.Council) -> None:
    with pytest.raises(CommandError):
        call_command("check_setup", "--send-test", "sam@anytown.example", stdout=StringIO())

    assert mail.outbox[0].to == ["sam@anytown.example"]


def test_the_page_shows_what_the_command_prints(sams: Client, council: models.Council) -> None:
    page = sams.get("/settings/running/").text

    assert "Worker" in page
    assert "has never been seen at work" in page
