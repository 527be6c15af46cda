"""The cast and the council fit together."""

import pytest

from putright.accounts import roles
from putright.stories import cast, council


def test_everybody_s_services_and_teams_are_those_of_the_council() -> None:
    known = {one.slug for one in council.SERVICES}
    for one in cast.EVERYBODY:
        assert set(one.services) <= known, one.name
        assert not one.team or one.team in council.TEAMS, one.name
    assert {slug for services in council.TEAMS.values() for slug in services} == known


def test_every_service_has_somebody_who_looks_into_its_complaints() -> None:
    for one in council.SERVICES:
        assert cast.by_service(one.slug)


def test_every_role_is_somebody_s_but_that_of_data_protection() -> None:
    held = {role for one in cast.EVERYBODY for role in one.roles}
    assert set(roles.every()) - held == {"data_protection_officer"}


@pytest.mark.parametrize("one", cast.EVERYBODY, ids=lambda one: one.name)
def test_nobody_s_address_or_telephone_could_be_real(one: cast.Colleague) -> None:
    assert one.address.endswith(".example")
    assert not one.phone or one.phone.startswith("01632 960")
