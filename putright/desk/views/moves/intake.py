"""Pages for taking a matter in by hand: everything on one page, or three questions for anybody who was told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from putright.accounts import roles
from putright.accounts.audience import officer_of, officers
from putright.accounts.models import Officer
from putright.casework import access, cases, told_together
from putright.casework.actions import intake as taking
from putright.casework.refused import Refused
from putright.council import clock
from putright.desk.forms.moves.intake import Intake, Passing
from putright.desk.views.moves import page as pages
from putright.web import once

ANOTHER, FINISH = "another", "finish"
"""The buttons that take a matter in and go on with another one of the same person, and that say there is no other."""


@officers("take_in")
def intake(request: HttpRequest) -> HttpResponse:
    """Take a matter in. Whoever only passes complaints on has a short form for it."""
    if not roles.may(officer_of(request), "read_notes"):
        return redirect("desk:passing_on")
    sitting, pressed = _sitting(request), request.POST.get("do", "")
    form = Intake(request.POST, request.FILES) if request.method == "POST" else Intake()
    known = _known(request, form)
    if sitting and pressed == FINISH:
        if not request.POST.get("said", "").strip():
            return _finished(request, sitting)
        form.add_error("said", "You have begun another matter: take it in, or empty this box")
    elif form.is_bound and form.turn(pressed):
        _sorted(form)
    elif form.is_bound and form.is_valid() and not _must_look(form, known):
        made = _taken(request, form)
        if made is not None:
            return made
    return _shown(request, form, known=known, key=_key(request), sitting=sitting)


def _shown(request: HttpRequest, form: Intake, *, key: str, sitting: str, known: Sequence[Any] = ()) -> HttpResponse:
    """The page: what has been taken in of the same contact so far, and the form for the next matter."""
    so_far = cases.of_sitting(sitting) if sitting else ()
    page = {"form": form, "known": known, "key": key, "sitting": sitting, "so_far": so_far}
    return render(request, "desk/moves/intake/intake.html", {**page, "routing": form.routing() if form.done else None})


def _sorted(form: Intake) -> None:
    """The same page with everything typed, and the next questions or where the answers lead."""
    form.look()
    if form.done:
        form.choose()


@officers("take_in")
def passing_on(request: HttpRequest) -> HttpResponse:
    """Pass on a complaint: who, what, and when and how it came."""
    form = Passing(request.POST) if request.method == "POST" else Passing()
    if form.is_bound and form.is_valid():
        made = _taken(request, form)
        if made is not None:
            return made
    return render(request, "desk/moves/intake/passing_on.html", {"form": form, "key": _key(request)})


@officers("take_in")
def passed_on(request: HttpRequest, reference: str) -> HttpResponse:
    """What somebody who may not see the case is told of it: its reference."""
    return render(request, "desk/moves/intake/passed_on.html", {"reference": reference})


def _taken(request: HttpRequest, form: Intake | Passing) -> HttpResponse | None:
    """The matter taken in; nothing when it could not be, with the reason on the form."""
    officer, (received_at, timed) = officer_of(request), form.received()
    key, sitting = _key(request), _sitting(request)
    if sitting:
        key = taking.key_in_sitting(sitting=sitting, key=key)
    try:
        case = taking.take_in(form.matter(), received_at=received_at, at=clock.now(), key=key, by=officer, timed=timed)
    except Refused as refusal:
        form.add_error(None, pages.said(refusal.reason, refusal.para))
        return None
    if isinstance(form, Intake) and request.POST.get("do") == ANOTHER:
        messages.success(request, f"Taken in as {case.reference}. Now the next matter of the same person.")
        # What was typed is shown on, and not read back: whoever takes in may not be allowed to see the case.
        return _shown(request, form.another(), key=once.new_key(), sitting=sitting or key)
    if sitting:
        return _finished(request, sitting)
    messages.success(request, f"Taken in as {case.reference}. Give the person this reference.")
    return _on_to(case, officer)


def _finished(request: HttpRequest, sitting: str) -> HttpResponse:
    """Everything of one contact has been taken in: the person is told of it in one message."""
    made = told_together.tell(sitting, at=clock.now())
    if not made:
        return redirect("desk:intake")
    named = ", ".join(case.reference for case in made)
    messages.success(
        request, f"Taken in as {named}. Give the person {'this reference' if len(made) == 1 else 'these'}."
    )
    return _on_to(made[0], officer_of(request))


def _on_to(case: cases.Case, officer: Officer) -> HttpResponse:
    """The case, or its reference alone for whoever may not see it."""
    if access.may_see(officer, case):
        return redirect(pages.home(case))
    return redirect("desk:passed_on", case.reference)


def _known(request: HttpRequest, form: Intake) -> list[Any]:
    """Open cases of the same person, as far as the officer may see them."""
    if not form.is_bound:
        return []
    form.is_valid()
    sitting = _sitting(request)
    who, seen = form.person(), cases.still_open(cases.visible_to(officer_of(request)))
    if sitting:
        seen = seen.exclude(pk__in=cases.of_sitting(sitting).values("pk"))
    return list(cases.of_same_person(seen, email=who.email, phone=who.phone, name=who.name)[:5])


def _must_look(form: Intake, known: list[Any]) -> bool:
    """Whether the officer has still to say that this is another matter than those open already."""
    if not known or form.given("same_person", False):
        return False
    form.add_error(
        "same_person",
        "Somebody of this name or address has an open case: look at it, or tick that this is another matter",
    )
    return True


def _key(request: HttpRequest) -> str:
    return once.sound(request.POST.get("key", ""))


def _sitting(request: HttpRequest) -> str:
    """The key of the first matter of the same contact; empty for the first one itself."""
    typed = request.POST.get("sitting", "")
    return typed if typed and once.sound(typed) == typed else ""
