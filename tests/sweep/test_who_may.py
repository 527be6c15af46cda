"""Every page of a step, asked for by every role in every way to stand to a case: as the table of who may says."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import access, cases, who_may
from putright.casework.actions import handling, refusal
from putright.council.models import Service
from putright.desk import nouns
from putright.desk.tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY, settings.MFA_REQUIRED = True, "2026-06-17", False


@pytest.fixture
def case(db: None) -> Any:
    cast.council()
    rosa = cast.officer("Rosa Okafor", "intake")
    return cast.acknowledged(cast.complaint(), by=rosa, points=["The bin was missed."])


def stand(case: Any, kim: Officer, place: access.Place) -> None:
    """Have them stand to the case like that, by what people do."""
    anita = Officer.objects.get(name="Anita Rowe")
    handling.assign(cast.step(case, anita), kim if place.theirs else anita)
    handling.restrict(cast.step(case, anita), restricted=place.restricted, reason="Personal")
    kim.services.set(Service.objects.filter(slug="waste" if place.in_service else "tax"))


def page_of(case: Any, move: Any) -> str:
    noun = nouns.page_of(move.name)
    more = [move.name] if noun == nouns.STEP else []
    return reverse(f"desk:{noun}", args=[case.reference, *more])


@pytest.mark.parametrize("role", [name for name, role in roles.every().items() if "see_cases" in role.may])
def test_the_page_of_a_step_is_there_for_whoever_may_take_it_and_for_nobody_else(case: Any, role: str) -> None:
    """Refusing is left out: whoever works on a case may propose it on the page on which somebody else decides."""
    cast.officer("Anita Rowe", "complaints_manager")
    kim = cast.officer("Kim Nowak", role)
    client = cast.signed_in(Client(), kim)
    held = [roles.every()[role]]
    procedure = cases.standing(case, on=case.received_on).procedure
    moves = [move for move in procedure.moves if not move.begins and move.name not in refusal.MOVES]

    for place in who_may.PLACES.values():
        if place.theirs and kim not in handling.able():
            continue  # nobody gives them a case
        stand(case, kim, place)
        for move in moves:
            path = page_of(case, move)
            got = {client.get(path).status_code, client.post(path, {"key": "0" * 32}).status_code}
            if not access.sees(held, place):
                assert got <= {HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN}, (path, place, got)
            elif access.takes(held, place, move):
                assert HTTPStatus.FORBIDDEN not in got, (path, place, got)
            else:
                assert got <= {HTTPStatus.FORBIDDEN}, (path, place, got)
