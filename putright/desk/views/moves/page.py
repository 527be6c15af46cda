"""One page of a move, from opening it to what came of it. Every view of a move says what is its own and runs this."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from putright.accounts import audit
from putright.accounts.audience import officer_of
from putright.accounts.models import Officer
from putright.casework import access, cases, file
from putright.casework.refused import ConfirmFirst, LetterHeld, Overtaken, Refused
from putright.casework.steps import Prepare, Step, Told
from putright.casework.writing import particulars
from putright.casework.writing.correspondence import Sending
from putright.council import clock
from putright.desk import nouns, typed
from putright.desk.forms.moves.answers import SAID
from putright.desk.forms.moves.asking import Asking, reread
from putright.desk.views.moves import letter_panel, letters
from putright.rulebook import Move, Standing
from putright.rulebook.book.phrases import cite
from putright.web import once

FormT = TypeVar("FormT", bound=Asking)
Act = Callable[[Step, Sending], object]


@dataclass(frozen=True)
class Page:
    """A page of a move that was opened: the case as far as the officer may see it, and what they sent."""

    request: HttpRequest
    officer: Officer
    case: Any
    at: datetime
    move: Move | None = None
    may_take: access.Answer = access.YES
    as_kept: bool = False
    """Shown as its draft keeps it, whatever was sent."""

    @property
    def posted(self) -> bool:
        """Whether something was sent from the page."""
        return self.request.method == "POST" and not self.as_kept

    @property
    def do(self) -> str:
        """Which button was pressed."""
        return self.request.POST.get("do", "take")

    @cached_property
    def standing(self) -> Standing:
        """Where the case stands."""
        return cases.standing(self.case, on=self.at.date())

    @cached_property
    def draft(self) -> Any:
        """What was kept of the letter of this move."""
        return file.draft_of(self.case, self.move.says) if self.move and self.move.says else None

    @cached_property
    def key(self) -> str:
        """What this step is known by, however often it is sent."""
        return once.sound(self.request.POST.get("key", ""))

    @property
    def writer(self) -> Officer:
        """Whose letter it is: whoever wrote the draft, where somebody else reads it."""
        return self.draft.by if self.as_kept and self.draft else self.officer

    @property
    def seen(self) -> int | None:
        """The last entry of the case that was on the page."""
        return typed.number(self.request.POST.get("seen", ""))

    def form(self, kind: type[FormT], **options: Any) -> FormT:
        """The form of the page: as it was sent, as it was kept, or fresh."""
        if self.posted:
            return kind(self.request.POST, self.request.FILES, **options)
        form = kind(**options)
        if self.draft:
            reread(form, letters.kept_form(self.draft))
        return form

    def step(self, form: Asking) -> Step:
        """The step as it is taken from this page."""
        happened_at, timed = form.heard()
        return Step(
            reference=self.case.reference,
            at=self.at,
            key=self.key,
            by=self.writer,
            seen=self.seen,
            happened_at=happened_at,
            timed=timed,
        )


@dataclass(frozen=True, kw_only=True)
class Doing:
    """What is a page's own: its form, the one action, what is said afterwards, and what its letter is told."""

    form: Asking
    act: Act
    done: str
    told: Callable[[], Told | Prepare] | None = None
    title: str = ""
    button: str = ""
    template: str = "desk/moves/move.html"
    more: Mapping[str, Any] = field(default_factory=dict)
    keeps: Mapping[str, Any] = field(default_factory=dict)
    """What its draft keeps besides what was typed."""
    needs_approval: bool = False
    """Whether what was typed needs somebody else's approval, whatever the council wants of answers."""
    onward: str = ""
    """The page its letter may need something from first; the draft is saved on the way there."""
    after: str = ""
    """Where it goes on afterwards; to the case when nothing is said."""


