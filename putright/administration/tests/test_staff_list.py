"""The list of staff: read as spreadsheets write it, looked through row by row, entered whole or not at all."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.accounts.tests import post
from putright.administration import staff_list, staffing, taking_on
from putright.administration.changes import Deed
from putright.administration.models import StaffList
from putright.administration.tests.conftest import hire
from putright.council import clock, models
from putright.web import spreadsheets

pytestmark = pytest.mark.django_db
HEAD = "Name,Email address,Job title,Telephone,Team,Services,Roles\n"
ROSA = "Rosa Okafor,rosa@anytown.example,Complaints officer,01632 960101,,,Complaints officer\n"


@pytest.fixture(autouse=True)
def _council(council: models.Council) -> None:
    models.Service.objects.create(name="Waste and recycling", slug="waste")
    models.Service.objects.create(name="Street cleaning", slug="streets")
    models.Team.objects.create(name="Streets")


def read(text: str, by: Officer) -> staff_list.Reading:
    return staff_list.read(text, by=by)


def only(text: str, by: Officer) -> staff_list.Row:
    (row,) = read(text, by).rows
    return row


def send(sams: Client, content: bytes) -> str:
    page = sams.post("/settings/people/list/", {"list": SimpleUploadedFile("staff.csv", content)}, follow=True)
    return page.text


def test_a_row_without_fault_is_somebody_new(sam: Officer) -> None:
    row = only(HEAD + ROSA, sam)

    assert (row.state, row.roles, row.number) == ("new", ("intake",), 2)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEAD + ROSA,
        (HEAD + ROSA).replace(",", ";"),
        (HEAD + ROSA).replace(",", "\t"),
        (HEAD + ROSA).replace("\n", "\r\n"),
        "sep=;\r\n" + (HEAD + ROSA).replace(",", ";"),
        "full name,E-Mail,ROLE\nRosa Okafor, ROSA@anytown.example ,intake\n",
        HEAD + '"Okafor, Rosa",rosa@anytown.example,"The ""best"" officer",,,,Complaints officer\n',
        HEAD + ROSA + ",,,,,,\n\n",
    ],
    ids=["mark", "semicolons", "tabs", "windows", "sep", "other headings", "quotes", "empty rows"],
)
def test_a_list_is_read_however_a_spreadsheet_wrote_it(text: str, sam: Officer) -> None:
    row = only(text, sam)

    assert row.errors == ()
    assert row.details is not None
    assert row.details.email == "rosa@anytown.example"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_name_with_an_accent_survives_every_way_of_saving(encoding: str, sam: Officer) -> None:
    text = staff_list.text_of((HEAD + ROSA.replace("Rosa", "Zoë")).encode(encoding))

    assert only(text, sam).told["name"] == "Zoë Okafor"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Rosa,rosa,,,,,Complaints officer", "rosa is no email address"),
        ("Rosa,,,,,,Complaints officer", "The row gives no email address"),
        (",rosa@anytown.example,,,,,Complaints officer", "The row names nobody"),
        ("Rosa,rosa@anytown.example,,,,,Wizard", "Wizard is no role"),
        ("Rosa,rosa@anytown.example,,,,,", "The row names no role"),
        ("Rosa,rosa@anytown.example,,,Roads,,Complaints officer", "There is no team called Roads"),
        ("Rosa,rosa@anytown.example,,,,Magic,Complaints officer", "There is no service called Magic"),
        ("=1+1,rosa@anytown.example,,,,,Complaints officer", "Name begins with '='"),
        ("Rosa,rosa@anytown.example,@SUM(A1),,,,Complaints officer", "Job title begins with '@'"),
        ("Ro\u200bsa,rosa@anytown.example,,,,,Complaints officer", "holds a letter that cannot be seen"),
        ("R" * 121 + ",rosa@anytown.example,,,,,Complaints officer", "Name is longer than 120 letters"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(row: str, said: str, sam: Officer) -> None:
    found = only(HEAD + row + "\n", sam)

    assert said in ". ".join(found.errors)
    assert found.state == "wrong"


def test_a_number_kept_as_text_by_a_spreadsheet_is_a_number(sam: Officer) -> None:
    row = only(HEAD + 'Rosa,rosa@anytown.example,,"=""01632 960101""",,,Complaints officer\n', sam)

    assert (row.errors, row.told["phone"]) == ((), "01632 960101")


