"""Leaving the council's own sign-in: it ends the sessions here by a token of its own, and is offered on signing out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.test import Client
from pytest_django import Settings

from putright.accounts import audit
from putright.accounts.models import GroupRole, Officer, Sitting, Spent
from putright.accounts.signing_in import leaving
from putright.accounts.tests import test_openid_connect
from putright.accounts.tests.identity import openid
from putright.council import clock

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.enable_socket,
    pytest.mark.slow,
    pytest.mark.usefixtures("_real_council"),
]

OUT = "/accounts/oidc/council/out/"
sign_in = test_openid_connect.sign_in


@pytest.fixture
def idp(settings: Settings, tmp_path: Path) -> Iterator[openid.Provider]:
    with openid.provider() as made:
        made.claims = {**test_openid_connect.MIRA, "sid": "first"}
        test_openid_connect.configure(settings, tmp_path, made.address)
        GroupRole.objects.create(provider="council", group="complaints-team", role="intake")
        yield made


def is_in(client: Client) -> bool:
    return client.get("/accounts/sessions/").status_code == 200


def tell(token: str) -> Any:
    """As a server tells it: no cookie, and no key of a form."""
    return Client(enforce_csrf_checks=True).post(OUT, {"logout_token": token})


def test_a_session_that_ended_there_ends_here_and_no_other(idp: openid.Provider) -> None:
    first, second = Client(), Client()
    sign_in(first, idp)
    idp.claims["sid"] = "second"
    sign_in(second, idp)

    answer = tell(openid.signed(idp.word_of_leaving(sid="first", sub="m-1")))

    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert (is_in(first), is_in(second)) == (False, True)
    entry = audit.found()[0]
    assert (entry.kind, entry.about) == ("signed_out_elsewhere", audit.about_officer(Officer.objects.get()))
    assert entry.facts == {"provider": "council", "sessions": 1}


def test_somebody_who_left_altogether_is_out_everywhere(idp: openid.Provider) -> None:
    first, second = Client(), Client()
    sign_in(first, idp)
    sign_in(second, idp)

    assert tell(openid.signed(idp.word_of_leaving(sub="m-1"))).status_code == 200
    assert (is_in(first), is_in(second)) == (False, False)
    assert not Sitting.objects.exists()


def test_a_session_is_known_by_its_name_alone(idp: openid.Provider) -> None:
    hers = Client()
    sign_in(hers, idp)

    assert tell(openid.signed(idp.word_of_leaving(sid="first"))).status_code == 200
    assert not is_in(hers)


def test_nobody_and_a_session_there_is_not_are_no_error_and_end_nothing(idp: openid.Provider) -> None:
    hers = Client()
    sign_in(hers, idp)

    assert tell(openid.signed(idp.word_of_leaving(sub="somebody-else", sid="first"))).status_code == 200
    assert tell(openid.signed(idp.word_of_leaving(sid="never"))).status_code == 200
    assert is_in(hers)


WRONG: dict[str, Any] = {
    "another-key": lambda idp: jwt.encode(word(idp), openid.private_key("own"), "RS256", headers={"kid": "first"}),
    "unsigned": lambda idp: jwt.encode(word(idp), "", algorithm="none", headers={"kid": "first"}),
    "another-issuer": lambda idp: openid.signed(word(idp, iss="https://evil.example")),
    "for-another-site": lambda idp: openid.signed(word(idp, aud="payroll")),
    "too-old": lambda idp: openid.signed(word(idp, iat=int(time.time()) - 700)),
    "not-yet": lambda idp: openid.signed(word(idp, iat=int(time.time()) + 700)),
    "over": lambda idp: openid.signed(word(idp, exp=int(time.time()) - 100)),
    "no-moment": lambda idp: openid.signed(word(idp, iat=None)),
    "no-number": lambda idp: openid.signed(word(idp, jti=None)),
    "number-that-is-none": lambda idp: openid.signed(word(idp, jti=7)),
    "no-events": lambda idp: openid.signed(word(idp, events=None)),
    "other-events": lambda idp: openid.signed(word(idp, events={"https://example/other": {}})),
    "events-that-are-none": lambda idp: openid.signed(word(idp, events="backchannel-logout")),
    "a-nonce": lambda idp: openid.signed(word(idp, nonce="x")),
    "nobody": lambda idp: openid.signed(word(idp, sub=None)),
    "not-a-token": lambda idp: "tea",
    "empty": lambda idp: "",
    "far-too-long": lambda idp: "x" * 30_000,
}


def word(idp: openid.Provider, **more: Any) -> dict[str, Any]:
    return idp.word_of_leaving(**{"sub": "m-1", **more})


@pytest.mark.parametrize("wrong", WRONG)
def test_word_that_is_not_right_ends_nothing_and_is_noted(idp: openid.Provider, wrong: str) -> None:
    hers = Client()
    sign_in(hers, idp)

    answer = tell(WRONG[wrong](idp))

    assert answer.status_code == 400
    assert answer.json() == {"error": "invalid_request"}
    assert is_in(hers)
    assert audit.found()[0].kind == "signing_out_refused"


def test_an_id_token_sent_there_ends_nothing(idp: openid.Provider) -> None:
    """It is signed by the same key for the same site; but it says that somebody came, not that they left."""
    hers, now = Client(), int(time.time())
    sign_in(hers, idp)
    came = {"iss": idp.address, "aud": openid.CLIENT, "sub": "m-1", "iat": now, "exp": now + 300, "jti": "1"}

    assert tell(openid.signed(came)).status_code == 400
    assert is_in(hers)


def test_word_counts_once(idp: openid.Provider) -> None:
    hers, token = Client(), openid.signed(idp.word_of_leaving(sub="m-1"))
    sign_in(hers, idp)
    assert tell(token).status_code == 200
    sign_in(hers, idp)

    assert tell(token).status_code == 400
    assert is_in(hers)
    assert audit.found()[0].facts["why"] == "jti"
    assert leaving.tidy(at=clock.now()) == 0
    assert leaving.tidy(at=clock.now() + timedelta(minutes=12)) == 1
    assert not Spent.objects.exists()


def test_only_a_server_that_posts_is_heard(client: Client, idp: openid.Provider) -> None:
    assert client.get(OUT).status_code == 405
    assert client.post("/accounts/oidc/nothing/out/").status_code == 404


def test_where_the_keys_cannot_be_had_it_is_asked_to_say_so_again(settings: Settings, tmp_path: Path) -> None:
    test_openid_connect.configure(settings, tmp_path, "http://127.0.0.1:9")

    assert tell("a.b.c").status_code == 503


def test_nobody_can_have_us_ask_for_keys_without_end(idp: openid.Provider, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "signed_out_elsewhere": "3/m/ip"}

    answers = [tell(openid.signed(word(idp), by="own")).status_code for _ in range(5)]

    assert answers == [400, 400, 400, 429, 429]


# --- On signing out here ---------------------------------------------------------------------------------------------


def test_whoever_signs_out_here_is_asked_whether_to_leave_there_as_well(client: Client, idp: openid.Provider) -> None:
    sign_in(client, idp)

    page = client.post("/accounts/logout/", follow=True)

    assert page.redirect_chain == [("/accounts/signed-out/council/", 302)]
    assert "Do you want to sign out there as well?" in page.content.decode()
    away = client.get("/accounts/oidc/council/leave/").headers["Location"]
    assert away.startswith(f"{idp.address}/leave?")
    assert parse_qs(urlsplit(away).query) == {
        "client_id": [openid.CLIENT],
        "post_logout_redirect_uri": ["http://testserver/accounts/login/"],
    }


def test_where_it_cannot_be_left_nothing_is_asked(client: Client, idp: openid.Provider) -> None:
    idp.leaves = False
    sign_in(client, idp)

    assert client.post("/accounts/logout/").headers["Location"] == "/"
    assert client.get("/accounts/oidc/council/leave/").status_code == 404


def test_when_the_provider_is_away_the_page_says_so(client: Client, settings: Settings, tmp_path: Path) -> None:
    test_openid_connect.configure(settings, tmp_path, "http://127.0.0.1:9")

    assert client.get("/accounts/oidc/council/leave/").status_code == 503
