"""What people and attackers send: values at the edge of what a field takes, files that are not what they say, and
bodies that are no forms. Drawn by Hypothesis.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import strategies as st

HOSTILE = (
    *("", " ", "\t\n", "0", "-1", "1", "00", "1e9", "9" * 30, "٣", "²", "½", "0x10", "NaN", "None", "null", "true"),
    *("31", "32", "13", "1999", "0000", "9999", "99999", "2026-02-31", "29/2/2027", "24:61", "february"),
    *("a\x00b", "\x00", "\x01\x02\x1b[31m", "\u202egpj.exe", "\u200b\u2060", "\ufeff", "\ufffe", "\ud800", "a\udfffb"),
    *("👩‍👩‍👧‍👦", "Z̸̢̛̤a͉l̶g̷o̵", "ﷺ" * 50, "İıſß", "\u2028\u2029", "\r\nBcc: all@council.example\r\n\r\n<b>x"),
    *(
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "{{ 7 * 7 }}",
        "{% raw %}",
    ),
    *(
        "%s %d {0} {a.b}",
        "=HYPERLINK(1)",
        "@SUM(1)",
        "' OR 1=1 --",
        "); DROP TABLE casework_case; --",
        "\\",
        "%00",
        "%",
    ),
    *(
        "../../etc/passwd",
        "/etc/passwd",
        "//evil.example/",
        "https://evil.example",
        "\\\\evil.example\\x",
        "mailto:a@b",
    ),
    *("a@b", "a@b.c\n", "a" * 250 + "@mail.example", "Ü@ü.example", '"a b"@mail.example', "07700 900" * 20),
    *("#1d4f5c", "#fff", "red", "uphold", "upheld", "everything", "yes", "on", "close", "stage_1", "email", "post"),
    *("- a\n- b\n1. c", "## x", "[[reasons]]", "{{ reference }}", "|" * 500, "a," * 2000, "\n" * 3000),
    "x" * 9_000,
    "word " * 30_000,
    "9" * 6_000,
)

VALUES = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=40),
    st.integers(min_value=-(2**70), max_value=2**70).map(str),
    st.dates().map(str),
    st.integers(min_value=-2, max_value=40).map(str),
)

FILES: dict[str, bytes] = {
    "bin.pdf": b"%PDF-1.4\nthe bin\n%%EOF",
    "\u202efdp.exe": b"MZ\x90\0",
    "a" * 300 + ".png": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    "../../x.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 20,
    "letter.docx": b"PK\x03\x04" + b"\0" * 60,
    "list.csv": b"name,email\n=1+1,\x00\n",
    "list2.csv": b'\xff\xfe\x00\xd8,;\t"',
    "page.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "empty.txt": b"",
    "note.txt": b"a note",
    "mail.eml": b"From: a@b\n\nx",
}


def a_file(name: str) -> SimpleUploadedFile:
    """One of them, as a browser sends it."""
    return SimpleUploadedFile(name, FILES[name])


BODIES: tuple[tuple[str, bytes], ...] = (
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="said"\r\n\r\nhalf'),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"; filename="b.pdf"\r\n\r\n%PDF',
    ),
    ("multipart/form-data; boundary=x", b""),
    ("multipart/form-data", b"--x\r\n"),
    ("multipart/form-data; boundary=" + "y" * 300, b"--y"),
    (
        "multipart/form-data; boundary=x",
        b"--x\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Disposition: form-data; name="said"\r\n\r\n@@@\r\n--x--\r\n',
    ),
    ("multipart/form-data; boundary=\xe9".encode().decode("latin-1"), b"--x--"),
    ("application/x-www-form-urlencoded", b"said=%ff%fe&said=%00&key=%zz&=&&a[b][c]=1&do=take&do=save"),
    ("application/x-www-form-urlencoded; charset=utf-16", "said=ü&do=take".encode("utf-16")),
    ("application/x-www-form-urlencoded; charset=nonsense", b"said=x&do=take"),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(1_500))),
    ("application/x-www-form-urlencoded", b"said=" + b"x" * 3_000_000),
    ("application/json", b'{"said": "x"}'),
    ("text/plain", b"\xff\xfe"),
    ("", b"said=x"),
    ("application/xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
)

PIECES = (
    "%00",
    "%ff",
    "..%2f..%2fetc",
    "%E2%80%AE",
    "x" * 3_000,
    "-1",
    "0",
    "9" * 40,
    "%20",
    "26-7KQ-4M2",
    "~",
    "%25",
    "é",
)
"""What stands between two slashes."""


@st.composite
def queries(draw: st.DrawFn) -> str:
    """What stands after a question mark."""
    if draw(st.booleans()):
        return ""
    names = st.sampled_from(
        ("q", "page", "after", "whose", "next", "back", "about", "sort", "service", "from", "all", "x[]")
    )
    pairs = draw(st.lists(st.tuples(names, VALUES), max_size=4))
    return "?" + "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in pairs)


def fields(inputs: list[Any]) -> st.SearchStrategy[Any]:
    """Which of the fields are changed, and to what."""
    return st.lists(st.tuples(st.sampled_from(inputs), VALUES), min_size=1, max_size=4)
