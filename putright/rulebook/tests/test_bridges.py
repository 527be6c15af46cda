"""A complaint out of a request or an enquiry is received when dissatisfaction was voiced, and on no other day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from putright.rulebook.book import library
from putright.rulebook.dates.days import Council
from putright.rulebook.standings.bridges import ConsentMissing, NothingVoiced, complaint_from
from putright.rulebook.standings.happening import LONDON, Event, on
from putright.rulebook.standings.standing import standing

ASKED = on("request_received", date(2026, 5, 11), until=date(2026, 5, 18), service="waste")
VOICED_AT = datetime(2026, 6, 1, 10, 30, tzinfo=LONDON)
VOICED = Event("dissatisfaction_voiced", VOICED_AT, by="a resident", facts={"how_told": "phone"})
CONVERTED = on("complaint_raised", date(2026, 6, 9), linked_case="C/2026/0417")
ENQUIRED = on("enquiry_received", date(2026, 6, 1), by="a councillor")
AGREED = on("consent_given", date(2026, 6, 8), consent="signed form")


def test_the_complaint_is_received_at_the_moment_dissatisfaction_was_voiced() -> None:
    received = complaint_from([ASKED, VOICED])
    assert (received.kind, received.at, received.by, received.timed) == ("received", VOICED_AT, "a resident", True)


def test_neither_the_day_of_the_request_nor_the_day_it_was_turned_into_a_complaint_counts() -> None:
    logged_at = datetime(2026, 6, 9, 9, tzinfo=LONDON)
    received = complaint_from([ASKED, VOICED], logged_at=logged_at)
    assert received.day == date(2026, 6, 1)
    assert received.facts["logged_on"] == date(2026, 6, 9)


@pytest.mark.parametrize("procedure", ["local_council_code", "landlord_code"])
def test_the_clock_of_either_code_runs_from_that_day_and_the_days_lost_are_told(procedure: str) -> None:
    received = complaint_from([ASKED, VOICED], logged_at=datetime(2026, 6, 9, 9, tzinfo=LONDON))
    here = standing(library.procedure(procedure), [received], on=date(2026, 6, 9), council=Council())
    assert here.clock("stage_1_acknowledgement").due_on == date(2026, 6, 8)
    assert here.receipt is not None
    assert here.receipt.days_lost == 6


def test_voiced_on_the_evening_before_a_bank_holiday_it_counts_from_the_next_working_day() -> None:
    late = Event("dissatisfaction_voiced", datetime(2026, 5, 22, 23, 30, tzinfo=LONDON))
    here = standing(
        library.procedure("local_council_code"),
        [complaint_from([ASKED, late])],
        on=date(2026, 5, 26),
        council=Council(),
    )
    assert here.clock("stage_1_acknowledgement").started_on == date(2026, 5, 26)


def test_a_day_without_a_time_stays_a_day_without_a_time() -> None:
    received = complaint_from([ASKED, on("dissatisfaction_voiced", date(2026, 6, 1))])
    assert (received.day, received.timed) == (date(2026, 6, 1), False)


def test_what_a_resident_says_to_the_landlord_becomes_a_complaint_the_same_way() -> None:
    received = complaint_from([ASKED, on("landlord_dissatisfaction_voiced", date(2026, 6, 1))])
    assert received.day == date(2026, 6, 1)


def test_the_first_dissatisfaction_counts_in_whatever_order_it_was_typed_in() -> None:
    again = on("dissatisfaction_voiced", date(2026, 6, 4))
    assert complaint_from([again, VOICED, ASKED]).at == VOICED_AT


def test_what_came_before_an_earlier_complaint_belongs_to_that_one() -> None:
    again = on("dissatisfaction_voiced", date(2026, 6, 15))
    assert complaint_from([ASKED, VOICED, CONVERTED, again]).day == date(2026, 6, 15)


def test_the_service_and_the_channel_are_carried_over_and_nothing_else_is() -> None:
    voiced = on("dissatisfaction_voiced", date(2026, 6, 1), channel="e-mail", how_told="phone")
    assert complaint_from([ASKED, voiced]).facts == {"service": "waste", "channel": "e-mail"}


def test_the_day_of_logging_is_a_day_in_london() -> None:
    late_evening = datetime(2026, 6, 8, 23, 30, tzinfo=UTC)
    assert complaint_from([ASKED, VOICED], logged_at=late_evening).facts["logged_on"] == date(2026, 6, 9)


def test_without_dissatisfaction_there_is_no_complaint() -> None:
    with pytest.raises(NothingVoiced, match="nobody has voiced dissatisfaction; what has happened: request_received"):
        complaint_from([ASKED])
    with pytest.raises(NothingVoiced, match="what has happened: nothing"):
        complaint_from([])


def test_the_same_dissatisfaction_does_not_make_two_complaints() -> None:
    with pytest.raises(NothingVoiced, match="a complaint was raised on 2026-06-09"):
        complaint_from([ASKED, VOICED, CONVERTED])


def test_an_enquiry_becomes_a_complaint_only_when_the_constituent_agrees() -> None:
    with pytest.raises(ConsentMissing, match="the constituent has not agreed"):
        complaint_from([ENQUIRED, VOICED])
    with pytest.raises(ConsentMissing):
        complaint_from([ENQUIRED, VOICED, on("consent_given", date(2026, 6, 8), consent="")])


def test_consent_that_comes_later_does_not_move_the_day_it_was_received() -> None:
    received = complaint_from([ENQUIRED, VOICED, AGREED])
    assert received.at == VOICED_AT
    assert received.facts["consent"] == "signed form"
