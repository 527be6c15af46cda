"""The council's own details, a page for each part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from putright import rulebook
from putright.accounts import roles
from putright.accounts.audience import officers
from putright.accounts.models import Officer
from putright.administration import changes, checklist, details
from putright.administration.forms import calendar as calendar_forms
from putright.administration.forms import council as forms
from putright.administration.views import calendar, page
from putright.casework import moving
from putright.council import clock, here, models

INTROS: Mapping[str, str] = {
    "council": "",
    "contact": "People see this on every page and in every letter, also those who cannot use the website.",
    "hours": "",
    "policy": "People read this on the page about how you handle complaints.",
    "accessibility": "The law asks public bodies for this statement. What holds for every copy stands in it already.",
}


def _council() -> models.Council | None:
    return models.Council.objects.first()


def fields(request: HttpRequest, area: str, kind: type[forms.OfCouncil], **more: Any) -> HttpResponse:
    """A page for some fields of the council. Before it has a name there is nothing to have details of."""
    council = _council()
    if council is None and area != "council":
        return redirect("administration:council")
    form = kind(page.posted(request), council=council)
    if request.method == "POST" and form.is_valid():
        details.keep(form.values(), area=area, in_words=form.shown, deed=page.deed_of(request, form))
        return page.saved(request, f"{changes.AREAS[area]}: saved.", "home")
    return page.asked(request, form, area=area, title=changes.AREAS[area], **{"intro": INTROS.get(area, ""), **more})


@officers("manage_council")
def naming(request: HttpRequest) -> HttpResponse:
    """What the council is called."""
    return fields(request, "council", forms.Naming)


@officers("manage_council")
def contact(request: HttpRequest) -> HttpResponse:
    """How people reach it."""
    return fields(request, "contact", forms.Contact)


@officers("manage_council")
def hours(request: HttpRequest) -> HttpResponse:
    """When the office closes: from a day on, as soon as anything has come in that dates hang on."""
    if moving.anything_taken_in():
        return calendar.new_hours(request)
    return fields(request, "hours", calendar_forms.Hours)


@officers("decide_policy")
def policy(request: HttpRequest) -> HttpResponse:
    """What counts as a complaint."""
    return fields(request, "policy", forms.Policy)


@officers("decide_policy")
def approvals(request: HttpRequest) -> HttpResponse:
    """Which letters need a second person, and who that can be now."""
    return fields(
        request, "approvals", forms.Approvals, after="approvals_after.html", able=_able(("approve", "sign_off"))
    )


def _able(deeds: tuple[str, ...]) -> dict[str, list[str]]:
    """Who may do each of these now, by what it is."""
    found = {}
    for deed in deeds:
        holding = [role.name for role in roles.every().values() if deed in role.may]
        people = Officer.objects.filter(is_active=True, grants__role__in=holding).distinct()
        found[roles.DEEDS[deed]] = [officer.name for officer in people]
    return found


@officers("manage_council")
def appearance(request: HttpRequest) -> HttpResponse:
    """Colour and logo."""
    council = _council()
    if council is None:
        return redirect("administration:council")
    which = request.POST.get("form", "")
    colour = forms.Colour(request.POST if which == "colour" else None, council=council)
    picture = forms.Picture(*((request.POST, request.FILES) if which == "logo" else ()))
    if which == "colour" and colour.is_valid():
        deed = page.deed_of(request, colour)
        details.keep(colour.values(), area="appearance", in_words=colour.shown, deed=deed)
        return page.saved(request, "The colour is saved.", "appearance")
    if which == "logo" and picture.is_valid():
        details.keep_logo(picture.cleaned_data["logo"], before=council.logo_mark, deed=page.deed_of(request))
        return page.saved(request, "The logo is saved.", "appearance")
    return page.shown(request, "appearance", "appearance", colour=colour, picture=picture)


@officers("manage_council")
@require_POST
def without_logo(request: HttpRequest) -> HttpResponse:
    """Have no logo."""
    council = _council()
    if council is None or not council.logo_mark:
        raise Http404
    details.keep_logo(None, before=council.logo_mark, deed=page.deed_of(request))
    return page.saved(request, "The logo is taken away.", "appearance")


@officers("see_settings")
def ombudsmen(request: HttpRequest) -> HttpResponse:
    """How people reach the Ombudsmen, where that was read, and what nobody has checked."""
    on = clock.today()
    if _council() is None:
        return redirect("administration:council")
    own = {row.name for row in models.OmbudsmanDetails.objects.all()}
    known = here.ombudsmen(on=on)
    # A decision about somebody's information names the Information Commissioner, whatever procedures are in use.
    names = dict.fromkeys([*checklist.needed_ombudsmen(on=on), "ico"])
    rows = [{"body": known[name], "own": name in own} for name in names]
    return page.shown(request, "ombudsmen", "ombudsmen", rows=rows)


@officers("decide_policy")
def reaching(request: HttpRequest, name: str) -> HttpResponse:
    """How one of them is reached."""
    bundled = rulebook.ombudsmen(on=clock.today()).get(name)
    if bundled is None:
        raise Http404
    row = models.OmbudsmanDetails.objects.filter(name=name).first()
    fields = ("website", "phone", "post", "time_limit", "source", "read_on")
    now = {field: getattr(row or bundled, field) for field in fields}
    form = forms.Reaching(page.posted(request), initial=now)
    if request.method == "POST" and form.is_valid():
        values = {field: form.cleaned_data[field] for field in now}
        deed = page.deed_of(request, form)
        details.keep_ombudsman(name, title=bundled.title, before=now, after=values, deed=deed)
        return page.saved(request, "Saved. Letters and pages give these details from now on.", "ombudsmen")
    title = f"How to reach {bundled.title}"
    return page.asked(request, form, area="ombudsmen", title=title, back=("ombudsmen", "Ombudsmen"))
