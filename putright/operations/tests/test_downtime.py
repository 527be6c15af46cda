"""The pack opens with its passphrase alone and holds what an officer needs; paper comes back with its true days."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zipfile
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from putright.casework import cases
from putright.casework.actions import handling
from putright.casework.on_paper import noting
from putright.casework.tests import cast
from putright.council.clock import LONDON
from putright.letters.drawing import pdf
from putright.operations import runs
from putright.operations.downtime import pack, register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_fenwick")]
KEY = "five words that nobody guesses"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setattr(pack, "ROUNDS", 1000)
    settings.DEMO, settings.DEMO_DAY, settings.MFA_REQUIRED = True, "2026-09-21", False
    settings.PAPER_FORMS = {}


def opened(page: str, key: str = KEY) -> dict[str, Any]:
    """What the script in the page does, with another library."""
    found = re.search(r'<script type="application/json" id="sealed">(.*?)</script>', page)
    assert found is not None
    told = {name: base64.b64decode(text) for name, text in json.loads(found[1]).items() if name != "rounds"}
    secret = hashlib.pbkdf2_hmac("sha256", key.encode(), told["salt"], json.loads(found[1])["rounds"])
    contents: dict[str, Any] = json.loads(AESGCM(secret).decrypt(told["nonce"], told["sealed"], None))
    return contents


def a_pack() -> dict[str, Any]:
    return opened(pack.page_of(at=cast.on(10), key=KEY))


# --- The pack. -------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_pack_opens_with_its_passphrase_alone() -> None:
    cast.received()
    page = pack.page_of(at=cast.on(10), key=KEY)

    assert "Maria Lindqvist" in opened(page)["html"]
    for private in ("Lindqvist", "brown bin", "01632 960555"):
        assert private not in page
    with pytest.raises(InvalidTag):
        opened(page, "another key nobody guesses")


@pytest.mark.slow
def test_the_pack_needs_nothing_from_anywhere_and_lets_nothing_else_run() -> None:
    page = pack.page_of(at=cast.on(10), key=KEY)

    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert "default-src 'none'" in page
    for tag, policy in (("script", "script-src"), ("style", "style-src")):
        inline = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert inline is not None
        digest = base64.b64encode(hashlib.sha256(inline[1].encode()).digest()).decode()
        assert f"{policy} 'sha256-{digest}'" in page


@pytest.mark.slow
def test_a_case_has_what_an_officer_needs_who_cannot_look_it_up() -> None:
    case = cast.complaint("acknowledged", adjustments=[("large_print", "24 point")])
    handling.assign(cast.step(case, "rosa"), cast.who("imran"))
    told = a_pack()["html"]

    for needed in (
        case.reference,
        "Large print: 24 point (asked for, not agreed yet)",
        "Answer at stage 1",
        "Monday 21 September 2026",
        "imran@fenwickvale.example",
        "maria@mail.example",
        cast.SAID,
        cast.WANTED,
        "1. The bin was not emptied.",
    ):
        assert needed in told, needed


@pytest.mark.slow
def test_what_is_late_and_what_has_ended() -> None:
    late, over = cast.received(), cast.complaint("closed")

    told = opened(pack.page_of(at=cast.on(21), key=KEY))["html"]

    assert re.search(rf'<article data-sheet class="late">\s*<h3>{late.reference}', told)
    assert over.reference not in told


@pytest.mark.slow
def test_of_a_restricted_case_nobody_is_named() -> None:
    case = cast.received()
    handling.restrict(cast.step(case, "anita"), restricted=True, reason="Safeguarding")

    told = a_pack()["html"]

    assert case.reference in told
    assert "Restricted: ask the complaints manager." in told
    assert "Lindqvist" not in told
    assert "brown bin" not in told


@pytest.mark.slow
def test_what_somebody_typed_cannot_become_part_of_the_page() -> None:
    cast.received(said="<img src=x onerror=alert(1)></article>")

    assert "<img" not in a_pack()["html"]


@pytest.mark.slow
def test_every_letter_is_there_to_be_filled_in() -> None:
    files = {one["name"]: base64.b64decode(one["content"]) for one in a_pack()["files"]}
    letter = files["local_council_code-stage_1_acknowledgement.docx"]

    words = zipfile.ZipFile(io.BytesIO(letter)).read("word/document.xml").decode()
    assert "Local Government" in words  # the Ombudsman is named, not left as a gap
    assert "[the day an answer is due, in words]" in words
    assert "{{" not in words
    assert "Online:" not in words  # the site is away
    assert files["paper-cases.csv"].decode("utf-8-sig").startswith("reference,received_on,")


@pytest.mark.slow
@pytest.mark.skipif(not pdf.available(), reason="this machine cannot draw PDF")
def test_the_paper_form_is_there_in_both_sizes(settings: Settings) -> None:
    settings.PAPER_FORMS = {"Complaint form": "putright.portal.printable.form"}

    made = [one for one in pack._files(date(2026, 9, 10)) if one.type == pack.PDF]

    assert [one.name for one in made] == ["complaint-form.pdf", "complaint-form-large-print.pdf"]
    assert all(one.content.startswith(b"%PDF") for one in made)


@pytest.mark.slow
def test_a_pack_takes_the_place_of_the_last_one(tmp_path: Path, settings: Settings) -> None:
    settings.DOWNTIME_KEY = KEY
    call_command("downtime_pack", "--to", str(tmp_path))
    call_command("downtime_pack", "--to", str(tmp_path))

    assert [path.name for path in tmp_path.iterdir()] == [pack.NAME]
    good = runs.last_good(runs.PACK)
    assert good is not None
    assert (tmp_path / pack.NAME).stat().st_size == good.size


@pytest.mark.parametrize(
    ("key", "folder", "because"), [("", ".", "passphrase"), ("short", ".", "passphrase"), (KEY, "no", "folder")]
)
def test_without_a_key_or_a_place_there_is_no_pack(
    tmp_path: Path, settings: Settings, key: str, folder: str, because: str
) -> None:
    settings.DOWNTIME_KEY = key

    with pytest.raises(CommandError, match=because):
        call_command("downtime_pack", "--to", str(tmp_path / folder))


# --- The register. ---------------------------------------------------------------------------------------------------

HEADINGS = ",".join(register.COLUMNS)


def sheet(**cells: str) -> str:
    """A register with one line."""
    given = {
        "received_on": "2026-09-14",
        "received_time": "09:30",
        "channel": "Telephone",
        "service": "waste",
        "name": "Ellie Tran",
        "what_went_wrong": "The bin, again",
        **cells,
    }
    return f"{HEADINGS}\n" + ",".join(f'"{given.get(name, "")}"' for name in register.COLUMNS) + "\n"


def test_a_line_is_read_with_its_true_moment() -> None:
    (line,) = register.lines(sheet(acknowledged_on="16/09/2026", points="The bin | The gate", needs="Large print"))

    assert line.wrong == ()
    assert line.paper is not None
    assert line.paper.matter is not None
    assert line.paper.received_at is not None
    assert line.paper.received_at.astimezone(LONDON).isoformat() == "2026-09-14T09:30:00+01:00"
    assert line.paper.acknowledged_on == date(2026, 9, 16)
    assert list(line.paper.points) == ["The bin", "The gate"]
    assert line.paper.matter.adjustments == [("large_print", "")]


@pytest.mark.parametrize(
    ("cells", "because"),
    [
        ({"received_on": "the 14th"}, "received_on is 'the 14th': write a day"),
        ({"received_on": ""}, "received_on is empty"),
        ({"received_time": "noon"}, "received_time is 'noon'"),
        ({"service": "Bins"}, "service is 'Bins': it can be Housing; Waste"),
        ({"channel": "pigeon"}, "channel is 'pigeon'"),
        ({"what_went_wrong": ""}, "what_went_wrong is empty"),
        ({"acknowledged_on": "soon"}, "acknowledged_on is 'soon'"),
        ({"reference": "26-AAA-BBB"}, "needs the day of something"),
    ],
)
def test_what_cannot_be_read_is_named(cells: dict[str, str], because: str) -> None:
    (line,) = register.lines(sheet(**cells))

    assert because in "; ".join(line.wrong)
    assert line.paper is None


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("", "names of the columns"),
        ("name,email\nMaria,m@mail.example\n", "received_on is not among them"),
        (f"{HEADINGS}\n", "no line"),
        (f"{HEADINGS}\n" + "x\n" * 201, "at most 200"),
    ],
)
def test_what_is_no_register_is_refused(text: str, because: str) -> None:
    with pytest.raises(register.NotARegister, match=because):
        register.lines(text)


def test_a_register_saved_with_semicolons_is_read() -> None:
    (line,) = register.lines(sheet().replace(",", ";"))

    assert line.wrong == ()


# --- The page. -------------------------------------------------------------------------------------------------------


def anita() -> Client:
    client = Client()
    client.force_login(cast.who("anita"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def chosen(text: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("paper-cases.csv", text.encode("utf-8-sig"), "text/csv")}


def test_nothing_is_taken_in_before_it_was_looked_at() -> None:
    page = anita().post("/paper-cases/", chosen(sheet())).content.decode()

    assert "Nothing has been taken in yet" in page
    assert "Take this case in" in page
    assert not cases.Case.objects.exists()


def test_what_was_looked_at_is_taken_in_once() -> None:
    client, text = anita(), sheet(acknowledged_on="2026-09-16")
    for _ in range(2):
        page = client.post("/paper-cases/", {"text": text, "do": "take"}).content.decode()

    case = cases.Case.objects.get()
    assert case.received_on == date(2026, 9, 14)
    assert cast.kinds(case) == ["received", "stage_1_acknowledged"]
    assert f"/desk/{case.reference}/" in page
    assert "1 of 1 line taken in" in page


def test_a_line_that_cannot_be_read_stops_them_all_and_says_which() -> None:
    text = sheet() + sheet(received_on="long ago").partition("\n")[2]

    page = anita().post("/paper-cases/", {"text": text, "do": "take"}).content.decode()

    assert "Nothing was taken in: 1 of 2 lines cannot be read" in page
    assert "Line 3: received_on is" in page
    assert not cases.Case.objects.exists()


@pytest.mark.parametrize(
    ("cells", "because"),
    [
        ({"received_on": "2026-09-22"}, "Line 2: It cannot have been received later than now"),
        ({"acknowledged_on": "2026-09-22"}, "Line 2: "),
        ({"reference": "26-AAA-BBB", "acknowledged_on": "2026-09-16"}, "Line 2: There is no case 26-AAA-BBB"),
    ],
    ids=["received tomorrow", "acknowledged tomorrow", "no such case"],
)
def test_what_taking_in_would_refuse_is_said_when_it_is_looked_at(cells: dict[str, str], because: str) -> None:
    page = unescape(anita().post("/paper-cases/", chosen(sheet(**cells))).content.decode())

    assert "1 of 1 line would be refused" in page
    assert because in page
    assert 'value="take"' not in page
    assert not cases.Case.objects.exists()


def test_the_others_can_be_taken_in_without_a_line_that_would_be_refused() -> None:
    text = sheet() + sheet(received_on="2026-09-22").partition("\n")[2]

    page = anita().post("/paper-cases/", chosen(text)).content.decode()

    assert "1 of 2 lines would be refused" in page
    assert "Take the other case in" in page
    assert not cases.Case.objects.exists()


def test_nothing_of_a_line_that_is_refused_is_taken_in() -> None:
    page = anita().post("/paper-cases/", {"text": sheet(acknowledged_on="2026-09-22"), "do": "take"}).content.decode()

    assert "0 of 1 line taken in" in page
    assert not cases.Case.objects.exists()


def test_a_line_that_is_refused_says_why_and_the_others_are_taken_in() -> None:
    text = sheet() + sheet(reference="26-AAA-BBB", acknowledged_on="2026-09-16").partition("\n")[2]

    page = anita().post("/paper-cases/", {"text": text, "do": "take"}).content.decode()

    assert "1 of 2 lines taken in" in page
    assert "There is no case 26-AAA-BBB" in page


@pytest.mark.parametrize("first", ["rosa", "imran", "sam"])
def test_only_those_who_may_put_the_record_right_see_it(first: str) -> None:
    client = Client()
    client.force_login(cast.who(first), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get("/paper-cases/").status_code == 403
    assert client.post("/paper-cases/", {"text": sheet(), "do": "take"}).status_code == 403


def test_without_a_file_it_says_what_to_do() -> None:
    assert "Choose the file with the register" in anita().post("/paper-cases/", {}).content.decode()


def test_the_empty_register_can_be_downloaded() -> None:
    answer = anita().get("/paper-cases/register.csv")

    assert answer.content == register.empty()
    assert "paper-cases.csv" in answer["Content-Disposition"]


# --- What else was done on paper. ------------------------------------------------------------------------------------


def test_the_days_of_other_steps_are_read_and_noted_to_be_keyed() -> None:
    cast.complaint("acknowledged")
    case = cases.Case.objects.get()
    text = f"{','.join(register.ALL)}\n" + ",".join(
        {"reference": case.reference, "answered_on": "18/09/2026", "extended_on": "2026-09-16"}.get(name, "")
        for name in register.ALL
    )

    page = anita().post("/paper-cases/", {"text": text, "do": "take"}).content.decode()

    assert "2 left to key" in page
    assert [(row.move, row.sent_on.day) for row in noting.to_key(cast.who("anita"))] == [
        ("extend", 16),
        ("respond_stage_1", 18),
    ]


def test_a_register_of_before_these_columns_makes_the_same_cases() -> None:
    old = sheet()
    (line,) = register.lines(old)
    head, row, *_ = old.split("\n")
    (later,) = register.lines(f"{head},answered_on\n{row},2026-09-18\n")

    assert line.key == later.key
    assert later.sent == (("respond_stage_1", date(2026, 9, 18)),)
