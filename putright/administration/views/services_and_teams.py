"""Services and teams: chosen from the bundled list, named as people name them, retired but never deleted."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.audience import officers
from putright.administration import catalogue
from putright.administration.forms import people as forms
from putright.administration.views import page
from putright.council import lgsl
from putright.council.models import Council, Service, Team


@officers("see_settings")
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """Every service, and those retired."""
    if not Council.objects.exists():
        return redirect("administration:council")
    every = Service.objects.prefetch_related("teams")
    told = {"active": [one for one in every if one.active], "retired": [one for one in every if not one.active]}
    return page.shown(request, "services", "services", **told)


@officers("manage_council")
def choosing(request: HttpRequest) -> HttpResponse:
    """Pick services from the bundled list."""
    council = Council.objects.first()
    if council is None:
        return redirect("administration:council")
    taken = {number for row in Service.objects.values_list("lgsl", flat=True) for number in row}
    form = forms.Choosing(page.posted(request), kind=council.kind, taken=taken)
    if request.method == "POST" and form.is_valid():
        made = catalogue.enter(_chosen(form), page.deed_of(request))
        return page.saved(request, f"Entered: {', '.join(made)}.", "services")
    singles = [
        (group, form[f"one-{group.slug}"]) for group in form.known.values() if f"one-{group.slug}" in form.fields
    ]
    return page.shown(request, "choosing", "services", form=form, singles=singles)


def _chosen(form: forms.Choosing) -> Iterable[tuple[str, str, list[int]]]:
    """Name, examples and numbers of each service that is to be entered."""
    told = form.cleaned_data
    for group in form.known.values():
        if group.slug in told["groups"]:
            yield group.name, group.about, [entry.number for entry in group.entries]
        else:
            yield from _single(group, told.get(f"one-{group.slug}", []))


def _single(group: lgsl.Group, numbers: list[int]) -> Iterable[tuple[str, str, list[int]]]:
    for entry in group.entries:
        if entry.number in numbers:
            yield entry.title, "", [entry.number]


@officers("manage_council")
def service(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """A service: a new one, or another name for one there is."""
    row = get_object_or_404(Service, pk=number) if number is not None else Service()
    fields = ("name", "about", "contractor")
    form = forms.Serving(page.posted(request), initial={field: getattr(row, field) for field in fields})
    if request.method == "POST" and form.is_valid():
        to = {field: form.cleaned_data[field] for field in fields}
        try:
            catalogue.keep_service(row, to, page.deed_of(request, form))
        except catalogue.Refused as refused:
            form.add_error("name", str(refused))
        else:
            return page.saved(request, f"{row.name}: saved.", "services")
    title = row.name or "Add a service of your own"
    back = ("services", "Services")
    return page.asked(request, form, area="services", title=title, back=back, service=row, after="service_after.html")


@officers("manage_council")
@require_POST
def retirement(request: HttpRequest, number: int) -> HttpResponse:
    """Retire a service: nobody can complain about it any more, and its cases keep it; or take it up again."""
    row = get_object_or_404(Service, pk=number)
    catalogue.retire_or_take_up(row, page.deed_of(request))
    said = "People can complain about it again." if row.active else "Its cases keep it; nobody can choose it any more."
    return page.saved(request, f"{row.name}: {said}", "services")


@officers("see_settings")
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """Every team with its services and how many people are in it."""
    if not Council.objects.exists():
        return redirect("administration:council")
    every = Team.objects.prefetch_related("services", "officers")
    rows = [(team, sum(officer.is_active for officer in team.officers.all())) for team in every]
    return page.shown(request, "teams", "teams", rows=rows)


@officers("manage_council")
def team(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """A team: a new one, or one there is."""
    row = get_object_or_404(Team, pk=number) if number is not None else Team()
    now = {"name": row.name, "services": row.services.all() if row.pk else []}
    form = forms.Working(page.posted(request), initial=now)
    if request.method == "POST" and form.is_valid():
        told, deed = form.cleaned_data, page.deed_of(request, form)
        try:
            catalogue.keep_team(row, name=told["name"], services=told["services"], deed=deed)
        except catalogue.Refused as refused:
            form.add_error("name", str(refused))
        else:
            return page.saved(request, f"{row.name}: saved.", "teams")
    title = row.name if row.pk else "Add a team"
    return page.asked(
        request, form, area="teams", title=title, back=("teams", "Teams"), team=row, after="team_after.html"
    )


@officers("manage_council")
@require_POST
def team_removal(request: HttpRequest, number: int) -> HttpResponse:
    """Remove a team that nobody is in. Its services and their cases stay."""
    row = get_object_or_404(Team, pk=number)
    try:
        catalogue.remove_team(row, page.deed_of(request))
    except catalogue.Refused as refused:
        return page.saved(request, str(refused), "teams")
    return page.saved(request, "The team is removed.", "teams")
