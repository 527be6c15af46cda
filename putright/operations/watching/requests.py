"""A line of the log and a tick of the counters for each request: by the name of its page, never by its address.

An address may hold a secret or a reference; its name cannot. Who asked is a number.
"""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from putright.operations.watching import counters

log = logging.getLogger("putright.requests")

HEADER = "X-Request-ID"
"""By this number what somebody saw is found in the log; a proxy of the council's may give it."""

FIT = re.compile(r"[\w-]{8,64}", re.ASCII)
CURRENT: ContextVar[str] = ContextVar("request", default="")
NOWHERE = "none"
"""In place of a page's name, where there is no such page."""

NOT_TOLD = frozenset({"operations:alive", "operations:ready", "operations:metrics"})
"""Pages that are asked for every few seconds by machines: counted, and not written down."""


def watch(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware, the outermost: everything that is asked goes through it."""

    def asked(request: HttpRequest) -> HttpResponse:
        number = _number(request)
        token, began = CURRENT.set(number), time.perf_counter()
        try:
            response = answer(request)
        finally:
            CURRENT.reset(token)
        took = time.perf_counter() - began
        response.headers[HEADER] = number
        page = _page(request)
        counters.count(page=page, method=request.method or "", status=response.status_code, seconds=took)
        if page not in NOT_TOLD:
            _tell(request, response, number=number, page=page, took=took)
        return response

    return asked


def _number(request: HttpRequest) -> str:
    given = request.headers.get(HEADER, "")
    return given if FIT.fullmatch(given) else uuid.uuid4().hex


def _page(request: HttpRequest) -> str:
    match = request.resolver_match
    return NOWHERE if match is None else match.view_name or match.route


def _tell(request: HttpRequest, response: HttpResponse, *, number: str, page: str, took: float) -> None:
    told = {
        "request": number,
        "page": page,
        "method": request.method,
        "status": response.status_code,
        "milliseconds": round(took * 1000),
        "officer": _officer(request),
    }
    log.info("%s %s %s", request.method, page, response.status_code, extra={"told": told})


def _officer(request: HttpRequest) -> int | None:
    """The number of who asked, if that was looked up anyway: watching asks the database nothing."""
    user = request.__dict__.get("_cached_user")
    return user.pk if user is not None and user.is_authenticated else None
