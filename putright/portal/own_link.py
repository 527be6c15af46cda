"""The secret link: who holds it sees one case and nothing else, and nothing of it is kept or passed on by a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from putright.accounts.audience import by_link
from putright.casework import cases, links, references
from putright.casework.steps import Step
from putright.council import clock
from putright.rulebook import Standing

if TYPE_CHECKING:
    from putright.casework.models import Case

FORMS_NEED_IT = "same-origin"
"""Without any referrer a browser sends a form with the origin "null", which the guard against forgery refuses."""


@dataclass(frozen=True)
class Own:
    """The case somebody holds the link of, at the moment they look at it."""

    case: Case
    secret: str
    at: datetime

    @property
    def on(self) -> date:
        """The day."""
        return self.at.date()

    @cached_property
    def standing(self) -> Standing:
        """Where it stands today."""
        return cases.standing(self.case, on=self.on)

    def url(self, page: str = "own_page", **parts: int) -> str:
        """The address of one of its pages."""
        return reverse(f"portal:{page}", kwargs={"reference": self.case.reference, "secret": self.secret, **parts})

    def step(self, key: str) -> Step:
        """A step the person takes themselves, now."""
        return Step(reference=self.case.reference, at=self.at, key=key)


OwnView = Callable[..., HttpResponseBase]


def behind_link(*, form: bool = False) -> Callable[[OwnView], OwnView]:
    """A page behind the link: the view is given the case. A link that leads to none gets one page, whatever the reason.

    `form`: the page sends a form.
    """

    def declare(view: OwnView) -> OwnView:
        @wraps(view)
        def opened(request: HttpRequest, reference: str, secret: str, **parts: Any) -> HttpResponseBase:
            case, at = links.opened(references.tidied(reference), secret), clock.now()
            if case is None or not links.alive(case, at=at):
                answer: HttpResponseBase = render(request, "portal/following/no_such_page.html", status=404)
            else:
                answer = view(request, Own(case, secret, at), **parts)
            return _private(answer, form=form)

        return by_link(opened)

    return declare


def of(case: Case, page: str = "own_page") -> str:
    """The address of a case's page on this site."""
    return Own(case, links.secret(case), clock.now()).url(page)


def _private(answer: HttpResponseBase, *, form: bool) -> HttpResponseBase:
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = FORMS_NEED_IT if form else "no-referrer"
    return answer
