"""Signing in: who is let in, what slows a guesser down, and the second step."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.http import HttpRequest
from django.test import Client
from pytest_django import Settings

from putright.accounts import places
from putright.accounts.models import Officer
from putright.accounts.signing_in import sign_in
from putright.accounts.tests import post
from putright.accounts.tests.people import PASSWORD, officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_real_council", "_worker_at_once")]

LOGIN = "/accounts/login/"
APP = "/accounts/second-step/app/"
CODES = "/accounts/second-step/recovery-codes/"


def try_password(client: Client, password: str, *, email: str = "rosa@fenwickvale.example", place: str = "") -> str:
    """What the page says, or where it leads."""
    answer = client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=place or "192.0.2.1", follow=False)
    return where_or_what(answer)


def where_or_what(answer: Any) -> str:
    return str(answer.headers.get("Location", "") or answer.content.decode())


def code_of(page: str) -> str:
    """The code an authenticator app would show, had it read the key on the page."""
    found = re.search(r'<code class="pr-key">([A-Z2-7 ]+)</code>', page)
    assert found
    return code_for(found.group(1).replace(" ", ""))


def code_for(secret: str) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404
    assert not sign_in.Adapter().is_open_for_signup(HttpRequest())


def test_a_wrong_password_says_so_and_keeps_the_address(client: Client) -> None:
    officer("intake", password=PASSWORD)

    page = try_password(client, "wrong")

    assert "The email address or the password is not right" in page
    assert 'value="rosa@fenwickvale.example"' in page


def test_an_unknown_address_is_answered_like_a_wrong_password(client: Client) -> None:
    assert "The email address or the password is not right" in try_password(client, "wrong")


def test_an_officer_who_has_left_cannot_sign_in(client: Client) -> None:
    rosa = officer("intake", password=PASSWORD)
    client.force_login(rosa)
    rosa.is_active = False
    rosa.save()

    assert client.get("/accounts/second-step/").status_code == 302
    assert try_password(client, PASSWORD) == "/accounts/closed/"


def test_an_address_is_the_same_in_capitals(client: Client) -> None:
    officer("intake", password=PASSWORD)

    assert try_password(client, PASSWORD, email="Rosa@FenwickVale.Example") == APP


@pytest.mark.slow
def test_a_guesser_is_stopped_and_the_officer_is_not_locked_out(client: Client) -> None:
    officer("intake", password=PASSWORD)
    for _ in range(5):
        assert "not right" in try_password(client, "guess", place="198.51.100.7")

    assert "Too many attempts from here" in try_password(client, PASSWORD, place="198.51.100.7")
    assert try_password(Client(), PASSWORD, place="192.0.2.1") == APP


def test_a_place_is_an_address_or_a_whole_network_of_the_newer_kind() -> None:
    assert places.place_of("192.0.2.1") == "192.0.2.1"
    assert places.place_of("2001:db8:1:2:aaaa::1") == places.place_of("2001:db8:1:2:bbbb::2")
    assert places.place_of("2001:db8:1:2::1") != places.place_of("2001:db8:1:3::1")
    assert places.place_of("unknown") == "unknown"


def test_an_officer_without_an_authenticator_app_sets_one_up_before_anything_else(client: Client) -> None:
    officer("intake", password=PASSWORD)
    assert try_password(client, PASSWORD) == APP
    assert client.get("/accounts/password/").headers["Location"] == APP

    page = client.get(APP).content.decode()
    assert client.get(APP + "picture.svg").headers["Content-Type"] == "image/svg+xml"
    answer = client.post(APP, {"code": code_of(page)})

    assert answer.headers["Location"] == CODES
    assert client.get("/accounts/password/").status_code == 200


def test_the_picture_is_not_there_before_there_is_a_key(client: Client) -> None:
    client.force_login(officer("intake"))

    assert client.get(APP + "picture.svg").status_code == 404


def test_no_page_carries_its_picture_inside(client: Client) -> None:
    officer("intake", password=PASSWORD)
    try_password(client, PASSWORD)

    assert "data:image" not in client.get(APP).content.decode()


def test_a_wrong_code_says_what_to_do_and_keeps_the_key(client: Client) -> None:
    officer("intake", password=PASSWORD)
    try_password(client, PASSWORD)
    before = client.get(APP).content.decode()

    after = client.post(APP, {"code": "12"}).content.decode()

    assert "That is not the code shown now" in after
    assert code_of(before) == code_of(after)


def test_the_second_time_a_code_is_asked_for(client: Client) -> None:
    rosa = officer("intake", password=PASSWORD)
    totp.TOTP.activate(rosa, totp_secret := "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    assert try_password(client, PASSWORD) == "/accounts/second-step/code/"
    assert client.get("/accounts/password/").status_code == 302
    answer = client.post("/accounts/second-step/code/", {"code": code_for(totp_secret)})

    assert answer.headers["Location"] == "/desk/"


def test_a_recovery_code_signs_in_once(client: Client) -> None:
    rosa = officer("intake", password=PASSWORD)
    try_password(client, PASSWORD)
    client.post(APP, {"code": code_of(client.get(APP).content.decode())})
    codes = Authenticator.objects.get(user=rosa, type="recovery_codes").wrap().get_unused_codes()
    assert codes[0] in client.get(CODES).content.decode()
    assert codes[0] in client.get(CODES + "file/").content.decode()

    assert sign_in_with_code(codes[0]) == "/desk/"
    assert "That is not the code shown now" in sign_in_with_code(codes[0])


def sign_in_with_code(code: str) -> str:
    client = Client()
    try_password(client, PASSWORD)
    answer = client.post("/accounts/second-step/code/", {"code": code})
    return where_or_what(answer)


def test_the_password_is_asked_for_again_before_the_second_step_is_changed(client: Client) -> None:
    rosa = officer("intake", password=PASSWORD)
    totp.TOTP.activate(rosa, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.force_login(rosa)

    answer = client.get("/accounts/second-step/app/another/")

    assert answer.headers["Location"].startswith("/accounts/confirm/?next=")
    assert "Enter your password once more" in client.get(answer.headers["Location"]).content.decode()


def test_where_the_second_step_is_optional_nobody_is_made_to_take_it(client: Client, settings: Settings) -> None:
    settings.MFA_REQUIRED = False
    officer("intake", password=PASSWORD)

    assert try_password(client, PASSWORD) == "/desk/"
    assert client.get("/accounts/password/").status_code == 200


def test_signing_in_ends_with_the_browser(client: Client, settings: Settings) -> None:
    settings.MFA_REQUIRED = False
    officer("intake", password=PASSWORD)
    try_password(client, PASSWORD)

    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["httponly"]


def test_a_new_password_signs_out_everywhere(client: Client, settings: Settings) -> None:
    settings.MFA_REQUIRED = False
    rosa = officer("intake", password=PASSWORD)
    elsewhere = Client()
    elsewhere.force_login(rosa)
    client.force_login(rosa)

    new = "violet kettle sandstone"
    client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert elsewhere.get("/accounts/password/").status_code == 302
    assert client.get("/accounts/password/").status_code == 302
    assert Officer.objects.get().check_password(new)
    assert [message.subject for message in post.arrived()] == ["Your Putright password was changed"]


def test_a_short_password_is_refused_with_the_reason(client: Client, settings: Settings) -> None:
    settings.MFA_REQUIRED = False
    client.force_login(officer("intake", password=PASSWORD))

    answer = client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": "kettle", "password2": "kettle"})

    assert "at least 12 characters" in answer.content.decode()


def test_a_forgotten_password_is_set_by_a_link_that_works_once(client: Client) -> None:
    officer("intake", password=PASSWORD)
    client.post("/accounts/password/forgotten/", {"email": "rosa@fenwickvale.example"})
    (message,) = post.arrived()
    assert message.to == ["rosa@fenwickvale.example"]
    found = re.search(r"http://[^/]+(/accounts/password/new/\S+)", str(message.body))
    assert found

    form = client.get(found.group(1)).headers["Location"]
    answer = client.post(form, {"password1": "violet kettle sandstone", "password2": "violet kettle sandstone"})

    assert answer.headers["Location"] == "/accounts/password/changed/"
    assert "This link does not work" in Client().get(found.group(1)).content.decode()
    assert Officer.objects.get().check_password("violet kettle sandstone")


def test_nobody_learns_who_works_here_by_asking_for_a_link(client: Client) -> None:
    officer("intake")

    known = client.post("/accounts/password/forgotten/", {"email": "rosa@fenwickvale.example"})
    unknown = client.post("/accounts/password/forgotten/", {"email": "nobody@fenwickvale.example"})

    assert known.headers["Location"] == unknown.headers["Location"]
    assert len(post.arrived()) == 1


@pytest.mark.parametrize(
    "page",
    [
        "login/",
        "closed/",
        "password/forgotten/",
        "password/forgotten/sent/",
        "password/changed/",
        "password/new/1-a-b/",
    ],
)
def test_every_public_page_of_signing_in_can_be_drawn(client: Client, page: str) -> None:
    answer = client.get("/accounts/" + page)

    assert answer.status_code == 200
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize(
    "page", ["", "logout/", "second-step/", "second-step/recovery-codes/new/", "second-step/app/another/"]
)
def test_every_page_of_one_s_own_account_can_be_drawn(client: Client, page: str) -> None:
    rosa = officer("intake", password=PASSWORD)
    try_password(client, PASSWORD)
    client.post(APP, {"code": code_of(client.get(APP).content.decode())})

    answer = client.get("/accounts/" + page)

    assert answer.status_code == 200
    assert "<h1" in answer.content.decode()
    assert sign_in.has_second_step(rosa)


def test_an_officer_without_a_password_is_sent_a_link_instead(client: Client) -> None:
    client.force_login(officer("intake"))

    assert client.get("/accounts/password/set/").headers["Location"] == "/accounts/password/forgotten/"


def test_whoever_asks_too_often_is_told_to_wait(client: Client) -> None:
    for _ in range(5):
        client.post("/accounts/password/forgotten/", {"email": "rosa@fenwickvale.example"})

    answer = client.post("/accounts/password/forgotten/", {"email": "rosa@fenwickvale.example"})

    assert answer.status_code == 429
    assert "Wait 5 minutes, then try again" in answer.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize(("address", "said"), [("https://complaints.example", "True"), ("http://127.0.0.1", "False")])
def test_over_https_the_cookies_travel_only_over_https(tmp_path: Path, address: str, said: str) -> None:
    asked = "from putright.config import settings as s; print(s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE)"
    here = {**os.environ, "PUTRIGHT_ADDRESS": address, "PUTRIGHT_VAR": str(tmp_path)}

    answer = subprocess.run([sys.executable, "-c", asked], env=here, capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == said
