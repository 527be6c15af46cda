"""Office hours, days the offices are shut, and bank holidays proclaimed late: what a change does is shown before it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from putright import rulebook
from putright.accounts.audience import officer_of, officers
from putright.administration import calendar
from putright.administration.forms import calendar as forms
from putright.administration.views import page
from putright.casework import cases, moving
from putright.council import clock, here, models
from putright.rulebook import plain

SHOWN_MOVES = 200


def new_hours(request: HttpRequest) -> HttpResponse:
    """When the office closed, closes and will close, and the form that changes it from a day on.

    What moves no date is saved at once; anything else is shown first.
    """
    form, on, effect = forms.NewHours(page.posted(request)), clock.today(), None
    if request.method == "POST" and form.is_valid():
        told, deed = form.cleaned_data, page.deed_of(request, form)
        changed = {"minutes": told["office_closes"], "starts_on": told["starts_on"], "corrects": told["corrects"]}
        try:
            effect = calendar.only_looked(lambda: calendar.close_at(**changed, on=on, deed=deed))
            if request.POST.get("do") == form.mark() or not (effect or told["corrects"]):
                calendar.close_at(**changed, on=on, deed=deed)
                face, day = calendar.clock_face(told["office_closes"]), plain(told["starts_on"])
                return page.saved(request, f"The office closes at {face} from {day}.{_moved(effect)}", "hours")
        except calendar.Refused as refused:
            form.add_error("starts_on", str(refused))
    told_of = {"hours": _hours(on), "mark": form.mark() if effect is not None else ""}
    return page.shown(request, "hours", "hours", form=form, **told_of, **_effect(request, effect))


def _hours(on: date) -> list[dict[str, Any]]:
    """The office hours, oldest first: from which day, when it closes, and whether that is so now or still to come."""
    rows = models.OfficeHours.objects.all()
    known = [(None, here.council().office_closes, 0), *((row.starts_on, row.office_closes, row.pk) for row in rows)]
    now = max(place for place, (starts_on, _, _) in enumerate(known) if starts_on is None or starts_on <= on)
    return [
        {
            "from": starts_on,
            "closes": calendar.clock_face(closes),
            "pk": pk,
            "now": place == now,
            "to_come": place > now,
        }
        for place, (starts_on, closes, pk) in enumerate(known)
    ]


@officers("manage_council")
@require_POST
def hours_removal(request: HttpRequest, number: int) -> HttpResponse:
    """Take back hours that are still to come."""
    row = get_object_or_404(models.OfficeHours, pk=number, starts_on__gt=clock.today())
    calendar.keep_hours(row, page.deed_of(request))
    return page.saved(request, "Those hours are taken back. The ones before them stay.", "hours")


@officers("see_settings")
@require_safe
def days(request: HttpRequest) -> HttpResponse:
    """Days the offices are shut, bank holidays proclaimed late, and how far the calendar goes."""
    on = clock.today()
    if not models.Council.objects.exists():
        return redirect("administration:council")
    council = here.for_rulebook()
    known = council.calendar
    told = {
        "counted": council.closure_days,
        "closed": models.ClosedDay.objects.filter(day__gte=on),
        "closed_before": models.ClosedDay.objects.filter(day__lt=on).order_by("-day"),
        "holidays": models.OneOffHoliday.objects.all(),
        "known_to": known.known_to,
        "warning": rulebook.calendar_warning(on=on, calendar=known),
    }
    return page.shown(request, "days", "days", **told)


@officers("decide_policy")
def closed_day(request: HttpRequest) -> HttpResponse:
    """A day the offices are shut. No due date moves: people are told, and it counts as a working day."""
    form = forms.Day(page.posted(request))
    if request.method == "POST" and form.is_valid():
        told, deed = form.cleaned_data, page.deed_of(request, form)
        try:
            row = calendar.close_offices(day=told["day"], title=told["title"], deed=deed)
        except calendar.Refused as refused:
            form.add_error("day", str(refused))
        else:
            return page.saved(request, f"The offices are shut on {plain(row.day)}.", "days")
    intro = (
        "A working day on which nobody is in. It is shown to people, and counts all the same, so no due date moves. "
        "Weekends and bank holidays do not count anyway: you need not enter them."
    )
    return page.asked(request, form, area="days", title="Add a closure day", back=("days", "Closure days"), intro=intro)


@officers("decide_policy")
def day_removal(request: HttpRequest, number: int) -> HttpResponse:
    """Take a closure day back."""
    row = get_object_or_404(models.ClosedDay, pk=number)
    form = forms.TakingBack(page.posted(request))
    if request.method == "POST" and form.is_valid():
        calendar.open_offices(row, page.deed_of(request, form))
        return page.saved(request, f"{plain(row.day)} is no closure day any more.", "days")
    intro = (
        "No due date moves: it has counted as a working day all the time. Letters sent already stay as they are; "
        "pages and letters from now on do not name it."
    )
    more = {"back": ("days", "Closure days"), "button": "Take this day back", "intro": intro}
    return page.asked(request, form, area="days", title=f"Take back {row}", **more)


@officers("decide_policy")
def holiday(request: HttpRequest) -> HttpResponse:
    """A bank holiday proclaimed late: first which due dates it moves, then the button that enters it."""
    if not models.Council.objects.exists():
        return redirect("administration:council")
    form, effect = forms.Holiday(page.posted(request)), None
    if request.method == "POST" and form.is_valid():
        day, deed = form.cleaned_data["day"], page.deed_of(request, form)
        added = {"day": day, "title": form.cleaned_data["title"], "on": clock.today(), "deed": deed}
        try:
            if request.POST.get("do") == "enter":
                effect = calendar.add_holiday(**added)
                return page.saved(request, f"{plain(day)} is no working day.{_moved(effect)}", "days")
            effect = calendar.only_looked(lambda: calendar.add_holiday(**added))
        except calendar.Refused as refused:
            form.add_error("day", str(refused))
    return page.shown(request, "holiday", "days", form=form, **_effect(request, effect))


@officers("decide_policy")
def holiday_removal(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a bank holiday that was entered in error: what that does to dates stands above the button."""
    row, on = get_object_or_404(models.OneOffHoliday, pk=number), clock.today()
    title, form = str(row), forms.TakingBack(page.posted(request))
    if request.method == "POST" and form.is_valid():
        effect = calendar.take_holiday_back(row, on=on, deed=page.deed_of(request, form))
        return page.saved(request, f"{title} is taken back.{_moved(effect)}", "days")
    deed = page.deed_of(request)
    effect = calendar.only_looked(lambda: calendar.take_holiday_back(row, on=on, deed=deed))
    return page.shown(request, "holiday_removal", "days", form=form, name=title, **_effect(request, effect))


def _effect(request: HttpRequest, effect: moving.Effect | None) -> dict[str, Any]:
    """What a change does, and those of its cases that the officer may see; of the others only how many is told."""
    mine = cases.visible_to(officer_of(request)).filter(reference__in=effect.references) if effect else None
    seen = set(mine.values_list("reference", flat=True)) if mine is not None else set()
    return {"effect": effect, "seen": seen, "most": SHOWN_MOVES}


def _moved(effect: moving.Effect) -> str:
    """How many due dates moved, as a sentence to follow another; nothing when none did."""
    number = len(effect.moving)
    return f" {number} due date{' moves' if number == 1 else 's move'}." if number else ""
