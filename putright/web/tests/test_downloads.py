"""Files leave this site under a name that is safe in a header, on a disk and to the eye."""

from __future__ import annotations

import io
import re
from email.message import EmailMessage
from urllib.parse import unquote

import pytest

from putright.web import downloads

IN_QUOTES = re.compile(r'(?:attachment|inline); filename="([ !#-$&-\[\]-~]*)"(?:; filename\*=UTF-8\'\'([\w.~%-]+))?')
NAMES = {
    "plain": "26-4QZ-TGK acknowledgement.pdf",
    "accents": "Zoë’s café bill.pdf",
    "another alphabet": "жалоба на мусор.docx",
    "emoji": "👩‍👩‍👧 bins.png",
    "quotes": 'a"; filename="b.exe',
    "backslash": "a\\b.pdf",
    "folders": "../../etc/passwd",
    "lines": "a.pdf\r\nSet-Cookie: x=1",
    "line separators": "a\u2028b\u2029c\x85d.pdf",
    "null": "a\x00b.pdf",
    "turned round": "invoice\u202efdp.exe",
    "per cent": "100%25.pdf",
    "half a character": "a\ud800b.pdf",
    "nothing": "",
    "dots": " ... ",
    "long": "x" * 600 + ".jpeg",
    "long without ending": "y" * 600,
    "wide brackets and signs": "a\uff02b\u037ec\u226ed.pdf",
}


@pytest.mark.parametrize("name", list(NAMES))
def test_whatever_a_file_is_called_the_header_is_one_name_and_nothing_else(name: str) -> None:
    written = downloads.disposition(NAMES[name])

    assert written.isascii()
    found = IN_QUOTES.fullmatch(written)
    assert found, written
    assert found[1].strip()
    if found[2]:
        assert unquote(found[2], errors="strict") == downloads.tidied(NAMES[name])


@pytest.mark.parametrize("name", list(NAMES))
def test_a_name_is_one_line_of_no_folder_that_looks_like_what_it_is(name: str) -> None:
    tidied = downloads.tidied(NAMES[name])

    assert tidied
    assert len(tidied) <= downloads.MOST_LETTERS
    assert len(tidied.splitlines()) == 1
    assert not set(tidied) & set('/\\":*?<>|\u202e\u200d\x00')
    assert downloads.tidied(tidied) == tidied


def test_a_plain_name_stays_as_it_is_and_is_written_once() -> None:
    assert downloads.disposition("staff.csv") == 'attachment; filename="staff.csv"'
    assert downloads.disposition("form.pdf", shown=True) == 'inline; filename="form.pdf"'


def test_a_name_in_other_letters_is_read_by_old_software_too() -> None:
    assert (
        downloads.disposition("Zoë’s.pdf")
        == "attachment; filename=\"Zoe_s.pdf\"; filename*=UTF-8''Zo%C3%AB%E2%80%99s.pdf"
    )


def test_a_mail_program_reads_the_name_that_was_meant() -> None:
    message = EmailMessage()
    message["Content-Disposition"] = downloads.disposition("жалоба 1.pdf").split("; filename=", 1)[0] + (
        "; " + downloads.disposition("жалоба 1.pdf").rsplit("; ", 1)[1]
    )

    assert message.get_filename() == "жалоба 1.pdf"


def test_a_long_name_keeps_its_ending() -> None:
    assert downloads.tidied("x" * 600 + ".jpeg").endswith("x.jpeg")


def test_what_is_made_for_one_request_is_kept_by_nobody_on_the_way() -> None:
    answer = downloads.made(b"%PDF", name="a.pdf", kind=downloads.PDF)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == 'attachment; filename="a.pdf"'


class Stored(io.BytesIO):
    """A file in the store."""

    name = "documents/3f/9a"

    def open(self, mode: str) -> Stored:
        return self


def test_a_stored_file_leaves_under_its_own_name_and_not_that_of_the_store() -> None:
    answer = downloads.as_sent(Stored(b"<script>"), name="pàge.html")

    assert answer["Content-Disposition"] == "attachment; filename=\"page.html\"; filename*=UTF-8''p%C3%A0ge.html"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert b"".join(answer) == b"<script>"
