"""What somebody sent when they first had to show again who they are: kept meanwhile, and in its form afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, QueryDict

from putright.accounts.signing_in import idle

HELD = "sent_before_showing_who"
"""In the session: the address it was sent to, and the fields."""

MOST_LETTERS = 200_000
MECHANICS = "csrfmiddlewaretoken"


def hold(request: HttpRequest) -> bool:
    """Keep what was sent. Never a password or a code; and not what is far more than anybody types. Whether there was
    anything to keep.
    """
    fields = [[name, str(value)] for name, values in request.POST.lists() for value in values if _may_be_kept(name)]
    if not fields or sum(len(value) for _, value in fields) > MOST_LETTERS:
        return False
    request.session[HELD] = {"path": request.path, "fields": fields}
    return True


def carried(request: HttpRequest) -> dict[str, Any]:
    """What of it goes over into the session that begins on return."""
    return {HELD: request.session[HELD]} if HELD in request.session else {}


def sent_before(request: HttpRequest) -> QueryDict | None:
    """What was sent to this address before, for its form to be filled with; once, and said so."""
    kept = request.session.get(HELD)
    if kept is None or kept["path"] != request.path or request.method != "GET":
        return None
    del request.session[HELD]
    found = QueryDict(mutable=True)
    for name, value in kept["fields"]:
        found.appendlist(name, value)
    messages.warning(
        request, "What you sent before was not done yet. It is in the form below: look it through and send it."
    )
    return found


def _may_be_kept(name: str) -> bool:
    return name != MECHANICS and not any(word in name for word in idle.NEVER_SHOWN)
