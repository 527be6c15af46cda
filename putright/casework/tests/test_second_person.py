"""A disposal waits for a second person and a request for one's own data nears its day: who is told, and how often."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.casework.retention import disposal, second_person
from putright.casework.subject_access import nearing, requests
from putright.casework.tests import cast
from putright.casework.tests.asking_cases import asked
from putright.casework.tests.keeping_cases import LATER, due, proposed
from putright.council.clock import LONDON
from putright.letters.models import Outgoing

OCTOBER_30 = date(2026, 10, 30)
"""A month from the day of `asked`, which is a Friday."""


def told(kind: str) -> list[str]:
    """Who was told of something of a kind, by first name, each time."""
    found = Outgoing.objects.filter(key__startswith=f"notice/{kind}/")
    return sorted(one.to.partition("@")[0] for one in found)


def waits_for(first: str) -> list[int]:
    """How many cases each disposal has that waits for somebody."""
    return [how_many for _, how_many in second_person.waits_for(cast.who(first))]


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=LONDON)


def test_a_disposal_waits_for_those_who_may_decide_it_and_they_are_told() -> None:
    one = proposed(due(), due())
    assert told("disposal") == ["anita", "omar", "paul"]
    assert [waits_for(first) for first in ("paul", "anita", "wendy", "rosa")] == [[2], [2], [], []]
    disposal.decide(one.pk, approved=False, note="Ask legal first.", by=cast.who("paul"), at=LATER)
    assert (told("disposal_decided"), waits_for("paul")) == (["wendy"], [])


def test_an_approved_disposal_is_told_once_and_names_no_case() -> None:
    case = due()
    disposal.decide(proposed(case).pk, approved=True, by=cast.who("paul"), at=LATER)
    [email] = Outgoing.objects.filter(key__startswith="notice/disposal_decided/")
    assert "approved the disposal you proposed" in email.text
    emails = Outgoing.objects.filter(key__startswith="notice/disposal")
    assert not [one for one in emails if case.reference in one.text + one.subject + one.about]


@pytest.mark.slow
def test_however_many_disposals_wait_it_takes_the_same_queries() -> None:
    took = []
    for _ in range(2):
        proposed(due())
        paul = cast.who("paul")
        with CaptureQueriesContext(connection) as queries:
            assert second_person.waits_for(paul)
        took.append(len(queries))
    assert len(set(took)) == 1


@pytest.mark.parametrize(
    ("moment", "near"),
    [
        (at(10, 22), []),
        (at(10, 23), ["paul", "wendy"]),
        (at(10, 24), []),
        (at(10, 23, 20), []),
        (at(10, 29), ["paul", "wendy"]),
        (at(11, 2), ["paul", "wendy"]),
    ],
    ids=["six-days", "five-days", "saturday", "evening", "one-day", "late"],
)
def test_a_request_is_told_of_when_its_day_is_near(moment: datetime, near: list[str]) -> None:
    assert requests.due(asked(), on=date(2026, 10, 1)).on == OCTOBER_30
    for _ in range(2):
        nearing.tell(at=moment)
    assert told("request_due") == near


def test_it_is_told_of_again_the_day_before_and_once_it_is_late() -> None:
    asked()
    for moment in (at(10, 23), at(10, 26), at(10, 29), at(11, 2), at(11, 3)):
        nearing.tell(at=moment)
    assert told("request_due") == ["paul"] * 3 + ["wendy"] * 3
    assert not Outgoing.objects.filter(key__startswith="notice/request_due/", text__contains="Maria")


def test_nobody_is_told_of_a_request_whose_time_waits_for_the_person() -> None:
    request = asked()
    proof = requests.AskedBack(kind="identity", asked_on=date(2026, 10, 1), what="A copy of a passport")
    requests.ask_back(request.pk, proof, by=cast.who("wendy"), at=cast.on(1, month=10), key="proof")
    for moment in (at(10, 29), at(11, 2)):
        nearing.tell(at=moment)
    assert told("request_due") == []
