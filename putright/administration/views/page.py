"""What the pages of the administration share: one page for a form, and a deed with who and when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from putright.accounts.audience import officer_of
from putright.administration import checklist
from putright.administration.changes import AREAS, Deed
from putright.council import clock, opening


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing at all; None when it was only opened."""
    return request.POST if request.method == "POST" else None


def deed_of(request: HttpRequest, form: forms.Form | None = None) -> Deed:
    """Who asks, now, and why if the form says so."""
    why = str(form.cleaned_data.get("why", "")) if form is not None else ""
    return Deed(by=officer_of(request), at=clock.now(), why=why)


def shown(request: HttpRequest, template: str, area: str, **told: Any) -> HttpResponse:
    """A page of one part of the settings, with whether somebody still has to say that it is looked at."""
    steps = {step.name: step for step in checklist.steps(on=clock.today())}
    step = steps.get(area)
    page = {"area": area, "area_title": AREAS.get(area, ""), "step": step, "open": opening.is_open(), **told}
    return render(request, f"administration/{template}.html", page)


def asked(request: HttpRequest, form: forms.Form, *, area: str, title: str, **more: Any) -> HttpResponse:
    """A page with one form on it. `more`: `intro`, `back` (address and words), `button`, `widths`, `warning`,
    `before_form` and `after` (templates around the form)."""
    around = {"title": title, "intro": "", "back": None, "button": "Save", "files": False, "warning": ""}
    around |= {"before_form": "", "after": ""}
    return shown(request, "form", area, **{**around, "form": form, **more})


def saved(request: HttpRequest, said: str, address: str, *parts: Any) -> HttpResponse:
    """On to another page, which says what was done."""
    messages.success(request, said)
    return redirect(f"administration:{address}", *parts)
