"""A lost telephone has a way back: somebody else takes the second step away, and nobody does it unnoticed."""

import io

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command
from django.test import Client

from putright.accounts import audit, people
from putright.accounts.models import Officer
from putright.accounts.signing_in import lost_step
from putright.accounts.tests import post
from putright.accounts.tests.people import PASSWORD, officer
from putright.council import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_real_council", "_worker_at_once")]


@pytest.fixture
def rosa() -> Officer:
    made = officer("intake", password=PASSWORD)
    TOTP.activate(made, generate_totp_secret())
    RecoveryCodes.activate(made)
    return made


@pytest.fixture
def sam() -> Officer:
    return officer("administrator", email="sam@fenwickvale.example")


def test_the_next_sign_in_with_the_password_sets_up_a_new_one_before_anything_else(rosa: Officer, sam: Officer) -> None:
    lost_step.take_away(officer=rosa, by=sam, because="Lost her telephone", at=clock.now())

    client = Client()
    answer = client.post("/accounts/login/", {"login": rosa.email, "password": PASSWORD})

    assert answer.headers["Location"] == "/accounts/second-step/app/"
    assert client.get("/desk/").headers["Location"] == "/accounts/second-step/app/"
    assert not Authenticator.objects.exists()


def test_all_their_sessions_end_and_they_and_the_security_log_are_told(rosa: Officer, sam: Officer) -> None:
    inside = Client()
    inside.force_login(rosa, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert inside.get("/accounts/").status_code == 200

    lost_step.take_away(officer=rosa, by=sam, because="Lost her telephone", at=clock.now())

    assert inside.get("/accounts/").status_code == 302
    message = post.arrived()[0]
    assert message.to == [rosa.email]
    assert "Reason given: Lost her telephone" in str(message.body)
    entry = audit.found(kind="second_step_removed").get()
    assert (entry.by_id, entry.about) == (sam.pk, f"officer {rosa.pk}")
    assert entry.facts["because"] == "Lost her telephone"


def test_nobody_takes_their_own_away_and_nobody_without_a_reason(rosa: Officer, sam: Officer) -> None:
    with pytest.raises(people.Refused, match="Somebody else"):
        lost_step.take_away(officer=rosa, by=rosa, because="x", at=clock.now())
    with pytest.raises(people.Refused, match="Say why"):
        lost_step.take_away(officer=rosa, by=sam, because="  ", at=clock.now())

    assert Authenticator.objects.count() == 2


def test_where_there_is_none_or_the_council_s_own_sign_in_asks_for_it_that_is_said(rosa: Officer, sam: Officer) -> None:
    with pytest.raises(people.Refused, match="no second step"):
        lost_step.take_away(officer=sam, by=rosa, because="x", at=clock.now())
    Officer.objects.filter(pk=rosa.pk).update(signs_in_by="council")
    with pytest.raises(people.Refused, match="own sign-in"):
        lost_step.take_away(officer=rosa, by=sam, because="x", at=clock.now())


def test_the_command_does_it_when_no_administrator_can_sign_in(rosa: Officer) -> None:
    said = io.StringIO()
    call_command("take_second_step_away", email=rosa.email.upper(), because="Only administrator", stdout=said)

    assert "sign in with their password" in said.getvalue()
    assert not Authenticator.objects.exists()
    assert audit.found(kind="second_step_removed").get().by_id is None
    assert "on the machine" in str(post.arrived()[0].body)


def test_the_command_says_why_it_refuses(rosa: Officer) -> None:
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("take_second_step_away", email="nobody@fenwickvale.example", because="x")
    with pytest.raises(CommandError, match="Say why"):
        call_command("take_second_step_away", email=rosa.email, because=" ")
