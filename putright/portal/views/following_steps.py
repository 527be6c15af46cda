"""What a person does on their own page: one page each, sent once however often it is clicked. Dates and rules are not
decided here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from putright.casework import own_page, steps
from putright.casework.actions import adjustments, endings, filing, remedies, requests
from putright.casework.files import documents
from putright.casework.refused import Refused
from putright.casework.writing.correspondence import Sending
from putright.portal import own_link, ways
from putright.portal.forms import following as forms
from putright.portal.own_link import Own, behind_link


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A page on which a person does one thing. `take` does it and gives the address to go on to.

    `guarded`: the step itself refuses what cannot be done, so that a second click is answered like the first.
    """

    page: str
    form: type[forms.Keyed]
    take: Callable[[Own, Any], str]
    done: str
    guarded: bool = False
    goes_with: str = ""
    """The field an objection belongs to."""


@behind_link(form=True)
def more(request: HttpRequest, own: Own) -> HttpResponseBase:
    """Add information: words, files or both."""
    done = "Thank you. What you sent is now part of what we have."
    return _one_page(request, own, Asked(page="more", form=forms.More, take=_add, done=done, goes_with="documents"))


@behind_link(form=True)
def correction(request: HttpRequest, own: Own) -> HttpResponseBase:
    """Say where we have misunderstood."""
    done = "Thank you. The person who deals with this will read what you told us."
    return _one_page(request, own, Asked(page="correction", form=forms.Correction, take=_correct, done=done))


@behind_link(form=True)
def adjustment(request: HttpRequest, own: Own) -> HttpResponseBase:
    """Ask for a change in how we deal with somebody."""
    done = "Thank you. We have written down what would help you, and will tell you what we have agreed."
    return _one_page(request, own, Asked(page="adjustment", form=forms.Adjustment, take=_ask_adjustment, done=done))


@behind_link(form=True)
def withdrawal(request: HttpRequest, own: Own) -> HttpResponseBase:
    """Take the case back."""
    done = "You have taken this back. We will write to you to confirm it."
    asked = Asked(page="withdrawal", form=forms.Withdrawal, take=_withdraw, done=done, guarded=True)
    return _one_page(request, own, asked)


@behind_link(form=True)
def complaint_after_all(request: HttpRequest, own: Own) -> HttpResponseBase:
    """Say that what is handled as a request is a complaint."""
    done = "This is now a complaint. This is its own page: keep the address."
    asked = Asked(page="complaint_after_all", form=forms.AfterAll, take=_complain, done=done, guarded=True)
    return _one_page(request, own, asked)


@behind_link(form=True)
def next_stage(request: HttpRequest, own: Own) -> HttpResponseBase:
    """Ask for the next stage: one button, and no reasons."""
    asked = Asked(page="next_stage", form=forms.Keyed, take=_ask_for_more, done="", guarded=True)
    return _one_page(request, own, asked)


@behind_link(form=True)
def next_stage_asked(request: HttpRequest, own: Own) -> HttpResponseBase:
    """It has been asked for; whoever wants to may say what matters to them."""
    done = {event.kind for event in own.standing.events}
    if not any(move.events[0] in done for move in ways.asking_steps(own.standing.procedure)):
        return redirect(own.url("next_stage"))
    form = _form(request, forms.WhyStage2)
    if request.method == "POST" and form.is_valid():
        filing.message(own.step(form.cleaned_data["key"]), said=form.cleaned_data["said"])
        messages.success(request, "Thank you. Whoever looks at it again will read what you told us.")
        return redirect(own.url())
    dues = [one for one in own.standing.clocks if one.running and one.clock.owed_by == "council"]
    told = {"own": own, "case": own.case, "form": form, "due": dues[0] if dues else None, "standing": own.standing}
    return render(request, "portal/following/next_stage_asked.html", told)


@behind_link(form=True)
def acceptance(request: HttpRequest, own: Own, remedy: int) -> HttpResponseBase:
    """Accept what we offered. It takes nothing away."""
    found = next((one for one in own_page.remedies(own.case) if one.pk == remedy), None)
    if found is None:
        raise Http404
    form = _form(request, forms.Keyed)
    if request.method == "POST" and form.is_valid() and not found.accepted_on and not found.undeliverable_on:
        remedies.accept(own.step(form.cleaned_data["key"]), remedy)
        messages.success(request, "Thank you. We have written down that you accept this.")
    if request.method == "POST" and form.is_valid():
        return redirect(own.url())
    told = {"own": own, "case": own.case, "form": form, "remedy": found}
    return render(request, "portal/following/acceptance.html", told)


# --- What each does. -------------------------------------------------------------------------------------------------


def _add(own: Own, given: dict[str, Any]) -> str:
    uploads = [documents.Upload(name=one.name, content=one.read()) for one in given["documents"]]
    filing.message(own.step(given["key"]), said=given["said"], uploads=uploads)
    return own.url()


def _correct(own: Own, given: dict[str, Any]) -> str:
    filing.message(own.step(given["key"]), said=given["said"], correcting=True)
    return own.url()


def _ask_adjustment(own: Own, given: dict[str, Any]) -> str:
    party = own_page.person(own.case).pk
    adjustments.ask(own.step(given["key"]), party, kind=given["kind"], note=given["note"])
    return own.url()


def _withdraw(own: Own, given: dict[str, Any]) -> str:
    why = given["why"].strip()
    how_told = f"On their own page. {why}" if why else "On their own page."
    # They asked for it a moment ago and read it here: nothing is sent against their wishes.
    endings.withdraw(own.step(given["key"]), how_told=how_told, letter=Sending(confirmed=True))
    return own.url()


def _complain(own: Own, given: dict[str, Any]) -> str:
    complaint = requests.say_it_is_a_complaint(own.step(given["key"]), said=given["said"])
    return own_link.of(complaint)


def _ask_for_more(own: Own, given: dict[str, Any]) -> str:
    move = ways.next_stage(own.standing)
    if move is None:
        raise Refused("There is no other stage with us.")
    asked = own.step(given["key"])
    if own.case.events.filter(key=asked.key).exists():
        return own.url("next_stage_asked")
    steps.take(asked, move.name)
    return own.url("next_stage_asked")


# --- The shape they share. -------------------------------------------------------------------------------------------


def _one_page(request: HttpRequest, own: Own, asked: Asked) -> HttpResponseBase:
    way = ways.way(own.case, own.standing, asked.page)
    if way is None:
        return redirect(own.url())
    form = _form(request, asked.form)
    if way.why_not and not (asked.guarded and request.method == "POST"):
        return _not_now(request, own, way)
    if request.method == "POST" and form.is_valid():
        try:
            go_on = asked.take(own, form.cleaned_data)
        except Refused as refused:
            if way.why_not:
                return _not_now(request, own, way)
            form.add_error(asked.goes_with or None, refused.reason)
        else:
            if asked.done:
                messages.success(request, asked.done)
            return redirect(go_on)
    told = {"own": own, "case": own.case, "form": form, "way": way}
    return render(request, f"portal/following/{asked.page}.html", told)


def _not_now(request: HttpRequest, own: Own, way: ways.Way) -> HttpResponseBase:
    return render(request, "portal/following/not_now.html", {"own": own, "case": own.case, "way": way})


def _form(request: HttpRequest, kind: type[forms.Keyed]) -> forms.Keyed:
    return kind(*((request.POST, request.FILES) if request.method == "POST" else ()))
