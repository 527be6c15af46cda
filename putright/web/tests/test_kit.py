"""The kit of components, and what no page may hold."""

import re
from typing import Any

import pytest
from django.test import Client

from putright.web import kit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


@pytest.mark.parametrize("page", sorted(kit.PAGES))
def test_no_page_holds_style_or_script_of_its_own(client: Client, page: str) -> None:
    html = client.get(f"/kit/{page}/").content.decode()

    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", html)
    assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []


@pytest.mark.parametrize("page", sorted(kit.PAGES))
def test_every_page_has_one_heading_and_ids_that_are_its_own(client: Client, page: str) -> None:
    html = client.get(f"/kit/{page}/").content.decode()

    ids = re.findall(r'\sid="([^"]*)"', html)
    assert html.count("<h1") == 1
    assert sorted(ids) == sorted(set(ids))
    assert '<main class="govuk-main-wrapper' in html


def test_the_title_says_that_there_are_errors(client: Client) -> None:
    assert "<title>Error: " in client.get("/kit/mistakes/").content.decode()
    assert "<title>Fields" in client.get("/kit/fields/").content.decode()


def test_a_demo_says_so_on_every_page(client: Client) -> None:
    assert "nothing here is real and nothing is sent" in client.get("/kit/").content.decode()


def test_a_real_council_has_no_kit(client: Client, settings: Any) -> None:
    settings.DEMO = settings.DEBUG = False

    assert client.get("/kit/").status_code == 404


def test_a_page_that_asks_for_what_is_not_there_fails() -> None:
    from django.template import engines
    from jinja2 import UndefinedError

    for text in ("{{ refrence }}", "{% for x in cases %}{% endfor %}", "{{ form.nmae }}"):
        with pytest.raises(UndefinedError):
            engines["jinja2"].from_string(text).render({"form": kit.OneQuestion})
    assert engines["jinja2"].from_string("{% if refrence %}x{% endif %}").render({}) == ""
