"""A disk is full, a database can only be read, an upload breaks off: a clear page, and nothing typed is lost."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from pytest_django import Settings

from putright.casework import cases
from putright.portal.models import Draft
from putright.portal.tests import complaining

# In earnest no transaction stands around a page, so that none is left broken by a fault.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

OURS = {"Origin": "http://testserver"}
STORY = "The bin in Larch Close has not been emptied for three weeks."


@pytest.fixture
def browser() -> Client:
    """Somebody who has filled in every page. Exceptions are answered, as they are in earnest."""
    complaining.fenwick_vale()
    client = Client(raise_request_exception=False)
    complaining.fill_in(client)
    return client


READ_ONLY = {
    "sqlite": ("PRAGMA query_only = 1", "PRAGMA query_only = 0"),
    "postgresql": ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off"),
}


@contextmanager
def read_only() -> Iterator[None]:
    """The database can be read and not written to, by its own refusal."""
    on, off = READ_ONLY[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


@contextmanager
def away() -> Iterator[None]:
    """The database cannot be reached: nobody listens where it was."""
    where = connection.settings_dict
    before = {name: where[name] for name in ("NAME", "HOST")}
    connection.close()
    where.update({"NAME": "/nowhere/at/all"} if connection.vendor == "sqlite" else {"HOST": "/nowhere"})
    try:
        yield
    finally:
        connection.close()
        where.update(before)


def sent_anyway(client: Client, address: str, **typed: Any) -> Any:
    return client.post(address, typed, headers=OURS)


def test_a_database_that_can_only_be_read_hands_back_what_was_typed(browser: Client) -> None:
    with read_only():
        answer = sent_anyway(browser, "/complain/what-went-wrong/", said="The bin is still full.")
    page = complaining.text(answer)
    assert (answer.status_code, answer["Retry-After"]) == (503, "600")
    assert "What you sent just now has not been saved" in page
    assert "the storage can be read and not written to" in page
    assert '<dd class="govuk-summary-list__value"><p class="govuk-body">The bin is still full.' in page
    assert '<input type="hidden" name="said" value="The bin is still full.">' in page


def test_a_database_that_is_away_is_said_to_be_and_is_back_without_a_restart(browser: Client) -> None:
    with away():
        shown = browser.get("/complain/check/")
        answer = sent_anyway(browser, "/complain/what-went-wrong/", said="The bin is still full.")
    assert [shown.status_code, answer.status_code, answer["Retry-After"]] == [503, 503, "120"]
    assert "the database cannot be reached" in complaining.text(shown)
    assert '<input type="hidden" name="said" value="The bin is still full.">' in complaining.text(answer)
    assert browser.get("/complain/check/").status_code == 200


def test_nothing_is_handed_back_to_another_site(browser: Client) -> None:
    with read_only():
        answer = Client(raise_request_exception=False, enforce_csrf_checks=True).post(
            "/complain/what-went-wrong/", {"said": "Words of theirs"}, headers={"Origin": "https://elsewhere.example"}
        )
    assert "Words of theirs" not in complaining.text(answer)


def test_what_was_sent_while_nothing_could_be_written_can_be_sent_again(browser: Client) -> None:
    with read_only():
        assert complaining.send(browser).status_code == 503
    assert complaining.draft_of(browser).typed["what-went-wrong"]["said"] == [STORY]
    assert complaining.send(browser).status_code == 302
    [case] = complaining.made(browser)
    assert complaining.said(case, "said") == STORY


class Full(FileSystemStorage):
    """Files go to a device that is always full, which the system itself says."""

    def _save(self, name: str, content: Any) -> str:
        with open("/dev/full", "wb", buffering=0) as device:
            device.write(content.read())
        return name


def test_a_full_disk_loses_no_word_and_names_the_files_to_add_again(browser: Client, settings: Settings) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.Full"}}
    file = SimpleUploadedFile("photo.txt", b"a photograph")
    answer = browser.post("/complain/evidence/", {"add": "yes", "evidence": [file]}, headers=OURS)
    page = complaining.text(answer)
    assert answer.status_code == 503
    assert "the storage is full" in page
    assert "<li>photo.txt</li>" in page
    draft = complaining.draft_of(browser)
    assert (draft.files.count(), draft.typed["what-went-wrong"]["said"]) == (0, [STORY])


def test_what_only_shows_something_goes_on_while_nothing_can_be_written(browser: Client) -> None:
    with read_only():
        answer = browser.get("/complain/check/")
    assert (answer.status_code, STORY in complaining.text(answer)) == (200, True)


class BreaksOff(io.BytesIO):
    """The body of a request whose connection breaks after its beginning."""

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        if not piece:
            raise OSError("connection reset by peer")
        return piece


def test_an_upload_that_breaks_off_leaves_everything_as_it_was(browser: Client) -> None:
    beginning = (
        b'--b\r\nContent-Disposition: form-data; name="evidence"; filename="a.txt"\r\n'
        b"Content-Type: text/plain\r\n\r\nhalf of"
    )
    before = Draft.objects.values().get()
    answer = browser.generic(
        "POST",
        "/complain/evidence/",
        b"",
        **{  # type: ignore[arg-type]
            "wsgi.input": BreaksOff(beginning),
            "CONTENT_TYPE": "multipart/form-data; boundary=b",
            "CONTENT_LENGTH": "5000",
        },
    )
    assert answer.status_code == 400
    assert "nothing of it was saved" in complaining.text(answer)
    draft = Draft.objects.get()
    assert draft.files.count() == 0
    assert draft.typed["what-went-wrong"] == before["typed"]["what-went-wrong"]


def test_a_password_is_never_handed_back(browser: Client) -> None:
    with read_only():
        answer = sent_anyway(browser, "/accounts/login/", login="rosa@fenwick.example", password="a long password")
    assert "a long password" not in complaining.text(answer)


def test_nothing_sent_twice_is_taken_in_twice(browser: Client) -> None:
    complaining.send(browser)
    complaining.send(browser)
    assert len(cases.handed_in(complaining.draft_of(browser).references)) == 1
