"""What somebody types stays words: in mail and letters, for spreadsheets and calendars, and in where a page leads."""

from __future__ import annotations

import csv
import email
import io
import re
from email.message import Message
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from putright.accounts import roles
from putright.casework.actions import filing, intake
from putright.council import clock
from putright.desk.tests import cast
from putright.letters import delivery
from putright.web import spreadsheets
from tests.sweep import asking

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

EVIL = '<img src="https://evil.example/x.png" onerror=alert(1)><a href="https://evil.example">Click</a>'
NAME = f"=cmd|' /C calc'!A0 {EVIL}\r\nBcc: everybody@evil.example"
ELSEWHERE = (
    *("https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "https:evil.example"),
    *("javascript:alert(1)", "/\t/evil.example", "http://testserver@evil.example/", "///evil.example"),
)
BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _real(settings: Settings) -> None:
    settings.DEMO, settings.MFA_REQUIRED, settings.EMAIL_BACKEND = False, False, BACKEND
    cast.council()


@pytest.fixture
def case() -> Any:
    """A case in which every word somebody could type is hostile."""
    person = intake.Contact(name=NAME, email="maria@people.example", address=EVIL, safe_to_contact=EVIL)
    made = cast.complaint(f"{EVIL}\r\nSubject: yours", person=person, happened=EVIL, impact=EVIL, wanted=EVIL)
    rosa = cast.officer("Rosa Okafor", "intake", title=EVIL)
    made = cast.acknowledged(made, by=rosa, points=[EVIL])
    filing.add_note(cast.step(made, rosa), note=EVIL)
    return made


def parts(message: Any) -> list[Message]:
    """A message as a mailbox reads it, part by part."""
    return list(email.message_from_bytes(message.message().as_bytes()).walk())


def test_no_mail_carries_a_header_or_a_tag_that_somebody_typed(case: Any) -> None:
    delivery.deliver_due(at=clock.now())
    assert mail.outbox

    for sent in mail.outbox:
        assert sent.recipients() == ["maria@people.example"]
        head, *_ = parts(sent)
        assert head["Bcc"] is None
        assert head.get_all("Subject") == [head["Subject"]]
        for part in parts(sent):
            if part.get_content_type() == "text/html":
                html = bytes(part.get_payload(decode=True)).decode()
                assert "&lt;img" in html
                assert not re.search(r"<(?:img|script|iframe|form|object)\b", html)
                assert 'href="https://evil.example"' not in html


def test_no_page_draws_a_tag_that_somebody_typed(case: Any) -> None:
    kim = cast.signed_in(Client(), cast.officer("Kim Nowak", *roles.every()))
    met = 0
    for one in asking.every(case):
        for client in (Client(), kim):
            answer = client.get(one.path)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                html = b"".join(answer).decode()
                assert '<img src="https://evil' not in html, one.path
                assert "onerror=alert(1)>" not in html, one.path
                met += "evil.example" in html
    assert met > 10


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\uff1d1"])
def test_no_file_for_a_spreadsheet_begins_a_cell_like_a_formula(cell: str) -> None:
    written = spreadsheets.written([[cell, "plain"]])
    assert next(csv.reader(io.StringIO(written.lstrip("\ufeff"), newline="")))[0] == f"'{cell}"


def test_the_calendar_holds_no_word_that_somebody_typed(case: Any) -> None:
    kim = cast.signed_in(Client(), cast.officer("Kim Nowak", "complaints_manager"))
    kim.post("/desk/calendar/", {})
    address = re.search(r"/desk/calendar/[\w-]+\.ics", kim.get("/desk/calendar/").content.decode())
    assert address
    assert b"evil" not in Client().get(address[0]).content


@pytest.mark.parametrize("to", ELSEWHERE[:1] + ELSEWHERE[2:3])
def test_no_page_leads_to_where_somebody_else_wants(case: Any, to: str) -> None:
    kim = cast.officer("Kim Nowak", *roles.every())
    asked = {"next": to, "back": to, "from": to, "after": to, "whose": to}
    for one in [*asking.every(case), *asking.of_signing_in(number=10**6)]:
        for client in (Client(), cast.signed_in(Client(), kim)):
            if one.path.endswith(("/pdf/", ".pdf")):
                continue
            for answer in (client.get(one.path, asked), client.post(one.path, asked)):
                if answer.status_code in (301, 302, 303, 307, 308):
                    assert re.match(r"/(?![/\\\\])[\x21-\x7e]*$", answer["Location"]), (one.path, answer["Location"])
                    assert not re.match(r"[/\\\\\s]*evil", answer["Location"]), one.path


def test_signing_in_leads_to_nowhere_else(settings: Settings) -> None:
    kim = cast.officer("Kim Nowak", "intake")
    kim.set_password("correct horse battery staple")
    kim.save()
    for to in ELSEWHERE:
        sent = {"login": kim.email, "password": "correct horse battery staple", "next": to}
        answer = Client().post("/accounts/login/", sent)
        assert answer.status_code == 302
        assert "evil" not in answer["Location"], to


def test_signing_in_gives_a_session_of_its_own() -> None:
    kim = cast.officer("Kim Nowak", "intake")
    kim.set_password("correct horse battery staple")
    kim.save()
    client = Client()
    planted = client.session
    planted["planted"] = "yes"
    planted.save()
    client.cookies["sessionid"] = before = planted.session_key or ""
    client.post("/accounts/login/", {"login": kim.email, "password": "correct horse battery staple"})

    assert client.cookies["sessionid"].value not in ("", before)
    assert Client(headers={"cookie": f"sessionid={before}"}).get("/desk/").status_code == 302
