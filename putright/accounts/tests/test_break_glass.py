"""The sealed account: works when nothing else does, and nobody uses it unnoticed."""

import io
import logging

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from putright.accounts import audit, people
from putright.accounts.models import Officer
from putright.accounts.signing_in import break_glass
from putright.accounts.tests import post
from putright.accounts.tests.people import officer
from putright.council import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_real_council", "_worker_at_once")]

EMAIL = "break-glass@putright.invalid"


def come_in(secret: str) -> Client:
    client = Client(REMOTE_ADDR="192.0.2.9")
    answer = client.post("/accounts/login/", {"login": EMAIL, "password": secret})
    client.__dict__["went_to"] = answer.headers.get("Location", "")
    return client


def test_it_signs_in_without_a_telephone_and_looks_after_people() -> None:
    client = come_in(break_glass.seal(email=EMAIL, by=None, at=clock.now()))

    assert client.__dict__["went_to"] == "/desk/"
    assert client.get("/accounts/security-log/").status_code == 200


def test_every_use_alarms_administrators_and_both_logs(caplog: pytest.LogCaptureFixture) -> None:
    officer("administrator", email="sam@fenwickvale.example")
    secret = break_glass.seal(email=EMAIL, by=None, at=clock.now())
    with caplog.at_level(logging.CRITICAL, "putright.alarm"):
        come_in(secret)
        come_in(secret)

    assert [message.to for message in post.arrived()] == [["sam@fenwickvale.example"]] * 2
    assert "192.0.2.9" in str(post.arrived()[0].body)
    assert caplog.text.count("break-glass account was used") == 2
    assert audit.found(kind="break_glass_used").count() == 2


def test_administrators_see_a_banner_until_it_is_sealed_anew(settings: Settings) -> None:
    settings.MFA_REQUIRED = False
    client = Client()
    client.force_login(officer("administrator", email="sam@fenwickvale.example"))
    come_in(break_glass.seal(email=EMAIL, by=None, at=clock.now()))
    assert "The break-glass account was used" in client.get("/accounts/security-log/").content.decode()

    break_glass.seal(email=EMAIL, by=None, at=clock.now())

    assert "The break-glass account was used" not in client.get("/accounts/security-log/").content.decode()


def test_whoever_looks_after_nobody_sees_no_banner() -> None:
    come_in(break_glass.seal(email=EMAIL, by=None, at=clock.now()))

    assert break_glass.alarms(officer("intake")) == []
    assert break_glass.alarms(None) == []


def test_whom_it_alarms_can_be_chosen(settings: Settings) -> None:
    settings.BREAK_GLASS_TELLS = ["duty@fenwickvale.example"]
    come_in(break_glass.seal(email=EMAIL, by=None, at=clock.now()))

    assert [message.to for message in post.arrived()] == [["duty@fenwickvale.example"]]


def test_sealing_it_anew_ends_the_old_secret_and_whoever_is_in_with_it() -> None:
    old = break_glass.seal(email=EMAIL, by=None, at=clock.now())
    inside = come_in(old)

    new = break_glass.seal(email=EMAIL, by=None, at=clock.now())

    assert new != old
    assert inside.get("/accounts/security-log/").status_code == 302
    assert come_in(old).__dict__["went_to"] == ""
    assert Officer.objects.filter(break_glass=True).count() == 1


def test_its_secret_is_long_shown_once_and_gets_no_link_by_mail(client: Client) -> None:
    said = io.StringIO()
    call_command("break_glass", stdout=said)
    secret = said.getvalue().splitlines()[1].split()[-1]
    client.post("/accounts/password/forgotten/", {"email": EMAIL})

    assert len(secret.replace("-", "")) == 40
    assert "NOBODY" in said.getvalue()
    assert Officer.objects.get().check_password(secret)
    assert post.arrived() == []


def test_it_takes_nobody_else_s_address() -> None:
    officer("intake", email=EMAIL)

    with pytest.raises(people.Refused, match="already signs in"):
        break_glass.seal(email=EMAIL, by=None, at=clock.now())
    with pytest.raises(CommandError, match="already signs in"):
        call_command("break_glass")
