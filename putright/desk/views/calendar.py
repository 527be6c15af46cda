"""The calendar of an officer's deadlines, and the page that says how to subscribe to it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from putright.accounts.audience import by_link, officer_of, officers
from putright.council import clock
from putright.desk import calendars


@officers("see_cases")
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """How to subscribe; a new address, or none any more."""
    officer = officer_of(request)
    if request.method == "POST":
        if request.POST.get("do") == "stop":
            calendars.stop(officer)
            messages.success(request, "Your calendar is switched off. The address no longer works.")
        else:
            calendars.renew(officer)
            messages.success(request, "Your calendar has a new address.")
        return redirect("desk:calendar")
    return render(request, "desk/calendar.html", {"address": calendars.address(officer)})


@by_link
@require_safe
@never_cache
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar, for whoever has its address."""
    officer = calendars.whose(key)
    if officer is None:
        raise Http404
    answer = HttpResponse(calendars.feed(officer, at=clock.now()), content_type="text/calendar; charset=utf-8")
    answer["X-Robots-Tag"] = "noindex"
    return answer
