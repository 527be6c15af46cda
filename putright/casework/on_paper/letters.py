"""A letter that went out on paper: kept as it was, and held against what the procedure says it must tell.

It cannot be held back any more, so what it leaves out is named and made good by a follow-up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from putright import rulebook
from putright.accounts.models import Officer
from putright.casework import models
from putright.casework.files.documents import Upload
from putright.casework.refused import Refused
from putright.casework.writing import correspondence, particulars
from putright.casework.writing.particulars import Situation
from putright.council import here
from putright.letters.drawing import render
from putright.rulebook import Missing, Move, Procedure, plain

CHANNEL = "paper"
ALL = "all"
"""Ticked instead of every part: the letter said all that it had to say."""


@dataclass(frozen=True, kw_only=True)
class PaperLetter:
    """A letter as it went out: its text or a scan of it, to whom, and which parts it had (`ALL` for all of them)."""

    to: Sequence[int]
    said: frozenset[str]
    text: str = ""
    scans: Sequence[Upload] = ()


@dataclass(frozen=True, slots=True)
class Sending:
    """The step a letter told: its key, when it went, and whose it was."""

    key: str
    at: datetime
    by: Officer | None


def parts_of(procedure: Procedure, letter: str) -> dict[str, str]:
    """What a letter may have to say, part by part, as an officer ticks it."""
    return {block.name: rulebook.BLOCKS[block.name] for block in procedure.letter[letter].blocks}


def may_have_had(case: models.Case) -> dict[int, str]:
    """Those a letter of the case may have gone to, by the number of their part in it."""
    return {party.pk: str(party.person) for party in case.parties.select_related("person").order_by("pk")}


def must_be_whole(letter: PaperLetter, case: models.Case) -> None:
    """Raises `Refused` for a letter of which nothing is there, or that went to nobody."""
    if not letter.text.strip() and not letter.scans:
        raise Refused("Add the letter: a scan of it, or its text.")
    if not letter.to or not set(letter.to) <= may_have_had(case).keys():
        raise Refused("Say who in the case it was sent to.")


def keep(case: models.Case, move: Move, letter: PaperLetter, sending: Sending) -> list[str]:
    """Keep the text of a letter as it went, a copy for each it went to, and give the digest an event names.

    Of a letter that is there as a scan alone the scan is what is kept.
    """
    if not letter.text.strip() or move.says is None:
        return []
    title = rulebook.procedure(case.procedure, on=case.received_on).letter[move.says].title
    text = letter.text.replace("\r\n", "\n").strip() + "\n"
    note = f"Sent on paper on {plain(sending.at.date())}, and typed in later."
    html = render.typed(title=title, note=note, text=text)
    digest = correspondence.digest(text, html)
    for party in letter.to:
        models.Letter.objects.create(
            case=case,
            letter=move.says,
            title=title,
            party_id=party,
            channel=CHANNEL,
            subject=f"{title}: {case.reference}",
            text=text,
            html=html,
            digest=digest,
            sent_at=sending.at,
            posted_on=sending.at.date(),
            by=sending.by,
            step_key=sending.key,
        )
    return [digest]


def left_out(case: models.Case, name: str, letter: PaperLetter, situation: Situation) -> tuple[Missing, ...]:
    """What a letter should have said and did not: parts nobody ticked, and what its text can be seen to leave out."""
    papers, procedure = particulars.papers(case), situation.after.procedure
    points = particulars.as_points(papers, stage=situation.stage)
    said = set(parts_of(procedure, name)) if ALL in letter.said else letter.said
    # Ticked and not typed in, a part can only be believed; the scan is there for whoever doubts it.
    text = letter.text.strip() or "as the scan of it says"
    found = rulebook.missing_contents(
        procedure,
        name,
        dict.fromkeys(said, text),
        points=points,
        ombudsmen=here.ombudsmen(on=situation.on),
        known=particulars.known(papers, situation),
    )
    seen = [one for one in found if one.block not in said or (letter.text.strip() and one.point is None)]
    return tuple(_once([*_points_not_given(procedure, name, said), *seen]))


def _points_not_given(procedure: Procedure, name: str, said: frozenset[str] | set[str]) -> Iterator[Missing]:
    """The rulebook looks at the points themselves, so that nobody has told it that a letter had none."""
    for block in procedure.letter[name].blocks:
        if block.name == "points" and "points" not in said:
            yield Missing("points", f"It leaves out {rulebook.BLOCKS['points']}.", block.para, procedure.id)


def _once(found: Sequence[Missing]) -> Iterator[Missing]:
    """Each part once: of one that says nothing, no more needs to be told."""
    seen: set[str] = set()
    for one in found:
        if one.block not in seen:
            seen.add(one.block)
            yield one
