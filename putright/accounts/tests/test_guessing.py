"""Guessing is slowed down; nobody can be kept from signing in on a device of theirs by somebody elsewhere."""

from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from putright.accounts import audit
from putright.accounts.models import Attempts
from putright.accounts.signing_in import guessing
from putright.accounts.tests.people import PASSWORD, officer
from putright.council import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_real_council", "_worker_at_once")]

LOGIN = "/accounts/login/"
ROSA = "rosa@fenwickvale.example"
APP = "/accounts/second-step/app/"


def attempt(client: Client, password: str, *, email: str = ROSA, place: str = "192.0.2.1") -> str:
    answer = client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=place)
    return str(answer.headers.get("Location", "") or answer.content.decode())


def fail(times: int, *, email: str = ROSA, place: str = "198.51.100.7", at: datetime | None = None) -> None:
    request = RequestFactory().post(LOGIN, REMOTE_ADDR=place)
    for _ in range(times):
        guessing.failed(request=request, email=email, at=at or clock.now())


def waits(*, email: str = ROSA, place: str = "198.51.100.7", later: timedelta = timedelta(0)) -> timedelta:
    request = RequestFactory().post(LOGIN, REMOTE_ADDR=place)
    return guessing.wait(request=request, email=email, at=clock.now() + later)


@pytest.mark.slow
def test_an_attacker_elsewhere_cannot_keep_rosa_from_her_own_device() -> None:
    officer("intake", password=PASSWORD)
    hers = Client()
    attempt(hers, PASSWORD)
    hers.post("/accounts/logout/")
    for last in range(120):
        fail(1, place=f"203.0.113.{last}")

    assert "Too many attempts" in attempt(Client(), PASSWORD, place="192.0.2.99")
    assert attempt(hers, PASSWORD) == APP


def test_nor_from_a_device_on_which_she_set_her_password_by_the_link() -> None:
    rosa = officer("intake")
    answer = HttpResponse()
    guessing.remember(answer, officer=rosa)
    hers = Client()
    hers.cookies = answer.cookies
    fail(120)

    assert "not right" in attempt(hers, "wrong", place="198.51.100.7")


def test_a_device_of_somebody_else_or_a_made_up_one_is_none_of_hers() -> None:
    officer("intake", password=PASSWORD)
    imran = officer("reviewer", email="imran@fenwickvale.example")
    answer = HttpResponse()
    guessing.remember(answer, officer=imran)
    his = Client()
    his.cookies = answer.cookies
    forged = Client()
    forged.cookies[guessing.COOKIE] = "WzEsIngiXQ:1abc:forged"
    fail(6, place="192.0.2.1")

    assert "Too many attempts" in attempt(his, PASSWORD)
    assert "Too many attempts" in attempt(forged, PASSWORD)


def test_even_a_device_of_hers_is_slowed_down_when_it_guesses() -> None:
    rosa = officer("intake", password=PASSWORD)
    answer = HttpResponse()
    guessing.remember(answer, officer=rosa)
    hers = Client()
    hers.cookies = answer.cookies
    for _ in range(10):
        assert "not right" in attempt(hers, "guess")

    assert "Too many attempts from here. Wait 1 minute," in attempt(hers, PASSWORD)


def test_each_wait_is_twice_as_long_up_to_an_hour() -> None:
    fail(5)
    first = waits()
    fail(1)
    second = waits()
    fail(30)

    assert timedelta(seconds=50) < first <= timedelta(minutes=1)
    assert timedelta(seconds=110) < second <= timedelta(minutes=2)
    assert timedelta(minutes=55) < waits() <= timedelta(hours=1)
    assert waits(later=timedelta(hours=1, minutes=1)) == timedelta(0)


def test_one_place_that_tries_a_password_on_everybody_is_slowed_down() -> None:
    for number in range(30):
        fail(1, email=f"officer{number}@fenwickvale.example")

    assert waits(email="somebody.else@fenwickvale.example")
    assert not waits(email="somebody.else@fenwickvale.example", place="192.0.2.5")


def test_a_guesser_with_a_thousand_addresses_is_slowed_down_for_a_quarter_of_an_hour_at_most() -> None:
    for last in range(80):
        fail(1, place=f"203.0.113.{last}")

    assert timedelta(minutes=14) < waits(place="192.0.2.77") <= timedelta(minutes=15)


def test_signing_in_forgives_her_own_failures_and_not_those_of_the_place() -> None:
    request = RequestFactory().post(LOGIN, REMOTE_ADDR="198.51.100.7")
    fail(4)
    guessing.succeeded(request=request, email=ROSA)
    fail(4)
    assert not waits()

    assert max(Attempts.objects.values_list("failed", flat=True)) == 8


def test_half_a_day_later_counting_begins_anew() -> None:
    fail(5, at=clock.ago(hours=13))
    fail(1)

    assert not waits()
    assert guessing.tidy(at=clock.now() + timedelta(hours=13)) == 3


def test_an_account_there_is_not_is_slowed_down_and_answered_alike() -> None:
    officer("intake", password=PASSWORD)
    told = {email: [attempt(Client(), "guess", email=email) for _ in range(6)] for email in (ROSA, "no@one.example")}

    real, made_up = ([answer.replace(email, "") for answer in answers] for email, answers in told.items())
    assert ["not right" in answer for answer in real] == ["not right" in answer for answer in made_up]
    assert "Too many attempts" in real[5]
    assert "Too many attempts" in made_up[5]


def test_a_failed_attempt_is_noted_without_what_was_typed() -> None:
    rosa = officer("intake", password=PASSWORD)
    attempt(Client(), "hunter2")
    attempt(Client(), "hunter2", email="correct-horse-battery@staple.example")

    noted = audit.found(kind="sign_in_failed")
    assert [entry.about for entry in noted] == ["nobody we know", f"officer {rosa.pk}"]
    assert "hunter2" not in str([entry.facts for entry in noted])
    assert "staple" not in str([(entry.about, entry.facts) for entry in noted])
