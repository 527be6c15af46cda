"""The page on which a letter is approved or sent back: an answer where the council wants it, a date past the limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from putright.accounts.audience import officers
from putright.casework import file
from putright.casework.actions import handling
from putright.casework.actions import later as extending
from putright.desk.forms.moves.answers import Approval
from putright.desk.views.moves import later, letter_panel, letters, stage_1, stage_2
from putright.desk.views.moves.page import Doing, Page, opened, run

ANSWERS: Mapping[str, tuple[str, Callable[[Page], Doing]]] = {
    "stage_1_response": ("respond_stage_1", stage_1.responding),
    "stage_2_response": ("respond_stage_2", stage_2.responding),
    "answer_at_once": ("answer_at_once", stage_1.answering_at_once),
    extending.LETTER: ("extend", later.extending),
}
"""The letters that may want approval, each with its move and its page."""


@officers("approve")
def approval(request: HttpRequest, reference: str) -> HttpResponse:
    """Approve an answer, or send it back."""
    page = opened(request, reference, deed="approve")
    draft = _waiting(page)
    form = page.form(Approval)
    doing = Doing(
        form=form,
        act=lambda step, _: handling.approve(
            step, draft.letter, given=form.given("decision") == "given", note=str(form.given("note"))
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


def _waiting(page: Page) -> Any:
    """The answer that waits for approval, or was the last to be looked at. Raises `Http404` when there is none."""
    drafts = [draft for letter in ANSWERS if (draft := file.draft_of(page.case, letter)) and draft.approval]
    if not drafts:
        raise Http404
    return next((draft for draft in drafts if draft.approval == "asked"), drafts[0])


def _as_kept(page: Page, draft: Any) -> letter_panel.Panel:
    """The answer as its draft keeps it."""
    move, doing = ANSWERS[draft.letter]
    kept = replace(page, move=page.standing.procedure.move[move], as_kept=True)
    return letter_panel.panel(kept, doing(kept), None)
