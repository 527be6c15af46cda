"""Pages that tell: how we handle complaints, other ways to complain, accessibility, privacy, cookies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from putright import rulebook
from putright.accounts.audience import public
from putright.casework.retention import fates, schedule
from putright.council import clock, here
from putright.letters.drawing import pdf
from putright.portal import policy, printable
from putright.portal.complaining import drafts
from putright.web import downloads, filters

KINDS: Mapping[str, str] = {
    "Person": "your name and how to reach you, and how you like us to do that",
    "Party": "who speaks for you, if somebody does, and what they may be told",
    "Words": "what you told us",
    "Document": "photos and documents you sent",
    "Adjustment": "what would help you in dealing with us",
    "Point": "how we understood what you told us",
    "Finding": "what we found out about it",
    "Letter": "our letters to you",
    "Draft": "letters we have begun to write to you",
    "Remedy": "what we promised to put things right",
    "Outgoing": "our emails and letters to you, as they were sent",
    "Enclosure": "what was sent with them",
    "AccessItem": "copies we put together because you asked what we hold about you",
    "Release": "the copy we gave you",
    "Hold": "why something had to be kept longer",
    "Case": "the subject of your complaint, its reference, and where it stands",
    "Event": "what happened and when",
    "Improvement": "what we will do differently",
}
"""The tables of the record, as somebody would say what is in them."""


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie this site may set: its name, what it is for, and how long it stays."""

    name: str
    what: str
    how_long: str
    staff: bool = False


def every_cookie() -> tuple[Cookie, ...]:
    """Every cookie there is. A test compares them with what pages really set."""
    return (
        Cookie(
            settings.CSRF_COOKIE_NAME,
            "Makes sure that a form you send really comes from this site.",
            f"{settings.CSRF_COOKIE_AGE // 86_400 // 7} weeks",
        ),
        Cookie(
            drafts.COOKIE,
            "Keeps your place while you are writing a complaint, so that nothing you type is lost.",
            "Until you close your browser",
        ),
        Cookie("messages", "Carries a short note to the next page, such as “Thank you”.", "Until you have seen it"),
        Cookie(
            settings.SESSION_COOKIE_NAME,
            "Keeps members of staff signed in.",
            "Until they sign out, or close the browser",
            staff=True,
        ),
    )


@public
def handling(request: HttpRequest) -> HttpResponseBase:
    """How complaints are handled, from the procedures and the council's own decisions."""
    on = clock.today()
    notices = policy.notices(on=on)
    told = {
        "on": on,
        "lead": policy.lead(on=on),
        "others": policy.others(on=on),
        "for_now": [one for one in notices if one.ends_on],
        "for_good": [one for one in notices if not one.ends_on],
        "closes": filters.clock_time(policy.office_closes(here.for_rulebook().office_closes_on(on))),
        "closed_days": [day for day in here.for_rulebook().closure_days if day >= on],
        "exclusions": here.exclusions(),
        "elsewhere": sorted(rulebook.routes().values(), key=lambda route: route.name),
    }
    return render(request, "portal/information/handling.html", told)


@public
def other_ways(request: HttpRequest) -> HttpResponseBase:
    """Every way to complain besides the website."""
    return render(request, "portal/information/other_ways.html", {"pdf": pdf.available()})


@public
def printable_form(request: HttpRequest, *, large: bool = False) -> HttpResponseBase:
    """The complaint form on paper."""
    try:
        drawn = printable.form(large=large)
    except pdf.PdfNotAvailable:
        return render(request, "portal/information/no_form.html", status=503)
    name = "complaint-form-large-print.pdf" if large else "complaint-form.pdf"
    return downloads.made(drawn, name=name, kind=downloads.PDF, shown=True)


@public
def accessibility(request: HttpRequest) -> HttpResponseBase:
    """The accessibility statement."""
    return render(request, "portal/information/accessibility.html")


@public
def privacy(request: HttpRequest) -> HttpResponseBase:
    """The privacy notice, from what the record keeps and how long."""
    told = {
        "erased": [said for kind, said in KINDS.items() if kind in fates.tables_with("erase")],
        "hidden": [said for kind, said in KINDS.items() if kind in fates.tables_with("hide")],
        "rules": _confirmed_rules(),
        "by_law": _by_law(),
        "days": drafts.KEPT_DAYS,
        "ico": here.ombudsmen(on=clock.today()).get("ico"),
    }
    return render(request, "portal/information/privacy.html", told)


def _confirmed_rules() -> list[schedule.Rule]:
    """For how long classes are kept, as far as somebody at the council has decided or confirmed it."""
    try:
        confirmed = here.council().keeping_confirmed_on is not None
    except here.NotSetUp:
        confirmed = False
    return [rule for rule in schedule.in_force().values() if confirmed or rule.decided]


def _by_law() -> bool:
    """Whether a law sets out how some of this council's complaints are handled."""
    try:
        return any(one.law for one in policy.others(on=clock.today()))
    except here.NotSetUp:
        return False


@public
def cookies(request: HttpRequest) -> HttpResponseBase:
    """The cookies this site sets."""
    return render(request, "portal/information/cookies.html", {"cookies": every_cookie()})
