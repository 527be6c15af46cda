"""Disposals: proposed, decided by a second person, carried out, and certified."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from putright.accounts import roles
from putright.accounts.audience import officer_of, officers
from putright.casework.refused import Refused
from putright.casework.retention import certificates, disposal, schedule
from putright.council import clock
from putright.letters.drawing import pdf
from putright.records.forms import keeping as forms
from putright.web import downloads

MOST = 200


@officers("review_records")
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """All disposals, newest first."""
    return render(request, "records/disposals.html", {"disposals": disposal.every()[:MOST]})


@officers("review_records")
def one(request: HttpRequest, number: int) -> HttpResponse:
    """A disposal: what is in it, the second person's decision, and what became of it."""
    found, officer = _found(number), officer_of(request)
    rows = list(found.cases.all())
    form = forms.Decision(request.POST or None, references=[row.case.reference for row in rows])
    if request.method == "POST" and form.is_valid():
        try:
            said = _decide(request, found, form)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, said)
            return redirect("records:disposal", found.pk)
    page = {
        "disposal": found,
        "rows": rows,
        "classes": schedule.every(),
        "form": form,
        "why_not": _why_not(found, officer),
        "genuine": certificates.holds(found),
        "pdf": pdf.available(),
    }
    return render(request, "records/disposal.html", page)


@officers("review_records")
@require_safe
def certificate(request: HttpRequest, number: int) -> HttpResponse:
    """The certificate as a tagged PDF."""
    found = _found(number)
    if not found.digest:
        raise Http404
    try:
        content = pdf.tagged(certificates.page(found))
    except pdf.PdfNotAvailable as problem:
        messages.error(request, str(problem))
        return redirect("records:disposal", found.pk)
    return downloads.made(content, name=f"certificate of disposal {found.pk}.pdf", kind=downloads.PDF)


def _decide(request: HttpRequest, found: Any, form: forms.Decision) -> str:
    told = form.cleaned_data
    approved = request.POST.get("do") == "approve"
    if approved and not told["sure"]:
        raise Refused("Tick that you know it cannot be undone.")
    disposal.decide(
        found.pk,
        approved=approved,
        leaving=told["leaving"],
        note=told["note"],
        by=officer_of(request),
        at=clock.now(),
    )
    return "It is carried out. The certificate is below." if approved else "Sent back to whoever proposed it."


def _why_not(found: Any, officer: Any) -> str:
    """Why somebody cannot decide a disposal; empty when they can."""
    if not roles.may(officer, "dispose"):
        return "Somebody whose role lets them decide has to look at it."
    if found.proposed_by_id == officer.pk:
        return "You proposed it: somebody else has to decide."
    if disposal.hidden_from(found, officer):
        return "There are cases in it that you may not see: somebody who sees them all has to decide."
    return ""


def _found(number: int) -> Any:
    try:
        return disposal.as_it_is(number)
    except (disposal.NotFound, OverflowError):
        raise Http404 from None