def test_a_telephone_number_may_begin_with_plus(sam: Officer) -> None:
    row = only(HEAD + "Rosa,rosa@anytown.example,,+44 1632 960101,,,Complaints officer\n", sam)

    assert row.errors == ()


def test_an_address_that_comes_twice_names_the_first_row(sam: Officer) -> None:
    _, second = read(HEAD + ROSA + ROSA.replace("rosa@", "ROSA@"), sam).rows

    assert second.errors == ("rosa@anytown.example stands in row 2 already",)


def test_several_roles_and_services_can_stand_in_one_cell(sam: Officer) -> None:
    cells = "Rosa,rosa@anytown.example,,,streets,Waste and recycling | street cleaning,reviewer | Complaints manager\n"
    row = only(HEAD + cells, sam)

    assert row.errors == ()
    assert row.roles == ("reviewer", "complaints_manager")
    assert row.details is not None
    assert len(row.details.services) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "does not name these columns"),
        (b"Name,Roles\nRosa,intake\n", "does not name these columns: Email address"),
        (HEAD.encode(), "There is nobody in the list"),
        ((HEAD + '"Rosa,rosa@anytown.example\n').encode(), "cannot be read"),
        (b"PK\x03\x04rest", "This is a workbook"),
        (b"\x00\x01\x02", "no text that we can read"),
        (b"x" * (staff_list.MOST_BYTES + 1), "larger than 4 MB"),
    ],
    ids=["empty", "column missing", "nobody", "quote open", "workbook", "binary", "large"],
)
def test_what_is_no_list_is_refused_with_what_to_do(content: bytes, said: str, sam: Officer) -> None:
    with pytest.raises(staff_list.Unreadable, match=said):
        read(staff_list.text_of(content), sam)


def test_too_many_rows_are_refused(sam: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff_list, "MOST_ROWS", 1)

    with pytest.raises(staff_list.Unreadable, match="more than 1 rows"):
        read(HEAD + ROSA + ROSA, sam)


def test_a_list_sent_in_again_changes_what_differs_and_adds_nobody(sam: Officer) -> None:
    deed = Deed(by=sam, at=clock.now())
    taking_on.enter(read(HEAD + ROSA, sam), deed)

    assert only(HEAD + ROSA, sam).state == "same"
    changed = read(
        HEAD + ROSA.replace("01632 960101", "01632 960999").replace(",Complaints officer\n", ",reviewer\n"), sam
    )
    assert changed.rows[0].changed == ("Telephone", "Roles")
    assert taking_on.enter(changed, deed) == []

    rosa = Officer.objects.get(email="rosa@anytown.example")
    assert (rosa.phone, set(rosa.role_names)) == ("01632 960999", {"reviewer"})


def test_one_wrong_row_keeps_everybody_out(sam: Officer) -> None:
    reading = read(HEAD + ROSA + "Imran,imran,,,,,reviewer\n", sam)

    with pytest.raises(staffing.Refused, match="Some rows are wrong"):
        taking_on.enter(reading, Deed(by=sam, at=clock.now()))
    assert not Officer.objects.filter(name="Rosa Okafor").exists()


def test_nobody_changes_their_own_roles_by_a_list(sam: Officer) -> None:
    row = only(HEAD + f"Sam Quill,{sam.email},,,,,Administrator | Complaints manager\n", sam)

    assert "your own roles" in row.errors[0]


def test_a_closed_account_is_not_opened_by_a_list(sam: Officer) -> None:
    hire("Rosa Okafor", "intake")
    Officer.objects.filter(name="Rosa Okafor").update(is_active=False)

    assert "was closed" in only(HEAD + ROSA.replace("rosa@", "rosa.okafor@"), sam).errors[0]


