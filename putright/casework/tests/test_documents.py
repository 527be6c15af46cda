"""Files are known by what is in them, whatever their name says, and are kept all or none."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from putright.casework.actions import filing
from putright.casework.files import documents
from putright.casework.files.documents import Upload
from putright.casework.refused import Refused
from putright.casework.tests import cast

PDF = b"%PDF-1.4\nthe bin\n%%EOF"


def picture(kind: str) -> bytes:
    """A small picture."""
    held = io.BytesIO()
    Image.new("RGB", (4, 3), "green").save(held, kind)
    return held.getvalue()


PNG = picture("PNG")


def archive(*names: str, content: bytes = b"<xml/>") -> bytes:
    """A zip with files of these names."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            # Always as of the same moment: two runs beside each other must give a test the same name.
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def linking(kind: str, encoding: str = "utf-8") -> bytes:
    """A Word document that names something elsewhere."""
    where = 'Target="https://elsewhere.example/x" TargetMode="External"'
    named = f'<Relationships><Relationship Id="r1" {where} Type="http://schemas.example/relationships/{kind}"/>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr(zipfile.ZipInfo("word/document.xml"), b"<xml/>")
        made.writestr(zipfile.ZipInfo("word/_rels/settings.xml.rels"), f"{named}</Relationships>".encode(encoding))
    return held.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
TWICE = archive("word/document.xml", "word/documenx.xml").replace(b"documenx", b"document")
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + bytes.fromhex("eca5c100") + b"\0" * 100


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("A.PDF", PDF, "application/pdf"),
        ("bin.png", PNG, "image/png"),
        ("bin.jpeg", picture("JPEG"), "image/jpeg"),
        ("letter.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("letter.odt", archive("mimetype", "content.xml"), "application/vnd.oasis.opendocument.text"),
        ("link.docx", linking("hyperlink"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
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
        ("macros.docx", archive("word/document.xml", "word/vbaProject.bin"), "holds a program"),
        ("macros.odt", archive("content.xml", "Basic/Standard/Module1.xml"), "holds a program"),
        ("old.doc", OLD_WORD + "_VBA_PROJECT".encode("utf-16-le"), "holds a program"),
        ("note.rtf", rb"{\rtf1{\object\objupdate{\*\objdata 0105}}}", "holds a program"),
        ("template.docx", linking("attachedTemplate"), "fetches something when it is opened"),
        ("template.docx", linking("attachedTemplate", "utf-16"), "fetches something when it is opened"),
        ("twice.docx", TWICE, "not a kind of file we can take"),
        ("photo.png", PNG[:20], "cannot be read as a picture"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 20, "cannot be taken"),
        ("broken.docx", DOCX[:40], "not a kind of file we can take"),
        ("sheet.docx", archive("xl/workbook.xml"), "not a kind of file we can take"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused_with_what_to_do(name: str, content: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why) as refused:
        documents.inspect(Upload(name=name, content=content))
    assert refused.value.reason.startswith(name)


def test_an_archive_with_more_parts_than_a_letter_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_MEMBERS", 1)
    with pytest.raises(Refused, match="not a kind of file we can take"):
        documents.inspect(Upload(name="letter.docx", content=DOCX))


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
    assert "\u202e" not in kept.name
    assert kept.name.endswith(".pdf")
    assert len(kept.name) <= 200


def on_disk() -> int:
    """How many files are kept."""
    return sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def test_of_several_files_all_are_kept_or_none_and_nothing_is_left_lying_about() -> None:
    case = cast.received()
    good, bad = Upload(name="a.pdf", content=PDF), Upload(name="b.pdf", content=b"MZ")
    before = cast.everything()
    with pytest.raises(Refused, match=r"b.pdf"):
        filing.add_documents(cast.step(case, "rosa"), [good, bad])
    with pytest.raises(Refused, match="10 files at a time"):
        filing.message(cast.step(case), said="Here", uploads=[good] * 11)
    with pytest.raises(Refused, match=r"b.pdf"):
        cast.received(files=[good, bad])
    assert cast.everything() == before
    assert on_disk() == 0


def test_the_same_file_twice_is_two_documents_with_one_digest() -> None:
    case = cast.received(files=[Upload(name="a.pdf", content=PDF), Upload(name="b.pdf", content=PDF)])
    assert len({document.digest for document in case.documents.all()}) == 1
    assert on_disk() == 2
    assert [str(document) for document in case.documents.all()] == ["a.pdf", "b.pdf"]


def test_a_photograph_is_kept_without_what_the_camera_added_and_the_sender_s_copy_stays_known() -> None:
    with_place = io.BytesIO()
    where = Image.Exif()
    where.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (4, 3), "green").save(with_place, "JPEG", exif=where)
    sent = with_place.getvalue()
    kept, plain = cast.received(
        files=[Upload(name="bin.jpg", content=sent), Upload(name="b.pdf", content=PDF)]
    ).documents.all()

    with kept.file.open("rb") as stored:
        content = stored.read()
    assert b"Exif" in sent
    assert b"Exif" not in content
    assert kept.digest == hashlib.sha256(content).hexdigest()
    assert kept.digest_as_sent == hashlib.sha256(sent).hexdigest()
    assert (plain.digest_as_sent, kept.size) == ("", len(content))


@pytest.mark.parametrize("scan", ["waiting", "quarantined", "turned_down"])
def test_a_file_that_was_not_found_clean_is_given_to_nobody(scan: str) -> None:
    case = cast.received(files=[Upload(name="a.pdf", content=PDF)])
    kept = case.documents.get()
    assert documents.to_give(case, kept.pk) == kept
    case.documents.update(scan=scan)
    assert documents.to_give(case, kept.pk) is None
