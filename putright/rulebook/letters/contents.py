"""What each letter must say, and what a draft leaves out, named in plain words with its paragraph.

Nothing here writes a letter. Wording that is said badly, rather than left out, is in `wording`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from putright.rulebook.book import library
from putright.rulebook.book.phrases import listed, plain
from putright.rulebook.book.vocabulary import BLOCKS, WHEN
from putright.rulebook.book.words import Block, Letter, Procedure
from putright.rulebook.letters.ombudsmen import Ombudsman
from putright.rulebook.letters.points import NOT_OUR_RESPONSIBILITY, Point, ombudsmen_for

SIGNPOSTS = ("ombudsman", "ico")
"""The parts that tell where a person can go next."""

MAY_SAY_NONE = frozenset({"remedy", "outstanding_actions", "adjustments", "learning", "not_ours", "other_route"})
"""Parts of which "None" is an answer. In any other part it is a gap."""

LEAST_OWN_WORDS = 10
"""Reasons for a refusal must have as many words besides the ground's. Our own measure: the Code gives none."""

NONE = frozenset({"none", "nil", "na", "n a", "not applicable"})
TO_FOLLOW = frozenset({"", "tba", "tbc", "tbd", "to follow", "to be confirmed", "to be decided", "to be added", "xxx"})
GAP = re.compile(r"\{\{.*?\}\}|\[\s*(?:insert|add|enter|give|name|date|reasons?|tb[cd])\b[^\]]*\]|_{4,}", re.I | re.S)


class UnknownLetter(LookupError):
    """The procedure has no letter of that name."""


class UnknownCondition(ValueError):
    """Something is said to hold that is no word of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a letter leaves out: the part it belongs in, what, and where it is asked for.

    `procedure` is the one whose paragraph it is: a joint letter answers to the procedures of all its points.
    """

    block: str
    what: str
    para: str
    procedure: str
    point: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the case besides its points.

    `holding` are the words of `vocabulary.WHEN` that hold (what follows from the points need not be given). `due_on` is
    the day an answer is due now, `new_on` the one a notice gives. `ground` names the ground of a refusal.
    """

    on: date | None = None
    holding: frozenset[str] = frozenset()
    due_on: date | None = None
    new_on: date | None = None
    ground: str | None = None


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A draft with all there is to check it against."""

    procedure: Procedure
    letter: Letter
    text: Mapping[str, str]
    points: Sequence[Point]
    ombudsmen: Mapping[str, Ombudsman]
    known: Known


Part = tuple[Block, Procedure]


def required(procedure: Procedure, letter: str, *, holding: frozenset[str] = frozenset()) -> tuple[Block, ...]:
    """The parts a letter must carry when these conditions hold. Raises `UnknownLetter` or `UnknownCondition`."""
    unknown = holding - set(WHEN)
    if unknown:
        raise UnknownCondition(f"unknown condition {min(unknown)!r}; use one of: {', '.join(WHEN)}")
    blocks = _letter(procedure, letter).blocks
    return tuple(block for block in blocks if block.when is None or block.when in holding)


def taken_out(procedure: Procedure, letter: str, template_blocks: Collection[str]) -> tuple[Missing, ...]:
    """The locked parts that an edited template has lost. Raises `UnknownLetter`."""
    return tuple(
        Missing(
            block.name,
            f"The template has lost a part that cannot be taken out: {BLOCKS[block.name]}.",
            block.para,
            procedure.id,
        )
        for block in _letter(procedure, letter).blocks
        if block.locked and block.name not in template_blocks
    )


def missing_contents(
    procedure: Procedure,
    letter: str,
    draft: Mapping[str, str],
    *,
    points: Sequence[Point] = (),
    ombudsmen: Mapping[str, Ombudsman],
    known: Known = NOTHING_KNOWN,
) -> tuple[Missing, ...]:
    """What a draft leaves out, in the order of the letter; empty when it may be sent.

    `draft` gives each part's text by its name; the part "points" is the points themselves. `ombudsmen` are the details
    in force, from `ombudsmen.directory`. Raises `UnknownLetter`, `UnknownCondition` or `UnknownProcedure`.
    """
    whole = _Draft(procedure, _letter(procedure, letter), draft, points, ombudsmen, known)
    return tuple(missing for part in _parts(whole) for missing in _missing(whole, part))


