"""Pages for when something went wrong: what happened and what to do. They do without the database."""

import logging
import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string

from putright.accounts.signing_in import idle
from putright.web import faults, pages

MECHANICS = ("key", "seen", "do", "edition")
"""Fields nobody typed."""

log = logging.getLogger("django.request")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, "400", 400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403; what the exception says is shown, for it is written for the officer who reads it."""
    return _page(request, "403", 403, reason=str(exception or ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _page(request, "404", 404)


def too_much(request: HttpRequest) -> HttpResponse:
    """413: more than anybody may send at once. Nothing of it was read."""
    answer = _page(request, "413", 413)
    answer["Connection"] = "close"
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """500; or, where something is away or full that will be there again, the page that says so."""
    fault = faults.found(sys.exc_info()[1])
    return _page(request, "500", 500) if fault is None else _passing(request, fault)


def _passing(request: HttpRequest, fault: faults.Fault) -> HttpResponse:
    """A fault that passes: nothing was saved, what was typed is handed back, and can be sent again as it was."""
    ours = request.method == "POST" and (_typed_here(request) or getattr(request, "csrf_processing_done", False))
    fields = faults.sent(request) if ours else QueryDict()
    answer = _page(
        request,
        "fault",
        fault.status,
        fault=fault,
        posted=request.method == "POST",
        address=request.get_full_path(),
        typed=[(name, value) for name, value in idle.typed(_joined(fields)) if name not in MECHANICS],
        again=_again(fields),
        files=faults.files(request) if ours else [],
    )
    if fault.again_after:
        answer["Retry-After"] = str(fault.again_after)
    return answer


def _joined(fields: QueryDict) -> dict[str, str]:
    return {name: ", ".join(str(value) for value in values) for name, values in fields.lists()}


def _again(fields: QueryDict) -> list[tuple[str, str]]:
    """Everything that came, for a form that sends it once more; nothing of it where a password is among it."""
    if any("password" in name or "code" in name for name in fields):
        return []
    return [(name, str(value)) for name, values in fields.lists() for value in values]


def unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """503, for a view that cannot work for now."""
    answer = _page(request, "503", 503)
    answer["Retry-After"] = "300"
    return answer


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent without the key that shows it came from this site: mostly a page left open too long, or a browser
    that keeps no cookies. What was typed is handed back, to be copied.
    """
    log.warning("Form refused: %s", reason)
    return _page(
        request,
        "stale_form",
        403,
        no_cookies=settings.CSRF_COOKIE_NAME not in request.COOKIES,
        typed=idle.typed(request.POST.dict()) if _typed_here(request) else [],
    )


def _typed_here(request: HttpRequest) -> bool:
    """Whether the form stood on a page of ours: another site must not put its words onto the council's page."""
    return request.headers.get("Origin") in (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)


def _page(request: HttpRequest, name: str, status: int, **more: object) -> HttpResponse:
    html = render_to_string(
        f"web/errors/{name}.html",
        {**pages.plain_frame(), **_as_known(status), "path": request.path, "reason": "", **more},
    )
    return HttpResponse(html, status=status)


def _as_known(status: int) -> dict[str, object]:
    """The council's own name, where it can be had; a page about a breakdown does not ask."""
    if status >= 500:
        return {}
    try:
        return {"council": pages.council()}
    except Exception:  # whatever is wrong, the page about it must appear
        return {}
