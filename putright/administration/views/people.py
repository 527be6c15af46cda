"""People: the list, adding somebody, changing who they are and what they may do, closing an account."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from putright.accounts import roles
from putright.accounts.audience import confirmed, officer_of, officers
from putright.accounts.models import Officer
from putright.accounts.signing_in import held, lost_step, sign_in
from putright.administration import invitations, staffing
from putright.administration.forms import people as forms
from putright.administration.models import Change
from putright.administration.views import page
from putright.casework.actions import leaving
from putright.council import clock
from putright.council.models import Council

A_PAGE = 50
BACK = ("people", "People and roles")


@officers("manage_people")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, a page at a time, as far as they were looked for."""
    if not Council.objects.exists():
        return redirect("administration:council")
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    role, closed = request.GET.get("role", ""), request.GET.get("closed") == "yes"
    found = Officer.objects.filter(is_active=not closed).select_related("team").prefetch_related("grants")
    if asked:
        found = found.filter(Q(name__icontains=asked) | Q(email__icontains=asked) | Q(job_title__icontains=asked))
    if role in roles.every():
        found = found.filter(grants__role=role)
    known = roles.every()
    shown = Paginator(found.order_by("name", "pk"), A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, [title.title for name, title in known.items() if name in _held(one)]) for one in shown]
    told = {"rows": rows, "shown": shown, "q": asked, "role": role, "closed": closed, "roles": known}
    return page.shown(request, "people", "people", **told)


def _held(officer: Officer) -> set[str]:
    return {grant.role for grant in officer.grants.all()}


