"""The ways around on every page of the staff, by role: none leads to a page that is refused, each says where one is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from putright.accounts import roles
from putright.desk.tests import cast
from tests.sweep import asking

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LINK = re.compile(r'<a class="[^"]*(?:pr-nav__link|pr-section-nav__link|pr-header__own)[^"]*" href="([^"]*)"')
CURRENT_PART = re.compile(r'class="(?:pr-nav__link|pr-header__own)" href="([^"]*)" aria-current="(page|true)"')
PARTS = (
    ("/settings/", "/settings/"),
    ("/desk/wording/", "/settings/"),
    ("/accounts/groups/", "/settings/"),
    ("/accounts/security-log/", "/settings/"),
    ("/accounts/", "/accounts/"),
    ("/desk/calendar/", "/accounts/"),
    ("/desk/emails/", "/accounts/"),
    ("/records/", "/records/"),
    ("/paper-cases/", "/paper-cases/"),
    ("/desk/search/", "/desk/search/"),
    ("/desk/post/", "/desk/post/"),
    ("/desk/undelivered/", "/desk/undelivered/"),
    ("/desk/intake/", "/desk/intake/"),
)
"""Which part a page belongs to, by how its address begins; everything else is the work itself."""


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY, settings.MFA_REQUIRED = True, "2026-06-17", False


@pytest.fixture
def case(db: None) -> Any:
    cast.council()
    rosa = cast.officer("Rosa Okafor", "intake")
    return cast.acknowledged(cast.complaint(), by=rosa, points=["The bin was missed."])


def pages(case: Any, client: Client) -> dict[str, str]:
    """Every page in the frame of the staff that somebody may see, by its address."""
    own = ["/accounts/", "/accounts/sessions/", "/accounts/second-step/"]
    administered = ["/accounts/groups/", "/accounts/security-log/"]
    paths = [one.path for one in asking.every(case) if not one.path.startswith(("/demo/", "/kit/"))]
    found = {}
    for path in [*own, *administered, *paths]:
        answer = client.get(path)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            html = answer.content.decode()
            if 'class="govuk-template__body pr-staff"' in html:
                found[path] = html
    return found


@pytest.mark.parametrize("role", list(roles.every()))
def test_every_page_of_the_staff_shows_who_one_is_where_one_is_and_only_ways_that_are_open(
    case: Any, role: str
) -> None:
    client = cast.signed_in(Client(), cast.officer("Kim Nowak", role, services=("waste",)))
    found = pages(case, client)

    assert len(found) > 3
    for path, html in found.items():
        assert ">Kim Nowak</a>" in html, path
        assert ">Sign out</button>" in html, path
        assert html.count('<nav class="pr-nav"') == 1, path
        assert_marked(path, CURRENT_PART.findall(html))
    ways = {way for html in found.values() for way in LINK.findall(html)}
    assert {way for way in ways if client.get(way).status_code != 200} == set()


def assert_marked(path: str, current: list[tuple[str, str]]) -> None:
    """One part is marked, and it is the one the page belongs to."""
    assert len(current) == 1, (path, current)
    href, how = current[0]
    assert (how == "page") == (path == href), path
    expected = next((part for begins, part in PARTS if path.startswith(begins)), "/desk/")
    assert href == expected or (href == "/desk/intake/pass-on/" and expected == "/desk/intake/"), (path, href)
