"""Numbers and references swapped for those of another case: nothing of it is shown, and nothing stored changes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from pytest_django import Settings

from putright.accounts import audit, roles
from putright.accounts.models import Officer
from putright.casework import file, links
from putright.casework.actions import drafts, filing, handling, intake
from putright.casework.files import documents
from putright.desk.tests import cast
from tests.sweep import asking

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CANARY = "Kanarienvogel"
"""A word that stands in the other case alone: in what was said, in a name, a note, a point, a finding and a letter."""

THEIRS = intake.Contact(name=f"Ida {CANARY}", email="ida@people.example", phone="01632 960077")
COUNTED_ANEW = ("accounts.Noted", "accounts.Sitting", "accounts.Attempts", "portal.Visits", "portal.Draft")
"""Tables in which looking and trying leave their trace; anybody may begin a complaint of their own (`Draft`)."""

OURS = ("casework.", "letters.", "council.", "accounts.", "portal.", "records.", "administration.")

GONE = (302, 400, 403, 404, 405)


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY, settings.MFA_REQUIRED = True, "2026-06-17", False


@pytest.fixture
def rosa(db: None) -> Officer:
    cast.council()
    return cast.officer("Rosa Okafor", "intake")


@pytest.fixture
def mine(rosa: Officer) -> Any:
    """A case about housing."""
    return cast.acknowledged(cast.complaint(service="housing"), by=rosa, points=["The roof leaks."])


@pytest.fixture
def other(rosa: Officer) -> Any:
    """A case about waste with something of every kind in it, each with the word."""
    case = cast.complaint(f"{CANARY} was never emptied.", person=THEIRS)
    filing.add_note(cast.step(case, rosa), note=f"{CANARY} called.")
    case = cast.acknowledged(case, by=rosa, points=[f"The {CANARY} was missed."])
    upload = documents.Upload(name=f"{CANARY}.pdf", content=f"%PDF-1.4\n{CANARY}\n%%EOF".encode())
    filing.add_documents(cast.step(case, rosa), [upload])
    drafts.save(cast.step(case, rosa), "response", parts={"reasons": CANARY}, facts={}, edition=0)
    return case


def kept() -> dict[str, str]:
    """Everything in the database that people wrote or decided, as one number for each table."""
    return {
        model._meta.label: hashlib.sha256(
            repr(list(model._default_manager.order_by("pk").values_list())).encode()
        ).hexdigest()
        for model in apps.get_models()
        if model._meta.label.startswith(OURS) and model._meta.label not in COUNTED_ANEW
    }


def numbers_of(case: Any) -> dict[str, list[int]]:
    """The numbers of all that belongs to a case, by what they may stand for in an address."""
    letters = [one.pk for one in case.letters.all()]
    files = [one.pk for one in case.documents.all()]
    parties = [one.pk for one in case.parties.all()]
    events = [one.pk for one in case.events.all()]
    return {"letter": letters, "document": files, "party": parties, "number": [*letters, *files, *events]}


def swapped(mine: Any, other: Any) -> Iterator[str]:
    """Every address about my case with a number of the other one in it."""
    own = {number for numbers in numbers_of(mine).values() for number in numbers}
    for number in sorted({number for numbers in numbers_of(other).values() for number in numbers} - own):
        for one in asking.every(mine, number=number):
            if one.about_case and re.search(rf"/{number}(?=[/.]|$)", one.path):
                yield one.path


def try_everything(client: Client, path: str) -> list[Any]:
    """Looked at and sent, as a form of any kind might be."""
    form = {"key": "1", "do": "take", "seen": "0", "edition": "0", "text": "x", "name": "x", "said": "x", "why": "x"}
    return [client.get(path), client.post(path, form), client.post(path, {})]


def must_be_nowhere(client: Client, paths: list[str]) -> None:
    before = kept()
    for path in paths:
        for answer in try_everything(client, path):
            assert answer.status_code in GONE or answer.status_code == 200, (path, answer.status_code)
            content = b"".join(answer) if answer.streaming else answer.content
            assert CANARY.encode() not in content, path
    assert kept() == before


@pytest.mark.parametrize("role", [*roles.every(), "stranger"])
def test_another_case_s_reference_shows_nothing_and_changes_nothing(
    mine: Any, other: Any, rosa: Officer, role: str
) -> None:
    client = Client()
    if role != "stranger":
        kim = cast.officer("Kim Nowak", role, services=("housing",))
        if roles.sees(kim) == "all":
            handling.restrict(
                cast.step(other, cast.officer("Anita Rowe", "complaints_manager")), restricted=True, reason="R"
            )
        if roles.sees(kim) == "all" and roles.sees_restricted(kim):
            return must_see(cast.signed_in(client, kim), other)
        cast.signed_in(client, kim)
    paths = [one.path for one in asking.every(other, secret="A" * 24) if other.reference in one.path]
    assert len(paths) > 40
    return must_be_nowhere(client, paths)


def must_see(client: Client, case: Any) -> None:
    """Whoever sees every case sees this restricted one; that they looked at it is noted, once."""
    for _ in range(2):
        assert CANARY in client.get(f"/desk/{case.reference}/").content.decode()
    assert [entry.about for entry in audit.found(kind="restricted_seen")] == [case.reference]


@pytest.mark.parametrize("role", ["complaints_manager", "investigating_officer", "records_officer"])
def test_a_number_of_another_case_under_a_case_of_one_s_own_is_not_found(mine: Any, other: Any, role: str) -> None:
    """Also for somebody who may see both: a number belongs to its case and to no other."""
    client = cast.signed_in(Client(), cast.officer("Kim Nowak", role, services=("housing",)))
    paths = sorted(set(swapped(mine, other)))

    assert len(paths) > 20
    must_be_nowhere(client, paths)


def test_a_secret_link_opens_its_own_case_and_nothing_of_another(mine: Any, other: Any) -> None:
    secret = links.secret(mine)
    theirs = [
        one.path for one in asking.every(other, secret=secret) if other.reference in one.path and secret in one.path
    ]
    numbers = [path for path in set(swapped(mine, other)) if secret in path]

    assert len(theirs) >= 10
    assert numbers
    must_be_nowhere(Client(), [*theirs, *numbers])


def test_the_check_would_find_a_leak_and_a_change(mine: Any, other: Any, rosa: Officer) -> None:
    client = cast.signed_in(Client(), rosa)
    with pytest.raises(AssertionError):
        must_be_nowhere(client, [f"/desk/{other.reference}/"])
    before = kept()
    file.find(mine, "stage_1", {1: file.Found(finding="upheld", reason="It does.", rule="Lease 4")})
    assert kept() != before
