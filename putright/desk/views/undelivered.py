"""What could not be delivered, or may not have been: each to be sent again, or settled."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from putright.accounts import roles
from putright.accounts.audience import officer_of, officers
from putright.casework import cases
from putright.council import clock
from putright.letters import outbox

MOST = 100
ADDRESS = re.compile(r"[^\s<>:]+@[^\s<>:]+")


@officers("see_outbox")
def undelivered(request: HttpRequest) -> HttpResponse:
    """Everything somebody has to look at, oldest first. Whoever sees no case sees what went wrong, not what it said."""
    officer = officer_of(request)
    rows = list(outbox.dead()[:MOST])
    seen = set(
        cases.visible_to(officer).filter(reference__in={row.about for row in rows}).values_list("reference", flat=True)
    )
    shown = [_shown(row, seen=row.about in seen or not row.about) for row in rows]
    page = {"rows": shown, "sees_cases": roles.may(officer, "see_cases"), "most": MOST}
    return render(request, "desk/undelivered.html", page)


def _shown(row: Any, *, seen: bool) -> dict[str, object]:
    """A line of the list. A mail server says whom it refused: that is for those alone who may see the case."""
    problem = row.problem if seen else ADDRESS.sub("[their address]", row.problem)
    return {"outgoing": row, "seen": seen, "problem": problem}


@officers("see_outbox")
@require_POST
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """Try one again, or say that it did go."""
    officer, now = officer_of(request), clock.now()
    try:
        if request.POST.get("do") == "it_went":
            outbox.it_went(number, by=officer, at=now)
            messages.success(request, "It is settled: it did go.")
        else:
            outbox.try_again(number, by=officer, at=now)
            messages.success(request, "It will be sent again within a minute.")
    except outbox.Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:undelivered")
