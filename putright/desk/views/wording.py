"""The council's own wording of its letters: the list, changing one, its versions and what differs between them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from markupsafe import Markup, escape

from putright import rulebook
from putright.accounts.audience import officer_of, officers
from putright.council import clock, here
from putright.desk import examples
from putright.desk.forms.wording import Editing
from putright.letters import compose, placeholders, wordings
from putright.letters.drawing import render as drawn
from putright.letters.wordings import Wording


@officers("edit_wording")
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Every letter of every procedure the council uses, and those of none."""
    today = clock.today()
    adopted = [rulebook.procedure(name, on=today) for name in here.adopted(on=today)]
    groups = [
        {"name": procedure.name, "wordings": wordings.every(procedure=procedure.id)}
        for procedure in adopted
        if procedure.letters
    ]
    groups += [
        {"name": name, "wordings": wordings.every(procedure=of)} for of, name in wordings.OF_NO_PROCEDURE.items()
    ]
    return render(request, "desk/wording/letters.html", {"groups": groups})


@officers("edit_wording")
def edit(request: HttpRequest, procedure: str, letter: str) -> HttpResponse:
    """Change the wording of a letter, with a preview beside it."""
    wording = _current(procedure, letter)
    form = Editing(request.POST or None, wording=wording)
    shown = wording
    if request.method == "POST" and form.is_valid():
        shown = form.edited()
        if request.POST.get("do") != "preview" and _save(request, form, shown):
            return redirect("desk:wording_edit", procedure, letter)
    page = {
        "form": form,
        "wording": wording,
        "called": wordings.named(procedure),
        "placeholders": placeholders.KNOWN,
        "preview": preview(shown),
        "saving": request.method == "POST",
    }
    return render(request, "desk/wording/edit.html", page)


def preview(wording: Wording) -> Markup:
    """The letter with made-up values; where an officer writes a part, what belongs there stands in brackets."""
    theirs = {block.name: f"[{block.hint or block.title}]" for block in wording.blocks if not block.text.strip()}
    return Markup(drawn.page(compose.draft(wording, examples.values(), given=theirs)))  # noqa: S704 -- escaped there


@officers("edit_wording")
@require_safe
def versions(request: HttpRequest, procedure: str, letter: str) -> HttpResponse:
    """Every version of a wording, and what differs between two of them."""
    current = _current(procedure, letter)
    every = wordings.history(letter=letter, procedure=procedure)
    by_number = {str(one.version): one for one in every}
    newer = by_number.get(request.GET.get("newer", ""), every[0])
    older = by_number.get(request.GET.get("older", ""), every[1] if len(every) > 1 else every[0])
    page = {
        "wording": current,
        "called": wordings.named(procedure),
        "every": every,
        "newer": newer,
        "older": older,
        "differences": list(differences(older, newer)),
    }
    return render(request, "desk/wording/versions.html", page)


def differences(older: Wording, newer: Wording) -> Iterator[tuple[str, Markup]]:
    """The parts that differ, each with what was taken out and put in, line by line."""
    before, after = _texts(older), _texts(newer)
    for name in {**after, **before}:
        if before.get(name) != after.get(name):
            yield name, _marked(before.get(name, ""), after.get(name, ""))


def _texts(wording: Wording) -> dict[str, str]:
    parts = {block.title: f"{block.heading}\n{block.text}".strip() for block in wording.blocks}
    return {"subject": wording.subject, **parts}


def _marked(before: str, after: str) -> Markup:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    marks = {"- ": Markup("<del>{}</del>"), "+ ": Markup("<ins>{}</ins>"), "  ": Markup("{}")}
    return Markup("<br>").join(
        marks[line[:2]].format(escape(line[2:])) for line in lines if line[:2] in marks and line[2:].strip()
    )


def _current(procedure: str, letter: str) -> Wording:
    if procedure not in {*here.adopted(on=clock.today()), *wordings.OF_NO_PROCEDURE}:
        raise Http404
    try:
        return wordings.current(letter=letter, procedure=procedure)
    except LookupError:
        raise Http404 from None


def _save(request: HttpRequest, form: Editing, edited: Wording) -> bool:
    told = form.cleaned_data
    try:
        saved = wordings.save(
            wording=edited, based_on=told["based_on"], by=officer_of(request), at=clock.now(), note=told["note"]
        )
    except wordings.Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return False
    messages.success(request, f"Saved as version {saved.version}. Letters use it from now on.")
    return True
