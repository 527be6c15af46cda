"""Secret links: worked out, never stored, and useless once withdrawn."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from putright.casework import links, lost_links, models
from putright.casework.actions import intake, people
from putright.casework.tests import cast
from putright.letters import outbox


def test_a_link_leads_to_its_case_and_to_no_other() -> None:
    case, other = cast.received(), cast.received()
    assert links.opened(case.reference, links.secret(case)) == case
    assert links.opened(other.reference, links.secret(case)) is None


@pytest.mark.parametrize("given", ["", "x", "é", "-" * 24, "\0"])
def test_whatever_else_is_given_leads_nowhere(given: str) -> None:
    case = cast.received()
    assert links.opened(case.reference, given) is None
    assert links.opened("26-XXX-XXX", given) is None


def test_a_link_is_long_and_stands_in_an_address() -> None:
    case = cast.received()
    secret = links.secret(case)
    assert len(secret) == links.LENGTH
    assert set(secret) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
    assert links.address(case, "stage-2/").endswith(f"/complaint/{case.reference}/{secret}/stage-2/")


def test_a_link_withdrawn_is_dead_for_good() -> None:
    case = cast.received()
    old = links.secret(case)
    models.Case.objects.update(link_version=2)
    assert links.opened(case.reference, old) is None


@pytest.mark.parametrize(("ended", "days", "alive"), [(False, 4000, True), (True, 364, True), (True, 366, False)])
def test_a_link_opens_an_ended_case_for_a_year_and_one_that_goes_on_for_as_long_as_it_does(
    ended: bool, days: int, alive: bool
) -> None:
    case = cast.received()
    models.Case.objects.update(ended=ended)
    now = cast.as_it_is(case)
    assert links.alive(now, at=cast.last_moment(now) + timedelta(days=days)) is alive


def test_a_link_is_worth_nothing_under_another_key(settings: Settings) -> None:
    case = cast.received()
    old = links.secret(case)
    settings.SECRET_KEY = "another key"
    assert links.secret(case) != old


def test_the_secret_stands_nowhere_in_the_row_of_the_case() -> None:
    case = cast.received()
    assert links.secret(case) not in str(models.Case.objects.values().get())


@pytest.mark.parametrize("by", ["reference", "email"])
def test_a_lost_link_is_sent_to_nobody_who_may_be_told_the_answer_alone(by: str) -> None:
    case = cast.received()
    helen = intake.Contact(name="Helen Tran", email="helen@people.example")
    speaks = intake.Representing(contact=helen, authority="elected_member", may_be_told="the_answer", role="member")
    people.add_party(cast.step(case, "rosa"), speaks)

    asked = {"reference": case.reference} if by == "reference" else {"email": helen.email}
    lost_links.send_again(**asked, at=cast.last_moment(cast.as_it_is(case)))
    told = outbox.everything(about=case.reference).filter(text__contains=links.secret(case))
    assert helen.email not in {one.to for one in told}
