"""One draft in every form it is read in: preview, text, email and print. Sends nothing, and knows no pages of ours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment
from markupsafe import Markup, escape

from putright.council import here, logo
from putright.letters.compose import Draft, Part
from putright.letters.drawing import letterhead, printed

ADDRESS = re.compile(r"https?://[^\s<>\"]+?(?=[.,;:)]*(?:\s|$))|(?<![\w./@-])www\.[\w-]+(?:\.[\w-]+)+")
BULLET = re.compile(r"-\s+(.*)")
HEADING = re.compile(r"##\s+(.*)")
NUMBER = re.compile(r"(\d+)\.\s+(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a letter of this council looks like, and how it says where it comes from."""

    council_name: str
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    website: str = ""
    colour: str = "#1d4f5c"
    logo: str = ""
    """The picture itself, as an address that fetches nothing."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph (`p`), a list (`ul` with bullets, `ol` with numbers) or a heading within a part (`h`)."""

    kind: str
    lines: tuple[str, ...]
    first: int = 1


def look() -> Look:
    """The look of this council. Raises `NotSetUp`."""
    council = here.council()
    return Look(
        council_name=council.name,
        address=tuple(line.strip() for line in council.address.splitlines() if line.strip()),
        phone=council.phone,
        email=council.email,
        website=council.website,
        colour=council.colour,
        logo=letterhead.in_line(logo.content() if council.logo_mark else None, council.colour),
    )


def pieces(text: str) -> tuple[Piece, ...]:
    """A text cut into paragraphs and lists: a blank line, or a change from words to a list, begins a new piece."""
    return tuple(_merged(_line(line) for line in text.splitlines()))


def page(draft: Draft) -> str:
    """The letter as a piece of a page, for a preview on screen: headings from the second level down."""
    return _render("page.html", draft=draft)


def text(draft: Draft) -> str:
    """The letter in plain text: headings on a line of their own, lists as they were written.

    As in every form, a part in which nothing is written yet has no heading either.
    """
    parts = (_part_as_text(part) for part in draft.blocks if part.text)
    return "\n\n".join(words for words in (f"{draft.greeting},", *parts, draft.sign_off) if words) + "\n"


def _part_as_text(part: Part) -> str:
    words = "\n".join(line.removeprefix("## ") for line in part.text.splitlines())
    return f"{part.heading.upper()}\n\n{words}" if part.heading else words


def email_html(draft: Draft, look: Look) -> str:
    """The letter as an email: nothing is fetched from anywhere, and the only picture is the logo inside it."""
    return _render("email.html", draft=draft, look=look)


def print_html(draft: Draft, look: Look, *, large: bool = False) -> str:
    """The letter for paper and PDF: A4, 14 point, or 18 in large print."""
    return _render("print.html", draft=draft, look=look, size=18 if large else 14)


def typed(*, title: str, note: str, text: str) -> str:
    """The words of a letter that was written elsewhere, as they were typed in, with no letterhead of ours."""
    return _render("typed.html", title=title, note=note, text=text)


def marked_up(text: str, level: int = 3) -> Markup:
    """A part's text as HTML: web addresses become links, headings are of this level, and the rest is only text."""
    return Markup("\n").join(_as_html(piece, level) for piece in pieces(text))


def _as_html(piece: Piece, level: int) -> Markup:
    lines = [_linked(line) for line in piece.lines]
    if piece.kind == "p":
        return Markup("<p>{}</p>").format(Markup("<br>").join(lines))
    if piece.kind == "h":
        return Markup("<h{0}>{1}</h{0}>").format(level, lines[0])
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    start = Markup(' start="{}"').format(piece.first) if piece.kind == "ol" and piece.first != 1 else ""
    return Markup("<{0}{1}>{2}</{0}>").format(piece.kind, start, items)


def _linked(line: str) -> Markup:
    made, end = Markup(""), 0
    for match in ADDRESS.finditer(line):
        target = match[0] if match[0].startswith("http") else f"https://{match[0]}"
        made += escape(line[end : match.start()]) + Markup('<a href="{}">{}</a>').format(target, match[0])
        end = match.end()
    return made + escape(line[end:])


def _line(line: str) -> Piece | None:
    line = line.strip()
    if not line:
        return None
    if heading := HEADING.fullmatch(line):
        return Piece("h", (heading[1],))
    if bullet := BULLET.fullmatch(line):
        return Piece("ul", (bullet[1],))
    if number := NUMBER.fullmatch(line):
        return Piece("ol", (number[2],), int(number[1]))
    return Piece("p", (line,))


def _merged(lines: Iterator[Piece | None]) -> Iterator[Piece]:
    so_far: Piece | None = None
    for piece in lines:
        if so_far and piece and piece.kind == so_far.kind and _follows(so_far, piece):
            so_far = Piece(so_far.kind, so_far.lines + piece.lines, so_far.first)
            continue
        if so_far:
            yield so_far
        so_far = piece
    if so_far:
        yield so_far


def _follows(so_far: Piece, piece: Piece) -> bool:
    return piece.kind != "h" and (piece.kind != "ol" or piece.first == so_far.first + len(so_far.lines))


def _render(name: str, **values: object) -> str:
    return _environment().get_template(name).render(**values)


@cache
def _environment() -> Environment:
    environment = printed.environment("putright.letters")
    environment.filters["marked_up"] = marked_up
    return environment