def test_nothing_is_entered_before_somebody_says_so(sams: Client, sam: Officer) -> None:
    page = send(sams, (HEAD + ROSA).encode())

    assert "Nothing is entered yet" in page
    assert "Rosa Okafor" in page
    assert Officer.objects.count() == 1

    sams.post("/settings/people/list/check/", {})
    assert Officer.objects.count() == 2
    assert not StaffList.objects.exists()


def test_too_large_a_file_is_not_even_read(sams: Client) -> None:
    assert "larger than 4 MB" in send(sams, b"x" * (staff_list.MOST_BYTES + 1))


def test_a_list_can_be_left_and_come_back_to(sams: Client) -> None:
    send(sams, (HEAD + ROSA).encode())

    assert "have not entered it yet" in sams.get("/settings/people/list/").text
    assert "Rosa Okafor" in sams.get("/settings/people/list/check/").text


def test_a_list_can_be_thrown_away(sams: Client) -> None:
    send(sams, (HEAD + ROSA).encode())
    sams.post("/settings/people/list/removal/")

    assert sams.get("/settings/people/list/check/")["Location"] == "/settings/people/list/"
    assert Officer.objects.count() == 1


def test_wrong_rows_are_shown_first_and_nothing_can_be_entered(sams: Client) -> None:
    page = send(sams, (HEAD + ROSA + "Imran,imran,,,,,Wizard\n").encode())

    assert "Wizard is no role" in page
    assert "Enter this list" not in page
    assert "Put the wrong rows right" in sams.post("/settings/people/list/check/", {}).text
    assert Officer.objects.count() == 1


@pytest.mark.usefixtures("_worker_at_once")
def test_everybody_new_gets_an_invitation_when_asked_for(sams: Client) -> None:
    send(sams, (HEAD + ROSA).encode())
    sams.post("/settings/people/list/check/", {"invite": "on"})

    (message,) = post.arrived()
    assert message.to == ["rosa@anytown.example"]
    assert "/accounts/password/new/" in message.body
    assert "Complaints officer" in message.body


def test_the_list_of_everybody_can_be_sent_in_again(sams: Client, sam: Officer) -> None:
    hire("Rosa Okafor", "intake", "reviewer")
    content = sams.get("/settings/people/list/staff.csv").content

    assert {row.errors for row in read(staff_list.text_of(content), sam).rows} == {()}


def test_the_empty_list_names_the_columns_and_nobody(sams: Client, sam: Officer) -> None:
    text = staff_list.text_of(sams.get("/settings/people/list/template.csv").content)

    assert text.splitlines() == [",".join(staff_list.COLUMNS.values())]
    filled_in = read(f"{text}Rosa Okafor,rosa@anytown.example,,,,,Complaints officer | Reviewer\n", sam)
    assert [(row.state, row.errors) for row in filled_in.rows] == [("new", ())]


def test_a_downloaded_list_holds_no_formula_and_comes_back_unchanged(sams: Client, sam: Officer) -> None:
    evil = hire("Mallory Weiss", "reviewer")
    Officer.objects.filter(pk=evil.pk).update(job_title='=HYPERLINK("http://evil.example","Click")', phone="+44 1")
    text = staff_list.text_of(sams.get("/settings/people/list/staff.csv").content)

    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(spreadsheets.FORMULA)]
    assert "'=HYPERLINK" in text


def test_every_role_can_be_written_by_its_title(sam: Officer) -> None:
    rows = "".join(f"Kim,kim{n}@anytown.example,,,,,{role.title}\n" for n, role in enumerate(roles.every().values()))

    assert read(HEAD + rows, sam).counts["new"] == len(roles.every())


@pytest.mark.slow
def test_five_thousand_people_are_looked_through_and_entered(sam: Officer) -> None:
    rows = "".join(f"Kim Nowak {n},kim{n}@anytown.example,,,Streets,Street cleaning,reviewer\n" for n in range(5_000))
    reading = read(HEAD + rows, sam)

    assert reading.counts == {"wrong": 0, "new": 5_000, "changed": 0, "same": 0}
    assert len(taking_on.enter(reading, Deed(by=sam, at=clock.now()))) == 5_000
    assert read(HEAD + rows, sam).counts["same"] == 5_000
