"""Pages for when something went wrong."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from putright.council.models import Council
from putright.web import errors, pages

TEMPLATES = Path(pages.__file__).parents[1]


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (errors.broken, 500, "This is our fault, not yours"),
        (errors.unavailable, 503, "Complaints that have reached us are safe"),
    ],
)
def test_a_page_about_a_breakdown_does_without_the_database(
    rf: RequestFactory, answer: Any, status: int, says: str
) -> None:
    # Without the mark django_db, any look into the database fails this test.
    page = answer(rf.get("/complain/"))

    assert page.status_code == status
    assert says in page.content.decode()
    assert "<h1" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (errors.bad_request, 400, "Go back and try again"),
        (errors.not_found, 404, "check you copied all of it"),
        (errors.not_allowed, 403, "use the link we sent you"),
        (errors.stale_form, 403, "was not saved"),
    ],
)
def test_a_page_about_a_mistake_says_what_to_do_and_whom_to_ring(
    rf: RequestFactory, answer: Any, status: int, says: str
) -> None:
    Council.objects.create(name="Fenwick Vale Council", short_name="Fenwick Vale", phone="01632 960 001")
    html = answer(rf.get("/complain/")).content.decode()

    assert says in html
    assert "Telephone 01632 960 001" in html
    assert "Fenwick Vale Council" in html


@pytest.mark.django_db
def test_an_officer_is_told_what_their_role_does_not_allow(rf: RequestFactory) -> None:
    html = errors.not_allowed(rf.get("/desk/"), PermissionDenied("Your role does not let you see <cases>."))

    assert "Your role does not let you see &lt;cases&gt;." in html.content.decode()


@pytest.mark.django_db
def test_an_address_that_is_not_there_gets_our_page_before_any_council_is_set_up(client: Client) -> None:
    page = client.get("/nothing/here/")

    assert page.status_code == 404
    assert "Page not found" in page.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_key_is_refused_with_our_page() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["csrftoken"] = "of-another-day"
    page = browser.post("/accounts/login/", {"login": "x"})

    assert page.status_code == 403
    assert "This page was open for too long" in page.content.decode()


@pytest.mark.django_db
def test_whoever_has_no_cookies_is_told_so_and_gets_back_what_they_typed() -> None:
    Council.objects.create(name="Fenwick Vale Council", short_name="Fenwick Vale")
    typed = {"said": "The bin was <not> emptied.", "csrfmiddlewaretoken": "of-no-use"}
    browser = Client(enforce_csrf_checks=True)
    page = browser.post("/complain/what-went-wrong/", typed, headers={"Origin": "http://testserver"}).content.decode()

    assert "Your browser did not keep our cookie" in page
    assert "The bin was &lt;not&gt; emptied." in page
    assert "other ways to complain" in page
    assert "of-no-use" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_the_words_of_another_site_are_never_shown_as_typed_here(origin: str) -> None:
    Council.objects.create(name="Fenwick Vale Council", short_name="Fenwick Vale")
    browser = Client(enforce_csrf_checks=True)
    page = browser.post("/complain/what-went-wrong/", {"said": "Ring this"}, headers={"Origin": origin})

    assert page.status_code == 403
    assert "Ring this" not in page.content.decode()


PRINTED = {"printable_form.html", "pack.html"}
"""Turned into PDF, or kept as a file of their own, and never sent to a browser by this site."""


def test_no_template_holds_style_or_script_of_its_own() -> None:
    script = r"<script(?![^>]*(\ssrc=|\stype=\"application/json\"))"
    inline = re.compile(rf"\sstyle=[\"']|<style|{script}|\son(click|change|submit|load)=")
    pages_of_ours = [
        path
        for app in ("web", "accounts", "portal", "desk", "administration", "records", "operations")
        for path in (TEMPLATES / app / "templates").rglob("*.html")
        if "email" not in path.parts and path.name not in PRINTED
    ]

    assert len(pages_of_ours) > 20
    assert [path.name for path in pages_of_ours if inline.search(path.read_text(encoding="utf-8"))] == []
