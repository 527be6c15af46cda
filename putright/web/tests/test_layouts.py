"""The two layouts and the files every page loads."""

import gzip
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import engines
from django.test import RequestFactory

from putright.accounts.models import Officer
from putright.council.models import Council
from putright.web import pages

ASSETS = Path(pages.__file__).parent / "static" / "web"

pytestmark = pytest.mark.django_db


def drawn(rf: RequestFactory, layout: str, who: Any = None, said: Sequence[Message] = ()) -> str:
    request: Any = rf.get("/")
    request._messages = said
    if who is not None:
        request.user = who
    page = engines["jinja2"].get_template(f"web/{layout}.html")
    return str(page.render(pages.frame(request), request))


def test_a_page_carries_the_name_of_the_council_and_no_markup_from_it(rf: RequestFactory) -> None:
    Council.objects.create(name="Fenwick <Vale> Council", short_name="Fenwick", phone="01632 960 001")
    html = drawn(rf, "public")

    assert "Fenwick &lt;Vale&gt; Council" in html
    assert "<Vale>" not in html
    assert '<html lang="en-GB"' in html


@pytest.mark.django_db
def test_an_officer_sees_their_name_and_a_way_out_that_is_a_form(rf: RequestFactory) -> None:
    officer = Officer.objects.create(email="rosa@example.org", name="Rosa Okafor", job_title="Complaints officer")
    html = drawn(rf, "staff", who=officer)

    assert "Rosa Okafor" in html
    assert re.search(r'<form[^>]*method="post"[^>]*>\s*<input[^>]*csrfmiddlewaretoken', html)
    assert "Sign out" not in drawn(rf, "staff")


@pytest.mark.parametrize("layout", ["public", "staff"])
def test_what_was_done_is_told_at_the_top(rf: RequestFactory, layout: str) -> None:
    html = drawn(rf, layout, said=[Message(constants.SUCCESS, "The letter <x> was sent.")])

    assert "The letter &lt;x&gt; was sent." in html
    assert "role=" in html[: html.index("The letter")].rpartition("<main")[2]


@pytest.mark.parametrize("layout", ["public", "staff"])
def test_what_did_not_work_is_not_told_as_done(rf: RequestFactory, layout: str) -> None:
    html = drawn(rf, layout, said=[Message(constants.WARNING, "Nothing was sent.")])

    assert "Nothing was sent." in html
    assert ">Done<" not in html
    assert "success" not in html


def test_the_footer_names_no_page_that_is_not_there(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "FOOTER", (("Kit", "/kit/"), ("Nowhere", "/nowhere/")))
    html = drawn(rf, "public")

    assert 'href="/kit/"' in html
    assert "Nowhere" not in html


def test_style_and_script_are_light_and_fetch_nothing_from_anywhere() -> None:
    sent = {path.name: path.read_bytes() for path in ASSETS.iterdir() if path.suffix in {".css", ".js"}}

    assert sum(len(gzip.compress(content)) for content in sent.values()) < 100_000
    assert not re.search(rb"url\(|@import|@font-face|GDS Transport|crown|crest", sent["putright.css"])
    assert b"http" not in sent["putright.js"]
