"""Before what does most harm, officers show again who they are, where they signed in; nothing typed is lost."""

from __future__ import annotations

import html
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from pytest_django import Settings

from putright.accounts import audit
from putright.accounts.models import GroupRole
from putright.accounts.tests import test_openid_connect, test_saml
from putright.accounts.tests.identity import assertions, openid
from putright.accounts.tests.people import PASSWORD, officer

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.enable_socket,
    pytest.mark.slow,
    pytest.mark.usefixtures("_real_council"),
]

GROUPS = "/accounts/groups/"
LINE = {"provider": "council", "group": "housing-team", "title": "Housing", "role": "intake"}
HOURS_AGO = timedelta(hours=3)


@pytest.fixture
def idp(settings: Settings, tmp_path: Path) -> Iterator[openid.Provider]:
    with openid.provider() as made:
        made.claims = dict(test_openid_connect.MIRA)
        test_openid_connect.configure(settings, tmp_path, made.address)
        GroupRole.objects.create(provider="council", group="complaints-team", role="administrator")
        yield made


@pytest.fixture
def saml(settings: Settings, tmp_path: Path) -> Iterator[assertions.Provider]:
    with assertions.provider() as made:
        made.attributes = {assertions.GROUPS: ["complaints-team"], assertions.EMAIL: ["mira@fenwickvale.example"]}
        test_saml.configure(settings, tmp_path, made.address)
        GroupRole.objects.create(provider="council", group="complaints-team", role="administrator")
        yield made


def said(answer: Any) -> str:
    return str(answer.content.decode())


def led_to(page: Any) -> str:
    """Where the page leads: no form may be redirected to another site, so it is a link."""
    return html.unescape("/accounts/oidc/" + said(page).split('href="/accounts/oidc/')[1].split('"')[0])


def come_in(client: Client, idp: openid.Provider, at: str = test_openid_connect.BEGIN) -> Any:
    return client.get(idp.visit(client.get(at).headers["Location"]))


def test_whoever_comes_in_unasked_is_asked_before_what_does_most_harm(client: Client, idp: openid.Provider) -> None:
    idp.shown_at = time.time() - HOURS_AGO.total_seconds()
    come_in(client, idp)

    away = client.get(GROUPS).headers["Location"]
    assert away == "/accounts/oidc/council/?next=%2Faccounts%2Fgroups%2F&again=1"
    asked = client.get(away).headers["Location"]
    assert "prompt=login" in asked
    assert "max_age=0" in asked
    assert client.get(idp.visit(asked)).headers["Location"] == GROUPS
    assert client.get(GROUPS).status_code == 200


def test_whoever_has_only_just_shown_it_is_not_asked_again(client: Client, idp: openid.Provider) -> None:
    idp.shown_at = time.time()
    come_in(client, idp)

    assert client.get(GROUPS).status_code == 200


@pytest.mark.parametrize("shown", [None, -10_000.0, 10_000.0], ids=["not-told", "long-ago", "in-the-future"])
def test_a_sign_in_that_does_not_ask_or_does_not_say_so_is_not_believed(
    client: Client, idp: openid.Provider, shown: float | None
) -> None:
    come_in(client, idp)
    idp.listens, idp.shown_at = False, None if shown is None else time.time() + shown

    answer = come_in(client, idp, client.get(GROUPS).headers["Location"])

    assert answer.status_code == 403
    assert "did not ask you again" in said(answer)
    assert client.get(GROUPS).status_code == 302
    assert audit.found()[0].facts["why"] == "not_again"


def test_what_was_sent_too_late_is_kept_and_sent_on_return(client: Client, idp: openid.Provider) -> None:
    idp.shown_at = time.time() - HOURS_AGO.total_seconds()
    come_in(client, idp)

    sent = client.post(GROUPS, LINE)
    assert sent.status_code == 403
    away = led_to(sent)
    assert come_in(client, idp, away).headers["Location"] == GROUPS
    page = said(client.get(GROUPS))

    assert "What you sent before was not done yet" in page
    assert 'value="housing-team"' in page
    assert not GroupRole.objects.filter(group="housing-team").exists()
    assert client.post(GROUPS, LINE).headers["Location"] == GROUPS
    assert GroupRole.objects.filter(group="housing-team").exists()
    assert 'value="housing-team"' not in said(client.get(GROUPS))


