"""The table of groups is the council's to change, by administrators who have just shown who they are; and noted."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from pytest_django import Settings

from putright.accounts import audit
from putright.accounts.models import GroupRole
from putright.accounts.signing_in import providers, sign_in
from putright.accounts.tests.people import PASSWORD, officer
from putright.council import clock
from putright.council.models import Service

pytestmark = pytest.mark.django_db

PAGE = "/accounts/groups/"
LINE = {"provider": "council", "group": "8c1f", "title": "Waste team", "role": "investigating_officer"}


@pytest.fixture(autouse=True)
def _own_sign_in(settings: Settings) -> None:
    settings.DEMO, settings.MFA_REQUIRED = False, False
    settings.SIGN_IN_PROVIDERS = {
        "council": providers.Provider(
            id="council",
            kind="oidc",
            title="your council account",
            groups="groups",
            email="email",
            name="name",
            trust_email=False,
            domains=(),
            sign_out="",
            app={},
        )
    }


@pytest.fixture
def sam(client: Client) -> Client:
    """The administrator, who has just signed in."""
    officer("administrator", email="sam@fenwickvale.example", password=PASSWORD)
    client.post("/accounts/login/", {"login": "sam@fenwickvale.example", "password": PASSWORD})
    return client


def test_a_line_is_added_shown_and_removed(sam: Client) -> None:
    waste = Service.objects.create(name="Waste", slug="waste")
    assert sam.post(PAGE, {**LINE, "services": [waste.pk]}).status_code == 302

    page = sam.get(PAGE).content.decode()
    assert "Waste team" in page
    assert "Investigating officer: Waste" in page
    sam.post(f"{PAGE}{GroupRole.objects.get().pk}/removal/")

    assert not GroupRole.objects.exists()
    assert [entry.facts["change"] for entry in audit.found(kind="group_changed")] == ["removed", "added"]


def test_the_same_line_twice_is_refused_with_what_was_typed_kept(sam: Client) -> None:
    sam.post(PAGE, LINE)

    page = sam.post(PAGE, LINE).content.decode()

    assert "That group gives that role already" in page
    assert 'value="8c1f"' in page


def test_what_is_missing_is_asked_for(sam: Client) -> None:
    assert "Enter the group as the sign-in sends it" in sam.post(PAGE, {**LINE, "group": ""}).content.decode()
    assert sam.post(f"{PAGE}999/removal/").status_code == 404


def test_in_a_session_left_open_the_password_is_asked_for_again_and_leads_back(sam: Client) -> None:
    session = sam.session
    session[sign_in.SHOWN_AT] = clock.ago(minutes=6).timestamp()
    session.save()

    confirm = sam.get(PAGE).headers["Location"]
    assert confirm == "/accounts/confirm/?next=%2Faccounts%2Fgroups%2F"
    assert sam.post(confirm, {"password": PASSWORD, "next": PAGE}).headers["Location"] == PAGE
    assert sam.get(PAGE).status_code == 200


def test_what_was_begun_in_time_can_be_sent_a_while_later(sam: Client) -> None:
    session = sam.session
    session[sign_in.SHOWN_AT] = (clock.now() - timedelta(minutes=25)).timestamp()
    session.save()

    assert sam.post(PAGE, LINE).headers["Location"] == PAGE
    assert GroupRole.objects.exists()


def test_whoever_came_by_the_council_s_own_sign_in_shows_it_there(sam: Client) -> None:
    session = sam.session
    session[sign_in.SHOWN_AT] = clock.ago(minutes=6).timestamp()
    session["signed_in_by"] = "council"
    session.save()

    assert sam.get(PAGE).headers["Location"].startswith("/accounts/oidc/council/?next=%2Faccounts%2Fgroups%2F")


def test_nobody_else_sees_or_changes_it(client: Client) -> None:
    rosa = officer("complaints_manager")
    totp.TOTP.activate(rosa, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.force_login(rosa)

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, LINE).status_code == 403
    assert not GroupRole.objects.exists()
