"""An edited Word document taken apart: which words stand under which mark. What to make of them is in `word`."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.document import Document as Sheet
from docx.oxml.ns import qn

from putright.letters.drawing import render
from putright.letters.drawing.word_sheet import PART, TIGHT

MOST_BYTES = 5 * 1024 * 1024
MOST_BYTES_UNPACKED = 40 * 1024 * 1024
MOST_MEMBERS = 1000
DEFINES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)")
IS_XML = re.compile(rb"\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")
NOT_TAKEN = {
    "w:tbl": "a table: write it as a list, because a table would be lost",
    "w:drawing": "a picture: take it out, and send it as a file with the letter",
    "w:pict": "a picture or drawing: take it out, and send it as a file with the letter",
    "w:object": "an embedded file: take it out, and send it as a file with the letter",
    "w:sym": "a symbol from a special font: write it as a word",
    "w:ins": "tracked changes: accept or reject them all, and save it again",
    "w:del": "tracked changes: accept or reject them all, and save it again",
    "w:moveFrom": "tracked changes: accept or reject them all, and save it again",
    "w:footnoteReference": "a footnote: put its words into the letter",
    "w:endnoteReference": "an endnote: put its words into the letter",
    "w:commentReference": "comments: delete them all, so that none is lost unseen, and save it again",
}

Element = Any
"""An element of the document; the library that reads it declares no types."""


class Refused(ValueError):
    """A document that cannot be taken back without losing something. The message says what to do."""


@dataclass(slots=True)
class Found:
    """A part as it was found in the document."""

    heading: str = ""
    lines: list[str] = field(default_factory=list)
    goes_on: bool = False
    """Whether the last line said that the next paragraph belongs to it."""

    @property
    def text(self) -> str:
        made = ""
        for before, line in zip(["", *self.lines], self.lines, strict=False):
            made += ("\n" if _kind(before) == _kind(line) != "p" else "\n\n") + line
        return made.strip()


def opened(content: bytes) -> Sheet:
    """The document, if it is safe to read and can be read without losing anything. Raises `Refused`."""
    if len(content) > MOST_BYTES:
        raise Refused(f"The document is too big: it may have {MOST_BYTES // 1024 // 1024} MB. Take pictures out of it.")
    try:
        with ZipFile(BytesIO(content)) as packed:
            _safe(packed)
        sheet = Document(BytesIO(content))
    except Refused:
        raise
    except (BadZipFile, KeyError, ValueError, SyntaxError, NotImplementedError, RuntimeError) as problem:
        raise Refused("This is no Word document that can be read. Save it as a Word document (.docx).") from problem
    _nothing_lost(sheet)
    return sheet


def _safe(packed: ZipFile) -> None:
    """Refuse what unpacks to far more than a letter, and XML that brings entities of its own."""
    members = packed.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES_UNPACKED:
        raise Refused("The document is too big once it is unpacked. Take pictures out of it.")
    # A part is read as XML whatever it is called, and in whatever way its letters are written down.
    for member in members:
        content = packed.read(member).replace(b"\0", b"")
        if IS_XML.match(content) and DEFINES.search(content):
            raise Refused(
                "This document holds definitions that a letter never needs. Save it from Word as .docx again."
            )


def _nothing_lost(sheet: Sheet) -> None:
    for tag, what in NOT_TAKEN.items():
        if next(sheet.element.body.iter(qn(tag)), None) is not None:
            raise Refused(f"The document holds {what}. Then bring it back again.")


def found(sheet: Sheet, *, marks: Collection[str], headings: Mapping[str, str]) -> dict[str, Found]:
    """The words of the document by the mark they stand under.

    A part begins at its content control, its bookmark or, where a program has dropped both, its heading. Words under no
    mark belong to the part above them; those above every mark stand under "".
    """
    words: dict[str, Found] = {}
    current = ""
    for tag, element in _walk(sheet.element.body):
        style, text = _style_of(sheet, element), _text_of(element).strip()
        named = [mark for mark in (tag, *_bookmarks(element)) if mark in marks]
        if not named and style.startswith("Heading") and text in headings:
            named = [headings[text]]
        current = named[0] if named else current
        _add(words.setdefault(current, Found()), style, text, in_part=current.startswith(PART))
    return words


def _add(words: Found, style: str, text: str, *, in_part: bool) -> None:
    if not text:
        return
    if style in ("Heading 1", "Heading 2") and in_part and not words.heading and not words.lines:
        words.heading = text
    elif style.startswith("Heading") and in_part:
        words.lines.append(f"## {text}")
    elif style.startswith(("List Bullet", "List Paragraph")):
        words.lines.append(text if re.match(r"(?:-|\d+\.)\s", text) else f"- {text}")
    elif style.startswith("List Number"):
        words.lines.append(f"{sum(_kind(line) == 'ol' for line in words.lines) + 1}. {text}")
    elif words.goes_on and words.lines:
        words.lines[-1] += f"\n{text}"
    else:
        words.lines.append(text)
    words.goes_on = style == TIGHT


def _kind(line: str) -> str:
    pieces = render.pieces(line)
    return pieces[0].kind if pieces else "p"


def _walk(parent: Element, tag: str = "") -> Iterator[tuple[str, Element]]:
    """Every paragraph in order, with the tag of the content control it stands in."""
    for child in parent:
        if child.tag == qn("w:p"):
            yield tag, child
        elif child.tag == qn("w:sdt"):
            own = child.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _walk(content, str(own.get(qn("w:val"))) if own is not None else tag)
        elif child.tag in (qn("w:customXml"), qn("w:smartTag")):
            yield from _walk(child, tag)


def _bookmarks(element: Element) -> list[str]:
    return [str(start.get(qn("w:name"))) for start in element.iter(qn("w:bookmarkStart"))]


def _style_of(sheet: Sheet, element: Element) -> str:
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    wanted = style.get(qn("w:val")) if style is not None else None
    return next((one.name or "" for one in sheet.styles if one.style_id == wanted), "Normal")


def _text_of(element: Element) -> str:
    said = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    return "".join(
        (node.text or "") if node.tag == qn("w:t") else said.get(str(node.tag), "")
        for node in element.iter()
        if not (node.tag == qn("w:tab") and node.getparent() is not None and node.getparent().tag == qn("w:tabs"))
    )
