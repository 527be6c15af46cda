"""What the public sees of a copy that is being set up: that it is not open yet, and how else to complain."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from putright.council import opening

PUBLIC = "portal"
STAYS = frozenset({"accessibility", "cookies"})
"""Pages of the public that are true before anything has been set up."""


def not_open_yet(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware: every page of the public says that the site is not open yet, until it is. A demo always is."""

    def asked(request: HttpRequest) -> HttpResponse:
        if settings.DEMO or not _of_the_public(request.path_info) or opening.is_open():
            return answer(request)
        # Not 503: a balancer that asks for the start page would then cut off those who set the council up.
        page = render(request, "administration/not_open.html")
        page["Cache-Control"] = "no-store"
        return page

    return asked


def _of_the_public(path: str) -> bool:
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return found.namespace == PUBLIC and found.url_name not in STAYS
