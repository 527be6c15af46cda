"""One draft in every form: safe HTML, text that reads well, and a tagged PDF at 14 point."""

import re
import sys
import zlib
from pathlib import Path

import pytest

from putright.council.models import Council
from putright.letters import compose
from putright.letters.drawing import pdf, render
from putright.letters.drawing.render import Piece
from putright.letters.tests import drafts

pytestmark = pytest.mark.django_db


def test_a_text_is_cut_into_paragraphs_lists_and_headings() -> None:
    assert render.pieces("Hello\nthere\n\n- one\n- two\n\n## Point 1\n1. a\n2. b\n\n4. c") == (
        Piece("p", ("Hello", "there")),
        Piece("ul", ("one", "two")),
        Piece("h", ("Point 1",)),
        Piece("ol", ("a", "b")),
        Piece("ol", ("c",), 4),
    )


def test_what_a_person_wrote_is_only_ever_text() -> None:
    draft = compose.rewritten(drafts.draft(), {"learning": "<script>alert(1)</script> & <b>\n- <img src=x>"})

    for html in (render.page(draft), render.email_html(draft, drafts.LOOK), render.print_html(draft, drafts.LOOK)):
        assert "<script>" not in html
        assert "<img" not in html
        assert "&lt;script&gt;" in html


def test_web_addresses_become_links_and_nothing_else_does() -> None:
    assert render.marked_up("See www.lgo.org.uk. Or https://a.example/b?c=1&d=2, or a@www.example.org") == (
        '<p>See <a href="https://www.lgo.org.uk">www.lgo.org.uk</a>. '
        'Or <a href="https://a.example/b?c=1&amp;d=2">https://a.example/b?c=1&amp;d=2</a>, or a@www.example.org</p>'
    )


def test_an_address_with_a_scheme_that_runs_is_no_link() -> None:
    assert "<a" not in render.marked_up("javascript:alert(1)")


def test_the_text_has_a_greeting_headings_and_the_sign_off() -> None:
    text = render.text(drafts.draft("extension"))

    assert text.startswith("Dear Ms Lindqvist,\n\n")
    assert "\nTHE NEW DATE\n\nWe will answer by Wednesday 22 July 2026.\n" in text
    assert text.endswith("Imran Sayle\nInvestigating officer, Waste and recycling\nFenwick Vale Council\n")


def test_somebody_who_gave_no_name_is_greeted_all_the_same() -> None:
    assert render.text(drafts.draft("extension", person_name="")).startswith("Hello,")


def test_print_is_14_point_arial_and_large_print_18() -> None:
    draft = drafts.draft()

    assert 'font-family: Arial, "Liberation Sans", sans-serif; font-size: 14pt' in render.print_html(draft, drafts.LOOK)
    assert "font-size: 18pt" in render.print_html(draft, drafts.LOOK, large=True)


def test_a_reference_cannot_break_out_of_the_style_sheet() -> None:
    html = render.print_html(drafts.draft(reference='"; } body { display: none } </style>'), drafts.LOOK)

    assert "</style>" in html
    assert html.count("</style>") == 1


def test_an_email_fetches_nothing() -> None:
    html = render.email_html(drafts.draft(), drafts.LOOK)

    assert not [word for word in ("<img", "src=", "@import", "url(", "<link") if word in html]


def test_the_look_is_that_of_the_council(council: Council) -> None:
    assert render.look().address == ("Complaints team", "Guildhall, 1 Market Place", "Fenwick FV1 1AA")


def opened(made: bytes) -> bytes:
    """A PDF with what it holds packed laid open."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.S)
    return made + b"".join(zlib.decompressobj().decompress(part) for part in packed if part.startswith(b"x"))


@pytest.mark.slow
def test_the_pdf_is_tagged_and_says_its_language_and_title() -> None:
    made = pdf.tagged(render.print_html(drafts.draft(), drafts.LOOK))

    assert made.startswith(b"%PDF-")
    for mark in (b"/StructTreeRoot", b"/Lang (en-GB)", b"/Marked true", b"pdfuaid", b"/DisplayDocTitle true"):
        assert mark in opened(made), mark


@pytest.mark.slow
def test_making_a_pdf_fetches_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret.css").write_text("p::after { content: 'SECRET' } @page { size: 10mm 10mm }", encoding="utf-8")
    link = f'<link rel="stylesheet" href="{(tmp_path / "secret.css").as_uri()}">'

    made = pdf.tagged(f'<html lang="en"><title>x</title>{link}<p>x</p></html>')

    assert b"MediaBox [0 0 595" in opened(made), "the style sheet that asks for a tiny page was read"


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    # Python's own way of saying that a module cannot be loaded.
    monkeypatch.setitem(sys.modules, "weasyprint", None)


@pytest.mark.usefixtures("without_pango")
def test_a_machine_that_cannot_make_pdf_is_told_which_package_to_install() -> None:
    assert not pdf.available()
    with pytest.raises(pdf.PdfNotAvailable, match=r"apt-get install libpango-1\.0-0"):
        pdf.tagged("<p>x</p>")


def test_a_part_with_nothing_in_it_yet_has_no_heading_in_any_form() -> None:
    draft = compose.rewritten(drafts.draft(), {"learning": ""})
    heading = next(part.heading for part in draft.blocks if part.name == "learning")
    forms = (render.page(draft), render.email_html(draft, drafts.LOOK), render.print_html(draft, drafts.LOOK))
    assert all(heading.lower() not in form.lower() for form in (*forms, render.text(draft)))
