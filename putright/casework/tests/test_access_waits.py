"""The time to answer a request waits for the person where it may, says why, and is never made longer than that."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from putright.casework.post import posting
from putright.casework.refused import Refused
from putright.casework.retention import holds
from putright.casework.subject_access import extension_letter, requests, waiting
from putright.casework.subject_access.requests import AskedBack
from putright.casework.tables.subject_access import AccessWait
from putright.casework.tests import cast
from putright.casework.tests.asking_cases import AT, asked, collected, with_a_neighbour
from putright.casework.tests.keeping_cases import LATER
from putright.letters import outbox

LATE = AT + timedelta(days=60)


def ask(request: Any, kind: str, on: date, key: str = "") -> AccessWait:
    told = AskedBack(kind=kind, asked_on=on, what="By telephone: which years?")
    return requests.ask_back(request.pk, told, by=cast.who("wendy"), at=LATE, key=key or f"{kind} {on}")


def hear(request: Any, row: AccessWait, on: date) -> None:
    requests.heard_back(request.pk, row.pk, on=on, by=cast.who("wendy"), at=LATE)


def due(request: Any, on: date | None = None) -> waiting.Due:
    return requests.due(requests.found(request.pk), on=on or LATE.date())


def test_the_days_until_they_say_what_they_want_are_not_counted() -> None:
    request = asked(received_on=date(2026, 9, 7))
    row = ask(request, "clarification", date(2026, 9, 10))
    hear(request, row, date(2026, 9, 15))

    assert due(request).on == date(2026, 10, 12)
    assert due(request).because == (
        "one month from Monday 7 September 2026, the day it reached the council; "
        "5 days not counted while we waited to hear what they want"
    )
    assert due(request).unverified


def test_the_time_begins_once_it_is_known_who_asks() -> None:
    request = asked(received_on=date(2026, 9, 7))
    ask(request, "identity", date(2026, 9, 8))
    requests.confirm_identity(request.pk, how="A bill", on=date(2026, 9, 14), by=cast.who("wendy"), at=LATE)

    assert due(request).on == date(2026, 10, 14)
    assert "the day it was known who asks" in due(request).because
    assert due(request).waits_for == ()


def test_made_sure_without_asking_the_time_runs_from_the_day_it_came() -> None:
    request = asked(received_on=date(2026, 9, 7))
    requests.confirm_identity(request.pk, how="Known", on=date(2026, 9, 14), by=cast.who("wendy"), at=LATE)

    assert due(request).on == date(2026, 10, 7)


def test_while_it_waits_it_is_said_for_what_and_the_day_moves_on() -> None:
    request = asked(received_on=date(2026, 9, 7))
    ask(request, "clarification", date(2026, 9, 10))

    assert due(request, date(2026, 9, 21)).on == date(2026, 10, 19)
    assert due(request, date(2026, 9, 24)).on == date(2026, 10, 21)
    assert due(request).waits_for == ("what they are asking for, asked for on Thursday 10 September 2026",)


def test_days_before_the_time_began_are_not_taken_off_twice() -> None:
    request = asked(received_on=date(2026, 9, 7))
    first, second = ask(request, "identity", date(2026, 9, 8)), ask(request, "clarification", date(2026, 9, 8))
    hear(request, second, date(2026, 9, 16))
    hear(request, first, date(2026, 9, 14))

    assert due(request).on == date(2026, 10, 16)


def test_two_further_months_are_added_to_it() -> None:
    request = asked(received_on=date(2026, 9, 7))
    hear(request, ask(request, "clarification", date(2026, 9, 10)), date(2026, 9, 15))
    requests.extend(request.pk, because="Forty cases", by=cast.who("wendy"), at=cast.on(20))

    assert due(request).on == date(2026, 12, 14)


@pytest.mark.parametrize(
    ("kind", "on", "because"),
    [
        ("fee", date(2026, 9, 10), "Say what they were asked for"),
        ("identity", date(2026, 9, 1), "not before the request came"),
        ("identity", date(2027, 9, 1), "not to come"),
    ],
    ids=["something else", "before", "to come"],
)
def test_what_cannot_be_waited_for_is_refused(kind: str, on: date, because: str) -> None:
    with pytest.raises(Refused, match=because):
        ask(asked(received_on=date(2026, 9, 7)), kind, on)


def test_one_thing_is_asked_once_at_a_time() -> None:
    request = asked(received_on=date(2026, 9, 7))
    row = ask(request, "clarification", date(2026, 9, 10), key="same")
    assert ask(request, "clarification", date(2026, 9, 10), key="same") == row

    with pytest.raises(Refused, match="asked that already"):
        ask(request, "clarification", date(2026, 9, 11))
    with pytest.raises(Refused, match="not before you asked"):
        hear(request, row, date(2026, 9, 9))
    hear(request, row, date(2026, 9, 12))
    with pytest.raises(Refused, match="not waited for any more"):
        hear(request, row, date(2026, 9, 12))


def test_what_is_not_verified_says_so() -> None:
    assert all(one.unverified and one.para for one in waiting.kinds().values())


def test_what_they_were_asked_goes_with_the_request() -> None:
    request = asked(received_on=date(2026, 9, 7))
    ask(request, "clarification", date(2026, 9, 10))
    request.closed_on = date(2026, 9, 20)
    request.save()

    assert requests.erase_old(on=LATER.date(), years=3, at=LATER) == 1

    assert AccessWait.objects.get().what == ""


def test_a_letter_by_post_goes_through_the_print_room() -> None:
    request = asked(received_on=date(2026, 9, 7), address="3 Mill Lane\nFenwick", email="")
    requests.extend(request.pk, because="Forty cases", how="post", by=cast.who("wendy"), at=cast.on(20))

    assert extension_letter.on_its_way(requests.found(request.pk)) == "Waits in the print room"
    [waits] = posting.room(cast.who("rosa"), on=date(2026, 9, 21)).to_print
    assert waits.outgoing.to.splitlines()[1:] == ["3 Mill Lane", "Fenwick"]
    posting.printed([waits.outgoing.pk], by=cast.who("rosa"), at=cast.on(21))
    assert posting.posted([waits.outgoing.pk], on=date(2026, 9, 21), by=cast.who("rosa"), at=cast.on(21)) == 1
    assert extension_letter.on_its_way(requests.found(request.pk)) == "Posted on Monday 21 September 2026"
    assert not outbox.to_print().exists()


def test_a_pack_with_something_on_hold_says_so_first() -> None:
    case = with_a_neighbour()
    request = collected(case)
    assert requests.on_hold(request) == []

    wanted = holds.Wanted(kind="legal", reason="A claim", review_on=date(2040, 1, 1), references=[case.reference])
    holds.place(wanted, by=cast.who("wendy"), at=LATER, key="claim")

    assert requests.on_hold(request) == [case.reference]
