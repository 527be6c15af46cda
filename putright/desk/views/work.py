"""The work list: what is late and untold first, then by due day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from putright.accounts import roles
from putright.accounts.audience import officer_of, signed_in
from putright.accounts.models import Officer
from putright.casework import cases, lines
from putright.council import clock, here
from putright.desk.forms.filters import Filters

WHOSE: Mapping[str, str] = {
    "mine": "Mine",
    "team": "My team’s",
    "unassigned": "Nobody’s yet",
    "all": "All",
}
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
    "mine": "You have no open cases. Cases that nobody has yet are under “Nobody’s yet”.",
    "team": "Your team has no open cases.",
    "unassigned": "Every open case has somebody who deals with it.",
    "all": "There are no open cases. New complaints appear here as soon as they come in.",
}


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
        return redirect("account_home")
    whose = request.GET.get("whose", "mine")
    whose = whose if whose in WHOSE else "mine"
    form = Filters(request.GET, officer=officer)
    found = form.narrowed(_whose(whose, officer))
    shown = cases.in_work_order(
        lines.with_people(found), on=clock.today(), after=cases.place(request.GET.get("after", ""))
    )
    page = {
        "form": form,
        "whose": whose,
        "tabs": [
            {"text": text, "href": _address(request, whose=name), "current": name == whose}
            for name, text in WHOSE.items()
        ],
        "parts": in_parts(shown[: cases.PAGE]),
        "next": _next(request, shown),
        "first": _address(request) if "after" in request.GET else "",
        "nothing": NOTHING[whose],
    }
    return render(request, "desk/work.html", page)


def in_parts(shown: Sequence[cases.Case]) -> list[Part]:
    """The cases as lines, each under the heading it belongs to, in the order of the headings."""
    council, today = here.for_rulebook(), clock.today()
    drawn = [lines.line(case, on=today, council=council) for case in shown]
    parts = [
        Part(name, heading, advice, [line for line in drawn if line.state == name])
        for name, (heading, advice) in HEADINGS.items()
    ]
    return [part for part in parts if part.lines]


def _whose(whose: str, officer: Officer) -> cases.Cases:
    seen = cases.visible_to(officer)
    if whose == "mine":
        return cases.mine(seen, officer)
    if whose == "team":
        return cases.of_team(seen, officer)
    return cases.unassigned(seen) if whose == "unassigned" else seen


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
