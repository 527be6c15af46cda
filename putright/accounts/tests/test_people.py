"""Accounts and roles are changed by somebody, and noted; nobody helps themselves, and somebody is always left."""

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command

from putright.accounts import audit, people
from putright.accounts.models import Officer
from putright.accounts.tests.people import officer
from putright.council import clock
from putright.council.models import Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam() -> Officer:
    return officer("administrator", email="sam@fenwickvale.example")


def kinds() -> list[str]:
    return [entry.kind for entry in reversed(audit.found())]


def test_making_changing_and_closing_an_account_is_noted_with_who_did_it(sam: Officer) -> None:
    at = clock.now()
    waste = Service.objects.create(name="Waste", slug="waste")
    made = people.make(email=" Ola@FenwickVale.example ", name="Ola Reid", by=sam, at=at, services=[waste])
    people.give(officer=made, role="intake", by=sam, at=at)
    people.change(officer=made, to={"name": "Ola Reid-Ross", "email": "ola@fenwickvale.example"}, by=sam, at=at)
    people.cover(officer=made, services=[], by=sam, at=at)
    people.end(officer=made, role="intake", by=sam, at=at)
    people.close(officer=made, by=sam, at=at)
    people.reopen(officer=made, by=sam, at=at)

    assert kinds() == [
        "officer_made",
        "role_given",
        "officer_changed",
        "services_changed",
        "role_ended",
        "sessions_ended",
        "officer_closed",
        "officer_opened",
    ]
    assert {entry.by_id for entry in audit.found()} == {sam.pk}
    assert audit.found(kind="officer_changed").get().facts == {"fields": ["name"]}


def test_what_changes_nothing_is_not_noted(sam: Officer) -> None:
    rosa, at = officer("intake"), clock.now()
    people.give(officer=rosa, role="intake", by=sam, at=at)
    people.end(officer=rosa, role="reviewer", by=sam, at=at)
    people.change(officer=rosa, to={"name": "Rosa Okafor"}, by=sam, at=at)
    people.cover(officer=rosa, services=[], by=sam, at=at)
    people.reopen(officer=rosa, by=sam, at=at)

    assert kinds() == []


def test_an_address_is_one_officer_s(sam: Officer) -> None:
    rosa = officer("intake")

    with pytest.raises(people.Refused, match="already signs in"):
        people.make(email="ROSA@fenwickvale.example", name="Another", by=sam, at=clock.now())
    with pytest.raises(people.Refused, match="already signs in"):
        people.change(officer=rosa, to={"email": "Sam@fenwickvale.example"}, by=sam, at=clock.now())
    with pytest.raises(KeyError, match="no field"):
        people.change(officer=rosa, to={"is_active": False}, by=sam, at=clock.now())


def test_nobody_gives_takes_or_closes_anything_of_their_own(sam: Officer) -> None:
    at = clock.now()

    deeds: list[Callable[[], None]] = [
        lambda: people.give(officer=sam, role="complaints_manager", by=sam, at=at),
        lambda: people.end(officer=sam, role="administrator", by=sam, at=at),
        lambda: people.close(officer=sam, by=sam, at=at),
        lambda: people.reopen(officer=sam, by=sam, at=at),
    ]
    for deed in deeds:
        with pytest.raises(people.Refused, match="Somebody else has to"):
            deed()


def test_the_last_administrator_stays_and_a_sealed_account_does_not_count(sam: Officer) -> None:
    sealed = officer("administrator", email="sealed@fenwickvale.example")
    sealed.break_glass = True
    sealed.save()

    with pytest.raises(people.Refused, match="only administrator"):
        people.close(officer=sam, by=sealed, at=clock.now())
    with pytest.raises(people.Refused, match="only administrator"):
        people.end(officer=sam, role="administrator", by=sealed, at=clock.now())
    officer("administrator", email="kim@fenwickvale.example")
    people.close(officer=sam, by=sealed, at=clock.now())

    assert not sam.is_active


def test_back_to_a_password_when_the_council_s_sign_in_is_given_up(sam: Officer) -> None:
    rosa = officer("intake")
    rosa.signs_in_by = "council"
    rosa.save()

    people.back_to_password(officer=rosa, by=sam, at=clock.now())

    rosa.refresh_from_db()
    assert rosa.signs_in_by == ""
    assert kinds() == ["identity_unlinked", "sessions_ended"]


@pytest.mark.parametrize("who", [("--email", "rosa@fenwickvale.example"), ("--all-of", "council")], ids=["one", "all"])
def test_whoever_runs_the_site_brings_officers_back_to_a_password(who: tuple[str, str]) -> None:
    rosa, nia = officer("intake"), officer("intake", email="nia@fenwickvale.example")
    Officer.objects.filter(pk=rosa.pk).update(signs_in_by="council")

    call_command("back_to_password", *who)

    assert set(Officer.objects.values_list("pk", "signs_in_by")) == {(rosa.pk, ""), (nia.pk, "")}
    with pytest.raises(CommandError, match="nobody like that"):
        call_command("back_to_password", *who)
