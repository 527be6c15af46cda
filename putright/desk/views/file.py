"""Adding to the file of a case: notes and documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from putright.accounts.audience import officer_of, officers
from putright.casework.actions import filing
from putright.casework.refused import Refused
from putright.casework.steps import Step
from putright.council import clock
from putright.desk.finding import case_of
from putright.desk.forms import file
from putright.web import once


@officers("add_to_file")
def note(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a note for colleagues."""
    form = file.Note(request.POST or None)
    return _page(request, reference, form, "note", lambda step, told: filing.add_note(step, note=told["note"]))


@officers("add_to_file")
def documents(request: HttpRequest, reference: str) -> HttpResponse:
    """Add files."""
    form = file.Documents(request.POST or None, request.FILES or None)
    return _page(
        request,
        reference,
        form,
        "documents",
        lambda step, told: filing.add_documents(step, told["uploads"], about=told["about"]),
    )


@officers("speak_for_person")
@require_POST
def message_read(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that what the person wrote has been read and asks for nothing else."""
    case = case_of(request, reference)
    key = once.sound(request.POST.get("key", ""))
    try:
        filing.read(Step(reference=case.reference, at=clock.now(), key=key, by=officer_of(request)))
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Noted that you have read it.")
    return redirect("desk:case", case.reference)


def _page(
    request: HttpRequest, reference: str, form: forms.Form, name: str, act: Callable[[Step, dict[str, Any]], object]
) -> HttpResponse:
    case = case_of(request, reference)
    if request.method == "POST" and form.is_valid():
        step = Step(reference=case.reference, at=clock.now(), key=form.cleaned_data["key"], by=officer_of(request))
        try:
            act(step, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, {"note": "Your note was added.", "documents": "The documents were added."}[name])
            return redirect("desk:case", case.reference)
    return render(request, f"desk/{name}.html", {"case": case, "form": form})
