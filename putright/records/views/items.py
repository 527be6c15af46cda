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
from putright.casework.subject_access import redaction, requests
from putright.council import clock
from putright.records.forms import rights
from putright.records.forms.keeping import in_lines
from putright.records.views.page import Page, asked


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
    """The next item nobody has looked at; when there is none, back to the request."""
    waiting = found.request.items.filter(looked_at=None).exclude(pk=found.pk).first()
    return redirect("records:item", waiting.pk) if waiting else redirect("records:request", found.request_id)


def _found(request: HttpRequest, number: int) -> Any:
    found = requests.item(number, officer_of(request))
    if found is None:
        raise Http404
    return found
