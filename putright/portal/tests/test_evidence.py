"""Files: several, one after another, refused by what is in them, and taken away again."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from putright.casework.files import documents
from putright.portal.tests import complaining

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _council() -> None:
    complaining.fenwick_vale()


def note(name: str = "note.txt", content: bytes = b"What happened") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def names(client: Client) -> list[str]:
    return [one.name for one in complaining.draft_of(client).files.all()]


def test_files_are_added_several_at_once_and_one_after_another(client: Client) -> None:
    client.post("/complain/evidence/", {"add": "yes", "evidence": [note(), note("b.txt", b"b")]})
    client.post("/complain/evidence/", {"add": "yes", "evidence": [note("c.txt", b"c")]})

    assert names(client) == ["note.txt", "b.txt", "c.txt"]


def test_continue_takes_along_what_was_chosen(client: Client) -> None:
    answer = client.post("/complain/evidence/", {"evidence": [note()]})

    assert answer.status_code == 302
    assert names(client) == ["note.txt"]


def test_a_file_that_is_not_what_it_says_is_named_and_the_others_are_kept(client: Client) -> None:
    program = note("holiday.pdf", b"MZ\x90\0 a program")
    answer = client.post("/complain/evidence/", {"add": "yes", "evidence": [program, note()]})

    assert "holiday.pdf is not a kind of file we can take" in complaining.text(answer)
    assert names(client) == ["note.txt"]


def test_a_file_that_is_empty_or_too_large_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_BYTES", 1024 * 1024)
    large = note("large.txt", b"a" * (1024 * 1024 + 1))
    answer = complaining.text(
        client.post("/complain/evidence/", {"add": "yes", "evidence": [large, note("e.txt", b"")]})
    )

    assert "large.txt is larger than 1 MB" in answer
    assert "e.txt is empty" in answer
    assert names(client) == []


def test_one_file_too_many_is_refused(client: Client) -> None:
    many = [note(f"{number}.txt", str(number).encode()) for number in range(documents.MOST_FILES + 1)]
    answer = client.post("/complain/evidence/", {"add": "yes", "evidence": many})

    assert f"{documents.MOST_FILES} files are the most" in complaining.text(answer)
    assert len(names(client)) == documents.MOST_FILES


def test_the_same_file_twice_is_one_file(client: Client) -> None:
    for _ in range(2):
        client.post("/complain/evidence/", {"add": "yes", "evidence": [note()]})

    assert names(client) == ["note.txt"]


def test_a_file_can_be_taken_away(client: Client, settings: Settings) -> None:
    client.post("/complain/evidence/", {"add": "yes", "evidence": [note()]})
    client.post("/complain/evidence/", {"remove": complaining.draft_of(client).files.get().pk})

    assert names(client) == []
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_nobody_can_take_away_the_file_of_another(client: Client) -> None:
    client.post("/complain/evidence/", {"add": "yes", "evidence": [note()]})
    Client().post("/complain/evidence/", {"remove": complaining.draft_of(client).files.get().pk})

    assert names(client) == ["note.txt"]


def test_adding_nothing_is_asked_about_and_continuing_without_is_not(client: Client) -> None:
    assert "Choose a file to add" in complaining.text(client.post("/complain/evidence/", {"add": "yes"}))
    assert client.post("/complain/evidence/", {}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_files_go_with_the_case_and_leave_the_draft(client: Client, settings: Settings) -> None:
    client.post("/complain/evidence/", {"add": "yes", "evidence": [note()]})
    complaining.fill_in(client)
    complaining.send(client)
    (case,) = complaining.made(client)

    assert [document.name for document in case.documents.all()] == ["note.txt"]
    assert [path for path in (Path(settings.MEDIA_ROOT) / "drafts").rglob("*") if path.is_file()] == []
