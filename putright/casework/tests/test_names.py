"""Names keep everything they are written with, and lose what cannot be seen or turns the line around it."""

import pytest

from putright.casework import names
from putright.casework.actions.intake import Contact


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\maria\\bin.jpg", "bin.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("bin\u200b\u2066.pdf", "bin.pdf"),
        ("one\r\nSet-Cookie: x.pdf", "one  Set-Cookie: x.pdf"),
        (".pdf", "pdf"),
        ("...", "file"),
        ("", "file"),
        ("Müll vor dem Haus – 3. März.jpg", "Müll vor dem Haus – 3. März.jpg"),
        ("बिन.pdf", "बिन.pdf"),
        ("\ud800.txt", "txt"),
    ],
)
def test_a_file_s_name_is_one_visible_line_without_a_path(given: str, name: str) -> None:
    assert names.of_file(given) == name


def test_a_long_name_keeps_its_ending() -> None:
    assert names.of_file("a" * 300 + ".pdf") == "a" * 196 + ".pdf"
    assert len(names.of_file("." + "b" * 300)) <= names.MOST_OF_FILE


@pytest.mark.parametrize(
    "name",
    [
        *("Maria Lindqvist", "O’Brien-Ng", "Đặng Thị Ngọc Trâm", "محمد علی", "می‌خواهم", "श्रीमान् क्‍ष", "王小明"),
        "Ɓala Ọlá́",
    ],
)
def test_a_name_as_people_write_it_stays(name: str) -> None:
    assert names.of_person(name) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Maria\u202e tsivqdniL", "Maria tsivqdniL"),
        ("Ma\u200bria\u2060", "Maria"),
        ("Maria\nBcc: all@council.example", "Maria Bcc: all@council.example"),
        ("  Maria \t Lindqvist ", "Maria Lindqvist"),
        ("Mar\u0000ia", "Maria"),
        ("Z" + "\u0301" * 60 + "algo", "Ź" + "\u0301" * 4 + "algo"),
    ],
)
def test_what_cannot_be_seen_is_not_part_of_a_name(typed: str, name: str) -> None:
    assert names.of_person(typed) == name
    assert Contact(name=typed).name == name