def _letter(procedure: Procedure, name: str) -> Letter:
    if name not in procedure.letter:
        raise UnknownLetter(f"{procedure.id} has no letter {name!r}; it has: {', '.join(procedure.letter)}")
    return procedure.letter[name]


def _parts(draft: _Draft) -> Iterator[Part]:
    """The parts asked for by the procedure, then those that other points' procedures ask for in the same letter."""
    holding = draft.known.holding
    if any(point.needs_remedy for point in draft.points):
        holding |= {"upheld"}
    if any(point.finding == NOT_OUR_RESPONSIBILITY for point in draft.points):
        holding |= {"points_not_ours"}
    others = sorted({point.procedure for point in draft.points} - {draft.procedure.id})
    seen: set[str] = set()
    for procedure in (draft.procedure, *(library.procedure(id_, on=draft.known.on) for id_ in others)):
        if draft.letter.name not in procedure.letter:
            continue
        for block in required(procedure, draft.letter.name, holding=holding):
            if block.name not in seen:
                seen.add(block.name)
                yield block, procedure


def _missing(draft: _Draft, part: Part) -> Iterator[Missing]:
    name = part[0].name
    if name == "points":
        yield from _in_points(draft, part)
        return
    gap = _gap(name, draft.text.get(name, ""))
    if gap is not None:
        yield _absent(part, gap)
    elif name == "new_date":
        yield from (_absent(part, what) for what in _in_new_date(draft))
    elif name == "reasons" and _refuses(draft):
        yield from (_absent(part, what) for what in _in_refusal(draft))
    elif name in SIGNPOSTS:
        yield from (_absent(part, what) for what in _in_signpost(draft, part))


def _absent(part: Part, what: str, point: int | None = None) -> Missing:
    block, procedure = part
    return Missing(block.name, what, block.para, procedure.id, point)


def _gap(name: str, text: str) -> str | None:
    """What is wrong when a part says nothing, or still has a gap to fill in."""
    if _bare(text) in TO_FOLLOW or (name not in MAY_SAY_NONE and _bare(text) in NONE):
        return f"It leaves out {BLOCKS[name]}."
    gap = GAP.search(text)
    return gap and f"There is still a gap to fill in, {gap[0]}, where it gives {BLOCKS[name]}."


# --- Points. ---------------------------------------------------------------------------------------------------------


def _in_points(draft: _Draft, part: Part) -> Iterator[Missing]:
    if not draft.points:
        yield _absent(part, f"It leaves out {BLOCKS['points']}.")
    for number, times in Counter(point.number for point in draft.points).items():
        if times > 1:
            yield _absent(part, f"{times} points are numbered {number}, so nobody can tell them apart.", number)
    for point in draft.points:
        yield from _in_point(draft, part, point)


def _in_point(draft: _Draft, part: Part, point: Point) -> Iterator[Missing]:
    label, letter = f"Point {point.number}", draft.letter.name
    if point.finding is None:
        yield _absent(part, f"{label} has no finding.", point.number)
    if _says_nothing(point.reason):
        yield _absent(part, f"{label} gives no reason for what was found.", point.number)
    if point.needs_remedy and _says_nothing(point.remedy) and _says_nothing(point.no_remedy_because):
        what = f"{label} is upheld, but says neither what puts it right nor why nothing will."
        yield _absent(_part_named(part, letter, "remedy"), what, point.number)
    if point.finding == NOT_OUR_RESPONSIBILITY and _says_nothing(point.whose):
        what = f"{label} is not our responsibility, but does not say whose it is."
        yield _absent(_part_named(part, letter, "responsibility", "not_ours"), what, point.number)


