"""A role may come from a group, by hand, or from both; each ends what it gave, and the other stays."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from putright.accounts import audit, people, roles
from putright.accounts.models import GroupRole, Officer
from putright.accounts.signing_in import joining
from putright.accounts.signing_in.providers import Provider
from putright.accounts.tests.people import officer
from putright.council import clock

pytestmark = pytest.mark.django_db

COUNCIL = Provider(
    id="council",
    kind="oidc",
    title="your council account",
    groups="groups",
    email="email",
    name="name",
    trust_email=False,
    domains=(),
    sign_out="",
    app={},
)


@pytest.fixture
def mira() -> Officer:
    GroupRole.objects.create(provider="council", group="complaints-team", role="intake")
    GroupRole.objects.create(provider="council", group="reviewers", role="reviewer")
    return arrives(None, "complaints-team")


def arrives(known: Officer | None, *groups: str) -> Officer:
    told = joining.Arrival(
        provider=COUNCIL, email="mira@fenwickvale.example", email_verified=True, name="Mira Vance", groups=groups
    )
    return joining.welcome(told, known=known, at=clock.now())


def give(to: Officer, role: str) -> None:
    people.give(officer=to, role=role, by=None, at=clock.now())


def given(to: Officer) -> dict[str, tuple[str, bool]]:
    return dict(roles.given_by(Officer.objects.get(pk=to.pk)))


def test_a_role_of_a_group_given_by_hand_as_well_stays_when_the_group_leaves(mira: Officer) -> None:
    give(mira, "intake")
    assert given(mira) == {"intake": ("council", True)}

    arrives(mira, "reviewers")

    assert given(mira) == {"intake": ("", True), "reviewer": ("council", False)}
    ended = audit.found(kind="role_ended").get()
    assert ended.facts == {"role": "intake", "source": "council", "kept": "by hand"}


def test_a_role_given_by_hand_first_is_the_group_s_as_well_and_stays_by_hand(mira: Officer) -> None:
    give(mira, "reviewer")
    arrives(mira, "complaints-team", "reviewers")
    assert given(mira)["reviewer"] == ("council", True)

    arrives(mira, "complaints-team")
    assert given(mira) == {"intake": ("council", False), "reviewer": ("", True)}


def test_a_role_of_a_group_alone_ends_with_it(mira: Officer) -> None:
    arrives(mira, "reviewers")

    assert given(mira) == {"reviewer": ("council", False)}


def test_giving_twice_is_giving_once(mira: Officer) -> None:
    for _ in range(2):
        give(mira, "intake")
        arrives(mira, "complaints-team")

    assert given(mira) == {"intake": ("council", True)}
    assert audit.found(kind="role_given").count() == 2


def test_a_role_taken_away_by_hand_is_gone_altogether_until_the_group_gives_it_again(mira: Officer) -> None:
    give(mira, "intake")
    people.end(officer=mira, role="intake", by=None, at=clock.now())
    assert given(mira) == {}

    arrives(mira, "complaints-team")
    assert given(mira) == {"intake": ("council", False)}


def test_by_hand_can_be_added_and_taken_away_alone(mira: Officer) -> None:
    sam = officer("administrator", email="sam@fenwickvale.example")

    changed = people.also_by_hand(officer=mira, held=["intake"], by=sam, at=clock.now())
    assert (changed, given(mira)) == (["intake"], {"intake": ("council", True)})
    assert people.also_by_hand(officer=mira, held=["intake"], by=sam, at=clock.now()) == []
    people.also_by_hand(officer=mira, held=[], by=sam, at=clock.now())

    assert given(mira) == {"intake": ("council", False)}
    assert audit.found()[0].facts == {"role": "intake", "kept": "by group"}
    with pytest.raises(people.Refused):
        people.also_by_hand(officer=mira, held=["intake"], by=mira, at=clock.now())


def test_a_role_of_a_sign_in_that_was_given_up_goes_over_to_the_next(mira: Officer, settings: Settings) -> None:
    give(mira, "intake")
    roles.grant(officer=mira, role="intake", at=clock.now(), source="another")

    assert given(mira) == {"intake": ("another", True)}