@officers("manage_people")
def addition(request: HttpRequest) -> HttpResponse:
    """Somebody new."""
    if not Council.objects.exists():
        return redirect("administration:council")
    form = forms.NewAccount(page.posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            officer = staffing.add(form.details(), form.cleaned_data["roles"], page.deed_of(request, form))
        except staffing.Refused as refused:
            form.add_error("email", str(refused))
        else:
            if form.cleaned_data["invite"]:
                invitations.send(officer, page.deed_of(request))
            return page.saved(request, f"{officer.name} is added.", "person", officer.pk)
    return page.asked(request, form, area="people", title="Add somebody", back=BACK)


@officers("manage_people")
@require_safe
def person(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody: what they are, what they may do, and what was changed about them."""
    officer = get_object_or_404(Officer.objects.select_related("team"), pk=number)
    told = {
        "person": officer,
        "facts": staffing.shown(officer),
        "cases": leaving.open_cases(officer),
        "may_be_invited": invitations.may_be_sent(officer),
        "invited": invitations.latest(officer, at=clock.now()),
        "second_step": _second_step(officer),
        "may_lose_step": not lost_step.why_not(officer, by=officer_of(request)),
        "oneself": officer.pk == officer_of(request).pk,
        "changes": Change.objects.filter(area="people", number=officer.pk).select_related("by")[:10],
    }
    return page.shown(request, "person", "people", **told)


def _second_step(officer: Officer) -> str:
    if officer.signs_in_by:
        return "Asked for by the council’s own sign-in"
    if officer.break_glass:
        return "Not needed: the account is kept sealed"
    return "Set up" if sign_in.has_second_step(officer) else "Not set up yet"


@officers("manage_people")
def details(request: HttpRequest, number: int) -> HttpResponse:
    """Who somebody is and what they work on."""
    officer = get_object_or_404(Officer, pk=number)
    fields = ("name", "email", "job_title", "phone", "team")
    now = {field: getattr(officer, field) for field in fields}
    form = forms.Account(page.posted(request), initial={**now, "services": officer.services.all()})
    if request.method == "POST" and form.is_valid():
        try:
            staffing.change(officer, form.details(), page.deed_of(request, form))
        except staffing.Refused as refused:
            form.add_error("email", str(refused))
        else:
            return page.saved(request, "Saved.", "person", officer.pk)
    return page.asked(request, form, area="people", title=f"Details of {officer.name}", back=BACK)


@officers("manage_people")
def role_change(request: HttpRequest, number: int) -> HttpResponse:
    """What somebody may do. It takes effect with their next click."""
    officer = get_object_or_404(Officer, pk=number)
    form = forms.Roles(page.posted(request), of=officer)
    if request.method == "POST" and form.is_valid():
        try:
            told, deed = form.cleaned_data, page.deed_of(request, form)
            staffing.set_roles(officer, told["roles"], deed, by_hand=told.get("by_hand"))
        except staffing.Refused as refused:
            form.add_error("roles", str(refused))
        else:
            return page.saved(request, "The roles are changed, from this moment.", "person", officer.pk)
    return page.asked(request, form, area="people", title=f"Roles of {officer.name}", back=BACK)


@officers("manage_people")
def closing(request: HttpRequest, number: int) -> HttpResponse:
    """Close somebody's account: signed out everywhere at once, open cases handed over."""
    officer = get_object_or_404(Officer, pk=number, is_active=True)
    cases = leaving.open_cases(officer)
    form = forms.Leaving(page.posted(request), of=officer, cases=cases)
    if request.method == "POST" and form.is_valid():
        try:
            handed = staffing.close(officer, form.cleaned_data.get("to"), page.deed_of(request, form))
        except staffing.Refused as refused:
            form.add_error(None, str(refused))
        else:
            _say_who_has_them(request, handed, form.cleaned_data.get("to"))
            return page.saved(request, f"The account of {officer.name} is closed.", "person", officer.pk)
    title = f"Close the account of {officer.name}"
    many = "1 open case" if cases == 1 else f"{cases} open cases"
    intro = f"{officer.name} is signed out everywhere at once and cannot sign in again. They have {many}."
    told = {"intro": intro, "back": BACK, "button": "Close the account"}
    return page.asked(request, form, area="people", title=title, **told)


def _say_who_has_them(request: HttpRequest, handed: leaving.HandedOver, to: Officer | None) -> None:
    if handed.to_colleague and to:
        messages.success(request, f"{to.name} has {handed.to_colleague} of their cases now.")
    if handed.to_nobody:
        because = f" ({to.name} may not have them)" if to else ""
        said = (
            f"{handed.to_nobody} of their cases are nobody’s now{because}. They stand first in the list “Nobody’s yet”."
        )
        messages.warning(request, said)


@officers("manage_people")
def reopening(request: HttpRequest, number: int) -> HttpResponse:
    """Open a closed account again."""
    officer = get_object_or_404(Officer, pk=number, is_active=False)
    form = forms.Reopening(page.posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            staffing.reopen(officer, page.deed_of(request, form))
        except staffing.Refused as refused:
            form.add_error(None, str(refused))
        else:
            return page.saved(request, "The account is open again, with the roles it had.", "person", officer.pk)
    title, button = f"Open the account of {officer.name} again", "Open it again"
    return page.asked(request, form, area="people", title=title, back=BACK, button=button)


@officers("manage_people")
@confirmed
def second_step(request: HttpRequest, number: int) -> HttpResponse:
    """Let somebody back in who lost their telephone: their second step is taken away, and they set up a new one."""
    officer = get_object_or_404(Officer, pk=number)
    refused = lost_step.why_not(officer, by=officer_of(request))
    if refused:
        messages.warning(request, refused)
        return redirect("administration:person", officer.pk)
    form = forms.LostStep(request.POST if request.method == "POST" else held.sent_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            staffing.take_second_step_away(officer, page.deed_of(request, form))
        except staffing.Refused as reason:
            form.add_error(None, str(reason))
        else:
            said = f"{officer.name} is signed out, and sets up a new second step after signing in with the password."
            return page.saved(request, said, "person", officer.pk)
    intro = (
        f"For when {officer.name} has neither the telephone nor a recovery code. They are signed out everywhere and "
        "told by email. Their password alone then lets them set up a new second step: make sure first that it is them."
    )
    told = {"intro": intro, "back": BACK, "button": "Take the second step away"}
    return page.asked(request, form, area="people", title=f"Take the second step of {officer.name} away", **told)


@officers("manage_people")
@require_POST
def invitation(request: HttpRequest, number: int) -> HttpResponse:
    """Send somebody the link at which they choose their first password."""
    officer = get_object_or_404(Officer, pk=number)
    if not invitations.may_be_sent(officer):
        messages.warning(
            request, "They have a password already, or sign in another way: there is nothing to invite to."
        )
        return redirect("administration:person", officer.pk)
    invitations.send(officer, page.deed_of(request))
    return page.saved(request, f"An invitation goes to {officer.email} within a minute.", "person", officer.pk)
