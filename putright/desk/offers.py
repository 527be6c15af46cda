"""What can be done in a case now, and what cannot and why: the procedure's reasons and those of the officer's roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import access, cases
from putright.desk import nouns
from putright.rulebook import Move, Standing
from putright.rulebook.book.phrases import cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A step: where its page is, or why it cannot be taken now. `owed`: it is what comes next."""

    title: str
    href: str = ""
    why_not: str = ""
    cited: str = ""
    owed: bool = False


def of(case: cases.Case, standing: Standing, officer: Officer) -> tuple[Sequence[Offered], Sequence[Offered]]:
    """Every step: those this officer can take now, what is owed first; and the rest, each with its reason."""
    yours = access.may_take_each(officer, case)
    due = {name for owed in standing.owes[:1] for name in owed.moves}
    can, cannot = [], []
    for offer in standing.offers:
        why_not = offer.why_not or yours[offer.move.name].reason
        if why_not:
            cannot.append(Offered(title=offer.move.title, why_not=why_not, cited=_cited(offer.para, offer.why_not)))
        else:
            can.append(Offered(title=offer.move.title, href=address(case, offer.move), owed=offer.move.name in due))
    return sorted(can, key=lambda one: not one.owed), cannot


FILE_PAGES: Sequence[tuple[str, str, str]] = (
    ("triage", "triage", "Settle where it belongs and how pressing it is"),
    ("assignment", "assign", "Give it to somebody"),
    ("declaration", "send_letters", "Declare your interest"),
    ("message", "speak_for_person", "Record what the person said or sent"),
    ("adjustment_asked", "speak_for_person", "Record an adjustment they ask for"),
    ("approval", "approve", "Approve an answer, or send it back"),
    ("restriction", "restrict", "Say who may see it"),
    ("links_withdrawn", "assign", "Withdraw the secret links sent so far"),
)
"""What can be done to the file at any time: the page, the deed it takes, and what it is for."""


def for_the_file(case: cases.Case, officer: Officer) -> Sequence[Offered]:
    """What an officer can do to the file of a case besides the steps of its procedure."""
    pages = [(page(case, name), title) for name, deed, title in FILE_PAGES if roles.may(officer, deed)]
    return [Offered(title=title, href=href) for href, title in pages if href]


def address(case: cases.Case, move: Move) -> str:
    """The page on which a step is taken; empty when this copy has none."""
    if nouns.suits(move):
        return page(case, nouns.page_of(move.name))
    return page(case, nouns.STEP, move.name)


def page(case: cases.Case, name: str, *more: str) -> str:
    """A page of a case by its name; empty when this copy has none."""
    try:
        return reverse(f"desk:{name}", args=[case.reference, *more])
    except NoReverseMatch:
        return ""


def _cited(para: str, from_procedure: str | None) -> str:
    """Where it is written; a reason of somebody's roles is written nowhere."""
    return cite(para) if from_procedure and para else ""
