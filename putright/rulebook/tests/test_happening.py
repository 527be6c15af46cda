"""Events keep the real moment, in the time on the clock in England, and come in the order they happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from putright.rulebook.standings.happening import LONDON, Event, in_natural_order, in_order, on, stretches

NATURAL = {"received": 0, "acknowledged": 1, "answered": 2}
DAY = date(2026, 6, 1)


def at(kind: str, day: int, hour: int) -> Event:
    return Event(kind, datetime(2026, 6, day, hour, tzinfo=LONDON))


def kinds(events: Sequence[Event]) -> list[str]:
    return [event.kind for event in events]


def test_a_time_without_a_zone_is_the_time_in_england() -> None:
    naive = Event("received", datetime(2026, 6, 1, 10, 0))  # noqa: DTZ001
    assert naive.at == datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
    assert naive.day == DAY


def test_a_moment_elsewhere_is_the_day_it_was_here() -> None:
    assert Event("received", datetime(2026, 6, 1, 23, 30, tzinfo=UTC)).day == date(2026, 6, 2)
    assert Event("received", datetime(2026, 1, 1, 23, 30, tzinfo=UTC)).day == date(2026, 1, 1)
    sydney = timezone(timedelta(hours=10))
    assert Event("received", datetime(2026, 6, 2, 8, 0, tzinfo=sydney)).day == DAY


def test_the_hour_that_comes_twice_in_autumn_is_told_apart() -> None:
    first = Event("received", datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    second = Event("acknowledged", datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    assert (first.at.hour, second.at.hour) == (1, 1)
    assert kinds(in_order([second, first])) == ["received", "acknowledged"]


def test_an_event_of_which_only_the_day_is_known_says_so() -> None:
    event = on("received", DAY, by="A. Officer", reason="x")
    assert (event.timed, event.by, event.facts) == (False, "A. Officer", {"reason": "x"})


def test_an_event_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        on("received", DAY).kind = "answered"  # type: ignore[misc]


def test_events_in_order_are_left_as_they_are() -> None:
    events = (at("received", 1, 9), at("acknowledged", 1, 10), on("answered", date(2026, 6, 2)))
    assert in_order(events) is events


def test_events_are_put_in_the_order_of_their_moments() -> None:
    events = [at("answered", 2, 9), at("acknowledged", 1, 10), at("received", 1, 9)]
    assert kinds(in_order(events)) == ["received", "acknowledged", "answered"]


def test_on_a_day_with_a_time_unknown_the_order_given_holds() -> None:
    events = [on("answered", date(2026, 6, 2)), at("acknowledged", 1, 15), on("received", DAY)]
    assert kinds(in_order(events)) == ["acknowledged", "received", "answered"]


def test_one_event_without_a_time_does_not_make_the_times_of_the_others_forgotten() -> None:
    events = [at("answered", 1, 15), on("noted", DAY), at("received", 1, 9), at("acknowledged", 1, 10)]
    assert kinds(in_order(events)) == ["received", "noted", "acknowledged", "answered"]


def test_natural_order_is_that_of_the_procedure_where_moments_do_not_tell() -> None:
    untimed = [on("answered", DAY), on("acknowledged", DAY), at("received", 1, 10)]
    assert kinds(in_natural_order(untimed, NATURAL)) == ["received", "acknowledged", "answered"]
    moments = [at("received", 1, 10), at("unheard_of", 1, 9), at("answered", 1, 9)]
    assert kinds(in_natural_order(moments, NATURAL)) == ["answered", "unheard_of", "received"]


def test_natural_order_never_goes_against_the_times_that_are_known() -> None:
    events = [at("received", 1, 10), on("acknowledged", DAY), at("answered", 1, 9)]
    assert kinds(in_natural_order(events, NATURAL)) == ["answered", "acknowledged", "received"]


def test_a_history_is_cut_between_days_and_between_moments_where_every_time_of_the_day_is_known() -> None:
    timed = [at("received", 1, 9), at("acknowledged", 1, 10), at("noted", 1, 10)]
    doubtful = [at("answered", 2, 9), on("noted", date(2026, 6, 2)), at("noted", 2, 11)]
    assert [kinds(together) for together in stretches([*timed, *doubtful])] == [
        ["received"],
        ["acknowledged", "noted"],
        ["answered", "noted", "noted"],
    ]
