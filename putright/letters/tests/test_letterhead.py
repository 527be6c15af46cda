"""The logo at the head of a letter: inside it, small, seen on white paper, and named for whoever cannot see it."""

import email
import email.policy
import io
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from django.core import mail
from PIL import Image

from putright.council import logo
from putright.council.clock import LONDON
from putright.council.models import Council
from putright.letters import delivery, outbox
from putright.letters.drawing import letterhead, pdf, render, word
from putright.letters.tests import drafts
from putright.letters.tests.test_render import opened

pytestmark = pytest.mark.django_db

COLOUR = "#1d4f5c"


def drawn(colour: tuple[int, int, int, int], *, size: tuple[int, int] = (400, 100)) -> bytes:
    """A logo as it is kept: a bar of a colour, with nothing around it."""
    picture = Image.new("RGBA", size)
    picture.paste(Image.new("RGBA", (size[0] // 2, size[1]), colour))
    made = io.BytesIO()
    picture.save(made, format="PNG")
    return made.getvalue()


DARK, PALE = drawn((20, 40, 60, 255)), drawn((255, 255, 255, 255))
LOOK = replace(drafts.LOOK, logo=letterhead.in_line(DARK, COLOUR))


def corner(content: bytes) -> tuple[int, ...]:
    with Image.open(io.BytesIO(content)) as picture:
        found = picture.convert("RGB").getpixel((picture.width - 1, 0))
    assert isinstance(found, tuple)
    return tuple(int(part) for part in found)


def test_a_dark_logo_stands_on_white_and_a_pale_one_on_the_colour_of_the_council() -> None:
    assert corner(letterhead.picture(DARK, COLOUR)) == (255, 255, 255)
    assert corner(letterhead.picture(PALE, COLOUR)) == (0x1D, 0x4F, 0x5C)


def test_a_logo_is_bounded_in_size_and_weight() -> None:
    made = letterhead.picture(drawn((200, 30, 30, 255), size=(600, 160)), COLOUR)
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.width <= letterhead.WIDEST
        assert picture.height <= letterhead.HIGHEST
    assert len(made) < 30_000


@pytest.mark.parametrize("made", [render.print_html, render.email_html])
def test_a_letter_carries_the_logo_in_itself_with_the_council_s_name(made: object) -> None:
    html = made(drafts.draft(), LOOK)  # type: ignore[operator]

    assert f'src="{LOOK.logo}" alt="Fenwick Vale Council"' in html
    assert html.count("src=") == 1


def test_without_a_logo_the_name_stands_in_its_place() -> None:
    for html in (render.print_html(drafts.draft(), drafts.LOOK), render.email_html(drafts.draft(), drafts.LOOK)):
        assert "<img" not in html
        assert "Fenwick Vale Council" in html


def test_the_look_takes_the_logo_that_is_kept(council: Council) -> None:
    assert render.look().logo == ""
    logo.keep(DARK)
    assert render.look().logo == letterhead.in_line(DARK, council.colour)


@pytest.mark.slow
def test_the_pdf_shows_the_logo_and_says_what_it_is() -> None:
    made = opened(pdf.tagged(render.print_html(drafts.draft(), LOOK)))

    assert b"/Subtype /Image" in made
    assert b"/Figure" in made
    assert b"(Fenwick Vale Council)" in made


def test_word_shows_the_logo_at_the_head_and_takes_the_letter_back() -> None:
    draft = drafts.draft()
    made = word.from_draft(draft, LOOK)

    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        heads = [packed.read(name).decode() for name in packed.namelist() if name.startswith("word/header")]
    assert any('descr="Fenwick Vale Council"' in head for head in heads)
    assert word.into_parts(made, draft) == draft


@pytest.mark.usefixtures("council")
def test_an_email_brings_the_logo_as_a_part_of_the_message() -> None:
    html = render.email_html(drafts.draft(), LOOK)
    message = outbox.Message(subject="Our answer", text="Dear Ms Lindqvist", html=html)
    at = datetime(2026, 9, 7, 10, tzinfo=LONDON)
    outbox.put(message, key="answer/1", channel="email", to="maria@mail.example", about="26-AAA", at=at)

    assert delivery.deliver_due(at=at).sent == 1

    sent = email.message_from_bytes(mail.outbox[0].message().as_bytes(), policy=email.policy.default)
    parts = {part.get_content_type(): part for part in sent.walk()}
    assert 'src="cid:logo"' in parts["text/html"].get_content()
    assert parts["image/png"]["Content-ID"] == "<logo>"
    assert parts["image/png"].get_content() == letterhead.picture(DARK, COLOUR)


def test_an_email_names_the_council_once_below_the_signature() -> None:
    html = render.email_html(drafts.draft(), drafts.LOOK)

    assert html[html.index("Yours sincerely") :].count("Fenwick Vale Council") == 1
