"""Values put into a wording: a draft, part by part. Renders nothing and judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from putright.council import here
from putright.letters import bundled, placeholders
from putright.letters.wordings import TAIL, UNWORDED, Block, Wording
from putright.rulebook.book.vocabulary import BLOCKS
from putright.rulebook.letters import ombudsmen
from putright.rulebook.letters.points import NOT_OUR_RESPONSIBILITY, Point

FINDINGS: Mapping[str, str] = {
    "upheld": "We uphold this point. We got it wrong.",
    "partially_upheld": "We uphold part of this point. We got part of it wrong.",
    "not_upheld": "We do not uphold this point.",
    NOT_OUR_RESPONSIBILITY: "This point is not for us to answer.",
}
"""What was found, as a letter says it."""

ALWAYS_SAID: Mapping[str, str] = {"escalation": "escalate_by", "panel_rights": "escalate_by"}
"""Parts, and the value each says at its end where its wording does not: whoever wrote it, the person learns the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a draft, as the person will read it. `title` is what the rulebook calls it."""

    name: str
    heading: str
    text: str
    locked: bool = False
    title: str = ""
    hint: str = ""
    replace_with_official: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter filled in for one person. `version` is that of the wording it was made from."""

    letter: str
    procedure: str
    version: int
    subject: str
    greeting: str
    blocks: tuple[Part, ...]
    sign_off: str
    reference: str = ""
    on: str = ""
    to: tuple[str, ...] = ()
    """The name and postal address, a line each; empty when the letter need not show them."""

    @property
    def text(self) -> Mapping[str, str]:
        """The text of each part by its name, as `rulebook.missing_contents` takes it."""
        return {part.name: part.text for part in self.blocks}

    @property
    def unofficial(self) -> tuple[Part, ...]:
        """The parts that still paraphrase an official text."""
        return tuple(part for part in self.blocks if part.replace_with_official)


def draft(wording: Wording, values: Mapping[str, str], *, given: Mapping[str, str] | None = None) -> Draft:
    """The wording with its placeholders filled.

    What the officer wrote for a part, in `given`, takes the place of its text; an empty one takes the part out, unless
    it is locked. A part needed only under a condition is left out while there is nothing to put in it. What was written
    for a part the wording has not got goes in before the closing parts, so that nothing typed is lost.
    Raises `KeyError` for a text of a part there is not.
    """
    written = {name: _tidy(text) for name, text in (given or {}).items()}
    made = (_part(block, values, written.get(block.name)) for block in _with_written(wording.blocks, written))
    frame = bundled.frame()
    named = values.get("person_name", "").strip()
    return Draft(
        letter=wording.letter,
        procedure=wording.procedure,
        version=wording.version,
        subject=placeholders.fill(wording.subject, values),
        greeting=placeholders.fill(frame.greeting if named else frame.greeting_without_name, values),
        blocks=tuple(part for part in made if part is not None),
        sign_off=placeholders.fill(frame.sign_off, {"handler_role": "", "handler": "", **values}),
        reference=values.get("reference", ""),
        on=values.get("letter_date", ""),
        to=_lines(named, values.get("person_address", "")),
    )


def rewritten(draft: Draft, texts: Mapping[str, str]) -> Draft:
    """The draft with other texts in some of its parts; a part not named stays as it is."""
    return replace(
        draft,
        blocks=tuple(
            replace(part, text=texts[part.name].strip(), replace_with_official=False) if part.name in texts else part
            for part in draft.blocks
        ),
    )


def as_data(draft: Draft) -> dict[str, Any]:
    """The draft as JSON can hold it, for keeping it until it is sent."""
    return asdict(draft)


def from_data(data: Mapping[str, Any]) -> Draft:
    """A draft that was kept with `as_data`."""
    parts = tuple(Part(**part) for part in data["blocks"])
    return Draft(**{**data, "blocks": parts, "to": tuple(data["to"])})


def council_values() -> dict[str, str]:
    """The values that are the same in every letter: who we are and how to reach us. Raises `NotSetUp`."""
    council = here.council()
    return {
        "council_name": council.name,
        "address": ", ".join(line.strip() for line in council.address.splitlines() if line.strip()),
        "phone": council.phone,
        "email": council.email,
        "opening_hours": council.opening_hours,
    }


def _with_written(blocks: Sequence[Block], written: Mapping[str, str]) -> tuple[Block, ...]:
    """The parts of a wording, and those that only the officer wrote, before the ones that close the letter."""
    have = {block.name for block in blocks}
    place = next((number for number, block in enumerate(blocks) if block.name in TAIL), len(blocks))
    more = (_unasked(name) for name, text in written.items() if text and name not in have)
    return (*blocks[:place], *more, *blocks[place:])


