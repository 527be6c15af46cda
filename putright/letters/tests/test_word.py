"""Letters to Word and back: nothing lost, nothing dangerous taken in, and a clear word on what to do."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Sheet
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from putright.letters.compose import Draft
from putright.letters.drawing import word
from putright.letters.drawing.word import Refused
from putright.letters.tests import drafts

pytestmark = pytest.mark.django_db


def edited(draft: Draft, edit: Callable[[Sheet], None]) -> bytes:
    sheet = Document(BytesIO(word.from_draft(draft, drafts.LOOK)))
    edit(sheet)
    made = BytesIO()
    sheet.save(made)
    return made.getvalue()


def replacing(old: str, new: str) -> Callable[[Sheet], None]:
    def edit(sheet: Sheet) -> None:
        found = [node for node in sheet.element.body.iter(qn("w:t")) if old in (node.text or "")]
        assert found, old
        for node in found:
            node.text = (node.text or "").replace(old, new)

    return edit


def without_control(mark: str) -> Callable[[Sheet], None]:
    def edit(sheet: Sheet) -> None:
        for control in list(sheet.element.body.iter(qn("w:sdt"))):
            tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            if tag is not None and tag.get(qn("w:val")) == mark:
                control.getparent().remove(control)

    return edit


def unwrapped(sheet: Sheet, *, bookmarks: bool = True) -> None:
    """As a program saves it that knows no content controls; some keep no bookmarks either."""
    for control in list(sheet.element.body.iter(qn("w:sdt"))):
        for child in list(control.find(qn("w:sdtContent"))):
            control.addprevious(child)
        control.getparent().remove(control)
    if not bookmarks:
        for mark in [*sheet.element.body.iter(qn("w:bookmarkStart")), *sheet.element.body.iter(qn("w:bookmarkEnd"))]:
            mark.getparent().remove(mark)


@pytest.mark.parametrize("letter", ["stage_1_acknowledgement", "stage_1_response", "stage_2_response", "refusal"])
def test_a_letter_nobody_touched_comes_back_as_it_was(letter: str) -> None:
    draft = drafts.draft(letter)

    assert word.into_parts(edited(draft, lambda sheet: None), draft) == draft


def test_words_changed_in_word_come_back_and_the_rest_stays() -> None:
    draft = drafts.draft()

    back = word.into_parts(edited(draft, replacing("We will check your road", "We will look at your road")), draft)

    assert "We will look at your road each week" in back.text["remedy"]
    assert {name: text for name, text in back.text.items() if name != "remedy"} == {
        name: text for name, text in draft.text.items() if name != "remedy"
    }


def test_the_subject_the_greeting_and_headings_can_be_changed_in_word() -> None:
    draft = drafts.draft()

    def edit(sheet: Sheet) -> None:
        replacing("Our answer to your complaint", "What we found")(sheet)
        replacing("Dear Ms Lindqvist,", "Dear Maria,")(sheet)
        replacing("What we have learnt", "What changes")(sheet)

    back = word.into_parts(edited(draft, edit), draft)

    assert (back.subject, back.greeting) == ("What we found: FV-2026-00417", "Dear Maria")
    assert "What changes" in [part.heading for part in back.blocks]


def test_words_typed_between_two_parts_belong_to_the_one_above() -> None:
    draft = drafts.draft("extension")

    def edit(sheet: Sheet) -> None:
        control = list(sheet.element.body.iter(qn("w:sdt")))[-2]
        control.addprevious(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>And one thing more.</w:t></w:r></w:p>"))

    back = word.into_parts(edited(draft, edit), draft)

    assert "And one thing more." in "".join(back.text.values())


def test_a_program_that_drops_content_controls_is_no_harm() -> None:
    draft = drafts.draft()

    assert word.into_parts(edited(draft, unwrapped), draft) == draft


def test_without_any_marks_the_parts_are_known_by_their_headings_or_refused_never_lost() -> None:
    draft = drafts.draft("extension")

    with pytest.raises(Refused, match="stand above the letter"):
        word.into_parts(edited(draft, lambda sheet: unwrapped(sheet, bookmarks=False)), draft)


def test_a_part_taken_out_in_word_is_gone_if_it_may_be() -> None:
    draft = drafts.draft()

    assert "learning" not in word.into_parts(edited(draft, without_control("part_learning")), draft).text


def test_a_locked_part_taken_out_in_word_is_refused_by_its_heading() -> None:
    draft = drafts.draft()

    with pytest.raises(Refused, match=r"“If you are not satisfied”\. Put it back"):
        word.into_parts(edited(draft, without_control("part_escalation")), draft)


def test_word_itself_keeps_a_locked_part_from_being_deleted() -> None:
    sheet = Document(BytesIO(word.from_draft(drafts.draft(), drafts.LOOK)))

    locked = {
        control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        for control in sheet.element.body.iter(qn("w:sdt"))
        if control.find(f"{qn('w:sdtPr')}/{qn('w:lock')}") is not None
    }
    assert {mark for mark in locked if mark.startswith("part_")} == {"part_escalation"}


@pytest.mark.parametrize(
    ("xml", "named"),
    [
        ("<w:tbl {}><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "a table: write it as a list"),
        ("<w:p {}><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>", "tracked changes: accept or reject"),
        ("<w:p {}><w:r><w:drawing/></w:r></w:p>", "a picture: take it out"),
        ('<w:p {}><w:r><w:footnoteReference w:id="1"/></w:r></w:p>', "a footnote: put its words"),
    ],
)
def test_what_could_not_be_kept_is_refused_with_what_to_do(xml: str, named: str) -> None:
    draft = drafts.draft()

    with pytest.raises(Refused, match=named):
        word.into_parts(
            edited(draft, lambda sheet: sheet.element.body.insert(3, parse_xml(xml.format(nsdecls("w"))))), draft
        )


def test_an_address_changed_in_word_is_refused() -> None:
    draft = drafts.draft()

    with pytest.raises(Refused, match="changes the person’s address"):
        word.into_parts(edited(draft, replacing("14 Mill Lane", "15 Mill Lane")), draft)


def test_the_document_of_another_letter_is_refused() -> None:
    content = word.from_draft(drafts.draft("extension"), drafts.LOOK)

    with pytest.raises(Refused, match="another letter"):
        word.into_parts(content, drafts.draft("delay"))


def test_any_other_document_is_refused() -> None:
    made = BytesIO()
    sheet = Document()
    sheet.add_paragraph("Dear all")
    sheet.save(made)

    with pytest.raises(Refused, match="Download the letter again"):
        word.into_parts(made.getvalue(), drafts.draft())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_word_document_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="no Word document"):
        word.into_parts(content, drafts.draft())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("called", ["word/document.xml", "word/document.XML", "word/other.bin"])
def test_a_document_that_brings_entities_of_its_own_is_refused_unread(called: str, encoding: str) -> None:
    draft, made = drafts.draft(), BytesIO()
    entity = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/passwd">]>'
    with ZipFile(BytesIO(word.from_draft(draft, drafts.LOOK))) as old, ZipFile(made, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "word/document.xml":
                own = content.decode().split("?>", 1)[1]
                new.writestr(called, (entity + own).encode(encoding))
            elif member.filename == "[Content_Types].xml":
                new.writestr(member.filename, content.replace(b"/word/document.xml", b"/" + called.encode()))
            else:
                new.writestr(member.filename, content)

    with pytest.raises(Refused, match="definitions that a letter never needs"):
        word.into_parts(made.getvalue(), draft)


def test_a_document_of_very_many_parts_is_refused() -> None:
    made = BytesIO()
    with ZipFile(made, "w") as packed:
        for number in range(1_001):
            packed.writestr(f"word/{number}.xml", b"<a/>")

    with pytest.raises(Refused, match="unpacked"):
        word.into_parts(made.getvalue(), drafts.draft())


def test_a_document_that_is_too_big_is_refused_before_it_is_opened() -> None:
    with pytest.raises(Refused, match="may have 5 MB"):
        word.into_parts(b"0" * (5 * 1024 * 1024 + 1), drafts.draft())


def test_a_document_that_unpacks_to_a_flood_is_refused() -> None:
    made = BytesIO()
    with ZipFile(made, "w", compression=8) as packed:
        packed.writestr("word/document.xml", b"0" * (41 * 1024 * 1024))

    with pytest.raises(Refused, match="unpacked"):
        word.into_parts(made.getvalue(), drafts.draft())


def test_words_with_marks_of_xml_and_of_the_template_are_only_words() -> None:
    draft = drafts.draft(outcome_sought="Fish & chips <now> {{ phone }} {% if %}", letter="stage_1_acknowledgement")

    back = word.into_parts(word.from_draft(draft, drafts.LOOK), draft)

    assert back.text["outcome_sought"] == "Fish & chips <now> {{ phone }} {% if %}"
