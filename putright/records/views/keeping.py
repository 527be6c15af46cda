"""The review queue, the schedule, and until when one case is kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from putright import rulebook
from putright.accounts import roles
from putright.accounts.audience import officer_of, officers
from putright.casework.information_rights import disagreements, rights, rights_letter
from putright.casework.refused import Refused
from putright.casework.retention import disposal, keeping, queue, schedule
from putright.casework.writing import recipients
from putright.council import clock
from putright.letters.drawing import render as drawing
from putright.records.forms import keeping as forms
from putright.records.forms import rights as right_forms
from putright.records.views.page import Page, asked, case_of, step_of
from putright.rulebook import plain

LONGEST_NUMBER = 18
"""Longer than that no row is numbered, and no database reads it."""


@officers("review_records")
def due(request: HttpRequest) -> HttpResponse:
    """What is due for disposal; choosing proposes it to a second person."""
    officer, today = officer_of(request), clock.today()
    waiting = queue.due(officer, on=today)
    form = forms.Proposal(request.POST or None, rows=waiting.rows)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = disposal.propose(told["cases"], note=told["note"], by=officer, at=clock.now(), key=told["key"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Proposed. Somebody else has to decide it.")
            return redirect("records:disposal", made.pk)
    page = {
        "form": form,
        "rows": waiting.rows,
        "more": waiting.after is not None,
        "at_once": queue.PAGE,
        "held": queue.count_on_hold(officer, on=today),
        "to_decide": disposal.waiting_for(officer),
    }
    return render(request, "records/due.html", page)


@officers("review_records")
@require_safe
def on_hold(request: HttpRequest) -> HttpResponse:
    """What would be due and is on hold, page by page."""
    officer, typed = officer_of(request), request.GET.get("after", "")
    after = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < LONGEST_NUMBER else 0
    page = queue.on_hold(officer, on=clock.today(), after=after)
    told = {"page": page, "first": after == 0, "count": queue.count_on_hold(officer, on=clock.today())}
    return render(request, "records/on_hold.html", told)


@officers("review_records")
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """How long each class of cases is kept, and by whose word."""
    may_change = roles.may(officer_of(request), "set_retention")
    return render(request, "records/schedule.html", {"rules": schedule.in_force().values(), "may_change": may_change})


@officers("set_retention")
def years(request: HttpRequest, name: str) -> HttpResponse:
    """Decide how long a class is kept."""
    rule = schedule.in_force().get(name)
    if rule is None:
        raise Http404
    seen = rule.decided.version if rule.decided else 0
    form = forms.Years(request.POST or None, initial={"years": rule.years, "seen": seen})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            schedule.change(name, by=officer_of(request), at=clock.now(), **told)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(
                request, f"{rule.keeping_class.title}: {rulebook.counted(told['years'], 'year')} from now on."
            )
            return redirect("records:schedule")
    return render(request, "records/years.html", {"form": form, "rule": rule, "versions": schedule.versions(name)})


# --- One case. -------------------------------------------------------------------------------------------------------


@officers("review_records")
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Until when a case is kept, what holds it, and what people have said about what is in it."""
    found = case_of(request, reference)
    page = {
        "case": found,
        "kept": keeping.of(found),
        "disagreements": disagreements.of(found),
        "about": disagreements.ABOUT,
        "may_answer": roles.may(officer_of(request), "answer_rights"),
        "may_hold": roles.may(officer_of(request), "hold_records"),
    }
    return render(request, "records/case.html", page)


@officers("review_records")
def longer(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep a case beyond its time."""
    found = case_of(request, reference)
    back = reverse("records:case", args=[found.reference])

    def act(told: dict[str, Any]) -> tuple[str, str]:
        step = step_of(request, found, told["key"])
        disposal.keep_longer(step, until=told["until"].isoformat(), reason=told["reason"])
        return f"It is kept until {plain(told['until'])}.", back

    page = Page(
        title="Keep it longer", back=(back, found.reference), button="Keep it longer", intro=keeping.of(found).because
    )
    return asked(request, forms.Longer(request.POST or None), page, act)


@officers("answer_rights")
def disagreement(request: HttpRequest, reference: str) -> HttpResponse:
    """Attach a statement of disagreement."""
    found = case_of(request, reference)
    back = reverse("records:case", args=[found.reference])

    def act(told: dict[str, Any]) -> tuple[str, str]:
        about, _, number = told["about"].partition("-")
        step = step_of(request, found, told["key"])
        disagreements.add(step, about=about, number=int(number), statement=told["statement"])
        return "The statement is attached, and shown beside what it is about.", back

    page = Page(
        title="Attach a statement of disagreement",
        back=(back, found.reference),
        button="Attach the statement",
        intro="The council keeps what it wrote, and whoever reads it reads the statement too.",
    )
    form = right_forms.Disagreement(request.POST or None, choices=_disputable(found))
    return asked(request, form, page, act)


@officers("answer_rights")
def right(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what was decided on a request to erase, correct or no longer use."""
    found = case_of(request, reference)
    back = reverse("records:case", args=[found.reference])
    form = right_forms.Decision(request.POST or None, tell=_who_may_be_told(found))

    def act(told: dict[str, Any]) -> tuple[str, str]:
        step = step_of(request, found, told["key"])
        rights.decide(step, right=told["right"], answer=told["answer"], reason=told["reason"], tell=form.to)
        said = "and the letter is on its way" if form.to is not None else "Tell the person, with the reason"
        return f"The decision is on record{', ' if form.to is not None else '. '}{said}.", back

    page = Page(title="Decide a request about personal information", back=(back, found.reference), button="Record it")
    if request.method == "POST" and form.is_valid() and request.POST.get("do") != "record":
        more = {"looked": True, "letter": _letter(found, form)}
        return render(request, "records/telling.html", {"form": form, "page": page, **more})
    return asked(request, form, page, act, template="telling", looked=False)


def _who_may_be_told(found: Any) -> list[tuple[str, str]]:
    """Each who may be written to, and how the letter reaches them."""
    return [
        (str(one.party.pk), f"{one.name}, {recipients.CHANNELS[one.channels[0]]}")
        for one in rights_letter.may_be_told(found, on=clock.today())
    ]


def _letter(found: Any, form: right_forms.Decision) -> dict[str, Any] | None:
    """The letter as it would go out; None when nobody is told from here."""
    if form.to is None:
        return None
    told = form.cleaned_data
    decision = rights_letter.Decision(right=told["right"], answer=told["answer"], reason=told["reason"])
    ready = rights_letter.foreseen(found, decision, party=form.to, on=clock.today())
    drawn = mark_safe(drawing.page(ready.copy.draft))  # noqa: S308 -- escaped by `letters`
    return {
        "to": ready.copy.recipient.name,
        "draft": ready.copy.draft,
        "cautions": ready.cautions,
        "page": drawn,
        "button": "Record it and send the letter",
    }


def _disputable(found: Any) -> list[tuple[str, str]]:
    """What in a case somebody can disagree with."""
    whole = [("case-0", "The case as a whole")]
    letters = [
        (f"letter-{one.pk}", f"Letter: {one.title}, {plain(clock.day_of(one.sent_at))}") for one in found.letters.all()
    ]
    files = [(f"document-{one.pk}", f"Document: {one.name}") for one in found.documents.all()]
    entries = [
        (f"entry-{one.number}", f"Entry {one.number}: {one.kind.replace('_', ' ')}") for one in found.events.all()
    ]
    return [*whole, *letters, *files, *entries]
