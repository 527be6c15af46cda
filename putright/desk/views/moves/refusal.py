"""Pages for refusing a complaint, or to take it further: one officer proposes, another decides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from putright.accounts.audience import officers
from putright.accounts.models import Officer
from putright.casework.actions import refusal as refusing
from putright.casework.refused import Refused
from putright.desk import people
from putright.desk.forms.moves.refusal import Refusal
from putright.desk.views.moves import letters
from putright.desk.views.moves import page as pages
from putright.desk.views.moves.page import Doing, Page, opened, run
from putright.rulebook.book.phrases import cite


@officers("send_letters")
def refusal(request: HttpRequest, reference: str) -> HttpResponse:
    """Refuse to take the complaint."""
    return _refusing(opened(request, reference, move="decline", deed="send_letters"))


@officers("send_letters")
def refusal_of_escalation(request: HttpRequest, reference: str) -> HttpResponse:
    """Refuse to take the complaint to stage 2."""
    return _refusing(opened(request, reference, move="decline_escalation", deed="send_letters"))


@officers("send_letters")
def further_refusal(request: HttpRequest, reference: str) -> HttpResponse:
    """Refuse to take it any further, where a procedure has one step for every later stage."""
    return _refusing(opened(request, reference, move="decline_further", deed="send_letters"))


def _refusing(page: Page) -> HttpResponse:
    form = page.form(Refusal, procedure=page.standing.procedure, ground=_ground(page))
    proposer = _proposer(page, form)
    doing = Doing(
        form=form,
        act=lambda step, letter: refusing.decline(step, form.proposed(proposer.pk), letter=letter),
        told=(lambda: form.told(page.officer.pk)) if form.chosen_ground else None,
        done="It is refused. The letter gives the reasons and the way to the Ombudsman.",
        button="Decide it and send the letter",
        template="desk/moves/endings/refusal.html",
        more={"proposer": proposer, "ground": form.chosen_ground, "proposing": proposer == page.officer},
    )
    if page.posted and page.do == "send_back":
        return _send_back(page, doing, form)
    if page.posted and page.do == "propose" and form.chosen_ground is not None:
        return _propose(page, doing, form)
    if page.posted and (page.do == "ask" or form.chosen_ground is None):
        return pages.shown(page, _judged(page, doing, form), quietly=page.do == "ask" and bool(form.chosen_ground))
    return run(page, _judged(page, doing, form))


def _propose(page: Page, doing: Doing, form: Refusal) -> HttpResponse:
    """Keep the letter as it is, and put the proposal on record for somebody else to decide."""
    if not form.is_valid():
        return pages.shown(page, _judged(page, doing, form))
    try:
        letters.save(page, doing)
        refusing.propose(page.step(form), form.proposed(page.officer.pk))
    except Refused as refusal:
        return pages.shown(page, _judged(page, doing, form), refusal=refusal)
    messages.success(page.request, "The refusal is proposed. Somebody else decides it; nothing has been sent.")
    return redirect(pages.home(page.case))


def _send_back(page: Page, doing: Doing, form: Refusal) -> HttpResponse:
    """Say that it is not refused: whoever proposed it finds the reason on the case."""
    form.look()
    try:
        refusing.send_back(page.step(form), _ground(page), why=str(form.given("sent_back_because")))
    except Refused as refusal:
        return pages.shown(page, _judged(page, doing, form), refusal=refusal)
    messages.success(page.request, "It is not refused. Whoever proposed it finds your reason on the case.")
    return redirect(pages.home(page.case))


def _judged(page: Page, doing: Doing, form: Refusal) -> Doing:
    """With every test explained as it stands now."""
    if form.chosen_ground is None:
        return doing
    if form.is_bound:
        form.is_valid()
    found: Any = refusing.verdict(page.case, form.proposed(_proposer(page, form).pk), decided_by=page.officer.pk)
    tests = [(replace(one, why=people.named_in(one.why)), cite(one.para)) for one in found.findings]
    return replace(doing, more={**doing.more, "verdict": found, "tests": tests})


def _ground(page: Page) -> str:
    """The ground that was chosen, on this page, in the draft or in triage."""
    if page.posted:
        return page.request.POST.get("ground", "")
    kept = letters.kept_form(page.draft).get("ground", "") if page.draft else ""
    return str(kept or page.request.GET.get("ground", ""))


def _proposer(page: Page, form: Refusal) -> Officer:
    """Who proposed it, as the record has it; while nobody has, whoever writes it now."""
    ground = form.chosen_ground
    return (refusing.proposer(page.case, ground.name) if ground else None) or page.officer
