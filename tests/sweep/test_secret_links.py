"""Every address with a secret in it: it stands in no log, and leaves with no referrer; a dead link opens nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from putright.accounts import audience
from putright.casework import links
from putright.casework.actions import endings, handling
from putright.config import logs
from putright.council import clock
from putright.desk.tests import cast
from tests.sweep import asking

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SECRET = "kZ3-secret_secret_secret"


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY, settings.MFA_REQUIRED = True, "2026-06-17", False


@pytest.fixture
def case(db: None) -> Any:
    cast.council()
    rosa = cast.officer("Rosa Okafor", "intake")
    return cast.acknowledged(cast.complaint(), by=rosa, points=["The bin was missed."])


def behind_links(case: Any, secret: str) -> list[str]:
    found = asking.every(case, secret=secret)
    return [one.path for one in found if one.audience == audience.LINK and secret in one.path]


def test_no_log_holds_the_secret_of_any_address(case: Any) -> None:
    paths = [*behind_links(case, SECRET), f"/accounts/password/new/1-{SECRET}/"]

    assert len(paths) > 12
    assert [path for path in paths if SECRET in logs.discreet(f'"GET {path}?x={SECRET} HTTP/1.1" 200')] == []


def test_no_page_behind_a_link_tells_another_site_of_it_or_is_kept(case: Any) -> None:
    for path in behind_links(case, links.secret(case)):
        answer = Client().get(path)
        assert answer["Referrer-Policy"] in ("no-referrer", "same-origin"), path
        if f"/{case.reference}/" in path and answer.status_code == 200:
            assert "no-store" in answer["Cache-Control"], path


def test_a_link_withdrawn_opens_nothing(case: Any) -> None:
    paths = [path for path in behind_links(case, links.secret(case)) if f"/{case.reference}/" in path]
    assert Client().get(paths[0]).status_code == 200
    handling.withdraw_links(cast.step(case, cast.officer("Anita Rowe", "complaints_manager")))

    assert {Client().get(path).status_code for path in paths} <= {404, 405}


def test_a_link_too_old_opens_nothing(case: Any, settings: Settings) -> None:
    paths = [path for path in behind_links(case, links.secret(case)) if f"/{case.reference}/" in path]
    anita = cast.officer("Anita Rowe", "complaints_manager")
    endings.withdraw(cast.step(case, anita), how_told="telephone")
    assert Client().get(paths[0]).status_code == 200
    settings.DEMO_DAY = str(clock.today() + timedelta(days=366))

    assert {Client().get(path).status_code for path in paths} <= {404, 405}
