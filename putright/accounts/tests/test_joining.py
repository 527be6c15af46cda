"""What the groups of a council's own sign-in give and take, and what they leave alone."""

import pytest

from putright.accounts import groups, people
from putright.accounts.models import GroupRole, Officer
from putright.accounts.signing_in import joining, providers
from putright.accounts.tests.people import officer
from putright.council import clock
from putright.council.models import Service

pytestmark = pytest.mark.django_db

COUNCIL = providers.Provider(
    id="council",
    kind=providers.OIDC,
    title="The council",
    groups="groups",
    email="email",
    name="name",
    trust_email=False,
    domains=(),
    sign_out="",
    app={},
)


def roles_of(somebody: Officer) -> set[str]:
    return set(somebody.grants.values_list("role", flat=True))


def arrives(somebody: Officer, *groups: str) -> Officer:
    """Rosa signs in by the council's own sign-in, which says that she is in these groups."""
    told = joining.Arrival(
        provider=COUNCIL, email=somebody.email, email_verified=True, name=somebody.name, groups=groups
    )
    return joining.welcome(told, known=Officer.objects.get(pk=somebody.pk), at=clock.now())


def test_services_given_by_hand_stay_when_no_group_gives_a_role_that_is_limited_to_services() -> None:
    waste, housing = (Service.objects.create(name=slug.title(), slug=slug) for slug in ("waste", "housing"))
    limited = GroupRole.objects.create(provider="council", group="housing", role="investigating_officer")
    limited.services.add(housing)
    GroupRole.objects.create(provider="council", group="complaints", role="intake")
    rosa = officer("investigating_officer")
    people.cover(officer=rosa, services=[waste], by=None, at=clock.now())

    arrived = arrives(rosa, "complaints")

    assert arrived.role_names == {"investigating_officer", "intake"}
    assert list(arrived.services.all()) == [waste]


def test_services_a_group_gave_go_with_the_role_it_gave() -> None:
    housing = Service.objects.create(name="Housing", slug="housing")
    GroupRole.objects.create(provider="council", group="housing", role="investigating_officer").services.add(housing)
    GroupRole.objects.create(provider="council", group="complaints", role="intake")
    rosa = officer()
    assert list(arrives(rosa, "housing").services.all()) == [housing]

    arrived = arrives(rosa, "complaints")

    assert arrived.role_names == {"intake"}
    assert not arrived.services.exists()


def test_a_line_of_the_table_gives_nothing_to_whoever_added_it() -> None:
    sam, ines = officer("administrator", email="sam@fenwickvale.example"), officer("intake")
    line = GroupRole(provider="council", group="all-staff", role="complaints_manager")
    groups.add(line, services=(), by=sam, at=clock.now())
    assert "complaints_manager" in roles_of(arrives(ines, "all-staff"))
    GroupRole.objects.create(provider="council", group="it", role="administrator")
    assert "complaints_manager" not in roles_of(arrives(sam, "all-staff", "it"))
