"""Every address of signing in, asked for by every role and by a stranger; none breaks, none is for the wrong people."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from putright.accounts import audience, roles
from putright.accounts.models import Officer
from putright.desk.tests import cast
from tests.sweep import asking

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _real(settings: Settings) -> None:
    settings.DEMO, settings.MFA_REQUIRED = False, False
    cast.council()


@pytest.mark.parametrize("role", list(roles.every()))
def test_a_role_sees_its_own_account_and_what_it_may(role: str) -> None:
    may = {audience.those_who_may(deed) for deed in roles.every()[role].may}
    deeds = {audience.those_who_may(deed) for deed in roles.DEEDS}
    number = cast.officer("Kim Nowak", role).pk

    def kim() -> Client:
        return cast.signed_in(Client(), Officer.objects.get(pk=number))

    for one in asking.of_signing_in(number=10**6):
        for answer in (kim().get(one.path), kim().post(one.path, {"credential": "{", "code": "x"})):
            assert answer.status_code in (200, 204, 302, 403, 404, 405), (one.path, answer.status_code)
            if one.audience in deeds - may:
                assert answer.status_code == 403, one.path


def test_a_stranger_signs_in_for_all_that_is_not_public() -> None:
    for one in asking.of_signing_in(number=10**6):
        answer = Client().get(one.path)
        if one.audience in (audience.PUBLIC, audience.LINK):
            assert answer.status_code in (200, 302, 404, 405), (one.path, answer.status_code)
        else:
            assert answer["Location"].startswith("/accounts/login/"), one.path
