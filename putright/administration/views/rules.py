"""Procedures in use, exclusions and departures: what the council decides about its procedures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from putright import rulebook
from putright.accounts import roles
from putright.accounts.audience import officer_of, officers
from putright.administration import policy, procedure_pages
from putright.administration.forms import council as council_forms
from putright.administration.forms import rules as forms
from putright.administration.views import page
from putright.casework import cases, references
from putright.council import adoption, clock, here, models
from putright.rulebook import plain
from putright.rulebook.book import library


@officers("see_settings")
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """The procedures in use today and from a day to come, each with why."""
    council, on = models.Council.objects.first(), clock.today()
    if council is None:
        return redirect("administration:council")
    by_law = adoption.FOR[council.kind]
    used = [rulebook.procedure(name, on=on) for name in here.adopted(on=on)]
    told = {
        "used": [(one, one.id in by_law) for one in used],
        "adopted": models.AdoptedProcedure.objects.order_by("starts_on", "procedure"),
        "titles": {name: versions[-1].name for name, versions in library.shelf().items()},
        "on": on,
    }
    return page.shown(request, "procedures", "procedures", **told)


@officers("see_settings")
@require_safe
def one_procedure(request: HttpRequest, procedure: str, version: str) -> HttpResponse:
    """A version of a procedure as the rulebook has it: its time limits, steps, letters and grounds for refusing."""
    try:
        found = procedure_pages.version_of(procedure=procedure, version=version)
    except procedure_pages.NoSuchVersion:
        raise Http404 from None
    told = {"procedure": found, "pieces": list(procedure_pages.pieces(found))}
    return page.shown(request, "procedure", "procedures", **told)


@officers("decide_policy")
def adopting(request: HttpRequest) -> HttpResponse:
    """Use a procedure from a day on."""
    titles = {name: versions[-1].name for name, versions in library.shelf().items()}
    form = forms.Adopting(page.posted(request), choices=titles)
    if request.method == "POST" and form.is_valid():
        told, deed = form.cleaned_data, page.deed_of(request, form)
        try:
            row = policy.adopt(
                procedure=told["procedure"], starts_on=told["starts_on"], policy_url=told["policy_url"], deed=deed
            )
        except policy.Refused as refused:
            form.add_error("starts_on", str(refused))
        else:
            return page.saved(request, f"In use from {plain(row.starts_on)}.", "procedures")
    title, back = "Adopt a procedure", ("procedures", "Procedures")
    return page.asked(request, form, area="procedures", title=title, back=back)


@officers("see_settings")
@require_safe
def exclusions(request: HttpRequest) -> HttpResponse:
    """What the policy does not take as a complaint, beside the grounds the procedure itself has."""
    on = clock.today()
    if not models.Council.objects.exists():
        return redirect("administration:council")
    grounds = rulebook.procedure("local_council_code", on=on).grounds
    told = {"rows": models.Exclusion.objects.all(), "grounds": [one for one in grounds if not one.needs_departure]}
    return page.shown(request, "exclusions", "exclusions", **told)


@officers("decide_policy")
def exclusion(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """One of them."""
    row = get_object_or_404(models.Exclusion, pk=number) if number is not None else models.Exclusion()
    now = {"title": row.title, "reason": row.why, "elsewhere": row.elsewhere}
    form = council_forms.Exclusion(page.posted(request), initial=now)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        to = policy.Excluded(title=told["title"], why=told["reason"], elsewhere=told["elsewhere"])
        try:
            policy.exclude(row, to, page.deed_of(request, form))
        except policy.Refused as refused:
            form.add_error("title", str(refused))
        else:
            return page.saved(request, "Saved.", "exclusions")
    more: dict[str, Any] = {"back": ("exclusions", "Exclusions"), "exclusion": row, "after": "exclusion_after.html"}
    return page.asked(request, form, area="exclusions", title=row.title or "Add an exclusion", **more)


@officers("decide_policy")
@require_POST
def exclusion_removal(request: HttpRequest, number: int) -> HttpResponse:
    """Take such matters as complaints again."""
    row = get_object_or_404(models.Exclusion, pk=number)
    policy.include_again(row, page.deed_of(request))
    return page.saved(request, "Such matters are taken as complaints again.", "exclusions")


@officers("see_settings")
@require_safe
def departures(request: HttpRequest) -> HttpResponse:
    """Every departure, and the procedures that leave room for one."""
    on = clock.today()
    if not models.Council.objects.exists():
        return redirect("administration:council")
    used = [rulebook.procedure(name, on=on) for name in here.adopted(on=on)]
    told = {
        "rows": [_departure(row, on) for row in models.Departure.objects.filter(case_reference="").order_by("-pk")],
        "individual": models.Departure.objects.exclude(case_reference="").count(),
        "open_to": [one for one in used if one.bends and one.force != "law"],
        "law": [one for one in used if one.force == "law"],
    }
    return page.shown(request, "departures", "departures", **told)


def _departure(row: models.Departure, on: date) -> dict[str, object]:
    procedure = rulebook.procedure(row.procedure)
    bend = next((bend.title for bend in procedure.bends if bend.effect == row.effect), row.effect)
    over = row.ends_on is not None and row.ends_on < on
    return {"row": row, "procedure": procedure.name, "effect": bend, "over": over}


@officers("decide_policy")
def departing(request: HttpRequest, procedure: str) -> HttpResponse:
    """Record a departure from a procedure."""
    on = clock.today()
    if not models.Council.objects.exists() or procedure not in here.adopted(on=on):
        raise Http404
    found, officer = rulebook.procedure(procedure, on=on), officer_of(request)
    individual = roles.may(officer, "see_cases")
    form = forms.Departing(page.posted(request), procedure=found, individual=individual)
    if request.method == "POST" and form.is_valid():
        try:
            reference = _one_complaint(request, form)
            departure, reaches = form.departure(), forms.SCOPES[form.cleaned_data["scope"]]
            deed = page.deed_of(request, form)
            policy.depart(departure, procedure=found, reference=reference, reaches=reaches, deed=deed)
        except policy.Refused as refused:
            form.add_error(None, str(refused))
        else:
            return page.saved(request, "The departure is recorded. It holds from its first day.", "departures")
    title, back = f"Departure: {found.name}", ("departures", "Departures")
    intro = "A departure is a reasoned, dated choice not to follow a paragraph."
    return page.asked(request, form, area="departures", title=title, back=back, intro=intro)


def _one_complaint(request: HttpRequest, form: forms.Departing) -> str:
    """The reference of the one complaint it is for; empty for a departure of policy. Raises `Refused`."""
    asked = form.cleaned_data.get("case_reference", "") if form.cleaned_data["scope"] == "individual" else ""
    reference = references.tidied(asked) if asked else ""
    if reference and not cases.visible_to(officer_of(request)).filter(reference=reference).exists():
        raise policy.Refused(f"There is no complaint {reference} that you can see. Look at the reference.")
    return reference


@officers("decide_policy")
def departure_end(request: HttpRequest, number: int) -> HttpResponse:
    """Say from when a departure covers no new complaint. What it has covered it goes on covering."""
    row = get_object_or_404(models.Departure, pk=number, case_reference="")
    form = forms.Ending(page.posted(request), initial={"ends_on": row.ends_on})
    if request.method == "POST" and form.is_valid():
        ends_on, deed = form.cleaned_data["ends_on"], page.deed_of(request, form)
        try:
            policy.end_departure(row, ends_on=ends_on, on=clock.today(), deed=deed)
        except policy.Refused as refused:
            form.add_error("ends_on", str(refused))
        else:
            return page.saved(request, f"It holds until {plain(ends_on)}.", "departures")
    title, back = f"End the departure from {row.para}", ("departures", "Departures")
    return page.asked(request, form, area="departures", title=title, back=back)
