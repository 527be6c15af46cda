"""What can be done in a case now, and what cannot and why: the procedure's reasons and those of the officer's roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import access, cases
from putright.casework.actions import refusal
from putright.council import here
from putright.desk import nouns, people
from putright.rulebook import Move, Procedure, Standing
from putright.rulebook.book.phrases import cite
from putright.rulebook.standings.moves import Offer

HEADINGS: Mapping[str, str] = {
    "work": "Look into it and answer",
    "time": "Give it more time, or explain a delay",
    "remedies": "Put it right, and learn from it",
    "heard": "Record what the person or another body says",
    "endings": "Other endings",
    "file": "Look after the file",
}
"""The kinds of step, in the order a page has them."""

AGREE = "record_adjustment"
"""A step that only makes sense once an adjustment was asked for."""
REMEDIES = frozenset({"agree_remedy", "complete_remedy", "explain_remedy", "record_learning"})
TIME = frozenset({"explain_delay", "send_update", "report_progress", "freeze", "resume"})
ENDINGS = frozenset({"decline", "decline_escalation", "decline_further", "withdraw", "hand_over", "transfer", "reopen"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A step: where its page is, or why it cannot be taken now. `owed`: it is what comes next."""

    title: str
    name: str = ""
    kind: str = "work"
    href: str = ""
    why_not: str = ""
    cited: str = ""
    owed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Steps of one kind under their heading."""

    heading: str
    steps: Sequence[Offered]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """What an officer can do in a case: what is owed next, everything else, and what cannot be done now.

    `not_yours` is what is owed next where somebody else has to do it; `telling` is how the person is told of a delay.
    `besides` is how what was promised is kept, where that is owed besides, by `besides_by`.
    """

    first: Sequence[Offered]
    telling: Sequence[Offered]
    by: date | None
    besides: Sequence[Offered]
    besides_by: date | None
    not_yours: Offered | None
    others: Sequence[Group]
    cannot: Sequence[Group]


def of(case: cases.Case, standing: Standing, officer: Officer) -> ToDo:
    """Every step: those this officer can take now, what is owed first; and the rest, each with its reason."""
    yours = access.may_take_each(officer, case)
    owed, besides = standing.leading, standing.besides
    due = owed.moves if owed else ()
    also = besides.moves if besides else ()
    asked = people.asks_for_something(case)
    proposes = here.council().refusals_need_two_people and bool(access.may_do(officer, case, "send_letters"))
    steps = [
        _proposed(case, offer)
        if proposes and offer.move.name in refusal.MOVES and offer.why_not is None and not yours[offer.move.name]
        else _offered(case, standing.procedure, offer, yours[offer.move.name], owed=offer.move.name in due)
        for offer in standing.offers
        if not offer.move.begins and (asked or offer.move.name != AGREE)
    ]
    can = [step for step in steps if not step.why_not]
    first = [step for step in can if step.owed]
    return ToDo(
        first=first,
        telling=[step for step in can if step.name in ("explain_delay", "change_target")],
        by=owed.due_on if owed else None,
        besides=[step for step in can if step.name in also],
        besides_by=besides.due_on if besides else None,
        not_yours=next((step for step in steps if step.owed and not step.cited), None) if due and not first else None,
        others=grouped([*(step for step in can if not step.owed), *for_the_file(case, officer)]),
        cannot=grouped(step for step in steps if step.why_not),
    )


def _offered(case: cases.Case, procedure: Procedure, offer: Offer, may: access.Answer, *, owed: bool) -> Offered:
    why_not = offer.why_not or may.reason
    return Offered(
        title="Agree the adjustment they asked for" if offer.move.name == AGREE else offer.move.title,
        name=offer.move.name,
        kind=kind_of(offer.move, procedure),
        href="" if why_not else address(case, offer.move),
        why_not=why_not,
        # A reason of somebody's roles is written nowhere.
        cited=cite(offer.para) if offer.para and offer.why_not else "",
        owed=owed,
    )


def _proposed(case: cases.Case, offer: Offer) -> Offered:
    """A refusal that is not theirs to decide, and theirs to propose: on the same page."""
    title = f"Propose to {offer.move.title[:1].lower()}{offer.move.title[1:]}"
    return Offered(title=title, name=offer.move.name, kind="endings", href=address(case, offer.move))


def grouped(steps: Iterable[Offered]) -> list[Group]:
    """Steps under the headings of their kinds, those without any left out."""
    given = list(steps)
    groups = [
        Group(heading=heading, steps=[step for step in given if step.kind == kind])
        for kind, heading in HEADINGS.items()
    ]
    return [group for group in groups if group.steps]


def kind_of(move: Move, procedure: Procedure) -> str:
    """Which kind of step a move is, of whatever procedure."""
    return next((kind for kind, fits in _KINDS.items() if fits(move, procedure)), "work")


def _ends(move: Move, procedure: Procedure) -> bool:
    opens = procedure.stage.get(move.opens or "")
    return move.name in ENDINGS or bool(opens and opens.ended)


_KINDS: Mapping[str, Callable[[Move, Procedure], bool]] = {
    "endings": _ends,
    "remedies": lambda move, _: move.name in REMEDIES,
    "time": lambda move, _: move.name in TIME or bool(move.extends),
    "heard": lambda move, _: "council" not in move.by,
}
"""The kinds by what is true of their moves; the first that fits."""


FILE_PAGES: Sequence[tuple[str, str, str]] = (
    ("triage", "triage", "Settle where it belongs and how pressing it is"),
    ("assignment", "assign", "Give it to somebody"),
    ("message", "speak_for_person", "Record what the person said or sent"),
    ("adjustment_asked", "speak_for_person", "Record an adjustment they ask for"),
    ("note", "add_to_file", "Add a note for colleagues"),
    ("documents", "add_to_file", "Add documents"),
    ("declaration", "send_letters", "Declare an interest"),
    ("restriction", "restrict", "Say who may see it"),
    ("links_withdrawn", "assign", "Withdraw the secret links sent so far"),
)
"""What can be done to the file at any time: the page, the deed it takes, and what it is for."""


def for_the_file(case: cases.Case, officer: Officer) -> Sequence[Offered]:
    """What an officer can do to the file of a case besides the steps of its procedure."""
    return [
        Offered(title=title, kind="file", href=page(case, name))
        for name, deed, title in FILE_PAGES
        if roles.may(officer, deed)
    ]


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
