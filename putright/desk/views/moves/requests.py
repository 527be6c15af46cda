"""Pages for a service request with which somebody is not happy: noting it, and the complaint that comes of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from putright.accounts.audience import officers
from putright.casework.actions import requests
from putright.casework.refused import Refused
from putright.desk.forms.moves.requests import Complaint, Dissatisfaction
from putright.desk.views.moves import page as pages
from putright.desk.views.moves.page import Doing, opened, run


@officers("speak_for_person")
def dissatisfaction(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that somebody is not happy with how their request is dealt with. It stays open."""
    page = opened(request, reference, move="voice_dissatisfaction")
    form = page.form(Dissatisfaction)
    doing = Doing(
        form=form,
        act=lambda step, _: requests.voice_dissatisfaction(
            step, how_told=str(form.given("how_told")), said=str(form.given("said"))
        ),
        done="Noted. Tell them how to complain, or raise the complaint they made. The request stays open.",
    )
    return run(page, doing)


@officers("take_in")
def complaint(request: HttpRequest, reference: str) -> HttpResponse:
    """Raise the complaint that comes out of a request, which goes on."""
    page = opened(request, reference, move="raise_complaint")
    form = page.form(Complaint)
    doing = Doing(
        form=form,
        act=lambda *_: None,
        done="",
        button="Raise the complaint",
        template="desk/moves/endings/complaint.html",
    )
    if not (page.posted and form.is_valid()):
        return run(page, doing)
    try:
        made = requests.raise_complaint(page.step(form), form.matter(page.case))
    except Refused as refusal:
        return pages.shown(page, doing, refusal=refusal)
    messages.success(request, f"The complaint is {made.reference}. The request {page.case.reference} stays open.")
    return redirect(pages.home(made))
