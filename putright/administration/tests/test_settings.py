"""The pages about the council itself: what they keep, what they refuse, and the history of it."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from PIL import Image
from pytest_django import Settings

from putright.accounts.models import Noted, Officer
from putright.administration.models import Change
from putright.administration.tests.conftest import hire, signed_in
from putright.council import models

pytestmark = pytest.mark.django_db
NAMED = {"name": "Anytown Borough Council", "short_name": "Anytown", "kind": "district"}
REACHED = {"email": "us@anytown.example", "phone": "01632 960100"}


def now() -> models.Council:
    return models.Council.objects.get()


def test_the_council_comes_to_be_with_its_name_and_is_not_open_yet(sams: Client) -> None:
    sams.post("/settings/council/", NAMED)

    assert (now().name, now().kind, now().being_set_up) == ("Anytown Borough Council", "district", True)


@pytest.mark.parametrize(
    "page",
    [
        *("contact", "appearance", "hours", "policy", "approvals", "services", "teams", "people", "days", "procedures"),
        *("landlord", "keeping", "privacy", "accessibility"),
        *(
            "exclusions",
            "departures",
            "ombudsmen",
            "mail",
            "services/list",
            "people/new",
            "people/list",
            "days/holiday",
        ),
    ],
)
def test_before_the_council_has_a_name_every_page_leads_there(page: str, sams: Client) -> None:
    assert sams.get(f"/settings/{page}/")["Location"] == "/settings/council/"


def test_a_change_stands_in_the_history_with_who_what_and_why(
    sams: Client, sam: Officer, council: models.Council
) -> None:
    sams.post("/settings/council/", {**NAMED, "why": "The council has a new charter"})

    row = Change.objects.get()
    assert (row.by, row.why, row.area) == (sam, "The council has a new charter", "council")
    assert ["Name of the council", "Anytown Council", "Anytown Borough Council"] in row.what
    page = sams.get("/settings/history/").text
    assert "The council has a new charter" in page
    assert "Sam Quill" in page


def test_a_change_is_noted_in_the_security_log_too(sams: Client, sam: Officer, council: models.Council) -> None:
    sams.post("/settings/contact/", REACHED)

    noted = Noted.objects.get(kind="settings_changed")
    assert (noted.by_id, noted.about) == (sam.pk, "settings contact")
    assert "us@anytown.example" not in str(noted.facts)


def test_saving_what_stands_there_already_is_no_change(sams: Client, council: models.Council) -> None:
    sams.post("/settings/contact/", REACHED)
    sams.post("/settings/contact/", REACHED)

    assert Change.objects.count() == 1


@pytest.mark.parametrize("deed", ["UPDATE administration_change SET why = 'x'", "DELETE FROM administration_change"])
def test_the_database_refuses_to_alter_the_history(deed: str, sams: Client, council: models.Council) -> None:
    sams.post("/settings/contact/", REACHED)

    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed)
    assert Change.objects.get().why == ""


def test_nothing_typed_is_lost_when_something_is_wrong(sams: Client, council: models.Council) -> None:
    page = sams.post("/settings/contact/", {"email": "nonsense", "opening_hours": "Always open"}).text

    assert "Error: " in page
    assert "Enter an email address" in page
    assert "Enter a telephone number" in page
    assert "Always open" in page
    assert now().email == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("#AA3366", "#aa3366"), ("aa3366", "#aa3366"), ("#036", "#003366")],
    ids=["capitals", "bare", "short"],
)
def test_a_colour_is_kept_however_it_is_written(typed: str, kept: str, sams: Client, council: models.Council) -> None:
    sams.post("/settings/appearance/", {"form": "colour", "colour": typed})

    assert now().colour == kept
    assert f"--pr-colour:{kept}" in sams.get("/council.css").text
    # The address of the style sheet changes with it: no browser goes on showing the colour before.
    assert f'href="/council.css?{kept[1:]}"' in sams.get("/settings/appearance/").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [("#ffdd00", "Choose a darker colour"), ("blue", "Write the colour as #"), ("", "Enter a colour")],
)
def test_a_colour_nobody_can_read_on_is_refused_with_what_to_do(
    typed: str, said: str, sams: Client, council: models.Council
) -> None:
    page = sams.post("/settings/appearance/", {"form": "colour", "colour": typed}).text

    assert said in page
    assert now().colour == "#1d4f5c"


def test_a_logo_is_served_as_we_drew_it_and_stands_on_the_public_s_pages(
    sams: Client, council: models.Council, settings: Settings
) -> None:
    given = io.BytesIO()
    Image.new("RGB", (900, 300), "white").save(given, "JPEG")
    file = SimpleUploadedFile("logo.jpg", given.getvalue(), content_type="text/html")
    sams.post("/settings/appearance/", {"form": "logo", "logo": file})

    address = f"/logo/{now().logo_mark}.png"
    answer = Client().get(address)
    assert (answer["Content-Type"], answer.content[:4]) == ("image/png", b"\x89PNG")
    assert address in Client().get("/").text
    assert Client().get("/logo/0000.png").status_code == 404

    sams.post("/settings/appearance/without-logo/")
    assert Client().get(address).status_code == 404


def test_an_svg_is_refused_with_what_to_do(sams: Client, council: models.Council) -> None:
    file = SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml")
    page = sams.post("/settings/appearance/", {"form": "logo", "logo": file}).text

    assert "An SVG can carry programs" in page
    assert now().logo_mark == ""


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("17:00", 1020), ("5pm", 1020), ("4.30 pm", 990), ("16:30", 990), ("12pm", 720), ("9am", 540)],
)
def test_the_closing_time_is_understood_as_people_write_it(
    typed: str, minutes: int, sams: Client, council: models.Council
) -> None:
    sams.post("/settings/hours/", {"office_closes": typed})

    assert now().office_closes == minutes


@pytest.mark.parametrize("typed", ["25:00", "17:60", "noon", "0:00", "13pm"])
def test_what_is_no_time_is_refused(typed: str, sams: Client, council: models.Council) -> None:
    assert "Enter a time of the day" in sams.post("/settings/hours/", {"office_closes": typed}).text
    assert now().office_closes == 1020


def test_definitions_stand_on_the_public_page(sams: Client, council: models.Council) -> None:
    typed = {"complaint_definition": "Any grumble.", "service_request_definition": "A first ask."}
    sams.post("/settings/policy/", {**typed, "late_complaints": "Tell us why it took so long."})
    models.Council.objects.update(being_set_up=False)

    page = Client().get("/how-we-handle-complaints/").text
    assert "Any grumble." in page
    assert "Tell us why it took so long." in page


def test_who_can_approve_now_stands_beside_the_question(sams: Client, council: models.Council) -> None:
    hire("Anita Rowe", "complaints_manager")

    assert "Anita Rowe" in sams.get("/settings/approvals/").text


def test_an_ombudsman_s_details_are_used_once_checked(sams: Client, council: models.Council) -> None:
    assert "Not known: enter it" in sams.get("/settings/ombudsmen/").text

    day = {"read_on-day": "1", "read_on-month": "6", "read_on-year": "2026"}
    sams.post("/settings/ombudsmen/ico/", {"website": "www.ico.example", "source": "its website", **day})

    page = sams.get("/settings/ombudsmen/").text
    assert "www.ico.example" in page
    assert "Not known: enter it" not in page
    assert sams.get("/settings/ombudsmen/nobody/").status_code == 404


def test_a_complaints_manager_decides_policy_and_does_not_touch_the_rest(council: models.Council) -> None:
    anita = signed_in(hire("Anita Rowe", "complaints_manager"))

    assert anita.get("/settings/").status_code == 200
    for page in ("policy", "departures", "exclusions", "days/closed", "history", "services"):
        assert anita.get(f"/settings/{page}/").status_code == 200, page
    for page in ("people", "council", "services/new", "mail", "opening", "running"):
        assert anita.get(f"/settings/{page}/").status_code == 403, page
    assert "/settings/people/" not in anita.get("/settings/").text


def test_the_mail_page_shows_no_password(sams: Client, council: models.Council, settings: Settings) -> None:
    settings.EMAIL_HOST_PASSWORD = "hunter2hunter2"

    page = sams.get("/settings/mail/").text
    assert "hunter2hunter2" not in page
    assert "PUTRIGHT_SMTP_PASSWORD" in page


def test_a_test_message_is_sent_at_once(sams: Client, council: models.Council, mailoutbox: list[object]) -> None:
    answer = sams.post("/settings/mail/", {"to": "sam@anytown.example"}, follow=True)

    assert len(mailoutbox) == 1
    assert "Confirm here once it has arrived" in answer.text


def test_a_mail_server_that_is_away_is_named(sams: Client, council: models.Council, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "putright.administration.tests.away.Backend"

    assert "nobody answers" in sams.post("/settings/mail/", {"to": "sam@anytown.example"}).text
