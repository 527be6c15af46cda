"""What waits for an officer's decision and what came of one, in words: for list, case and reminder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from putright.accounts.models import Officer
from putright.casework import access, cases, waiting
from putright.casework.actions import later, refusal
from putright.casework.retention import second_person
from putright.desk import offers
from putright.rulebook import Standing, counted

SAID: Mapping[str, str] = {
    "approve": "{what} waits for your approval",
    "decide": "A refusal waits for your decision",
    "approved": "{what} was approved: send it",
    "sent_back": "{what} was sent back to you",
}
PAGES: Mapping[str, str] = {"approve": "approval"}
"""The page on which it is dealt with; the case itself when none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of what waits: what, by which name, what that is, where it is dealt with, since when and from whom."""

    said: str
    name: str
    about: str
    href: str
    since: datetime
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """What came of something an officer asked a second person for."""

    title: str
    said: str
    href: str = ""
    action: str = ""
    good: bool = False


def called(letter: str) -> str:
    """What a letter that wants approval is called."""
    return "A later date" if letter == later.LETTER else "An answer"


def of(officer: Officer) -> Sequence[Row]:
    """Everything that waits for an officer."""
    return [*_in_cases(officer), *_disposals(officer)]


def _in_cases(officer: Officer) -> list[Row]:
    return [
        Row(
            said=SAID[one.kind].format(what=called(one.letter)),
            name=one.case.reference,
            about=one.case.subject,
            href=reverse(f"desk:{PAGES.get(one.kind, 'case')}", args=[one.case.reference]),
            since=one.since,
            who=one.who,
        )
        for one in waiting.of(officer)
    ]


def _disposals(officer: Officer) -> list[Row]:
    return [
        Row(
            said="A disposal waits for you as the second person",
            name=f"disposal {one.pk}",
            about=counted(how_many, "case"),
            href=reverse("records:disposal", args=[one.pk]),
            since=one.proposed_at,
            who=one.proposed_by.name,
        )
        for one, how_many in second_person.waits_for(officer)
    ]


def proposed(case: cases.Case, standing: Standing, officer: Officer) -> tuple[str, str] | None:
    """Who proposed to refuse a case, and the move that decides it, where this officer may decide it now."""
    moves = [name for name in refusal.MOVES if (offer := standing.offer.get(name)) and not offer.why_not]
    asked = waiting.to_decide(case, officer) if moves else None
    if asked is None:
        return None
    return next(((asked.who, name) for name in moves if access.may_take(officer, case, name)), None)


def came_back(case: cases.Case, standing: Standing, officer: Officer) -> Sequence[Back]:
    """What came back in a case to the officer who had asked for it."""
    if case.ended:
        return []
    return [*_letters(case, standing, officer), *_refusal(case, officer)]


def _letters(case: cases.Case, standing: Standing, officer: Officer) -> Iterator[Back]:
    moves = {move.says: move for move in standing.procedure.moves if move.says}
    drafts = case.drafts.filter(by=officer, approval__in=waiting.CAME_BACK).select_related("approved_by")
    for draft in drafts:
        good = draft.approval == "given"
        who = draft.approved_by.name if draft.approved_by else "Somebody"
        yield Back(
            title=f"{who} approved it: {called(draft.letter).lower()} can go"
            if good
            else f"{who} sent {called(draft.letter).lower()} back",
            said=draft.approval_note,
            href=offers.address(case, moves[draft.letter]) if draft.letter in moves else "",
            action="Open it and send it" if good else "Open it and change it",
            good=good,
        )


def _refusal(case: cases.Case, officer: Officer) -> Iterator[Back]:
    """The last refusal the officer proposed, if it was not agreed to and nothing was proposed since."""
    kinds = (refusal.PROPOSED, refusal.SENT_BACK)
    last = [entry for entry in cases.timeline(case) if entry.kind in kinds][-2:]
    if [entry.kind for entry in last] == list(kinds) and last[0].event.by == officer:
        by = last[1].event.by
        why = " ".join(text for _, text in last[1].written)
        yield Back(title=f"{by.name if by else 'Somebody'} did not agree to refuse it", said=why)
