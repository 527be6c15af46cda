"""The calendar feed and the morning's reminders: deadlines, and nothing of anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import icalendar
import pytest
from django.test import Client

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework.notices import kinds
from putright.council.clock import LONDON
from putright.desk import calendars, reminders
from putright.desk.tests import cast
from putright.letters.models import Outgoing

As = Callable[[Officer], Client]
MORNING = datetime(2026, 6, 17, 8, 5, tzinfo=LONDON)


@pytest.fixture
def feed(imran: Officer) -> str:
    calendars.renew(imran)
    return f"/desk/calendar/{imran.calendar_key}.ics"


def reminders_to(officer: Officer) -> list[str]:
    found = Outgoing.objects.filter(to=officer.email, key__startswith="reminder/")
    return list(found.values_list("text", flat=True))


def test_the_feed_has_a_day_for_each_deadline(client: Client, imran: Officer, rosa: Officer, feed: str) -> None:
    case = cast.assigned(cast.complaint(), imran, by=rosa)
    cast.complaint("Not his.")

    days = icalendar.Calendar.from_ical(client.get(feed).content).walk("VEVENT")

    assert [str(day["SUMMARY"]) for day in days] == [f"{case.reference} due"]
    assert [day.decoded("DTSTART") for day in days] == [case.next_due_on]


def test_the_feed_has_no_personal_data(client: Client, imran: Officer, rosa: Officer, feed: str) -> None:
    case = cast.assigned(cast.complaint("Pelicans in the yard."), imran, by=rosa)

    said = client.get(feed).content.decode()

    for secret in ("Maria", "maria", "Lindqvist", "Pelican", "960001", "Imran", "Waste"):
        assert secret not in said
    assert case.reference in said


def test_a_new_address_makes_the_old_one_useless(client: Client, as_: As, imran: Officer, feed: str) -> None:
    assert client.get(feed).status_code == 200

    as_(imran).post("/desk/calendar/", {"do": "renew"})

    assert client.get(feed).status_code == 404
    imran.refresh_from_db()
    assert client.get(f"/desk/calendar/{imran.calendar_key}.ics").status_code == 200


def test_whoever_has_left_or_lost_their_role_has_no_feed(client: Client, imran: Officer, feed: str) -> None:
    roles.withdraw(officer=imran, role="investigating_officer")

    assert client.get(feed).status_code == 404


@pytest.mark.parametrize("key", ["x", "%20", "None"])
def test_a_guessed_address_leads_nowhere(client: Client, imran: Officer, key: str) -> None:
    assert client.get(f"/desk/calendar/{key}.ics").status_code == 404


def test_what_is_due_or_late_and_untold_is_on_the_mornings_list_once(imran: Officer, rosa: Officer) -> None:
    late = cast.assigned(cast.complaint(at=cast.working_days_ago(9)), imran, by=rosa)
    due = cast.assigned(cast.complaint(at=cast.working_days_ago(4)), imran, by=rosa)
    later = cast.assigned(cast.complaint(at=cast.working_days_ago(1)), imran, by=rosa)

    reminders.remind(at=MORNING)
    reminders.remind(at=MORNING.replace(hour=9))

    [text] = reminders_to(imran)
    assert text.index("has not been told") < text.index(late.reference) < text.index(due.reference)
    assert later.reference not in text
    assert "Maria" not in text


def test_what_nobody_has_reminds_those_who_give_cases_out(imran: Officer, rosa: Officer) -> None:
    case = cast.complaint(at=cast.working_days_ago(9))

    reminders.remind(at=MORNING)

    assert case.reference in reminders_to(rosa)[0]
    assert reminders_to(imran) == []


def test_whoever_turned_the_mornings_list_off_gets_none(imran: Officer, rosa: Officer) -> None:
    cast.assigned(cast.complaint(at=cast.working_days_ago(9)), imran, by=rosa)
    kinds.choose(officer=imran, wanted=set(kinds.KINDS) - {"morning_list"})

    reminders.remind(at=MORNING)

    assert reminders_to(imran) == []


@pytest.mark.parametrize("at", [MORNING.replace(day=20), MORNING.replace(hour=6), MORNING.replace(hour=15)])
def test_nobody_is_reminded_out_of_hours_or_late_in_the_day(imran: Officer, rosa: Officer, at: datetime) -> None:
    cast.complaint(at=cast.working_days_ago(9))

    assert reminders.remind(at=at) == 0
