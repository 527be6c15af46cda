"""Where the order of events is not known, a history stands in the first order in which it is possible."""

from __future__ import annotations

import time
from datetime import date, datetime

import pytest

from putright.rulebook.book import library
from putright.rulebook.dates.days import Council
from putright.rulebook.standings.happening import LONDON, Event, on
from putright.rulebook.standings.ordering import MOST_IN_DOUBT
from putright.rulebook.standings.path import ImpossibleEvent
from putright.rulebook.standings.standing import Standing, standing

CODE = library.procedure("local_council_code")
RECEIVED = on("received", date(2026, 6, 1))
ACKNOWLEDGED = on("stage_1_acknowledged", date(2026, 6, 3))
ANSWERED = on("stage_1_responded", date(2026, 6, 16))
SO_FAR = (RECEIVED, ACKNOWLEDGED, ANSWERED)


def after(*events: Event) -> Standing:
    return standing(CODE, events, on=date(2026, 7, 31), council=Council())


def typed(day: int, *kinds: str) -> list[Event]:
    """Events of a day in July of which no time is known, in the order they were typed in."""
    return [on(kind, date(2026, 7, day)) for kind in kinds]


def at(kind: str, day: int, hour: int) -> Event:
    return Event(kind, datetime(2026, 7, day, hour, tzinfo=LONDON))


def of_day(here: Standing, day: int) -> list[str]:
    return [event.kind for event in here.events if event.day == date(2026, 7, day)]


def test_an_extension_typed_before_what_it_extends_comes_after_it() -> None:
    extended = on("extended", date(2026, 7, 2), until=date(2026, 8, 6), reason="Records")
    here = after(*SO_FAR, *typed(1, "escalated"), extended, *typed(2, "stage_2_acknowledged"))
    assert of_day(here, 2) == ["stage_2_acknowledged", "extended"]
    assert here.clock("stage_2_response").due_on == date(2026, 8, 6)


def test_a_request_typed_before_the_closing_it_followed_comes_after_it() -> None:
    here = after(*SO_FAR, *typed(1, "escalated", "closed"), *typed(3, "stage_2_acknowledged"))
    assert of_day(here, 1) == ["closed", "escalated"]
    assert here.stage == "stage_2"


def test_an_order_possible_on_its_own_day_gives_way_when_what_follows_would_not_be() -> None:
    def about(kind: str, which: str) -> Event:
        return on(kind, date(2026, 7, 2), id=which)

    first = [about("remedy_agreed", "A"), about("remedy_completed", "A")]
    second = [about("remedy_completed", "B"), about("remedy_agreed", "B")]
    here = after(*SO_FAR, *first, *second, *typed(3, "closed"))
    assert here.ended
    assert not here.path.open_promises()


def test_a_day_typed_in_a_possible_order_keeps_it_when_another_day_is_put_right() -> None:
    declined, reopened = on("declined", date(2026, 6, 2)), on("reopened", date(2026, 6, 3))
    here = after(RECEIVED, declined, reopened, ACKNOWLEDGED, *typed(1, "escalated", "stage_1_responded"))
    assert [event.kind for event in here.events][2:4] == ["reopened", "stage_1_acknowledged"]
    assert of_day(here, 1) == ["stage_1_responded", "escalated"]


def test_events_with_a_time_keep_their_order_and_those_without_go_where_they_are_possible() -> None:
    answered, closed = at("stage_1_responded", 1, 15), at("closed", 1, 16)
    escalated, acknowledged = typed(1, "escalated", "stage_1_acknowledged")
    here = after(RECEIVED, escalated, closed, answered, acknowledged)
    assert of_day(here, 1) == ["stage_1_acknowledged", "stage_1_responded", "closed", "escalated"]


def test_two_times_that_are_known_are_never_turned_round() -> None:
    early, late = at("stage_1_responded", 1, 9), at("stage_1_acknowledged", 1, 10)
    with pytest.raises(ImpossibleEvent, match=r"events\[2\]: stage_1_responded cannot happen here"):
        after(RECEIVED, late, early, *typed(1, "adjustment_agreed"))


def test_at_one_moment_the_possible_order_holds_and_the_next_moment_stays_next() -> None:
    moment = [at("stage_1_responded", 1, 9), at("stage_1_acknowledged", 1, 9)]
    here = after(RECEIVED, at("escalated", 1, 10), *moment)
    assert of_day(here, 1) == ["stage_1_acknowledged", "stage_1_responded", "escalated"]


def test_when_no_order_is_possible_the_event_is_named_by_its_place_in_what_was_given() -> None:
    with pytest.raises(ImpossibleEvent) as impossible:
        after(*typed(3, "stage_2_responded", "stage_1_acknowledged"), RECEIVED)
    assert (impossible.value.place, impossible.value.kind) == (0, "stage_2_responded")
    assert str(impossible.value).startswith("events[0]: stage_2_responded cannot happen here: ")


def test_the_same_event_told_twice_happened_twice() -> None:
    note = on("adjustment_agreed", date(2026, 7, 1))
    here = after(RECEIVED, note, note, *typed(1, "stage_1_responded", "stage_1_acknowledged"))
    assert of_day(here, 1).count("adjustment_agreed") == 2


def test_of_a_crowded_day_only_the_order_given_and_the_natural_one_are_tried() -> None:
    notes = ["adjustment_agreed"] * MOST_IN_DOUBT
    natural = after(RECEIVED, *typed(2, *notes, "stage_1_responded", "stage_1_acknowledged"))
    assert of_day(natural, 2) == [*notes, "stage_1_acknowledged", "stage_1_responded"]
    given = ["reopened", "stage_1_acknowledged", *notes]
    here = after(RECEIVED, *typed(1, "declined"), *typed(2, *given), *typed(3, "escalated", "stage_1_responded"))
    assert of_day(here, 2) == given
    with pytest.raises(ImpossibleEvent, match=r"events\[4\]: extended cannot happen here"):
        after(*SO_FAR, *typed(1, "escalated"), *typed(2, "extended", "stage_2_acknowledged", *notes))


@pytest.mark.parametrize("days", [1, 27])
def test_a_history_that_no_order_makes_possible_is_refused_in_good_time(days: int) -> None:
    any_order = ("adjustment_agreed", "clarification_asked", "remedy_agreed", "delay_explained", "issue_added")
    history = [event for day in range(1, days + 1) for event in typed(day, *any_order)]
    began = time.process_time()
    with pytest.raises(ImpossibleEvent, match="stage_2_responded cannot happen here"):
        after(RECEIVED, ACKNOWLEDGED, *history, *typed(28, "stage_2_responded"))
    assert time.process_time() - began < 1