def opened(request: HttpRequest, reference: str, *, move: str = "", deed: str = "") -> Page:
    """A case opened for a move of its procedure or a deed. Raises `Http404`, or `PermissionDenied` with the reason."""
    officer, at = officer_of(request), clock.now()
    try:
        case = cases.found(reference, officer)
    except cases.NotFound:
        raise Http404 from None
    if case.restricted:
        audit.restricted_seen(request=request, by=officer, about=case.reference, at=at)
    offered = cases.standing(case, on=at.date()).procedure.move.get(move)
    if move and offered is None:
        raise Http404
    answer = access.may_do(officer, case, deed) if deed else access.may_take(officer, case, move)
    if not answer:
        raise PermissionDenied(answer.reason)
    may_take = access.may_take(officer, case, move) if move else access.YES
    return Page(request, officer, case, at, offered, may_take)


def run(page: Page, doing: Doing) -> HttpResponse:
    """Show the page, or do what its button says and go on."""
    if not page.posted:
        return _elsewhere(page) or shown(page, doing)
    if doing.told is not None and page.do in letters.BUTTONS:
        return letters.pressed(page, doing, shown)
    if doing.form.is_valid():
        try:
            letters.must_be_as_approved(page, doing)
            doing.act(page.step(doing.form), letters.typed(page))
        except Refused as refusal:
            return shown(page, doing, refusal=refusal)
        messages.success(page.request, doing.done)
        return redirect(doing.after or home(page.case))
    return shown(page, doing)


def home(case: Any) -> str:
    """The page of a case."""
    return reverse("desk:case", args=[case.reference])


def address(page: Page, noun: str, *more: object) -> str:
    """The page of another move of the same case."""
    return reverse(f"desk:{noun}", args=[page.case.reference, *more])


def _elsewhere(page: Page) -> HttpResponse | None:
    """Where an officer is sent instead: a page with room for all the move needs, the declaration, or why not."""
    move = page.move
    if move is None:
        return None
    offer = page.standing.offer[move.name]
    if offer.why_not:
        more = {"page": page, "why_not": offer.why_not, "cite": cite(offer.para), "title": move.title}
        return render(page.request, "desk/moves/not_on_offer.html", more)
    theirs = page.case.owner == page.officer or "conflict_declaration" in move.needs
    if theirs and not file.declaration_of(page.case, page.officer):
        return redirect(f"{address(page, 'declaration')}?next={move.name}")
    here = page.request.resolver_match.url_name if page.request.resolver_match else None
    if here != nouns.STEP and not nouns.suits(move):
        return redirect(address(page, nouns.STEP, move.name))
    return None


def shown(page: Page, doing: Doing, *, refusal: Refused | None = None, quietly: bool = False) -> HttpResponse:
    """The page, with whatever stands in the way at its top and everything typed still there."""
    if quietly:
        doing.form.look()
    panel = letter_panel.panel(page, doing, refusal) if doing.told is not None else None
    if refusal is not None:
        _explained(doing.form, panel, refusal)
    move = page.move
    more = {
        "page": page,
        "case": page.case,
        "form": doing.form,
        "panel": panel,
        "overtaken": isinstance(refusal, Overtaken),
        "seen": page.case.last_number if page.seen is None or isinstance(refusal, Overtaken) else page.seen,
        "title": doing.title or (move.title if move else ""),
        "button": doing.button or (move.title if move else "Save"),
        "home": home(page.case),
        "cite": cite,
        "adjustment_words": particulars.adjustment_in_words,
        "findings_said": SAID,
        "para": cite(page.standing.offer[move.name].para) if move else "",
        **doing.more,
    }
    return render(page.request, doing.template, more, status=409 if isinstance(refusal, Overtaken) else 200)


def _explained(form: Asking, panel: letter_panel.Panel | None, refusal: Refused) -> None:
    """Write a refusal into the error summary, each thing beside the field that mends it."""
    form.is_valid()
    if isinstance(refusal, LetterHeld) and panel is not None:
        for missing in refusal.report.missing:
            place = panel.place_of(missing)
            where = panel.form if place in panel.form.fields else form
            where.add_error(place or None, said(missing.what, missing.para))
    elif isinstance(refusal, ConfirmFirst) and panel is not None:
        panel.form.add_error("confirmed", f"{' '.join(refusal.questions)} Tick to send it like this all the same.")
    else:
        form.add_error(None, said(refusal.reason, refusal.para))


def said(what: str, para: str) -> str:
    """A reason with where it is written."""
    return f"{what} ({cite(para)})" if para else what
