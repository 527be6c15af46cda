"""Where an officer is signed in: seen and ended by them; and ended for them the moment their account or role ends."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from putright.accounts import audit, people, sessions
from putright.accounts.models import Officer, Sitting
from putright.accounts.signing_in import idle
from putright.accounts.tests.people import PASSWORD, officer
from putright.council import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_worker_at_once")]

PAGE = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture(autouse=True)
def _without_second_step(settings: Settings) -> None:
    settings.DEMO, settings.MFA_REQUIRED = False, False


def come_in(place: str = "192.0.2.17", device: str = FIREFOX) -> Client:
    client = Client(headers={"User-Agent": device}, REMOTE_ADDR=place)
    answer = client.post("/accounts/login/", {"login": "rosa@fenwickvale.example", "password": PASSWORD})
    assert answer.status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/accounts/password/").status_code == 200


@pytest.fixture
def rosa() -> Officer:
    return officer("intake", password=PASSWORD)


def test_an_officer_sees_device_place_and_time_and_no_whole_address(rosa: Officer) -> None:
    page = come_in().get(PAGE).content.decode()

    assert "Firefox on Windows" in page
    assert "192.0.2.*" in page
    assert "192.0.2.17" not in page
    assert "(this one)" in page


def test_she_signs_out_in_one_other_place(rosa: Officer) -> None:
    here, there = come_in(), come_in("198.51.100.4")
    number = Sitting.objects.get(place="198.51.100.*").pk

    here.post(f"{PAGE}{number}/end/")

    assert (is_in(here), is_in(there)) == (True, False)


def test_a_session_of_somebody_else_is_not_hers_to_end(rosa: Officer) -> None:
    hers = come_in()
    other = Client()
    other.force_login(officer("intake", email="imran@fenwickvale.example"))

    assert other.post(f"{PAGE}{Sitting.objects.get().pk}/end/").status_code == 404
    assert is_in(hers)


def test_she_signs_out_everywhere_also_where_nobody_wrote_it_down(rosa: Officer) -> None:
    here, there = come_in(), Client()
    there.force_login(rosa)

    here.post(f"{PAGE}end/")

    assert (is_in(here), is_in(there)) == (False, False)
    assert audit.found()[0].kind == "sessions_ended"


def test_closing_an_account_ends_its_sessions_at_once(rosa: Officer) -> None:
    hers, unwritten = come_in(), Client()
    unwritten.force_login(rosa)

    people.close(officer=rosa, by=None, at=clock.now())

    assert (is_in(hers), is_in(unwritten)) == (False, False)
    assert not Sitting.objects.exists()
    people.reopen(officer=rosa, by=None, at=clock.now())
    assert not is_in(hers)


def test_a_role_given_or_ended_counts_from_the_next_click(rosa: Officer) -> None:
    hers = come_in()
    assert hers.get("/accounts/security-log/").status_code == 403

    people.give(officer=rosa, role="administrator", by=None, at=clock.now())
    assert hers.get("/accounts/security-log/").status_code == 200

    other = officer("administrator", email="sam@fenwickvale.example")
    people.end(officer=rosa, role="administrator", by=other, at=clock.now())
    assert hers.get("/accounts/security-log/").status_code == 403


def test_signing_out_takes_the_session_off_the_list(rosa: Officer) -> None:
    come_in().post("/accounts/logout/")

    assert not Sitting.objects.exists()
    assert [entry.kind for entry in audit.found()] == ["signed_out", "signed_in"]


def test_nobody_stays_signed_in_for_longer_than_a_working_day_however_busy(rosa: Officer) -> None:
    hers = come_in()
    session = hers.session
    session[idle.SIGNED_IN_AT] = clock.ago(hours=12, minutes=1).timestamp()
    session.save()

    assert not is_in(hers)


def test_a_session_begun_before_there_was_a_list_is_on_it_from_its_next_use(rosa: Officer) -> None:
    client = Client()
    client.force_login(rosa)
    client.get("/accounts/password/")

    assert Sitting.objects.get().officer == rosa


def test_a_list_shows_no_session_that_has_ended_by_itself(rosa: Officer) -> None:
    come_in()
    later = clock.now() + timedelta(minutes=32)

    assert sessions.of(officer=rosa, at=later) == []
    assert sessions.tidy(at=clock.now() + timedelta(days=2)) == 1


@pytest.mark.parametrize(
    ("place", "shown"), [("192.0.2.17", "192.0.2.*"), ("2001:db8::/64", "2001:db8::/64"), ("unknown", "unknown")]
)
def test_a_place_is_shown_coarsely(place: str, shown: str) -> None:
    assert sessions.coarse(place) == shown