def _unasked(name: str) -> Block:
    """A part nobody asked for, headed as it is in other letters."""
    title = BLOCKS[name]
    heading = bundled.parts().get(name, UNWORDED).heading
    return Block(name=name, heading=heading or f"{title[:1].upper()}{title[1:]}", text="")


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _part(block: Block, values: Mapping[str, str], written: str | None) -> Part | None:
    own = written or ""
    if not own and _left_out(block, values, emptied=written is not None):
        return None
    return Part(
        name=block.name,
        heading=placeholders.fill(block.heading, values),
        text=_whole(block.name, own or placeholders.fill(block.text, values), values),
        locked=block.locked,
        title=block.title,
        hint=block.hint,
        replace_with_official=block.replace_with_official and not own,
    )


def _whole(name: str, text: str, values: Mapping[str, str]) -> str:
    said = values.get(ALWAYS_SAID.get(name, ""), "").strip()
    return f"{text}\n\n{said}" if text and said and said not in text else text


def _left_out(block: Block, values: Mapping[str, str], *, emptied: bool) -> bool:
    if block.locked:
        return False
    if emptied:
        return True
    return block.when is not None and (not block.text or not placeholders.filled_in(block.text, _quiet(values)))


def _quiet(values: Mapping[str, str]) -> Mapping[str, str]:
    """Ways to reach the council that it does not have do not empty a part, nor does a letter that comes in time: their
    lines are simply left out.
    """
    return {**dict.fromkeys(QUIET, "-"), **_said(values)}


QUIET = ("phone", "email", "address", "complaint_link", "lateness", "escalate_by", "ombudsman_time")


def _said(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value.strip()}


def _lines(name: str, address: str) -> tuple[str, ...]:
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    return tuple([name, *lines] if name and lines else lines)


# --- Values made of several things. ----------------------------------------------------------------------------------


def numbered(points: Iterable[Point]) -> str:
    """The points by their numbers and no more: the value of `points`."""
    return "\n".join(f"{point.number}. {_on_one_line(point.text)}" for point in points)


def listed(texts: Iterable[str]) -> str:
    """A list with bullets."""
    return "\n".join(f"- {_on_one_line(text)}" for text in texts)


def findings(points: Iterable[Point], *, with_remedies: bool = True) -> str:
    """Each point in the person's words, what was found, why and on which rule: the value of `findings`.

    `with_remedies`: what puts it right too. A letter with a part for remedies says it there, and once.
    """
    return "\n\n".join(_finding(point if with_remedies else replace(point, remedy="")) for point in points)


def ombudsmen_in_words(names: Iterable[str], *, on: date, own: Sequence[ombudsmen.Ombudsman] = ()) -> str:
    """The Ombudsmen by these names with every way to reach them on a day: the value of `ombudsman`."""
    known = ombudsmen.directory(on=on, own=own)
    return "\n\n".join(_ombudsman(known[name]) for name in names)


def ombudsman_times(names: Iterable[str], *, on: date, own: Sequence[ombudsmen.Ombudsman] = ()) -> str:
    """How long there is to complain to each of these on a day: the value of `ombudsman_time`."""
    known = ombudsmen.directory(on=on, own=own)
    bodies = [known[name] for name in names]
    return "\n\n".join(_time_for(body, alone=len(bodies) == 1) for body in bodies)


def _time_for(body: ombudsmen.Ombudsman, *, alone: bool) -> str:
    """Worded so that it holds whatever the body decides: nobody is told that it is too late."""
    if not body.time_limit:
        return f"Please do not wait: there can be a time limit. Ask {body.title} how long you have."
    whose = "The Ombudsman’s time limit" if alone else f"The time limit of {body.title}"
    return (
        f"Please do not wait. {whose} is usually {body.time_limit}. If more time has passed, ask them all the same. "
        "They decide."
    )


def _finding(point: Point) -> str:
    paragraphs = [f"## Point {point.number}: {_on_one_line(point.text)}"]
    if point.finding:
        paragraphs.append(FINDINGS[point.finding])
    paragraphs.append(point.reason)
    if point.rule:
        paragraphs.append(f"We went by: {point.rule}")
    if point.whose:
        paragraphs.append(f"Who answers for it: {point.whose}")
    if point.remedy:
        paragraphs.append(f"To put it right: {point.remedy}")
    if point.no_remedy_because:
        paragraphs.append(f"Why nothing more can be done: {point.no_remedy_because}")
    return "\n\n".join(paragraph.strip() for paragraph in paragraphs if paragraph.strip())


def _ombudsman(body: ombudsmen.Ombudsman) -> str:
    name = body.title[0].upper() + body.title[1:]
    ways = (("Website", body.website), ("Phone", body.phone), ("Post", f"{name.removeprefix('The ')}, {body.post}"))
    lines = [f"- {way}: {how}" for way, how in ways if how and (way != "Post" or body.post)]
    return "\n\n".join(part for part in (name, "\n".join(lines)) if part)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
