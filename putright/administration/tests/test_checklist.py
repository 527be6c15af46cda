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
from putright.accounts.signing_in import break_glass
from putright.administration import checklist, running, tasks
from putright.administration.models import Settled
from putright.administration.tests.conftest import hire
from putright.administration.tests.setting_up import everything, left
from putright.council import clock, heartbeat, models

pytestmark = pytest.mark.django_db


def check() -> tuple[str, str]:
    """What the command prints, and why it fails."""
    out = StringIO()
    try:
        call_command("check_setup", stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_an_empty_copy_has_everything_before_it(db: None) -> None:
    steps = checklist.steps(on=clock.today())

    assert {step.name for step in steps if step.must} == set(left())
    assert steps[0].missing == "Give the council its name."
    assert {step.status for step in steps[1:]} == {checklist.WAITS}


def test_that_everything_waits_for_the_name_is_said_once(sams: Client) -> None:
    home, opening = sams.get("/settings/").text, sams.get("/settings/opening/").text

    assert home.count(checklist.NOT_CALLED) == opening.count(checklist.NOT_CALLED) == 1
    assert home.count(checklist.WAITS) == len(checklist.PLAN) - 1
    assert "/settings/contact/" not in home
    assert check()[0].count(checklist.NOT_CALLED) == 1


def test_each_page_settles_its_part_and_then_the_council_opens(sams: Client) -> None:
    everything(sams)

    assert left() == []
    sams.post("/settings/opening/", {"why": "We try it out first"})
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


LACKING = {"people": "reviewer", "governance": "records_officer"}
"""What is taken away by closing the accounts of one role."""


def take_away(what: str) -> None:
    """Undo one part of everything."""
    if what == "services":
        models.Service.objects.all().delete()
    elif what in LACKING:
        Officer.objects.filter(grants__role=LACKING[what]).update(is_active=False)
    elif what == "policy":
        models.Council.objects.update(complaint_definition=" ")
    else:
        Settled.objects.filter(step="mail").delete()


@pytest.mark.parametrize("missing", ["services", "people", "governance", "policy", "mail"])
def test_the_council_does_not_open_while_something_is_missing(missing: str, sams: Client) -> None:
    everything(sams)
    take_away(missing)
    step = "people" if missing in LACKING else missing

    page = sams.post("/settings/opening/", {"why": "We cannot wait"}).text

    assert left() == [step]
    assert models.Council.objects.get().being_set_up
    assert f"/settings/{step}/" in page


def test_set_up_asks_for_somebody_who_looks_after_information(sams: Client, council: models.Council) -> None:
    steps = {step.name: step for step in checklist.steps(on=clock.today())}
    assert "information governance officer" in steps["people"].missing

    hire("Kim Nowak", "records_officer")
    steps = {step.name: step for step in checklist.steps(on=clock.today())}
    assert "information governance officer" not in steps["people"].missing


def test_the_break_glass_account_is_a_part_of_setting_up_that_can_be_decided_against(
    sams: Client, council: models.Council
) -> None:
    assert "break_glass" in left()
    assert "There is none yet" in sams.get("/settings/break-glass/").text
    sams.post("/settings/confirmed/break_glass/")
    assert "break_glass" not in left()


def test_a_sealed_account_settles_its_part_until_somebody_uses_it(sams: Client, council: models.Council) -> None:
    now = clock.now()
    break_glass.seal(email="sealed@anytown.example", by=None, at=now)
    page = sams.get("/settings/break-glass/").text
    assert "break_glass" not in left()
    assert "sealed@anytown.example" in page
    assert "Try it once a year" in page

    sealed = Officer.objects.get(break_glass=True)
    break_glass.used(officer=sealed, at=now, where={})
    page = sams.get("/settings/break-glass/").text
    assert "break_glass" in left()
    assert "has not been sealed since" in page

    break_glass.seal(email=sealed.email, by=None, at=now)
    page = sams.get("/settings/break-glass/").text
    assert "break_glass" not in left()
    assert "within the last year" in page


def test_a_try_of_two_years_ago_is_not_called_recent(sams: Client, council: models.Council) -> None:
    long_ago = clock.now() - timedelta(days=730)
    break_glass.seal(email="sealed@anytown.example", by=None, at=long_ago)
    break_glass.used(officer=Officer.objects.get(break_glass=True), at=long_ago, where={})
    break_glass.seal(email="sealed@anytown.example", by=None, at=long_ago)

    page = sams.get("/settings/break-glass/").text
    assert f"{long_ago.year}" in page
    assert "Try it once a year" in page


def test_one_person_alone_cannot_sign_off_refusals_that_need_two(sams: Client) -> None:
    everything(sams)
    Officer.objects.filter(grants__role="monitoring_officer").update(is_active=False)
    steps = {step.name: step for step in checklist.steps(on=clock.today())}

    assert "a second complaints manager, or a Monitoring Officer" in steps["people"].missing
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
        ("ALLOWED_HOSTS", ["*"], "Write its own names into PUTRIGHT_HOSTS"),
        ("ALLOWED_HOSTS", ["other.example"], "Add complaints.anytown.example to PUTRIGHT_HOSTS"),
        ("SECURE", False, "set PUTRIGHT_ADDRESS to the https:// address"),
        ("EMAIL_BACKEND", "putright.administration.tests.away.Backend", "cannot be reached (nobody answers)"),
        ("CLAMD", "/nowhere/clamd.sock", "Look at it and at PUTRIGHT_CLAMD"),
        ("MEDIA_ROOT", "/proc/putright", "Look at PUTRIGHT_VAR"),
    ],
    ids=["debug", "demo", "any host", "other host", "http", "mail", "scanner", "files"],
)
def test_what_is_run_wrongly_is_named_with_what_to_do(
    name: str, value: object, said: str, sams: Client, settings: Settings
) -> None:
    everything(sams)
    setattr(settings, name, value)

    printed, why = check()

    assert said in printed
    assert why == "1 to settle."


@pytest.mark.usefixtures("in_order")
def test_a_short_secret_key_is_named_and_mail_is_tried_anew_with_another_key(sams: Client, settings: Settings) -> None:
    everything(sams)
    settings.SECRET_KEY = "short"

    printed, why = check()

    assert "Set PUTRIGHT_SECRET_KEY" in printed
    assert "since the mail settings or the secret key were last changed" in printed
    assert why == "2 to settle."


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


def test_a_secret_key_that_is_given_is_not_said_to_be_kept_here(sams: Client, settings: Settings) -> None:
    settings.SECRET_KEY_GIVEN = settings.SECRET_KEY

    assert "It comes from the environment" in sams.get("/settings/running/").content.decode()


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
