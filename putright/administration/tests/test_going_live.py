"""What holds a site back from opening, or takes a reason: so that nothing untrue or unsafe goes public."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from putright.administration.models import Change, Settled
from putright.administration.tests.setting_up import day_of, everything, left, reachable
from putright.council import models

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("in_order")
def test_without_https_opening_takes_a_reason_that_stands_in_the_history(sams: Client, settings: Settings) -> None:
    everything(sams)
    reachable("Kim reviewer")
    settings.SECURE = False

    assert "Say why the site opens although this is not in order" in sams.post("/settings/opening/").text
    assert models.Council.objects.get().being_set_up

    sams.post("/settings/opening/", {"why": "A pilot inside the house"})
    assert not models.Council.objects.get().being_set_up
    row = Change.objects.get(area="opening")
    assert row.why == "A pilot inside the house"
    assert ["Not in order", "", "HTTPS"] in row.what


@pytest.mark.usefixtures("in_order")
def test_a_copy_in_order_opens_without_being_asked_why(sams: Client) -> None:
    everything(sams)
    reachable("Kim reviewer")

    assert "Why does the site open all the same?" not in sams.get("/settings/opening/").text
    sams.post("/settings/opening/")
    assert not models.Council.objects.get().being_set_up


@pytest.mark.usefixtures("in_order")
def test_those_who_have_set_no_password_are_named_before_the_opening(sams: Client) -> None:
    everything(sams)
    page = sams.get("/settings/opening/").text
    assert "Kim reviewer" in page
    assert "Nobody but administrators can sign in" in page
    assert "Why does the site open all the same?" in page

    reachable("Kim reviewer")
    page = sams.get("/settings/opening/").text
    assert "Kim reviewer" not in page
    assert "Kim intake" in page
    assert "Nobody but administrators" not in page


def test_mail_is_confirmed_only_after_a_test_message_through_the_settings_of_now(
    sams: Client, council: models.Council, settings: Settings
) -> None:
    page = sams.post("/settings/confirmed/mail/", follow=True).text
    assert "not confirmed. Send a test message to yourself" in page
    assert not Settled.objects.filter(step="mail").exists()

    sams.post("/settings/mail/", {"to": "sam@anytown.example"})
    assert "mail" in left()
    sams.post("/settings/confirmed/mail/")
    assert "mail" not in left()

    settings.EMAIL_HOST_PASSWORD = "another"
    assert "mail" in left()
    sams.post("/settings/mail/", {"to": "sam@anytown.example"})
    assert "mail" in left()
    sams.post("/settings/confirmed/mail/")
    assert "mail" not in left()
    assert "another" not in str(list(Change.objects.values_list("what")))


def test_a_landlord_opens_only_with_the_landlord_code(sams: Client) -> None:
    everything(sams)
    sams.post("/settings/services/list/", {"groups": ["council-homes"]})
    sams.post("/settings/landlord/", {"landlord": "True"})
    assert left() == ["landlord"]
    assert "adopt it under Procedures" in sams.get("/settings/opening/").text

    starts = {"starts_on-day": "1", "starts_on-month": "4", "starts_on-year": "2024"}
    sams.post("/settings/procedures/adoption/", {"procedure": "landlord_code", **starts})
    assert left() == []


def test_a_service_only_a_landlord_has_is_named_beside_the_question(sams: Client, council: models.Council) -> None:
    assert "Among your services" not in sams.get("/settings/landlord/").text
    models.Service.objects.create(name="Council homes", slug="council-homes", lgsl=[141])
    assert "Among your services there is Council homes." in sams.get("/settings/landlord/").text


def test_the_years_of_keeping_are_confirmed_by_somebody_with_a_name_and_a_day(
    sams: Client, council: models.Council
) -> None:
    page = sams.post("/settings/keeping/", {}).text
    assert "Say who has confirmed the years" in page
    assert "Enter the day they were confirmed" in page
    assert "keeping" in left()

    sams.post("/settings/keeping/", {"keeping_confirmed_by": "Kim Nowak", **day_of("keeping_confirmed_on")})
    assert "keeping" not in left()
    assert ["Who has confirmed these years?", "", "Kim Nowak"] in Change.objects.get(area="keeping").what


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"accessibility_status": "partially", "accessibility_checks": "By hand."}, "Say what does not comply"),
        ({"accessibility_status": "fully"}, "Say how they were checked"),
        (
            {"accessibility_status": "fully", "accessibility_checks": "By hand.", "accessibility_failures": "A map."},
            "Something does not comply",
        ),
        (
            {"accessibility_status": "unchecked", "accessibility_prepared_on-year": "2090"},
            "Enter today or a day gone by",
        ),
    ],
    ids=["partially without failures", "unchecked claim", "fully with failures", "day to come"],
)
def test_an_accessibility_statement_that_contradicts_itself_is_refused(
    typed: dict[str, str], said: str, sams: Client, council: models.Council
) -> None:
    page = sams.post("/settings/accessibility/", {**day_of("accessibility_prepared_on"), **typed}).text

    assert said in page
    assert models.Council.objects.get().accessibility_prepared_on is None


def test_the_code_s_definitions_stand_in_the_boxes_until_the_council_has_its_own(
    sams: Client, council: models.Council
) -> None:
    page = sams.get("/settings/policy/").text
    assert "It is a complaint when you tell us" in page
    assert "starting text" in page
    assert models.Council.objects.get().complaint_definition == ""

    sams.post("/settings/policy/", {"complaint_definition": "A grumble.", "service_request_definition": "An ask."})
    page = sams.get("/settings/policy/").text
    assert "A grumble." in page
    assert "It is a complaint when you tell us" not in page
    assert "starting text" not in page
