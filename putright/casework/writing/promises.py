"""Remedies as a letter says them: what was promised and by when, what is still to do, and why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from putright import rulebook
from putright.casework import models
from putright.letters import compose
from putright.rulebook import Point, names_day, plain

NOTHING_UPHELD: Mapping[str, str] = {
    "not_upheld": "There is nothing for us to put right, because we do not uphold any point of your complaint.",
    "not_our_responsibility": "There is nothing for us to put right, because what happened is not for us to answer.",
}
"""What a letter says of a remedy when no point is upheld."""

ALL_DONE = "Nothing is left to do: everything we promised has been done."
NOTHING_LEFT = "Nothing is left to do."


def made(case: models.Case) -> list[models.Remedy]:
    """The remedies promised, without those that turned out not to be possible."""
    return [remedy for remedy in case.remedies.all() if remedy.undeliverable_on is None]


def once(case: models.Case, points: Sequence[Point]) -> dict[str, str]:
    """A letter that gives the remedies in a part of their own gives them only there."""
    promised = made(case)
    still = [(number, remedy) for number, remedy in enumerate(promised, start=1) if remedy.done_on is None]
    # Without a promise the part for remedies says why there is none, point by point.
    found = points if promised else [replace(point, no_remedy_because="") for point in points]
    remedy = "\n".join(f"{number}. {_for_a_point(one, points)}" for number, one in enumerate(promised, start=1))
    return {
        "findings": compose.findings(found, with_remedies=False),
        **({"remedy": remedy} if len(promised) > 1 else {}),
        "outstanding_actions": compose.listed(_still_to_do(number, one, len(promised)) for number, one in still),
    }


def _for_a_point(remedy: models.Remedy, points: Sequence[Point]) -> str:
    promised = said(remedy)
    return f"Point {remedy.point.number}: {promised}" if remedy.point and len(points) > 1 else promised


def where_nothing_is(case: models.Case, points: Sequence[Point]) -> dict[str, str]:
    """What a letter that must speak of a remedy, or of what is still to do, says where there is none.

    Silent while nothing has been decided, and where a remedy is still owed: the guard names that.
    """
    decision = rulebook.finding_of(points)
    if decision is None:
        return {}
    nothing = ALL_DONE if made(case) else NOTHING_LEFT
    return {"remedy": NOTHING_UPHELD.get(decision, ""), "outstanding_actions": nothing}


def why_none(points: Sequence[Point]) -> str:
    """Where points are upheld and nothing more can be done about them, why."""
    return compose.listed(
        f"Point {point.number}: {point.no_remedy_because.strip()}"
        for point in points
        if point.no_remedy_because.strip()
    )


def said(remedy: models.Remedy) -> str:
    """A remedy with its day, unless whoever wrote it has given the day already."""
    what = remedy.what.strip()
    if names_day(what, remedy.until):
        return what if what.endswith((".", "!")) else f"{what}."
    return f"{what.rstrip('.')}, by {plain(remedy.until)}."


def to_do(remedy: models.Remedy) -> str:
    """The same, with who sees to it."""
    return f"{said(remedy)} Who sees to it: {_who_sees_to(remedy)}."


def _still_to_do(number: int, remedy: models.Remedy, of: int) -> str:
    which = f"Number {number} above" if of > 1 else "What we promise above"
    return f"{which} is still to be done. Who sees to it: {_who_sees_to(remedy)}."


def _who_sees_to(remedy: models.Remedy) -> str:
    return remedy.owner.job_title or "the complaints team"
