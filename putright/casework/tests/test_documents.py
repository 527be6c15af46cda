"""Files are known by what is in them, whatever their name says, and are kept all or none."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from putright.casework import documents
from putright.casework.actions import handling
from putright.casework.documents import Upload
from putright.casework.refused import Refused
from putright.casework.tests import cast

PDF = b"%PDF-1.4\nthe bin\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def archive(*names: str, content: bytes = b"<xml/>") -> bytes:
    """A zip with files of these names."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            # Always as of the same moment: two runs beside each other must give a test the same name.
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("A.PDF", PDF, "application/pdf"),
        ("bin.png", PNG, "image/png"),
        ("bin.jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 20, "image/jpeg"),
        ("letter.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("letter.odt", archive("mimetype", "content.xml"), "application/vnd.oasis.opendocument.text"),
        ("note.txt", b"The bin", "text/plain"),
        ("note.txt", "The bin".encode("utf-16"), "text/plain"),
        ("mail.eml", b"From: maria@mail.example\n\nThe bin", "message/rfc822"),
    ],
)
def test_what_people_send_is_taken_for_what_it_is(name: str, content: bytes, kind: str) -> None:
    assert documents.inspect(Upload(name=name, content=content)) == kind


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"", "is empty"),
        ("program.pdf", b"MZ\x90\0" + b"\0" * 60, "not a kind of file we can take"),
        ("page.pdf", b"<html><script>alert(1)</script></html>", "not a kind of file we can take"),
        ("program.exe", b"MZ\x90\0" + b"\0" * 60, "not a kind of file we can take"),
        ("no ending", PDF, "not a kind of file we can take"),
        ("photo.png", PDF, "not a kind of file we can take"),
        ("unknown.rtf", b"hello", "not a kind of file we can take"),
        ("program.txt", b"MZ\x90\0\0", "not a kind of file we can take"),
        ("program.docx", archive("META-INF/MANIFEST.MF", "Main.class"), "not a kind of file we can take"),
        ("macros.docx", archive("word/document.xml", "word/vbaProject.bin"), "not a kind of file we can take"),
        ("broken.docx", DOCX[:40], "not a kind of file we can take"),
        ("sheet.docx", archive("xl/workbook.xml"), "not a kind of file we can take"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused_with_what_to_do(name: str, content: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why) as refused:
        documents.inspect(Upload(name=name, content=content))
    assert refused.value.reason.startswith(name)


def test_an_archive_that_would_unpack_to_more_than_anybody_could_read_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = archive("word/document.xml", content=b"0" * 1_000_000)
    assert len(bomb) < 10_000
    documents.inspect(Upload(name="letter.docx", content=bomb))
    monkeypatch.setattr(documents, "MOST_UNPACKED", 500_000)
    with pytest.raises(Refused, match="not a kind of file we can take"):
        documents.inspect(Upload(name="letter.docx", content=bomb))


def test_a_file_that_is_too_large_says_how_large_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_BYTES", 2 * 1024 * 1024)
    with pytest.raises(Refused, match=r"film.mp4 is larger than 2 MB"):
        documents.inspect(Upload(name="film.mp4", content=b"0" * (2 * 1024 * 1024 + 1)))


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "/etc/cron.d/x.pdf", "a" * 300 + ".pdf", "…\u202efdp.pdf"])
def test_a_name_somebody_made_up_never_becomes_a_path(name: str) -> None:
    case = cast.received(files=[Upload(name=name, content=PDF)])
    kept = case.documents.get()
    assert Path(kept.file.path).name.startswith(kept.digest[:32])
    assert Path(settings.MEDIA_ROOT) in Path(kept.file.path).parents
    assert "/" not in kept.name
    assert len(kept.name) <= 200


def on_disk() -> int:
    """How many files are kept."""
    return sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def test_of_several_files_all_are_kept_or_none_and_nothing_is_left_lying_about() -> None:
    case = cast.received()
    good, bad = Upload(name="a.pdf", content=PDF), Upload(name="b.pdf", content=b"MZ")
    before = cast.everything()
    with pytest.raises(Refused, match=r"b.pdf"):
        handling.add_documents(cast.step(case, "rosa"), [good, bad])
    with pytest.raises(Refused, match="10 files at a time"):
        handling.message(cast.step(case), said="Here", uploads=[good] * 11)
    with pytest.raises(Refused, match=r"b.pdf"):
        cast.received(files=[good, bad])
    assert cast.everything() == before
    assert on_disk() == 0


def test_the_same_file_twice_is_two_documents_with_one_digest() -> None:
    case = cast.received(files=[Upload(name="a.pdf", content=PDF), Upload(name="b.pdf", content=PDF)])
    assert len({document.digest for document in case.documents.all()}) == 1
    assert on_disk() == 2
    assert [str(document) for document in case.documents.all()] == ["a.pdf", "b.pdf"]
