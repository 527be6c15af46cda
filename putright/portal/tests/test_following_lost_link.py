"""A lost link is sent again to whoever is on record, and to nobody else; whoever asks learns nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from putright.casework.actions import intake
from putright.council.clock import LONDON
from putright.letters import outbox
from putright.portal import limits
from putright.portal.tests import following_cases as told

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MONDAY = datetime(2026, 6, 1, 10, 0, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def _on_a_demo_day(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY = True, "2026-06-05"


def asked(client: Client, **given: str) -> Any:
    return client.post("/lost-link/", given, follow=True)


def sent_again() -> list[Any]:
    return [one for one in outbox.everything() if "lost-link" in one.key]


def test_it_goes_to_the_contact_on_record_whatever_else_is_typed(client: Client) -> None:
    case = told.received(MONDAY)
    asked(client, reference=case.reference.lower().replace("-", " "), email="mallory@example.org")
    (one,) = sent_again()

    assert one.to == "maria@example.org"
    assert case.address in one.text


def test_an_email_address_brings_the_links_of_its_own_cases_alone(client: Client) -> None:
    case = told.received(MONDAY)
    told.received(MONDAY, key="two", person=intake.Contact(email="other@example.org"))
    asked(client, email="Maria@Example.org")
    (one,) = sent_again()

    assert one.to == "maria@example.org"
    assert case.reference in one.text


def test_nobody_learns_whether_there_is_a_case(client: Client) -> None:
    case = told.received(MONDAY)
    there = asked(client, reference=case.reference)
    nowhere = asked(client, reference="26-222-222")
    stranger = asked(client, email="mallory@example.org")

    assert there.content == nowhere.content == stranger.content
    assert there.redirect_chain == nowhere.redirect_chain


def test_it_is_sent_once_a_day_however_often_somebody_asks(client: Client) -> None:
    case = told.received(MONDAY)
    for _ in range(3):
        asked(client, reference=case.reference)

    assert len(sent_again()) == 1


def test_whoever_has_no_email_gets_it_by_post(client: Client) -> None:
    case = told.received(MONDAY, person=intake.Contact(name="Joseph Abara", address="1 High Street\nFenwick"))
    asked(client, reference=case.reference)
    (one,) = sent_again()

    assert (one.channel, one.to) == ("post", "Joseph Abara\n1 High Street\nFenwick")


def test_whoever_has_only_a_telephone_is_rung_by_somebody_of_the_council(client: Client) -> None:
    case = told.received(MONDAY, person=intake.Contact(name="Joseph Abara", phone="01632 960 300"))
    asked(client, reference=case.reference)
    (one,) = sent_again()

    assert one.to == "complaints@fenwickvale.example"
    assert "Please ring them" in one.text


def test_an_anonymous_case_is_sent_to_nobody(client: Client) -> None:
    case = told.received(MONDAY, person=intake.Contact())
    asked(client, reference=case.reference)

    assert sent_again() == []


def test_a_form_with_nothing_in_it_says_what_is_needed(client: Client) -> None:
    assert "Enter your reference or your email address" in asked(client).content.decode()


def test_whoever_asks_too_often_is_told_when_to_try_again(client: Client) -> None:
    told.council()
    for _ in range(limits.MOST["email"]):
        asked(client, reference="26-222-222")

    assert "Too many links have been asked for from here." in asked(client, reference="26-222-222").content.decode()
