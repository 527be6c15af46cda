"""The council's own details, a page for each part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from putright import rulebook
from putright.accounts import roles
from putright.accounts.audience import officers
from putright.accounts.models import Officer
from putright.administration import changes, checklist
from putright.administration.forms import council as forms
from putright.administration.views import page
from putright.casework import moving
from putright.council import clock, here, logo, models
from putright.council.opening import is_open

INTROS: Mapping[str, str] = {
    "council": "",
    "contact": "People see this on every page and in every letter, also those who cannot use the website.",
    "hours": "",
    "policy": "People read this on the page about how you handle complaints.",
}


def _council() -> models.Council | None:
    return models.Council.objects.first()


def _details(request: HttpRequest, area: str, kind: type[forms.OfCouncil], **more: Any) -> HttpResponse:
    """A page for some fields of the council. Before it has a name there is nothing to have details of."""
    council = _council()
    if council is None and area != "council":
        return redirect("administration:council")
    form = kind(page.posted(request), council=council)
    if request.method == "POST" and form.is_valid():
        _keep(form, council, area, page.deed_of(request, form))
        return page.saved(request, f"{changes.AREAS[area]}: saved.", "home")
    return page.asked(request, form, area=area, title=changes.AREAS[area], **{"intro": INTROS.get(area, ""), **more})


@transaction.atomic
def _keep(form: forms.OfCouncil, council: models.Council | None, area: str, deed: changes.Deed) -> None:
    values = form.values()
    before = {name: getattr(council, name) for name in values} if council else {}
    row = council or models.Council(being_set_up=True)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    changes.record(area=area, about=row.name, before=form.shown(before), after=form.shown(values), deed=deed)
    page.settle(area, deed)


@officers("manage_council")
def naming(request: HttpRequest) -> HttpResponse:
    """What the council is called."""
    return _details(request, "council", forms.Naming)


@officers("manage_council")
def contact(request: HttpRequest) -> HttpResponse:
    """How people reach it."""
    return _details(request, "contact", forms.Contact)


@officers("manage_council")
def hours(request: HttpRequest) -> HttpResponse:
    """When the office closes. Due days of complaints received late in the day hang on it."""
    warning = ""
    if is_open():
        warning = "This counts for what comes in from now on and for what is open: look at the work list afterwards."
    answer = _details(request, "hours", forms.Hours, warning=warning)
    if answer.status_code == 302:
        moving.work_out_anew()
    return answer


@officers("decide_policy")
def policy(request: HttpRequest) -> HttpResponse:
    """What counts as a complaint."""
    return _details(request, "policy", forms.Policy)


@officers("decide_policy")
def approvals(request: HttpRequest) -> HttpResponse:
    """Which letters need a second person, and who that can be now."""
    return _details(
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
    deed = page.deed_of(request)
    if which == "colour" and colour.is_valid():
        _keep(colour, council, "appearance", page.deed_of(request, colour))
        return page.saved(request, "The colour is saved.", "appearance")
    if which == "logo" and picture.is_valid():
        _keep_logo(council, picture.cleaned_data["logo"], deed)
        return page.saved(request, "The logo is saved.", "appearance")
    return page.shown(request, "appearance", "appearance", colour=colour, picture=picture)


@officers("manage_council")
@require_POST
def without_logo(request: HttpRequest) -> HttpResponse:
    """Have no logo."""
    council = _council()
    if council is None or not council.logo_mark:
        raise Http404
    _keep_logo(council, None, page.deed_of(request))
    return page.saved(request, "The logo is taken away.", "appearance")


@transaction.atomic
def _keep_logo(council: models.Council, picture: bytes | None, deed: changes.Deed) -> None:
    before, mark = council.logo_mark, ""
    if picture is None:
        logo.remove()
    else:
        mark = logo.keep(picture)
    was, now = ({"Logo": f"picture {one}" if one else ""} for one in (before, mark))
    changes.record(area="appearance", about="Logo", before=was, after=now, deed=deed)
    page.settle("appearance", deed)


@officers("see_settings")
def ombudsmen(request: HttpRequest) -> HttpResponse:
    """How people reach the Ombudsmen, where that was read, and what nobody has checked."""
    on = clock.today()
    if _council() is None:
        return redirect("administration:council")
    own = {row.name for row in models.OmbudsmanDetails.objects.all()}
    known = here.ombudsmen(on=on)
    rows = [{"body": known[name], "own": name in own} for name in checklist.needed_ombudsmen(on=on)]
    return page.shown(request, "ombudsmen", "ombudsmen", rows=rows)


@officers("decide_policy")
def reaching(request: HttpRequest, name: str) -> HttpResponse:
    """How one of them is reached."""
    bundled = rulebook.ombudsmen(on=clock.today()).get(name)
    if bundled is None:
        raise Http404
    row = models.OmbudsmanDetails.objects.filter(name=name).first()
    now = {field: getattr(row or bundled, field) for field in ("website", "phone", "post", "source", "read_on")}
    form = forms.Reaching(page.posted(request), initial=now)
    if request.method == "POST" and form.is_valid():
        values = {field: form.cleaned_data[field] for field in now}
        with transaction.atomic():
            models.OmbudsmanDetails.objects.update_or_create(name=name, defaults=values)
            was, to = ({field.replace("_", " ").capitalize(): str(x[field]) for field in now} for x in (now, values))
            deed = page.deed_of(request, form)
            changes.record(area="ombudsmen", about=bundled.title, before=was, after=to, deed=deed)
        return page.saved(request, "Saved. Letters and pages give these details from now on.", "ombudsmen")
    title = f"How to reach {bundled.title}"
    return page.asked(request, form, area="ombudsmen", title=title, back=("ombudsmen", "Ombudsmen"))
