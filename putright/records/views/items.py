"""Item by item: what of each is withheld and why, what is given instead, and that somebody has read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from putright.accounts.audience import officer_of, officers
from putright.casework.refused import Refused
from putright.casework.subject_access import reading, redaction, requests
from putright.council import clock
from putright.records.forms import rights
from putright.records.forms.keeping import in_lines
from putright.records.views.page import Page, asked

MOST_FIGURES = 18
"""Of the number of a row: a longer one is none of ours, and no database takes it."""


@officers("answer_rights")
def everywhere(request: HttpRequest, number: int) -> HttpResponse:
    """Withhold words in every item of a request."""
    back = reverse("records:request", args=[number])

    def act(told: dict[str, Any]) -> tuple[str, str]:
        words = in_lines(told["words"])
        n = redaction.withhold_everywhere(number, words=words, reason=told["reason"], by=officer_of(request))
        return f"Withheld in {n} {'item' if n == 1 else 'items'}.", back

    page = Page(
        title="Withhold words wherever they stand",
        back=(back, f"Request {number}"),
        button="Withhold them",
        intro="Capitals and endings do not matter: what stands there is withheld to the end of the word.",
    )
    return asked(request, rights.Everywhere(request.POST or None), page, act)


@officers("answer_rights")
def reading_page(request: HttpRequest, number: int, reference: str) -> HttpResponse:
    """All that was collected from one case: read in order, and what is plain given together."""
    officer = officer_of(request)
    try:
        found = requests.found(number)
    except (requests.NotFound, OverflowError):
        raise Http404 from None
    shown = reading.of_case(found.pk, reference, officer)
    if not shown:
        raise Http404
    if request.method == "POST":
        chosen = [int(one) for one in request.POST.getlist("item") if one.isdecimal() and len(one) <= MOST_FIGURES]
        try:
            read = reading.look_at_together(number, reference, chosen, by=officer, at=clock.now())
        except Refused as refused:
            messages.error(request, refused.reason)
            return redirect("records:reading", number, reference)
        messages.success(request, "1 is read." if len(read) == 1 else f"{len(read)} are read.")
        return _to_next(read[-1])
    together = [one for one in shown if one.together]
    page = {"asked": found, "reference": reference, "shown": shown, "together": together}
    return render(request, "records/reading.html", page)


@officers("answer_rights")
def item(request: HttpRequest, number: int) -> HttpResponse:
    """One item: read it, withhold what must be, and go on to the next."""
    found = _found(request, number)
    pieces = redaction.pieces(found)
    form = rights.Item(request.POST if request.method == "POST" else None, pieces=pieces)
    transcript = rights.Transcript(
        request.POST if request.POST.get("do") == "transcribe" else None, initial={"transcript": found.transcript}
    )
    if request.method == "POST":
        try:
            said, go_on = _act(request, found, form, transcript)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            if said:
                messages.success(request, said)
                return _to_next(found) if go_on else redirect("records:item", found.pk)
    page = {
        "item": found,
        "asked": found.request,
        "pieces": pieces,
        "form": form,
        "transcript": transcript,
        "given": redaction.given(found),
        "reasons": redaction.REASONS,
    }
    return render(request, "records/item.html", page)


def _act(request: HttpRequest, found: Any, form: rights.Item, transcript: rights.Transcript) -> tuple[str, bool]:
    """Do what the button asks for: what to say of it (nothing when the form is not right), and whether to go on."""
    deeds: Mapping[str, Callable[[], tuple[str, bool]]] = {
        "withhold": lambda: _withhold(request, found, form),
        "all": lambda: _withhold_all(request, found, form),
        "again": lambda: _again(request, found),
        "transcribe": lambda: _transcribe(request, found, transcript),
        "give": lambda: _give(request, found),
    }
    deed = deeds.get(request.POST.get("do", ""))
    return deed() if deed and (form.is_valid() or deed is deeds["transcribe"]) else ("", False)


def _withhold(request: HttpRequest, found: Any, form: rights.Item) -> tuple[str, bool]:
    told = form.cleaned_data
    redaction.withhold(
        found.pk,
        sentences=[int(one) for one in told["sentences"]],
        words=in_lines(told["words"]),
        reason=told["reason"],
        by=officer_of(request),
    )
    return "Withheld. Read what is given below.", False


def _withhold_all(request: HttpRequest, found: Any, form: rights.Item) -> tuple[str, bool]:
    reason = form.cleaned_data["reason"]
    redaction.withhold_all(found.pk, reason=reason, by=officer_of(request), at=clock.now())
    return f"All of “{found.title}” is withheld.", True


def _again(request: HttpRequest, found: Any) -> tuple[str, bool]:
    redaction.give_again(found.pk, by=officer_of(request))
    return "Nothing of it is withheld any more.", False


def _transcribe(request: HttpRequest, found: Any, transcript: rights.Transcript) -> tuple[str, bool]:
    if not transcript.is_valid():
        return "", False
    redaction.transcribe(found.pk, text=transcript.cleaned_data["transcript"], by=officer_of(request))
    return "This text is given instead of the file.", False


def _give(request: HttpRequest, found: Any) -> tuple[str, bool]:
    requests.look_at(found.pk, by=officer_of(request), at=clock.now())
    return f"“{found.title}” is given as it was shown.", True


def _to_next(found: Any) -> HttpResponse:
    """On to what nobody has looked at, first of the same case; when there is none, back to the request."""
    waiting = found.request.items.filter(looked_at=None).exclude(pk=found.pk).select_related("case")
    following = waiting.filter(case=found.case_id).first() or waiting.first()
    if following is None:
        return redirect("records:request", found.request_id)
    address = reverse("records:reading", args=[found.request_id, following.case.reference])
    return redirect(f"{address}#item-{following.pk}")


def _found(request: HttpRequest, number: int) -> Any:
    found = requests.item(number, officer_of(request))
    if found is None:
        raise Http404
    return found
