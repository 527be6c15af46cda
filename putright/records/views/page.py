"""What the pages of records share: a page with one form, a case by its reference, and who acts when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from putright.accounts.audience import officer_of
from putright.casework import cases, references
from putright.casework.refused import Refused
from putright.casework.steps import Step
from putright.council import clock

Act = Callable[[dict[str, Any]], tuple[str, str]]
"""Does what a form asks for, and gives what to say of it and where to go."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page with one form: its heading, the way back (address and words), and what stands around the form."""

    title: str
    back: tuple[str, str]
    button: str
    intro: str = ""
    warning: str = ""


def asked(
    request: HttpRequest, form: forms.Form, page: Page, act: Act, template: str = "form", **more: Any
) -> HttpResponse:
    """Show a form, or do what it asks for; what is refused is said above it, with everything typed kept."""
    if request.method == "POST" and form.is_valid():
        try:
            said, address = act(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, said)
            return redirect(address)
    return render(request, f"records/{template}.html", {"form": form, "page": page, **more})


def case_of(request: HttpRequest, reference: str) -> cases.Case:
    """The case, or a 404 alike for one that is hidden and one there is not."""
    try:
        return cases.found(references.tidied(reference), officer_of(request))
    except cases.NotFound:
        raise Http404 from None


def step_of(request: HttpRequest, case: cases.Case, key: str) -> Step:
    """A step of whoever asks, now."""
    return Step(reference=case.reference, at=clock.now(), key=key, by=officer_of(request))
