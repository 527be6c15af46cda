"""A draft as a Word document, and the document brought back: every word of it, or a refusal that says what to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

from docxtpl import DocxTemplate

from putright.letters.compose import Draft, Part
from putright.letters.drawing import letterhead, render, word_reading, word_sheet
from putright.letters.drawing.render import Look
from putright.letters.drawing.word_reading import Found, Refused
from putright.letters.drawing.word_sheet import FRAME, NUMBERED, PART, TIGHT

__all__ = ["Refused", "from_draft", "into_parts"]

STYLES = {"p": "Normal", "ul": "ListBullet", "ol": NUMBERED, "h": "Heading3"}
FREE = ("greeting", "subject", "sign_off")
"""What stands around the parts and may be changed in the document."""

KEPT_BY_US = {"to": "the person’s address", "facts": "the date or the reference"}
"""What stands around the parts and is not changed in the document, and how a refusal calls it."""

NOT_OURS = (
    "This does not look like the letter that was downloaded here, or the program it was saved with has taken out the "
    "marks that tell its parts. Download the letter again, put your words into that file, and save it as a Word "
    "document (.docx)."
)

Line = tuple[str, str]
"""The id of a paragraph's style, and its words."""


def from_draft(draft: Draft, look: Look, *, large: bool = False) -> bytes:
    """The letter as a Word document in 14 point, or 18 in large print."""
    sheet = DocxTemplate(BytesIO(word_sheet.template(large)))
    if look.logo:
        sheet.init_docx()
        word_sheet.put_logo(sheet.docx, letterhead.taken_out(look.logo), look.council_name)
    contact = (*look.address, f"Phone: {look.phone}" if look.phone else "", look.email)
    values = {
        "council_name": look.council_name,
        "contact": "\n".join(line for line in contact if line),
        "sections": list(_sections(draft)),
    }
    sheet.render(values, autoescape=True)
    properties = sheet.docx.core_properties
    properties.title, properties.author, properties.language = draft.subject[:255], look.council_name[:255], "en-GB"
    properties.identifier = _identity(draft)
    made = BytesIO()
    sheet.save(made)
    return made.getvalue()


def into_parts(content: bytes, draft: Draft) -> Draft:
    """The draft with the words of an edited document; a part that was taken out there is gone from it.

    Raises `Refused` when a locked part is lost, or when anything written in the document could not be kept.
    """
    sheet = word_reading.opened(content)
    identity = sheet.core_properties.identifier
    if identity and identity != _identity(draft):
        raise Refused(f"This is another letter ({identity}). Choose the document of this one: {_identity(draft)}.")
    marks = {PART + part.name for part in draft.blocks} | {FRAME + name for name in (*KEPT_BY_US, *FREE)}
    headings = {part.heading: PART + part.name for part in draft.blocks if part.heading}
    found = word_reading.found(sheet, marks=marks, headings=headings)
    if not any(mark.startswith(PART) for mark in found):
        raise Refused(NOT_OURS)
    _nothing_around_changed(found, draft)
    return _brought_back(draft, found)


def _brought_back(draft: Draft, found: Mapping[str, Found]) -> Draft:
    known = {PART + part.name: part for part in draft.blocks}
    parts = tuple(_with_words(known[mark], words) for mark, words in found.items() if mark in known and words.text)
    _locked_kept(draft, parts)
    free = {name: words.text for name in FREE if (words := found.get(FRAME + name)) and words.text}
    if "greeting" in free:
        free["greeting"] = free["greeting"].removesuffix(",")
    if "subject" in free:
        free["subject"] = " ".join(free["subject"].split())
    return replace(draft, blocks=parts, **free)  # type: ignore[arg-type]


# --- What a document is made of. -------------------------------------------------------------------------------------


def _sections(draft: Draft) -> Iterator[dict[str, object]]:
    for number, (mark, title, locked, lines) in enumerate(_contents(draft)):
        shown = [
            {"style": style, "text": _printable(text), "mark": "" if n else mark, "id": number}
            for n, (style, text) in enumerate(lines)
        ]
        yield {"mark": mark, "title": _printable(title)[:60], "locked": locked, "lines": shown}


def _contents(draft: Draft) -> Iterator[tuple[str, str, bool, list[Line]]]:
    """Every section in order: its mark, its title, whether it is locked, and its lines."""
    around = _around(draft)
    for name, title in (("to", "address"), ("facts", "date and reference")):
        if around[name]:
            yield FRAME + name, title, True, _paragraph(around[name].splitlines())
    yield FRAME + "greeting", "greeting", True, [(STYLES["p"], f"{draft.greeting},")]
    yield FRAME + "subject", "subject", True, [("Heading1", draft.subject)]
    for part in draft.blocks:
        heading = [("Heading2", part.heading)] if part.heading else []
        yield PART + part.name, part.heading or part.title, part.locked, heading + _lines(part.text)
    yield FRAME + "sign_off", "sign-off", True, _lines(draft.sign_off)


def _around(draft: Draft) -> dict[str, str]:
    reference = f"Our reference: {draft.reference}" if draft.reference else ""
    return {"to": "\n".join(draft.to), "facts": "\n".join(line for line in (draft.on, reference) if line)}


def _lines(text: str) -> list[Line]:
    """Numbers are written out, so that they come back as they went."""
    made: list[Line] = []
    for piece in render.pieces(text):
        if piece.kind == "p":
            made += _paragraph(piece.lines)
        else:
            numbers = (
                f"{n}. " if piece.kind == "ol" else "" for n in range(piece.first, piece.first + len(piece.lines))
            )
            made += [(STYLES[piece.kind], n + line) for n, line in zip(numbers, piece.lines, strict=True)]
    return made or [(STYLES["p"], "")]


def _paragraph(lines: Sequence[str]) -> list[Line]:
    return [*((TIGHT, line) for line in lines[:-1]), *((STYLES["p"], line) for line in lines[-1:])]


def _printable(text: str) -> str:
    """Without the control characters that a document cannot hold."""
    return "".join(character for character in text if character in "\n\t" or character.isprintable())


def _identity(draft: Draft) -> str:
    return f"{draft.procedure}/{draft.letter}/{draft.reference}"


# --- What has come back. ---------------------------------------------------------------------------------------------


def _with_words(part: Part, words: Found) -> Part:
    """A part nobody touched stays exactly as it was."""
    same = render.pieces(words.text) == render.pieces(_printable(part.text))
    return replace(
        part,
        heading=words.heading,
        text=part.text if same else words.text,
        replace_with_official=part.replace_with_official and same,
    )


def _locked_kept(draft: Draft, parts: tuple[Part, ...]) -> None:
    kept = {part.name for part in parts}
    lost = [part for part in draft.blocks if part.locked and part.text and part.name not in kept]
    if lost:
        names = "; ".join(f"“{part.heading or part.title}”" for part in lost)
        raise Refused(
            f"The document has lost what cannot be taken out of this letter: {names}. Put it back in the document, or "
            "download the letter again and make your changes there."
        )


def _nothing_around_changed(found: Mapping[str, Found], draft: Draft) -> None:
    """Address, date and reference are ours to print; words above the letter belong to no part."""
    above = found.get("", Found()).text
    if above:
        raise Refused(
            f"These words stand above the letter, where they would be lost: “{above}”. Move them into a part."
        )
    around = _around(draft)
    for name, title in KEPT_BY_US.items():
        said = found.get(FRAME + name, Found()).text
        if said and said.split() != _printable(around[name]).split():
            raise Refused(
                f"The document changes {title}: it says “{said}”. Change that on the case instead, and put back in the "
                f"document: “{around[name]}”"
            )
