"""The list of staff: sent in, looked through row by row, and entered as a whole when somebody says so."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from putright.accounts import audit
from putright.accounts.audience import officer_of, officers
from putright.administration import staff_list, staffing, taking_on
from putright.administration.forms import people as forms
from putright.administration.views import page
from putright.council import clock
from putright.council.models import Council
from putright.web import downloads

A_PAGE = 100
BACK = ("people", "People and roles")


@officers("manage_people")
def sending_in(request: HttpRequest) -> HttpResponse:
    """Send in a list. Nothing is entered yet."""
    if not Council.objects.exists():
        return redirect("administration:council")
    form = forms.File(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        given, officer = form.cleaned_data["list"], officer_of(request)
        try:
            text = staff_list.text_of(given.read())
            staff_list.read(text, by=officer)
        except staff_list.Unreadable as unreadable:
            form.add_error("list", str(unreadable))
        else:
            taking_on.keep(text, name=given.name, deed=page.deed_of(request))
            return redirect("administration:list_check")
    waiting = taking_on.kept_for(officer_of(request))
    return page.shown(request, "list", "people", form=form, waiting=waiting)


@officers("manage_people")
@never_cache
def looking_through(request: HttpRequest) -> HttpResponse:
    """Row by row: what is wrong, what is new and what would change; and the button that enters it."""
    kept = taking_on.kept_for(officer_of(request))
    if kept is None:
        return redirect("administration:list")
    try:
        reading = staff_list.read(kept.content, by=officer_of(request))
    except staff_list.Unreadable as unreadable:  # it could be read when it came; now something else would be
        messages.error(request, str(unreadable))
        return redirect("administration:list")
    form = forms.Entering(page.posted(request))
    if request.method == "POST" and form.is_valid() and _entered(request, form, reading):
        return redirect("administration:people")
    state = next((one for one in ("wrong", "new", "changed", "same") if reading.counts[one]), "new")
    state = request.GET.get("show", state)
    shown = Paginator(reading.of(state), A_PAGE).get_page(request.GET.get("page"))
    told = {"form": form, "reading": reading, "state": state, "shown": shown, "list": kept}
    return page.shown(request, "list_check", "people", **told)


def _entered(request: HttpRequest, form: forms.Entering, reading: staff_list.Reading) -> bool:
    deed = page.deed_of(request)
    try:
        new = taking_on.enter(reading, deed, invite=form.cleaned_data["invite"])
    except staffing.Refused as refused:
        form.add_error(None, str(refused))
        return False
    taking_on.throw_away(officer_of(request))
    messages.success(request, f"Entered: {len(new)} new, {reading.counts['changed']} changed.")
    return True


@officers("manage_people")
@require_POST
def discarding(request: HttpRequest) -> HttpResponse:
    """Throw a list away that was sent in."""
    taking_on.throw_away(officer_of(request))
    return page.saved(request, "The list is thrown away. Nothing of it was entered.", "list")


@officers("manage_people")
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty list to fill in."""
    return downloads.made(staff_list.template(), name="staff-template.csv", kind=downloads.CSV)


@officers("manage_people")
@never_cache
@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """Everybody there is, to be changed and sent in again."""
    officer = officer_of(request)
    audit.note(kind="exported", by=officer, at=clock.now(), about="staff")
    return downloads.made(staff_list.of_everybody(), name="staff.csv", kind=downloads.CSV)
