"""The work list: what is late and untold first, then by due day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from putright.accounts import roles
from putright.accounts.audience import officer_of, signed_in
from putright.accounts.models import Officer
from putright.casework import cases
from putright.casework.lists import lines
from putright.council import clock, here, opening
from putright.desk import decisions
from putright.desk.forms.filters import Filters

WHOSE: Mapping[str, str] = {
    "mine": "Mine",
    "heard": "Has written",
    "team": "My team’s",
    "unassigned": "Nobody’s yet",
    "all": "All",
}
COUNTED = frozenset({"mine", "heard", "unassigned"})
"""The lists that are short enough for their number to say something."""
HEADINGS: Mapping[str, tuple[str, str]] = {
    "untold": (
        "Late, and the person has not been told",
        "Do these first. If the answer cannot go today, open the case, tell the person why and give them a new date.",
    ),
    "overdue": ("Late, and the person has a new date", "Keep to the date the person was given."),
    "soon": (f"Due within {lines.SOON} working days", ""),
    "later": ("Later", ""),
    "undated": ("Without a date", "No time limit is running. Something may still have to be done."),
    "ended": ("Ended", ""),
}
"""The parts of the list in their order, each with what to do."""

NOTHING: Mapping[str, str] = {
    "mine": "You have no open cases.",
    "heard": "Nobody has written whom nobody has answered.",
    "team": "Your team has no open cases.",
    "unassigned": "Every open case has somebody who deals with it.",
    "all": "There are no open cases. New complaints appear here as soon as they come in.",
}
ONLY_OWN = "You have no open cases. A case appears here as soon as it is given to you."
"""Said to those who see no cases but their own."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the list under its own heading."""

    name: str
    heading: str
    advice: str
    lines: Sequence[lines.Line]


@signed_in
def work(request: HttpRequest) -> HttpResponse:
    """A page of the work list."""
    officer = officer_of(request)
    if not roles.may(officer, "see_cases"):
        if roles.may(officer, "manage_council") and not opening.is_open():
            return redirect("administration:home")
        return render(request, "desk/landing.html", {"roles": roles.held_by(officer)})
    lists = _lists(officer)
    whose = request.GET.get("whose", "")
    whose = whose if whose in lists else _first(lists)
    form = Filters(request.GET, officer=officer)
    found = form.narrowed(lists[whose])
    shown = cases.in_work_order(
        lines.with_people(found), on=clock.today(), after=cases.place(request.GET.get("after", ""))
    )
    page = {
        "waiting": decisions.of(officer),
        "passes_on": not roles.may(officer, "read_notes"),
        "form": form,
        "whose": whose,
        "tabs": _tabs(request, lists, whose),
        "parts": in_parts(shown[: cases.PAGE]),
        "next": _next(request, shown),
        "first": _address(request) if "after" in request.GET else "",
        "nothing": ONLY_OWN if len(lists) == 1 else NOTHING[whose],
    }
    return render(request, "desk/work.html", page)


def _lists(officer: Officer) -> Mapping[str, cases.Cases]:
    """The lists there are for an officer. Whoever sees only their own cases has one."""
    seen = cases.visible_to(officer)
    if roles.sees(officer) == "own":
        return {"mine": seen}
    lists = {"mine": cases.mine(seen, officer), "heard": cases.heard_from(cases.still_open(seen))}
    if officer.team is not None:
        lists["team"] = cases.of_team(seen, officer)
    return {**lists, "unassigned": cases.unassigned(seen), "all": seen}


def _first(lists: Mapping[str, cases.Cases]) -> str:
    """The list somebody begins with: their own, or what waits for somebody, or everything."""
    waiting = ("mine", "unassigned")
    return next((name for name in waiting if name in lists and cases.still_open(lists[name]).exists()), [*lists][-1])


def _tabs(request: HttpRequest, lists: Mapping[str, cases.Cases], whose: str) -> list[dict[str, object]]:
    """The lists to choose from, with how many are open in the short ones; none where there is no choice."""
    if len(lists) == 1:
        return []
    return [
        {
            "text": WHOSE[name],
            "href": _address(request, whose=name),
            "current": name == whose,
            "count": cases.still_open(found).count() if name in COUNTED else None,
        }
        for name, found in lists.items()
    ]


def in_parts(shown: Sequence[cases.Case]) -> list[Part]:
    """The cases as lines, each under the heading it belongs to, in the order of the headings."""
    council, today = here.for_rulebook(), clock.today()
    drawn = [lines.line(case, on=today, council=council) for case in shown]
    parts = [
        Part(name, heading, advice, [line for line in drawn if line.state == name])
        for name, (heading, advice) in HEADINGS.items()
    ]
    return [part for part in parts if part.lines]


def _next(request: HttpRequest, shown: Sequence[cases.Case]) -> str:
    if len(shown) <= cases.PAGE:
        return ""
    return _address(request, after=cases.last_place(shown[cases.PAGE - 1]).written())


def _address(request: HttpRequest, **change: str) -> str:
    """This list with something changed, from its first page on unless told otherwise."""
    query = request.GET.copy()
    query.pop("after", None)
    for name, value in change.items():
        query[name] = value
    for name in [name for name, value in query.items() if not value]:
        del query[name]
    return f"{request.path}?{query.urlencode()}" if query else request.path
