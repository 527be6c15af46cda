"""The ways around: built from what the surfaces declare, as far as an officer may see it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.module_loading import import_string
from pytest_django import Settings

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.council import clock
from putright.web import navigation

pytestmark = pytest.mark.django_db

DECLARED = (
    navigation.Part(title="Kit", page="web:kit", may=("see_cases",)),
    navigation.Part(
        title="Both",
        inside=(
            navigation.Part(title="Letter", page="account_sessions", may=("take_in",)),
            navigation.Part(title="Home", page="account_home"),
        ),
    ),
    navigation.Part(title="Only those without notes", page="account_login", may=("take_in",), but_not="read_notes"),
)


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "declared", lambda: DECLARED)


def somebody(*names: str) -> Officer:
    officer = Officer.objects.create(email="kim@example.org", name="Kim Nowak")
    for name in names:
        roles.grant(officer=officer, role=name, at=clock.now())
    return officer


def titles(officer: Officer | None, path: str = "/") -> list[str]:
    return [link.text for link in navigation.around(officer=officer, path=path).parts]


def test_a_stranger_is_shown_no_way_around() -> None:
    assert navigation.around(officer=None, path="/") == navigation.Ways()


def test_a_part_is_shown_to_those_who_may_and_to_nobody_else() -> None:
    contractor = somebody("contractor")
    assert titles(contractor) == ["Kit", "Both", "Only those without notes"]

    roles.grant(officer=contractor, role="intake", at=clock.now())
    assert titles(contractor) == ["Kit", "Both"]

    for name in ("intake", "contractor"):
        roles.withdraw(officer=contractor, role=name)
    assert titles(contractor) == ["Both"]


def test_a_part_begins_at_the_first_of_its_pages_that_is_for_the_officer() -> None:
    officer = somebody()
    assert navigation.around(officer=officer, path="/").parts[0].href == "/accounts/"

    roles.grant(officer=officer, role="intake", at=clock.now())
    assert navigation.around(officer=officer, path="/").parts[1].href == "/accounts/sessions/"


@pytest.mark.parametrize(
    ("path", "part", "page"),
    [
        ("/accounts/sessions/", "page", "Letter page"),
        ("/accounts/sessions/3/end/", "true", "Letter true"),
        ("/accounts/password/", "true", "Home true"),
        ("/elsewhere/", "", ""),
    ],
)
def test_a_page_belongs_to_the_part_whose_address_it_lies_furthest_below(path: str, part: str, page: str) -> None:
    ways = navigation.around(officer=somebody("intake"), path=path)

    assert ways.parts[1].current == part
    assert " ".join(f"{link.text} {link.current}" for link in ways.inside if link.current) == page


def test_the_pages_inside_a_part_are_shown_only_there_and_only_where_there_is_a_choice() -> None:
    officer = somebody("intake")
    assert [link.text for link in navigation.around(officer=officer, path="/accounts/").inside] == ["Letter", "Home"]
    assert navigation.around(officer=officer, path="/kit/").inside == ()

    roles.withdraw(officer=officer, role="intake")
    assert navigation.around(officer=officer, path="/accounts/").inside == ()


def every_part(settings: Settings) -> Iterator[navigation.Part]:
    for name in settings.STAFF_NAVIGATION:
        for part in import_string(f"{name}.PARTS"):
            yield from part.inside or (part,)


def test_every_deed_a_part_asks_for_is_one_that_roles_know(settings: Settings) -> None:
    asked = {deed for part in every_part(settings) for deed in (*part.may, part.but_not) if deed}

    assert asked
    assert asked <= set(roles.DEEDS)