@pytest.mark.parametrize(
    ("before", "on"),
    [("http://testserver/accounts/groups/", GROUPS), ("https://evil.example/x", "/accounts/"), ("", "/accounts/")],
    ids=["ours", "another-site", "not-told"],
)
def test_a_button_pressed_too_late_leads_back_to_its_page(
    client: Client, idp: openid.Provider, before: str, on: str
) -> None:
    idp.shown_at = time.time() - HOURS_AGO.total_seconds()
    come_in(client, idp)
    number = GroupRole.objects.get().pk

    away = led_to(client.post(f"{GROUPS}{number}/removal/", headers={"Referer": before}))

    assert come_in(client, idp, away).headers["Location"] == on
    assert GroupRole.objects.exists()


def test_what_one_person_sent_is_not_shown_to_another_who_comes_back(client: Client, idp: openid.Provider) -> None:
    idp.shown_at = time.time() - HOURS_AGO.total_seconds()
    come_in(client, idp)
    away = led_to(client.post(GROUPS, LINE))
    idp.claims.update(sub="n-2", email="nora@fenwickvale.example")

    come_in(client, idp, away)

    assert "housing-team" not in said(client.get(GROUPS))


def test_with_a_password_kept_here_it_is_the_same(client: Client, settings: Settings, idp: openid.Provider) -> None:
    settings.MFA_REQUIRED = False
    officer("administrator", email="sam@fenwickvale.example", password=PASSWORD)
    client.post("/accounts/login/", {"login": "sam@fenwickvale.example", "password": PASSWORD})
    session = client.session
    session["shown_at"] = time.time() - HOURS_AGO.total_seconds()
    session.save()

    confirm = client.post(GROUPS, {**LINE, "password": "typed into the wrong form"}).headers["Location"]
    back = client.post(confirm, {"password": PASSWORD, "next": GROUPS}).headers["Location"]
    page = said(client.get(back))

    assert 'value="housing-team"' in page
    assert "wrong form" not in page


@pytest.mark.parametrize(
    "page", ["passkeys/new/", "app/", "recovery-codes/new/"], ids=["passkey", "app", "recovery-codes"]
)
def test_nobody_of_the_council_s_own_sign_in_sets_up_a_way_past_it(
    client: Client, idp: openid.Provider, page: str
) -> None:
    come_in(client, idp)

    assert client.get(f"/accounts/second-step/{page}").headers["Location"] == "/accounts/second-step/"


def test_the_page_that_asks_again_sends_them_where_they_can_answer(client: Client, idp: openid.Provider) -> None:
    come_in(client, idp)

    away = client.get("/accounts/confirm/?next=/desk/").headers["Location"]

    assert away == "/accounts/oidc/council/?next=%2Fdesk%2F&again=1"
    assert "evil" not in client.get("/accounts/confirm/?next=https://evil.example/").headers["Location"]


def test_by_saml_they_are_asked_again_as_well(client: Client, saml: assertions.Provider) -> None:
    saml.shown = -HOURS_AGO
    test_saml.sign_in(client, saml)

    away = client.get(GROUPS).headers["Location"]
    assert away == "/accounts/saml/council/?next=%2Faccounts%2Fgroups%2F&again=1"
    answer = test_saml.bring(client, saml.visit(client.get(away).headers["Location"]))

    assert answer.headers["Location"] == GROUPS
    assert client.get(GROUPS).status_code == 200


def test_by_saml_a_sign_in_that_does_not_ask_is_not_believed(client: Client, saml: assertions.Provider) -> None:
    saml.shown, saml.listens = -HOURS_AGO, False
    test_saml.sign_in(client, saml)
    away = client.get(GROUPS).headers["Location"]

    answer = test_saml.bring(client, saml.visit(client.get(away).headers["Location"]))

    assert answer.status_code == 403
    assert "did not ask you again" in said(answer)


def test_a_second_step_from_before_goes_with_the_password_and_is_not_asked_for(
    client: Client, idp: openid.Provider, settings: Settings, tmp_path: Path
) -> None:
    test_openid_connect.configure(settings, tmp_path, idp.address, test_openid_connect.TRUSTED)
    rosa = officer("intake", password=PASSWORD)
    totp.TOTP.activate(rosa, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    idp.claims["email"] = rosa.email

    assert come_in(client, idp).headers["Location"] == "/desk/"
    assert not Authenticator.objects.exists()
    assert "second_step_removed" in [entry.kind for entry in audit.found()]
