"""Pages for when something went wrong: what happened and what to do. They do without the database."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from putright.web import pages

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


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(request, "500", 500)


def unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """503, for a view that cannot work for now."""
    answer = _page(request, "503", 503)
    answer["Retry-After"] = "300"
    return answer


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent without the key that shows it came from this site: mostly a page left open too long."""
    log.warning("Form refused: %s", reason)
    return _page(request, "stale_form", 403)


def _page(request: HttpRequest, name: str, status: int, *, reason: str = "") -> HttpResponse:
    html = render_to_string(
        f"web/errors/{name}.html",
        {**pages.plain_frame(), **_as_known(status), "path": request.path, "reason": reason},
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
