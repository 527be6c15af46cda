"""Coming back: the link to go on with, sent by email if asked for, and leaving a shared computer clean."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.accounts.audience import by_link, public
from putright.council import clock
from putright.portal import limits
from putright.portal.answers import Answers
from putright.portal.complaining import drafts, journey, resuming
from putright.portal.forms import people
from putright.portal.views import complain


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: HttpRequest) -> HttpResponse:
    """The link, and a form to have it sent."""
    at = clock.now()
    draft = drafts.current(request, at=at)
    if draft is None:
        return redirect("portal:start")
    form = people.ComeBack(request.POST if request.method == "POST" else None)
    on = {**complain.around(draft), "form": form, "back": journey.first_open(Answers.of(draft)), "wait_until": None}
    if request.method == "POST" and form.is_valid():
        if limits.passed(request, "email", at=at):
            return render(request, "portal/complain/later.html", {**on, "wait_until": limits.again_at(at)}, status=429)
        resuming.send_link(draft, to=form.cleaned_data["email"], at=at)
        messages.success(request, "We have sent you the link. It can take a few minutes to arrive.")
        return redirect("portal:later")
    return render(request, "portal/complain/later.html", on)


@by_link
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, key: str) -> HttpResponse:
    """Where the link leads. Going on is a button: no other site can put somebody into a complaint by a mere address."""
    draft = drafts.found(key, at=clock.now())
    if draft is None:
        return render(request, "portal/complain/gone.html", {"kept_days": drafts.KEPT_DAYS}, status=404)
    if draft.sent_at is not None or request.method != "POST":
        return render(request, "portal/complain/back.html", complain.around(draft))
    return drafts.remember(redirect(journey.first_open(Answers.of(draft))), draft)


@public
@require_http_methods(["POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Let this browser forget. What was typed stays, for whoever has the link."""
    messages.success(request, "This computer has forgotten what you typed.")
    return drafts.forget(redirect("portal:start"))
