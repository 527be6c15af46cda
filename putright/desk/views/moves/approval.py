"""The page on which a letter is approved or sent back: an answer where the council wants it, a date past the limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from putright.accounts.audience import officers
from putright.casework.actions import drafts
from putright.casework.actions import later as extending
from putright.desk import nouns, typed
from putright.desk.forms.moves.answers import Approval
from putright.desk.views.moves import later, letter_panel, letters, stage_1, stage_2, step
from putright.desk.views.moves.page import Doing, Page, opened, run
from putright.rulebook import Move

OWN_PAGE: Mapping[str, Callable[[Page], Doing]] = {
    "respond_stage_1": stage_1.responding,
    "respond_stage_2": stage_2.responding,
    "answer_at_once": stage_1.answering_at_once,
    "extend": later.extending,
}
"""The moves with a page of their own whose letters may want approval; every other answer is written as any step is."""


@officers("approve")
def approval(request: HttpRequest, reference: str) -> HttpResponse:
    """Approve an answer, or send it back."""
    page = opened(request, reference, deed="approve")
    draft = _waiting(page)
    form = page.form(Approval)
    doing = Doing(
        form=form,
        act=lambda taken, _: drafts.approve(
            taken,
            draft.letter,
            given=form.given("decision") == "given",
            note=str(form.given("note")),
            edition=_read(page, draft),
        ),
        done="The writer is told on the case.",
        title="Approve a later date" if draft.letter == extending.LETTER else "Approve an answer",
        button="Save",
        template="desk/moves/answers/approval.html",
        more={"draft": draft, "letter": _as_kept(page, draft), "good_reason": _good_reason(draft)},
    )
    return run(page, doing)


def _good_reason(draft: Any) -> str:
    """Why a date goes past the limit; the letter need not say it."""
    return str(letters.kept_form(draft).get("good_reason", "")) if draft.letter == extending.LETTER else ""


def _read(page: Page, draft: Any) -> int:
    """The edition of a letter that was on the page; none (they begin with 1) where it was another letter."""
    sent = page.request.POST
    return typed.number(sent.get("edition", "")) or 0 if sent.get("letter") == draft.letter else 0


def _waiting(page: Page) -> Any:
    """The letter on the page, the one that waits for approval, or the last to be looked at. Raises `Http404` when there
    is none.
    """
    drafts = page.case.drafts.exclude(approval="").select_related("by", "approved_by").order_by("-saved_at")
    drafts = [draft for draft in drafts if _moves(page, draft)]
    if not drafts:
        raise Http404
    read = [draft for draft in drafts if draft.letter == page.request.POST.get("letter")]
    return next((draft for draft in (*read, *drafts) if draft.approval == "asked"), drafts[0])


def _moves(page: Page, draft: Any) -> list[Move]:
    """The moves a draft may be the letter of: the one it was written for before any other, and those on offer first."""
    standing, written_for = page.standing, draft.facts.get("move", "")
    telling = [move for move in standing.procedure.moves if move.says == draft.letter]
    return sorted(telling, key=lambda move: (move.name != written_for, bool(standing.offer[move.name].why_not)))


def _as_kept(page: Page, draft: Any) -> letter_panel.Panel:
    """The letter as its draft keeps it."""
    move = _moves(page, draft)[0]
    kept = replace(page, move=move, as_kept=True)
    if move.name in OWN_PAGE and nouns.suits(move):
        return letter_panel.panel(kept, OWN_PAGE[move.name](kept), None)
    return letter_panel.panel(kept, step.stepping(kept, move), None)
