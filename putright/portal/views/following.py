"""Following one's own case by its secret link: reading only. What a person does there is in `following_steps`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from markupsafe import Markup

from putright import rulebook
from putright.accounts.audience import public
from putright.casework import lost_links, own_page
from putright.casework.files import scanning
from putright.council import clock, here
from putright.letters.drawing import pdf
from putright.portal import limits, progress, ways
from putright.portal.forms import following as forms
from putright.portal.own_link import Own, behind_link
from putright.web import downloads, filters

FOUND = {
    "upheld": "We got this wrong.",
    "partially_upheld": "We got part of this wrong.",
    "not_upheld": "We did not find that we got this wrong.",
    "not_our_responsibility": "This is not for us to answer.",
}
MAIN = re.compile(r"<main>(.*)</main>", re.DOTALL)


@behind_link()
def page(request: HttpRequest, own: Own) -> HttpResponseBase:
    """Where the case stands, who has it, and what can be done."""
    every = ways.every(own.case, own.standing)
    asking = ways.next_stage(own.standing)
    may_ask = asking is not None and own.standing.offer[asking.name].why_not is None
    stage = ways.stage_title(own.standing, asking) if asking and may_ask else ""
    return _shown(
        request,
        own,
        "page",
        progress=progress.of(own.standing, may_go_on=stage, may_insist=_may_insist(every)),
        open_ways=[way for way in every if not way.why_not],
        shut_ways=[way for way in every if way.why_not],
        letters=own_page.letters(own.case),
        remedies=own_page.remedies(own.case),
        happened=[(one, progress.in_words(one.kind, one.title)) for one in own_page.happened(own.case)],
        goes_to_somebody_else=own_page.goes_to_somebody_else(own.case),
        reachable=own_page.reachable(own.case),
        led_to=own_page.led_to(own.case),
        ombudsmen=_ombudsmen(own),
    )


@behind_link()
def record(request: HttpRequest, own: Own) -> HttpResponseBase:
    """What the person told us, how we understand it, what we found, and what was agreed with them."""
    return _shown(
        request,
        own,
        "record",
        told=own_page.told_us(own.case),
        added=own_page.added_since(own.case),
        files=own_page.files(own.case),
        may_be_opened=scanning.MAY_BE_OPENED,
        findings=own_page.findings(own.case),
        decided=FOUND,
        adjustments=own_page.adjustments(own.case, on=own.on),
        person=own_page.person(own.case),
        speaker=own_page.speaks_for_them(own.case),
    )


@behind_link()
def letter(request: HttpRequest, own: Own, letter: int) -> HttpResponseBase:
    """A letter as it went out, on the screen."""
    found = _letter(own, letter)
    as_sent = MAIN.search(found.html)
    # Frozen HTML of ours: everything somebody wrote was escaped when the letter was drawn.
    body = Markup(as_sent[1].replace("<h1>", '<h1 class="govuk-heading-m">')) if as_sent else None  # noqa: S704
    return _shown(request, own, "letter", letter=found, body=body)


@behind_link()
def letter_pdf(request: HttpRequest, own: Own, letter: int) -> HttpResponseBase:
    """A letter as PDF, or a page that says how to get it otherwise where none can be made."""
    found = _letter(own, letter)
    try:
        drawn = pdf.tagged(found.html)
    except pdf.PdfNotAvailable:
        return _shown(request, own, "no_pdf", letter=found)
    return downloads.made(drawn, name=f"{own.case.reference}-letter-{found.pk}.pdf", kind=downloads.PDF)


@behind_link()
def file(request: HttpRequest, own: Own, document: int) -> HttpResponseBase:
    """A file the person sent us themselves."""
    found = own_page.file(own.case, document)
    if found is None:
        raise Http404
    return downloads.as_sent(found.file, name=found.name)


@behind_link()
def ombudsman(request: HttpRequest, own: Own) -> HttpResponseBase:
    """Who the Ombudsman is, and how to reach them."""
    return _shown(request, own, "ombudsman", ombudsmen=_ombudsmen(own))


@public
def lost_link(request: HttpRequest) -> HttpResponseBase:
    """Ask for the link again. Whatever is asked for, the answer is the same."""
    form = forms.LostLink(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and not _too_often(request, form):
        asked = form.cleaned_data
        lost_links.send_again(reference=asked["reference"], email=asked["email"], at=clock.now())
        return redirect("portal:lost_link_sent")
    return render(request, "portal/following/lost_link.html", {"form": form})


@public
def lost_link_sent(request: HttpRequest) -> HttpResponseBase:
    """What happens once somebody has asked for a link again."""
    return render(request, "portal/following/lost_link_sent.html")


def _may_insist(every: Iterable[ways.Way]) -> bool:
    return any(way.page == "complaint_after_all" and not way.why_not for way in every)


def _too_often(request: HttpRequest, form: forms.LostLink) -> bool:
    """Whether a place has asked for too many links this hour, and the form says so."""
    now = clock.now()
    if not limits.passed(request, "email", at=now):
        return False
    form.add_error(None, f"Too many links have been asked for from here. Try again after {_hour(now)}, or ring us.")
    return True


def _hour(now: datetime) -> str:
    return filters.clock_time(limits.again_at(now))


def _letter(own: Own, number: int) -> Any:
    found = own_page.letter(own.case, number)
    if found is None:
        raise Http404
    return found


def _ombudsmen(own: Own) -> list[rulebook.Ombudsman]:
    """Those who can look at this case: by its procedure, and by those its points belong to."""
    known = here.ombudsmen(on=own.on)
    procedures = [own.standing.procedure]
    procedures += [rulebook.procedure(point.procedure, on=own.case.received_on) for point in own.case.points.all()]
    names = dict.fromkeys(name for procedure in procedures for name in procedure.ombudsmen)
    return [known[name] for name in names if name in known]


def _shown(request: HttpRequest, own: Own, name: str, **told: Any) -> HttpResponse:
    return render(request, f"portal/following/{name}.html", {"own": own, "case": own.case, **told})
