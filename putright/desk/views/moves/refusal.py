"""Pages for refusing a complaint, or to take it further: one officer proposes, another decides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from putright.accounts.audience import officers
from putright.accounts.models import Officer
from putright.casework.actions import refusal as refusing
from putright.desk.forms.moves.asking import officer_known_as
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


def _refusing(page: Page) -> HttpResponse:
    form = page.form(Refusal, procedure=page.standing.procedure, ground=_ground(page))
    proposer = _proposer(page)
    doing = Doing(
        form=form,
        act=lambda step, letter: refusing.decline(step, form.proposed(proposer.pk), letter=letter),
        told=(lambda: form.told(page.officer.pk)) if form.chosen_ground else None,
        done="It is refused. The letter gives the reasons and the way to the Ombudsman.",
        button="Decide it and send the letter",
        template="desk/moves/refusal.html",
        keeps={"proposed_by": proposer.pk},
        more={"proposer": proposer, "ground": form.chosen_ground},
    )
    if page.posted and (page.do == "ask" or form.chosen_ground is None):
        return pages.shown(page, _judged(page, doing, form), quietly=page.do == "ask" and bool(form.chosen_ground))
    return run(page, _judged(page, doing, form))


def _judged(page: Page, doing: Doing, form: Refusal) -> Doing:
    """With every test explained as it stands now."""
    if form.chosen_ground is None:
        return doing
    if form.is_bound:
        form.is_valid()
    found: Any = refusing.verdict(page.case, form.proposed(_proposer(page).pk), decided_by=page.officer.pk)
    tests = [(one, cite(one.para)) for one in found.findings]
    return replace(doing, more={**doing.more, "verdict": found, "tests": tests})


def _ground(page: Page) -> str:
    """The ground that was chosen, on this page, in the draft or in triage."""
    if page.posted:
        return page.request.POST.get("ground", "")
    kept = letters.kept_form(page.draft).get("ground", "") if page.draft else ""
    return str(kept or page.request.GET.get("ground", ""))


def _proposer(page: Page) -> Officer:
    """Who proposed it first: whoever saved the proposal, else whoever writes it now."""
    draft = page.draft
    if draft is None or draft.facts.get("proposed_by") in (None, page.officer.pk):
        return page.officer
    return officer_known_as(int(draft.facts["proposed_by"]))
