"""Pages on which what was done on paper is keyed: what is left, one case, one step, and what a letter left out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.audience import officer_of, officers
from putright.casework import cases, references
from putright.casework.on_paper import follow_up, keying, noting
from putright.casework.refused import ConfirmFirst, Refused
from putright.casework.steps import Step
from putright.casework.writing.correspondence import Sending
from putright.council import clock
from putright.letters.drawing import render as drawing
from putright.operations.downtime import keying_forms as forms
from putright.rulebook import Move, plain
from putright.web import once

PAGE = 50


@officers(keying.DEED)
@never_cache
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """What is still to be keyed, and what letters left out that is still to be sent; and the way to any case."""
    officer = officer_of(request)
    form = forms.Find(request.GET if "reference" in request.GET else None)
    if form.is_bound and form.is_valid():
        try:
            wanted = references.tidied(form.cleaned_data["reference"])
            return redirect("operations:paper_case", cases.found(wanted, officer).reference)
        except cases.NotFound:
            form.add_error("reference", "There is no case you may see with that reference: look at it again")
    to_key, to_send = noting.to_key(officer), noting.to_follow_up(officer)
    page = {
        "form": form,
        "to_key": [(row, noting.called(row)) for row in to_key[:PAGE]],
        "to_send": [(row, noting.called(row), follow_up.titles(row)) for row in to_send[:PAGE]],
        "more": max(to_key.count() - PAGE, 0) + max(to_send.count() - PAGE, 0),
    }
    return render(request, "operations/paper_left.html", page)


@officers(keying.DEED)
@never_cache
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """One case: what was done on paper in it, and the steps that can be keyed."""
    found = _case(request, reference)
    rows = [
        {
            "row": row,
            "called": noting.called(row),
            "said": keying.said_later(row.event) if row.event else "",
            "titles": follow_up.titles(row),
        }
        for row in noting.of(found)
    ]
    page = {
        "case": found,
        "rows": rows,
        "steps": keying.steps_of(found, on=clock.today()),
        "may": keying.may_key(officer_of(request), found),
    }
    return render(request, "operations/paper_case.html", page)


@officers(keying.DEED)
@never_cache
def step(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Key one step of a case, with its letter."""
    found = _case(request, reference)
    wanted = cases.standing(found, on=clock.today()).procedure.move.get(move)
    if wanted is None or not keying.can_be_keyed(wanted):
        raise Http404
    form = _form(request, found, wanted)
    if request.method == "POST" and form.is_valid() and _key_in(request, found, wanted, form):
        return redirect("operations:paper_case", found.reference)
    page = {"case": found, "move": wanted, "form": form}
    return render(request, "operations/paper_step.html", page)


def _form(request: HttpRequest, found: cases.Case, move: Move) -> forms.Paper:
    procedure = cases.standing(found, on=clock.today()).procedure
    if request.method == "POST":
        return forms.Paper(request.POST, request.FILES, case=found, move=move, procedure=procedure)
    noted = next((row.sent_on for row in noting.of(found) if row.move == move.name and row.event is None), None)
    initial = {"on": noted} if noted else {}
    return forms.Paper(initial=initial, case=found, move=move, procedure=procedure)


def _key_in(request: HttpRequest, found: cases.Case, move: Move, form: forms.Paper) -> bool:
    """Whether it was keyed; if not, the form says why."""
    officer = officer_of(request)
    keyed = form.keyed(by=officer)
    taken = Step(reference=found.reference, at=clock.now(), key=form.cleaned_data["key"] or once.new_key(), by=officer)
    try:
        done = keying.key_in(taken, keyed)
    except Refused as refused:
        para = f" (paragraph {refused.para})" if refused.para else ""
        form.add_error(None, f"As things stood on {plain(keyed.on)}: {refused.reason}{para}")
        return False
    row = next((row for row in noting.of(found) if row.event_id == done.events[0].pk), None)
    messages.success(request, f"Keyed: {move.happened}, on {plain(keyed.on)}. No second letter goes out.")
    if row is not None and row.left_out:
        messages.warning(request, "The letter left something out. It is listed below: send it to the person now.")
    return True


@officers(keying.DEED)
@never_cache
def more(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """What a letter left out, as it goes out now."""
    found = _case(request, reference)
    row = follow_up.wanted(found, number)
    if row is None:
        return redirect("operations:paper_case", found.reference)
    try:
        ahead = follow_up.foreseen(found, row, _step(request, found), sending=Sending())
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("operations:paper_case", found.reference)
    titles = {follow_up.OPENING: "why you write", **follow_up.titles(row)}
    form = forms.FollowUp(
        request.POST or None,
        titles={name: titles[name] for name in ahead.to_write},
        questions=ahead.prospect.questions,
        initial={f"part-{name}": text for name, text in ahead.to_write.items()},
    )
    shown = ahead
    if request.method == "POST" and form.is_valid():
        sending = Sending(parts=form.parts(), confirmed=bool(form.cleaned_data.get("confirmed")))
        shown = follow_up.foreseen(found, row, _step(request, found), sending=sending)
        if request.POST.get("do") == "send" and _send(request, found, number, form, sending):
            return redirect("operations:paper_case", found.reference)
    page = {"case": found, "row": row, "called": noting.called(row), "form": form, "to": _to(shown), **_drawn(shown)}
    return render(request, "operations/paper_follow_up.html", page)


def _drawn(shown: follow_up.Foreseen) -> dict[str, Any]:
    return {"page": mark_safe(drawing.page(shown.shown))}  # noqa: S308 -- escaped by `letters`


def _to(shown: follow_up.Foreseen) -> list[str]:
    return [f"{copy.recipient.name}, {WAYS.get(copy.channel, copy.channel)}" for copy in shown.prospect.copies]


WAYS = {"email": "by email", "post": "by post, from the print room", "phone": "by telephone: ring and read it out"}


def _send(request: HttpRequest, found: cases.Case, number: int, form: forms.FollowUp, sending: Sending) -> bool:
    try:
        follow_up.send(_step(request, found, form.cleaned_data["key"]), number, sending=sending)
    except ConfirmFirst as asked:
        form.add_error("confirmed", " ".join(asked.questions))
        return False
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    messages.success(request, "It is on its way, and on the case.")
    return True


@officers(keying.DEED)
@never_cache
def not_needed(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Say why what a letter left out is not sent."""
    found = _case(request, reference)
    row = follow_up.wanted(found, number)
    if row is None:
        return redirect("operations:paper_case", found.reference)
    form = forms.NotNeeded(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data
            follow_up.not_needed(_step(request, found, told["key"]), number, because=told["because"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Noted on the case.")
            return redirect("operations:paper_case", found.reference)
    page = {"case": found, "called": noting.called(row), "titles": follow_up.titles(row), "form": form}
    return render(request, "operations/paper_not_needed.html", page)


@officers(keying.DEED)
@never_cache
@require_POST
def dropped(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Say that a step was noted by mistake."""
    found = _case(request, reference)
    try:
        noting.drop(number, by=officer_of(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "It is off the list.")
    return redirect("operations:paper_case", found.reference)


def _step(request: HttpRequest, found: cases.Case, key: str = "") -> Step:
    return Step(reference=found.reference, at=clock.now(), key=key or once.new_key(), by=officer_of(request))


def _case(request: HttpRequest, reference: str) -> cases.Case:
    try:
        return cases.found(reference, officer_of(request))
    except cases.NotFound:
        raise Http404 from None
