"""A question asked as one plain document is understood whole, or refused in one line that says where and what."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest

from putright.rulebook.asking import document
from putright.rulebook.asking.values import Wrong
from putright.rulebook.book import library
from putright.rulebook.standings.happening import LONDON
from putright.rulebook.standings.standing import Standing

RECEIVED: dict[str, Any] = {"kind": "received", "at": "2026-06-01T10:00"}
ACKNOWLEDGED: dict[str, Any] = {"kind": "stage_1_acknowledged", "at": "2026-06-03T09:30"}
EXTENDED: dict[str, Any] = {"kind": "extended", "at": "2026-06-10", "until": "2026-06-24", "reason": "Records"}
DEPARTURE: dict[str, Any] = {
    "scope": "policy",
    "effect": "longer_time",
    "para": "6.3",
    "reason": "Few staff",
    "decided_by": "Cabinet",
    "clock": "stage_1_response",
    "n": 15,
}

STAGES = {key: value for key, value in DEPARTURE.items() if key not in ("clock", "n")}


def asked(**changes: object) -> dict[str, Any]:
    """The question of the manual, with changes; a key given as ... is left out."""
    question: dict[str, Any] = {
        "procedure": "local_council_code",
        "on": "2026-06-16",
        "council": {"office_closes": "17:00"},
        "departures": [],
        "events": [RECEIVED, ACKNOWLEDGED],
    }
    return {key: value for key, value in (question | changes).items() if value is not ...}


def answered(**changes: object) -> Standing:
    return document.answer(json.loads(json.dumps(asked(**changes))))


def refused(**changes: object) -> str:
    with pytest.raises(Wrong) as wrong:
        document.answer(asked(**changes))
    assert "\n" not in str(wrong.value)
    return str(wrong.value)


def test_the_question_of_the_manual_is_answered() -> None:
    clock = answered().clock("stage_1_response")
    assert (clock.started_on, clock.due_on, clock.latest_on) == (date(2026, 6, 3), date(2026, 6, 17), date(2026, 7, 1))


def test_council_departures_and_events_may_be_left_out() -> None:
    assert answered(council=..., departures=..., events=...).stage is None


def test_dates_may_be_dates_as_toml_has_them() -> None:
    moment = {"kind": "received", "at": datetime(2026, 6, 1, 23, 0)}  # noqa: DTZ001
    day = {"kind": "stage_1_acknowledged", "at": date(2026, 6, 3)}
    standing = document.answer(asked(on=date(2026, 6, 16), events=[moment, day]))
    assert standing.events[0].at == datetime(2026, 6, 1, 23, 0, tzinfo=LONDON)
    assert [event.timed for event in standing.events] == [True, False]


def test_a_moment_may_carry_its_zone() -> None:
    zoned = RECEIVED | {"at": "2026-06-01T23:30:00Z"}
    assert answered(events=[zoned]).events[0].day == date(2026, 6, 2)


def test_a_day_without_a_time_is_not_midnight() -> None:
    for written in ("2026-06-01", "20260601"):
        assert not answered(events=[RECEIVED | {"at": written}]).events[0].timed


def test_what_is_null_is_as_good_as_left_out() -> None:
    event = RECEIVED | {"by": None, "service": None, "logged_on": None}
    departure = DEPARTURE | {"starts_on": None, "services": [], "n": 15}
    standing = answered(version=None, events=[event, ACKNOWLEDGED], departures=[departure])
    assert standing.events[0].facts == {}
    assert standing.clock("stage_1_response").due_on == date(2026, 6, 24)


def test_the_version_in_force_when_it_began_is_used_unless_one_is_named() -> None:
    assert answered().procedure is library.procedure("local_council_code")
    early = RECEIVED | {"at": "2023-06-01"}
    assert "was not in force on 2023-06-01; its first version is from 2024-02-01" in refused(events=[early])
    assert answered(version="2024", on="2023-06-01", events=[early]).stage == "stage_1"


def test_all_that_a_council_may_be_is_understood() -> None:
    council = document.council_of(
        {
            "office_closes": "16:30",
            "office_hours": [
                {"starts_on": "2026-10-01", "office_closes": "17:00"},
                {"starts_on": "2026-09-01", "office_closes": "16:00"},
            ],
            "closure_days": ["2026-12-29"],
            "one_off_holidays": [{"day": "2026-06-05"}, {"day": "2026-06-12", "title": "Jubilee"}],
            "terms": [
                {"first": "2026-09-01", "last": "2026-12-18", "shut": ["2026-10-26"]},
                {"first": "2026-04-13", "last": "2026-07-21"},
            ],
        }
    )
    assert council.office_closes == 16 * 60 + 30
    assert [hours.starts_on.month for hours in council.office_hours] == [9, 10]
    assert council.closure_days == (date(2026, 12, 29),)
    assert council.calendar.holidays[date(2026, 6, 5)] == "Bank holiday"
    assert council.calendar.holidays[date(2026, 6, 12)] == "Jubilee"
    assert [term.first.month for term in council.terms] == [4, 9]
    assert council.terms[1].shut == (date(2026, 10, 26),)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"on": ...}, "on: is missing; give the day to look at it, as YYYY-MM-DD"),
        ({"on": "soon"}, "on: must be a day such as 2026-06-17, not 'soon'"),
        ({"on": "2026-02-29"}, "on: must be a day such as 2026-06-17, not '2026-02-29'"),
        ({"on": 20260620}, "on: must be a day such as 2026-06-17, not 20260620"),
        ({"on": "0026-06-20"}, "on: 26 is no year for this"),
        ({"procedure": ...}, "procedure: is missing; name one, such as local_council_code"),
        ({"procedure": "parking"}, "procedure: there is no procedure called 'parking'; there are: adult_care"),
        ({"procedure": ["x"]}, "procedure: must be some text, not ['x']"),
        ({"procedure": " "}, "procedure: must be some text, not ' '"),
        ({"version": "1999"}, "version: local_council_code has no version '1999'"),
        ({"version": 2024}, "version: local_council_code has no version 2024"),
        ({"evnets": []}, "evnets: is not known here; known: council, departures, events, on, procedure, version"),
        ({"events": {}}, "events: must be a list, not {}"),
        ({"events": ["received"]}, "events[0]: must be an object with keys, not 'received'"),
        ({"events": [{"at": "2026-06-01"}]}, "events[0].kind: is missing; say what happened"),
        ({"events": [{"kind": "received"}]}, "events[0].at: is missing; give the moment (2026-06-01T10:00) or the day"),
        (
            {"events": [RECEIVED | {"at": "noon"}]},
            "events[0].at: must be a moment such as 2026-06-01T10:00 or a day, not",
        ),
        ({"events": [RECEIVED | {"at": 7}]}, "events[0].at: must be a moment such as 2026-06-01T10:00 or a day, not 7"),
        ({"events": [RECEIVED | {"at": "9999-12-31T23:59-12:00"}]}, "events[0].at: 9999 is no year for this"),
        ({"events": [RECEIVED | {"at": "0001-01-01"}]}, "events[0].at: 1 is no year for this"),
        ({"events": [RECEIVED | {"by": 7}]}, "events[0].by: must be some text, not 7"),
        ({"events": [RECEIVED | {"colour": "red"}]}, "events[0].colour: is not known here; known: "),
        ({"events": [RECEIVED | {"logged_on": "June"}]}, "events[0].logged_on: must be a day such as"),
        ({"events": [RECEIVED | {"service": ["waste"]}]}, "events[0].service: must be text, not ['waste']"),
        ({"events": [RECEIVED, EXTENDED | {"until": None}]}, "events[1].until: is missing; extended (Extend"),
        ({"events": [RECEIVED, ACKNOWLEDGED, EXTENDED | {"told": 5}]}, "events[2].told: must be a list, not 5"),
        ({"events": [RECEIVED, ACKNOWLEDGED, EXTENDED | {"told": ["all"]}]}, "events[2].told: 'all' is not known here"),
        ({"events": [RECEIVED, ACKNOWLEDGED, EXTENDED | {"told": [[]]}]}, "events[2].told: must be some text, not []"),
        ({"events": [RECEIVED, ACKNOWLEDGED, EXTENDED | {"clock": "sand"}]}, "events[2].clock: 'sand' is no clock of"),
        ({"council": []}, "council: must be an object with keys, not []"),
        ({"council": {"opens": "9:00"}}, "council.opens: is not known here; known: closure_days, office_closes"),
        ({"council": {"office_closes": "5pm"}}, "council.office_closes: must be a time such as 17:00, not '5pm'"),
        ({"council": {"office_closes": "24:30"}}, "council.office_closes: must be a time such as 17:00, not '24:30'"),
        ({"council": {"office_hours": [{"starts_on": "2026-09-01"}]}}, "office_hours[0].office_closes: is missing"),
        ({"council": {"office_hours": [{"office_closes": "17:00"}]}}, "council.office_hours[0].starts_on: is missing"),
        ({"council": {"closure_days": "Monday"}}, "council.closure_days: must be a list, not 'Monday'"),
        ({"council": {"closure_days": ["Monday"]}}, "council.closure_days: must be a day such as"),
        ({"council": {"one_off_holidays": [{}]}}, "council.one_off_holidays[0].day: is missing; give the day"),
        ({"council": {"one_off_holidays": [{"day": "2026-06-05", "title": ""}]}}, "one_off_holidays[0].title: must be"),
        ({"council": {"terms": [{"first": "2026-09-01"}]}}, "council.terms[0].last: is missing; give the day"),
        ({"council": {"terms": {}}}, "council.terms: must be a list, not {}"),
        (
            {"council": {"terms": [{"first": "2026-09-01", "last": "2026-08-31"}]}},
            "council.terms[0].last: 2026-08-31 comes before 2026-09-01, the first day",
        ),
        ({"departures": {}}, "departures: must be a list, not {}"),
        ({"departures": [{"scope": "policy"}]}, "departures[0].effect: is missing; every departure says it"),
        ({"departures": [DEPARTURE | {"reason": None}]}, "departures[0].reason: is missing; every departure says it"),
        ({"departures": [DEPARTURE | {"n": "15"}]}, "departures[0].n: must be a whole number from 1 to 1000, not '15'"),
        ({"departures": [DEPARTURE | {"n": True}]}, "departures[0].n: must be a whole number from 1 to 1000, not True"),
        ({"departures": [DEPARTURE | {"n": 10**12}]}, "departures[0].n: must be a whole number from 1 to 1000, not 10"),
        ({"departures": [DEPARTURE | {"starts_on": "June"}]}, "departures[0].starts_on: must be a day such as"),
        ({"departures": [DEPARTURE | {"services": "waste"}]}, "departures[0].services: must be a list, not 'waste'"),
        ({"departures": [DEPARTURE | {"n": 3}]}, "departures[0]: the departure from 6.3 must give 'stage_1_response'"),
        ({"departures": [DEPARTURE, DEPARTURE | {"clock": "sand"}]}, "departures[1]: local_council_code has no clock"),
        (
            {"departures": [DEPARTURE | {"clock": "sand", "starts_on": "2026-07-01"}, DEPARTURE | {"n": 3}]},
            "departures[1]: the departure from 6.3 must give",
        ),
        (
            {"departures": [{**STAGES, "effect": "one_stage"}, {**STAGES, "effect": "three_stages"}]},
            "departures: two departures contradict each other",
        ),
        (
            {"procedure": "children", "departures": [DEPARTURE | {"clock": "local_resolution"}], "events": [RECEIVED]},
            "departures[0]: ",
        ),
        (
            {"version": "2024", "events": [RECEIVED | {"at": "2011-06-01"}]},
            "events[0].at: 2011-06-01 is before the bank holidays we know",
        ),
        ({"on": "2031-01-01"}, "on: 2031-01-01 is past the bank holidays we know"),
        (
            {"council": {"one_off_holidays": [{"day": "2031-06-05"}]}},
            "council.one_off_holidays[0].day: 2031-06-05 is past the bank holidays we know",
        ),
        (
            {"departures": [DEPARTURE | {"service": "waste"}]},
            "departures[0].service: is not known here; known: approved",
        ),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_place(changes: dict[str, Any], message: str) -> None:
    assert message in refused(**changes)


LAST = "the last day known is 2028-12-31"


@pytest.mark.parametrize(
    ("events", "message"),
    [
        (
            [RECEIVED | {"at": "2028-12-20"}, ACKNOWLEDGED | {"at": "2028-12-21"}],
            "events[1].at: 10 working days after 2028-12-21 is past the bank holidays we know; " + LAST,
        ),
        (
            [ACKNOWLEDGED | {"at": "2028-12-21"}, RECEIVED | {"at": "2028-12-20"}],
            "events[0].at: 10 working days after 2028-12-21 is past",
        ),
        (
            [ACKNOWLEDGED | {"at": "2028-12-20"}, RECEIVED | {"at": "2028-12-20T09:00"}],
            "events[1].at: 10 working days after 2028-12-20 is past",
        ),
        (
            [
                RECEIVED | {"at": "2028-12-20"},
                ACKNOWLEDGED | {"at": "2028-12-21"},
                {"kind": "issue_added", "at": "2028-12-22"},
            ],
            "events[1].at: 10 working days after 2028-12-21 is past",
        ),
        (
            [
                RECEIVED | {"at": "2028-11-20"},
                ACKNOWLEDGED | {"at": "2028-11-22"},
                EXTENDED | {"at": "2028-11-29", "until": "2029-01-05", "good_reason": "Court", "approved_by": "B"},
            ],
            "events[2].until: 2029-01-05 is past the bank holidays we know; " + LAST,
        ),
        (
            [RECEIVED | {"at": "2028-12-15", "logged_on": "2029-01-02"}],
            "events[0].logged_on: 2029-01-02 is past the bank holidays we know; " + LAST,
        ),
    ],
)
def test_a_day_counted_to_that_the_calendar_does_not_reach_has_the_place_it_was_counted_from(
    events: list[dict[str, Any]], message: str
) -> None:
    assert refused(on="2028-12-22", events=events).startswith(message)


def test_the_document_itself_must_be_an_object() -> None:
    others: tuple[object, ...] = (None, [], "received", 7)
    for other in others:
        with pytest.raises(Wrong, match=r"^document: must be an object with keys, not "):
            document.answer(other)


def test_a_long_value_is_shown_in_part() -> None:
    assert len(refused(on="x" * 10_000)) < 150
    assert len(refused(**{"x" * 10_000: 1})) < 150


def test_an_event_may_name_a_clock_that_only_a_departure_brings() -> None:
    three = {key: value for key, value in DEPARTURE.items() if key not in ("clock", "n")} | {"effect": "three_stages"}
    events = [RECEIVED, ACKNOWLEDGED, EXTENDED | {"clock": "stage_3_response"}]
    assert answered(departures=[three], events=events).clock("stage_1_response").due_on == date(2026, 6, 17)
    assert "'stage_3_response' is no clock of local_council_code" in refused(events=events)
