"""Every address asked for by every role and by a stranger: what each may see is what the address declares."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from putright.accounts import audience, roles
from putright.desk.tests import cast
from putright.desk.tests.moves import told
from tests.sweep import asking

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NASTY = {
    "long": "x" * 100_000,
    "emoji": "👩‍👩‍👧‍👦 café \u200b² \u202eevil\u202c -1",
    "null byte": "a\x00b",
    "markup": "<script>alert(1)</script>\"'><b {{ 7 * 7 }} {% raw %} %s {0} =HYPERLINK(1)",
    "number": "9" * 30,
    "huge number": "9" * 6_000,
}
BUTTONS = ("take", "preview")
WHEREVER = ("key", "seen", "edition", "do", "part-reasons", "as-reasons", "channel-1", "channel-x", "form", "about")
"""What forms of the product carry besides their fields."""


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY, settings.MFA_REQUIRED = True, "2026-06-17", False


@pytest.fixture
def case(db: None) -> Any:
    cast.council()
    rosa = cast.officer("Rosa Okafor", "intake")
    return cast.acknowledged(cast.complaint(), by=rosa, points=["The bin was missed."])


def somebody(role: str, *, services: tuple[str, ...] = ()) -> Client:
    """Somebody who holds a role, at their browser."""
    return cast.signed_in(Client(), cast.officer("Kim Nowak", role, services=services))


@pytest.mark.parametrize("role", list(roles.every()))
def test_a_role_sees_what_it_may_and_no_page_breaks(case: Any, role: str) -> None:
    client = somebody(role, services=("waste",))
    may = {audience.those_who_may(deed) for deed in roles.every()[role].may}
    deeds = {audience.those_who_may(deed) for deed in roles.DEEDS}

    for one in asking.every(case):
        status = client.get(one.path).status_code
        assert status in (200, 302, 403, 404, 405), (one.path, status)
        if one.audience in deeds - may:
            assert status == 403, (one.path, status)


def test_a_stranger_sees_what_is_public_and_signs_in_for_the_rest(case: Any) -> None:
    for one in asking.every(case, secret="A" * 24):
        answer = Client().get(one.path)
        if one.audience in (audience.PUBLIC, audience.DEMO):
            assert answer.status_code in (200, 302, 404, 405), one.path
        elif one.audience == audience.LINK:
            assert answer.status_code == 404, one.path
        else:
            assert answer["Location"].startswith("/accounts/login/"), one.path


def test_what_is_for_the_demo_is_not_there_in_a_real_council(case: Any, settings: Settings) -> None:
    addresses = [one for one in asking.every(case) if one.audience == audience.DEMO]
    settings.DEMO = False

    assert {Client().get(one.path).status_code for one in addresses} == {404}


@pytest.mark.parametrize("role", ["investigating_officer", "reviewer", "contractor", "data_protection_officer"])
def test_a_case_of_another_service_is_nowhere(case: Any, role: str) -> None:
    client = somebody(role, services=("housing",))
    theirs = [one for one in asking.every(case) if one.path.startswith(f"/desk/{case.reference}/")]

    assert len(theirs) > 30
    for one in theirs:
        for status in (client.get(one.path).status_code, client.post(one.path, {"key": "1"}).status_code):
            assert status in (403, 404, 405), (one.path, status)
        if one.audience == audience.those_who_may("see_cases"):
            assert client.get(one.path).status_code == 404 or one.name == "message_read", one.path


@pytest.mark.parametrize("number", [0, 10**6, 10**30])
def test_a_number_there_is_not_is_not_found(case: Any, number: int) -> None:
    client = somebody("complaints_manager")

    for one in asking.every(case, number=number):
        if str(number) in re.split(r"[/.]", one.path):
            allowed = (302, 404, 405) if one.audience.endswith("see_cases") else (302, 403, 404, 405)
            assert client.get(one.path).status_code in allowed, one.path


@pytest.mark.parametrize("nasty", NASTY)
def test_whatever_is_typed_no_form_of_the_desk_breaks(case: Any, nasty: str) -> None:
    client = somebody("complaints_manager")

    for one in asking.every(case):
        if one.path.startswith("/desk/"):
            _send(client, one.path, NASTY[nasty])


@pytest.mark.parametrize("nasty", NASTY)
def test_whatever_is_typed_no_form_of_the_settings_breaks(case: Any, nasty: str) -> None:
    client = somebody("administrator")

    for one in asking.every(case):
        if one.path.startswith("/settings/"):
            _send(client, one.path, NASTY[nasty])


@pytest.mark.parametrize("nasty", NASTY)
def test_whatever_is_typed_no_form_of_the_public_breaks(case: Any, nasty: str) -> None:
    for one in asking.every(case):
        if one.audience in (audience.PUBLIC, audience.LINK):
            _send(Client(), one.path, NASTY[nasty])


def _send(client: Client, path: str, value: str) -> None:
    """A form with the value in each of its fields and in those it has not; everything done is taken back."""
    page = client.get(path, {"q": value, "after": value, "whose": value, "next": value, "ground": value, "back": value})
    assert page.status_code in (200, 302, 403, 404, 405), (path, page.status_code)
    html = page.status_code == 200 and page["Content-Type"].startswith("text/html")
    names = set(told.fields(page)) if html else set()
    for button in BUTTONS:
        with transaction.atomic():
            sent = {**dict.fromkeys([*names, *WHEREVER], value), "do": button}
            answer = client.post(path, {name: text for name, text in sent.items() if name})
            assert answer.status_code in (200, 302, 400, 403, 404, 405, 409), (path, button, answer.status_code)
            transaction.set_rollback(True)