def _says_nothing(text: str) -> bool:
    return _bare(text) in TO_FOLLOW | NONE


def _bare(text: str) -> str:
    """The words of a text and nothing else, in small letters."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _part_named(part: Part, letter: str, *names: str) -> Part:
    """The first of these parts of the same letter, whose paragraph asks for it; else the part given."""
    blocks = {block.name: block for block in part[1].letter[letter].blocks}
    return next((blocks[name] for name in names if name in blocks), part[0]), part[1]


# --- Dates, refusals, signposts. -------------------------------------------------------------------------------------


def _tells_date(draft: _Draft) -> bool:
    """Whether the letter goes out because an answer will be later than it was due."""
    return any(move.tells_date for move in draft.procedure.moves if move.says == draft.letter.name)


def _in_new_date(draft: _Draft) -> Iterator[str]:
    known = draft.known
    if known.new_on is None:
        yield "The new date has not been recorded, so nobody can tell whether it comes after the day it was due."
        return
    if known.due_on is not None and known.new_on <= known.due_on:
        yield f"The new date, {plain(known.new_on)}, does not come after {plain(known.due_on)}, when it is due already."
    if known.on is not None and known.new_on < known.on:
        yield f"The new date, {plain(known.new_on)}, has passed already."
    if not names_day(draft.text["new_date"], known.new_on):
        yield f"It does not give the date recorded, {plain(known.new_on)}."


def names_day(text: str, day: date) -> bool:
    """Whether a text gives a day: in words, with its own year or none, or in figures."""
    month = f"(?:{day:%B}|{day:%b})"
    in_words = rf"\b0?{day.day}(?:st|nd|rd|th)?(?:\s+of)?\s+{month}\b(?!,?\s+(?!{day.year})\d{{4}})"
    in_figures = rf"\b0?{day.day}/0?{day.month}/(?:{day.year}|{day:%y})\b"
    return re.search(f"{in_words}|{in_figures}|{day}", text, re.IGNORECASE) is not None


def _refuses(draft: _Draft) -> bool:
    return any("ground" in move.needs for move in draft.procedure.moves if move.says == draft.letter.name)


def _in_refusal(draft: _Draft) -> Iterator[str]:
    """Reasons must be about this complaint: not the ground again, nor a word or two (the Code, 2.1 and 2.4)."""
    ground = draft.procedure.ground.get(draft.known.ground or "")
    known_by_heart = [draft.text.get("ground", ""), *([ground.title, ground.elsewhere] if ground else [])]
    own = f" {_bare(draft.text['reasons'])} "
    for text in known_by_heart:
        own = own.replace(f" {_bare(text)} ", " ")
    if not own.strip():
        yield "The reasons only repeat the ground: say why it holds for this complaint."
    elif len(own.split()) < LEAST_OWN_WORDS:
        yield f"The reasons are too short to be about this complaint: fewer than {LEAST_OWN_WORDS} words of their own."


def _in_signpost(draft: _Draft, part: Part) -> Iterator[str]:
    """Every Ombudsman the points may go to is named, with a way to reach it; in a notice of delay a link will do."""
    text = " ".join(draft.text.get(name, "") for name in SIGNPOSTS)
    needed = ombudsmen_for(draft.points, on=draft.known.on) or draft.procedure.ombudsmen
    if part[0].name == "ico":
        needed, text = ("ico",), draft.text["ico"]
    instead = [body.title for body in draft.ombudsmen.values() if body.named_in(text) and body.name not in needed]
    for body in (draft.ombudsmen[name] for name in needed):
        if _tells_date(draft) and body.linked_in(text):
            continue
        if not body.named_in(text):
            wrong = f"; it names {listed(instead)}, where this complaint does not go" if instead else ""
            yield f"It does not name {body.title}{wrong}."
        elif not body.reached_in(text):
            yield f"It does not say how to reach {body.title}."
