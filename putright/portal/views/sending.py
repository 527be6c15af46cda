"""The end of the way: all answers on one page, sending them, what happens next, and questions nobody has to answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from putright.accounts.audience import public
from putright.casework import cases, links
from putright.casework.refused import Refused
from putright.council import clock, here
from putright.letters import outbox
from putright.portal import limits, monitoring
from putright.portal.answers import Answers
from putright.portal.complaining import drafts, handing_in, journey, shown, told
from putright.portal.forms.about_you import AboutYou
from putright.portal.models import Draft
from putright.portal.views import complain

TRAP = "website"
"""A field no person sees; only a robot fills it in."""

QUICKEST = timedelta(seconds=10)
"""Nobody reads and writes faster than this from the first page to the last."""


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Every answer, each with a way to change it; and the button that sends them."""
    at = clock.now()
    if request.method == "POST" and drafts.just_sent(request, at=at) is not None:
        return redirect("portal:sent")
    draft = drafts.current(request, at=at)
    if request.method != "POST" or draft is None:
        return _show(request, draft)
    wrong = journey.complete(Answers.of(draft))
    if wrong:
        return _show(request, draft, wrong=wrong)
    if _looks_like_a_robot(request, draft, at):
        return render(request, "portal/complain/person.html", complain.around(draft))
    if limits.passed(request, "send", at=at):
        context = {**complain.around(draft), "wait_until": limits.again_at(at)}
        return render(request, "portal/complain/wait.html", context, status=429)
    try:
        handing_in.send(draft, at=at)
    except Refused as refused:
        return _show(request, draft, refused=refused.reason)
    return redirect("portal:sent")


def _show(request: HttpRequest, draft: Draft | None, *, wrong: Any = (), refused: str = "") -> HttpResponse:
    given = Answers.of(draft)
    context = {
        "sections": shown.sections(given, files=list(draft.files.all()) if draft else []),
        "given": given,
        "parts": told.parts(given),
        "wrong": wrong,
        "refused": refused,
        "trap": TRAP,
        "back": journey.asked(given)[-1].address,
        **complain.around(draft),
    }
    return render(request, "portal/complain/check.html", context)


def _looks_like_a_robot(request: HttpRequest, draft: Draft, at: datetime) -> bool:
    """Asked to press one more button, never turned away: people are quick too, and browsers fill in odd fields."""
    if request.POST.get("person") == "yes":
        return False
    return bool(request.POST.get(TRAP)) or at - draft.begun_at < QUICKEST


@public
@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The reference, the secret link, and what happens next with real dates."""
    draft = drafts.just_sent(request, at=clock.now())
    if draft is None:
        return redirect("portal:start")
    made = [_told(case, on=clock.today()) for case in cases.handed_in(draft.references)]
    answers = made[0]["case"].events.get(number=1).data.get("answers", {})
    elsewhere = {"elsewhere": told.elsewhere(answers), "can_be_appealed": told.can_be_appealed(answers)}
    return render(request, "portal/complain/sent.html", {"draft": draft, "made": made, **elsewhere})


def _told(case: Any, *, on: date) -> dict[str, Any]:
    standing = cases.standing(case, on=on)
    running = [one for one in standing.clocks if one.running and one.clock.owed_by == "council"]
    # Two readings of one time limit, as for data protection, are one date to the person: the earlier.
    first = {told.doing(one.name): one for one in sorted(running, key=lambda one: one.due_on, reverse=True)}
    parties = list(case.parties.select_related("person"))
    writer = next((party for party in parties if party.role != "complainant"), parties[0])
    clocks = {one.name: one for one in standing.procedure.clocks}
    return {
        "case": case,
        "link": links.address(case) if _may_follow(writer) else "",
        "procedure": told.NAMES.get(case.procedure, standing.procedure.name),
        "deals": told.DEALS.get(case.procedure, "Our complaints team"),
        "is_request": case.procedure == "service_request",
        "dates": sorted((one.due_on, doing, standing.because(one)) for doing, one in first.items()),
        "answer_days": clocks["stage_1_response"].n if "stage_1_response" in clocks else None,
        "emailed": list(
            dict.fromkeys(
                one.to
                for one in outbox.everything(about=case.reference)
                if one.channel == "email" and one.to != here.council().email
            )
        ),
        "reachable": any((writer.person.email, writer.person.phone, writer.person.address)),
    }


def _may_follow(writer: Any) -> bool:
    """Whether whoever wrote may read all of it: for another, only somebody with their agreement to that."""
    if writer.role == "complainant":
        return True
    return writer.authority not in ("", "asked_for") and writer.may_be_told == "everything"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about_you(request: HttpRequest) -> HttpResponse:
    """Who complains, in numbers. Asked after sending, and kept apart from it."""
    at = clock.now()
    draft = drafts.just_sent(request, at=at)
    if draft is None:
        return redirect("portal:start")
    if draft.told_about_self:
        return redirect("portal:sent")
    form = AboutYou(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "portal/complain/about_you.html", {"form": form})
    if drafts.tell_once(draft):
        monitoring.tally(form.cleaned_data, at=at)
    messages.success(request, "Thank you. Your answers were counted and cannot be traced to you.")
    return redirect("portal:sent")
