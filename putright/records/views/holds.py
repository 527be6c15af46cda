"""Holds: those that stand, a new one, and one looked at again or lifted."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from putright.accounts.audience import officer_of, officers
from putright.casework.retention import holds
from putright.casework.subject_access import matching
from putright.council import clock, here
from putright.records.forms import keeping as forms
from putright.records.views.page import Page, asked
from putright.rulebook import plain
from putright.web.fields import Radios

MOST = 200
BACK = "Holds"


@officers("hold_records")
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """All holds: those that stand by the day they are looked at again, then those that were lifted."""
    found = list(holds.every()[:MOST])
    page = {
        "standing": [one for one in found if one.lifted_at is None],
        "lifted": [one for one in found if one.lifted_at is not None],
        "kinds": holds.KINDS,
        "today": clock.today(),
    }
    return render(request, "records/holds.html", page)


@officers("hold_records")
def new(request: HttpRequest) -> HttpResponse:
    """Place a hold."""
    person = request.GET.get("person", "").strip()[:200]
    named = matching.cases_of_person(person, officer_of(request)) if person else [request.GET.get("case", "")[:20]]
    form = forms.Hold(request.POST or None, initial={"references": "\n".join(named)})
    kind, service = form.fields["kind"], form.fields["service"]
    kind.widget = Radios(hints=holds.ABOUT)
    kind.choices = list(holds.KINDS.items())  # type: ignore[attr-defined]
    service.choices = [("", "No service"), *((one.slug, one.name) for one in here.services())]  # type: ignore[attr-defined]

    def act(told: dict[str, Any]) -> tuple[str, str]:
        wanted = holds.Wanted(
            kind=told["kind"],
            reason=told["reason"],
            review_on=told["review_on"],
            references=forms.in_lines(told["references"]),
            service=told["service"],
        )
        made = holds.place(wanted, by=officer_of(request), at=clock.now(), key=told["key"])
        return "The hold is placed. Nothing it covers is disposed of.", reverse("records:hold", args=[made.pk])

    page = Page(title="Place a hold", back=(reverse("records:holds"), BACK), button="Place the hold")
    found = len(named) if person else 0
    return asked(request, form, page, act, template="new_hold", person=person, found=found)


@officers("hold_records")
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """A hold, and what it covers."""
    hold = _found(number)
    page = {"hold": hold, "kind": holds.KINDS[hold.kind], "cases": holds.cases_of(hold, officer_of(request))[:MOST]}
    return render(request, "records/hold.html", page)


@officers("hold_records")
def lifting(request: HttpRequest, number: int) -> HttpResponse:
    """Lift a hold."""
    hold = _found(number)
    back = reverse("records:hold", args=[hold.pk])

    def act(told: dict[str, Any]) -> tuple[str, str]:
        holds.lift(hold.pk, because=told["because"], by=officer_of(request), at=clock.now())
        return "The hold is lifted.", back

    page = Page(
        title="Lift the hold",
        back=(back, f"Hold {hold.pk}"),
        button="Lift the hold",
        warning="The time its cases are kept begins anew today.",
    )
    return asked(request, forms.Lifting(request.POST or None), page, act)


@officers("hold_records")
def review(request: HttpRequest, number: int) -> HttpResponse:
    """Keep a hold, and say when it is next looked at."""
    hold = _found(number)
    back = reverse("records:hold", args=[hold.pk])

    def act(told: dict[str, Any]) -> tuple[str, str]:
        holds.look_at_again(hold.pk, review_on=told["review_on"], by=officer_of(request), at=clock.now())
        return f"It stands, and is looked at again on {plain(told['review_on'])}.", back

    page = Page(title="Look at the hold again", back=(back, f"Hold {hold.pk}"), button="It still stands")
    return asked(request, forms.Review(request.POST or None), page, act)


def _found(number: int) -> Any:
    hold = holds.every().filter(pk=number).first()
    if hold is None:
        raise Http404
    return hold
