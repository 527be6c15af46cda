"""Doing nothing for half an hour signs an officer out, and nothing typed is lost."""

import pytest
from django.test import Client
from pytest_django import Settings

from putright.accounts.signing_in import idle
from putright.accounts.tests.people import officer
from putright.council import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_real_council")]

PAGE = "/accounts/second-step/"


@pytest.fixture
def rosa(client: Client) -> Client:
    """A browser in which Rosa is signed in and has just done something."""
    client.force_login(officer("intake"))
    client.get(PAGE)
    return client


def last_seen(client: Client, *, minutes_ago: float) -> None:
    session = client.session
    session[idle.LAST_SEEN_AT] = clock.ago(minutes=minutes_ago).timestamp()
    session.save()


def test_every_answer_says_how_long_is_left(rosa: Client) -> None:
    answer = rosa.get(PAGE)

    assert answer.headers[idle.HEADER] == "1800"
    assert "no-store" in answer.headers["Cache-Control"]


def test_strangers_are_told_nothing_of_it(client: Client) -> None:
    assert idle.HEADER not in client.get("/accounts/login/").headers


def test_somebody_who_does_something_now_and_then_stays_signed_in(rosa: Client) -> None:
    for _ in range(3):
        last_seen(rosa, minutes_ago=29)
        assert rosa.get(PAGE).status_code == 200


def test_half_an_hour_of_nothing_signs_out_and_says_so(rosa: Client) -> None:
    last_seen(rosa, minutes_ago=32)

    answer = rosa.get(PAGE, follow=True)

    assert answer.redirect_chain[0][0] == f"/accounts/login/?next={PAGE}&idle=30"
    assert "because nothing happened for a while" in answer.content.decode()


def test_what_was_typed_is_handed_back_but_no_password(rosa: Client) -> None:
    last_seen(rosa, minutes_ago=32)

    answer = rosa.post(PAGE, {"reply_text": "Dear Ms Lindqvist <3", "oldpassword": "hush", "empty": " "})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Dear Ms Lindqvist &lt;3" in page
    assert "Reply text" in page
    assert "hush" not in page
    assert "_auth_user_id" not in rosa.session


def test_a_demo_that_passes_midnight_signs_nobody_out(rosa: Client) -> None:
    last_seen(rosa, minutes_ago=-23 * 60)

    assert rosa.get(PAGE).status_code == 200
    assert rosa.session[idle.LAST_SEEN_AT] <= clock.now().timestamp()


def test_a_page_for_staff_carries_the_warning_and_staying_counts_as_doing_something(
    client: Client, settings: Settings
) -> None:
    settings.MFA_REQUIRED = False
    client.force_login(officer("administrator"))
    assert (
        'data-idle="30" data-idle-stay="/accounts/staying/"' in client.get("/accounts/security-log/").content.decode()
    )
    last_seen(client, minutes_ago=29)

    assert client.get("/accounts/staying/").status_code == 204
    assert clock.now().timestamp() - client.session[idle.LAST_SEEN_AT] < 60
    assert Client().get("/accounts/staying/").status_code == 302
