"""An empty copy: who may make the first account, and what the public sees until the council opens."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from putright.accounts.models import Officer
from putright.administration import first_run
from putright.administration.models import Change, SetUpKey
from putright.administration.tests.conftest import hire, signed_in
from putright.council import clock, models

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Sam Quill",
    "email": "sam@anytown.example",
    "password": "gravel teapot lantern",
    "password_again": "gravel teapot lantern",
}


def address() -> str:
    return first_run.new_address(at=clock.now())


def test_the_secret_makes_the_first_administrator_and_signs_them_in() -> None:
    client, path = Client(), address()

    answer = client.post(path, TYPED)

    assert answer["Location"] == "/settings/"
    assert Officer.objects.get().role_names == {"administrator"}
    assert "Set up Putright" in client.get("/settings/").text


def test_the_secret_works_once() -> None:
    path = address()
    Client().post(path, TYPED)

    assert Client().get(path).status_code == 404
    assert Client().post(path, {**TYPED, "email": "mallory@anytown.example"}).status_code == 404
    assert Officer.objects.count() == 1


def test_another_secret_opens_nothing() -> None:
    address()

    assert Client().get("/set-up/guess/").status_code == 404
    assert Client().post("/set-up/guess/", TYPED).status_code == 404
    assert not Officer.objects.exists()


def test_a_new_secret_ends_the_one_before() -> None:
    before, now = address(), address()

    assert (Client().get(before).status_code, Client().get(now).status_code) == (404, 200)


def test_the_database_does_not_hold_the_secret() -> None:
    secret = address().split("/")[2]

    assert secret not in SetUpKey.objects.get().digest


def test_there_is_no_new_secret_once_there_is_an_administrator() -> None:
    hire("Sam Quill", "administrator")

    with pytest.raises(first_run.Refused, match="There is an administrator already"):
        address()
    with pytest.raises(CommandError, match="Sign in"):
        call_command("begin_set_up")


def test_a_secret_made_before_the_administrator_came_some_other_way_is_worth_nothing() -> None:
    path = address()
    hire("Sam Quill", "administrator")

    assert Client().get(path).status_code == 404


def test_the_command_prints_the_whole_address(settings: Settings) -> None:
    settings.PUBLIC_ADDRESS, out = "https://complaints.anytown.example", StringIO()

    call_command("begin_set_up", stdout=out)

    assert out.getvalue().startswith("https://complaints.anytown.example/set-up/")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "short", "password_again": "short"}, "too short"),
        ({"password_again": "something else"}, "The two passwords are not the same"),
        ({"email": "sam"}, "Enter an email address"),
        ({"name": ""}, "Enter your full name"),
    ],
)
def test_a_first_account_that_is_not_right_is_not_made_and_the_secret_still_works(
    typed: dict[str, str], said: str
) -> None:
    path = address()

    page = Client().post(path, {**TYPED, **typed})

    assert said in page.text
    assert not Officer.objects.exists()
    assert Client().get(path).status_code == 200


def test_the_password_goes_into_no_page() -> None:
    page = Client().post(address(), {**TYPED, "email": "sam"})

    assert TYPED["password"] not in page.text


def test_the_second_step_comes_before_the_settings(settings: Settings) -> None:
    settings.MFA_REQUIRED = True
    client = Client()
    client.post(address(), TYPED)

    assert client.get("/settings/")["Location"] == "/accounts/second-step/app/"


def test_the_first_account_stands_in_the_history() -> None:
    Client().post(address(), TYPED)

    assert (Change.objects.get().about, Change.objects.get().by) == ("Sam Quill", None)


@pytest.mark.parametrize("path", ["/", "/complain/", "/how-we-handle-complaints/", "/complain/story/", "/lost-link/"])
def test_the_public_is_told_that_it_is_not_open_yet(path: str) -> None:
    assert "This service is not open yet" in Client().get(path).text
    assert "This service is not open yet" in Client().post(path).text


def test_the_public_is_told_how_else_to_complain(council: models.Council) -> None:
    models.Council.objects.update(phone="01632 960100", email="us@anytown.example", address="Town Hall\nAnytown")

    page = Client().get("/").text

    assert "01632 960100" in page
    assert "us@anytown.example" in page
    assert "Town Hall" in page


def test_signing_in_and_statements_stay_reachable_before_the_opening(council: models.Council) -> None:
    for path in ("/accounts/login/", "/accessibility/", "/cookies/", "/council.css"):
        assert "not open yet" not in Client().get(path).text, path


def test_an_administrator_comes_to_the_settings_until_the_council_is_open(council: models.Council) -> None:
    client = signed_in(hire("Sam Quill", "administrator"))

    assert client.get("/desk/")["Location"] == "/settings/"

    models.Council.objects.update(being_set_up=False)
    assert client.get("/desk/").status_code == 200
    assert "This service is not open yet" not in Client().get("/").text
