"""The dates of a clock: what moves them, what does not, and that late is late for good."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from putright.rulebook.book import library
from putright.rulebook.book.words import Procedure
from putright.rulebook.dates.days import Council
from putright.rulebook.standings.clocks import Reading
from putright.rulebook.standings.happening import Event, on
from putright.rulebook.standings.standing import standing
from putright.rulebook.tests.made_up import made_up

CODE = library.procedure("local_council_code")
SMALL = made_up()
COUNCIL = Council()
ASKED = on("asked", date(2026, 6, 1))
NO_PAUSE = ('starts = "waited"', 'starts = "called"')
CODE_EVENTS = (on("received", date(2026, 6, 1)), on("stage_1_acknowledged", date(2026, 6, 3)))


def june(day: int) -> date:
    return date(2026, 6, day)


LAST_DAY = june(17)


def clock(name: str, *events: Event, looked_at: date, procedure: Procedure = SMALL) -> Reading:
    return standing(procedure, events, on=looked_at, council=COUNCIL).clock(name)


def answer(*events: Event, looked_at: date = LAST_DAY) -> Reading:
    """The stage 1 answer under the Code: due on 17 June, on 1 July at the furthest."""
    return clock("stage_1_response", *CODE_EVENTS, *events, looked_at=looked_at, procedure=CODE)


def put_off(day: int, until: date, **facts: Any) -> Event:
    return on("put_off", june(day), until=until, **({"reason": "Rain"} | facts))


def test_a_clock_is_in_no_band_while_it_may_still_be_in_any() -> None:
    reading = answer()
    assert (reading.running, reading.late, reading.band, reading.late_by) == (True, False, None, 0)


@pytest.mark.parametrize(("day", "band"), [(17, "base"), (18, "neither")])
def test_answered_by_the_last_day_is_in_time_and_a_day_later_is_not(day: int, band: str) -> None:
    reading = answer(on("stage_1_responded", june(day)), looked_at=date(2026, 9, 1))
    assert (reading.band, reading.late) == (band, band == "neither")


def test_what_fell_away_in_time_is_in_no_band() -> None:
    reading = answer(on("withdrawn", june(10)), looked_at=date(2026, 9, 1))
    assert (reading.stopped_on, reading.late, reading.band) == (june(10), False, None)


def test_what_fell_away_late_was_late() -> None:
    assert answer(on("withdrawn", june(18)), looked_at=date(2026, 9, 1)).band == "neither"


@pytest.mark.parametrize(("day", "late_by"), [(17, 0), (18, 1), (20, 2), (22, 3)])
def test_late_by_counts_working_days(day: int, late_by: int) -> None:
    assert answer(looked_at=june(day)).late_by == late_by


def test_late_over_a_weekend_is_late_by_one_at_least() -> None:
    reading = clock("answer", on("asked", june(5)), looked_at=june(20))
    assert (reading.due_on, reading.late, reading.late_by) == (june(19), True, 1)


def test_late_by_counts_calendar_days_where_the_clock_does() -> None:
    reading = clock("visit", ASKED, looked_at=june(28))
    assert (reading.due_on, reading.late_by) == (june(21), 7)


def test_an_extension_moves_every_clock_it_reaches_within_the_limit_of_each() -> None:
    events = (ASKED, put_off(10, june(18)))
    assert clock("answer", *events, looked_at=june(18)).due_on == june(18)
    # The visit is due on 21 June anyway: nobody loses time by an extension.
    visit = clock("visit", *events, looked_at=june(18))
    assert (visit.due_on, visit.promised_on, visit.faults) == (june(21), june(18), ())


def test_an_extension_for_one_clock_leaves_the_other_alone() -> None:
    events = (ASKED, put_off(10, june(30), clock="visit"))
    assert clock("visit", *events, looked_at=june(18)).due_on == june(30)
    reading = clock("answer", *events, looked_at=june(18))
    assert (reading.due_on, reading.promised_on, reading.faults) == (june(15), None, ())


def test_an_extension_past_the_limit_of_one_of_two_clocks_counts_for_the_other() -> None:
    events = (ASKED, put_off(10, june(30)))
    assert clock("visit", *events, looked_at=june(18)).due_on == june(30)
    assert "past Monday 22 June 2026" in clock("answer", *events, looked_at=june(18)).faults[0]


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"reason": " "}, "it gave no reason"),
        ({"told": ["new_date", "reasons"]}, "it did not say: the Ombudsman: who they are and how to reach them"),
        (
            {"until": date(2026, 7, 2)},
            "it went past Wednesday 1 July 2026, the furthest it can go, without a good reason",
        ),
        ({"until": date(2026, 7, 2), "good_reason": " ", "approved_by": "C."}, "without a good reason"),
        ({"until": date(2026, 7, 2), "good_reason": "Fog", "approved_by": " "}, "without a good reason and a named"),
    ],
)
def test_an_extension_with_a_fault_does_not_count_and_says_why(facts: dict[str, Any], fault: str) -> None:
    said: dict[str, Any] = {"until": june(24), "reason": "Records"} | facts
    reading = answer(on("extended", june(16), **said), looked_at=june(18))
    assert (reading.due_on, reading.late) == (june(17), True)
    assert fault in reading.faults[0]


def test_where_the_law_leaves_no_way_past_the_limit_nothing_approves_it() -> None:
    strict = made_up(('past_limit_needs = ["good_reason", "approved_by"]\n', ""))
    events = (ASKED, put_off(10, june(23), good_reason="Fog", approved_by="C.", clock="answer"))
    reading = clock("answer", *events, looked_at=june(12), procedure=strict)
    assert reading.faults == ("it went past Monday 22 June 2026, the furthest it can go",)


def test_an_agreed_extension_has_no_limit_but_must_come_in_time() -> None:
    agreed = made_up(("extend_by = 5", "extend_by_agreement = true"))
    in_time = clock("answer", ASKED, put_off(15, date(2026, 9, 1)), looked_at=june(18), procedure=agreed)
    assert (in_time.due_on, in_time.latest_on) == (date(2026, 9, 1), None)
    too_late = clock("answer", ASKED, put_off(16, date(2026, 9, 1)), looked_at=june(18), procedure=agreed)
    assert too_late.due_on == june(15)


def test_the_target_moves_on_by_as_many_days_as_the_due_day_or_to_the_same_day() -> None:
    late = (on("received", june(1)), on("stage_1_acknowledged", june(11)))
    extended = on("extended", june(22), until=date(2026, 7, 2), reason="Records")
    reading = clock("stage_1_response", *late, extended, looked_at=june(23), procedure=CODE)
    assert (reading.due_on, reading.target_on, reading.late_against_target) == (date(2026, 7, 2), june(29), False)
    assert answer(on("extended", june(16), until=june(27), reason="x")).target_on == june(27)


def test_a_target_missed_before_the_extension_stays_missed() -> None:
    late = (on("received", june(1)), on("stage_1_acknowledged", june(11)))
    extended = on("extended", june(23), until=date(2026, 7, 2), reason="Records")
    reading = clock("stage_1_response", *late, extended, looked_at=june(23), procedure=CODE)
    assert (reading.target_on, reading.late_against_target, reading.late) == (june(22), True, False)


def test_an_extension_too_late_gives_the_person_a_date_and_takes_no_lateness_away() -> None:
    reading = answer(on("extended", june(18), until=june(24), reason="Records"), looked_at=june(19))
    assert (reading.due_on, reading.promised_on, reading.late) == (june(17), june(24), True)
    assert not reading.overdue_untold(june(24))
    assert reading.overdue_untold(june(25))


def test_a_delay_explained_gives_the_person_a_date_and_moves_none() -> None:
    reading = answer(on("delay_explained", june(18), until=june(26), reason="Illness"), looked_at=june(19))
    assert (reading.due_on, reading.target_on, reading.promised_on) == (june(17), june(17), june(26))
    assert (reading.late, reading.overdue_untold(june(26)), reading.overdue_untold(june(27))) == (True, False, True)


def test_a_notice_that_gave_no_date_is_none() -> None:
    events = on("delay_explained", june(18), until=june(26), reason="Illness", told=["reasons"])
    assert answer(events, looked_at=june(19)).promised_on is None


def test_once_answered_nobody_is_left_untold() -> None:
    reading = answer(on("stage_1_responded", june(19)), looked_at=june(30))
    assert (reading.late, reading.overdue_untold(june(30))) == (True, False)


def test_time_that_stood_still_is_given_back_and_a_running_pause_moves_the_date_day_by_day() -> None:
    waited, went_on = on("waited", june(4)), on("went_on", june(11))
    assert clock("answer", ASKED, waited, went_on, looked_at=june(12)).due_on == june(22)
    for day, due in ((4, 15), (5, 16), (9, 18)):
        paused = clock("answer", ASKED, waited, looked_at=june(day))
        assert (paused.due_on, paused.paused_since, paused.late) == (june(due), june(4), False)
    assert clock("visit", ASKED, waited, went_on, looked_at=june(12)).due_on == june(21)


def test_a_day_missed_before_the_pause_stays_missed() -> None:
    reading = clock("answer", ASKED, on("waited", june(16)), on("went_on", june(23)), looked_at=june(24))
    assert (reading.due_on, reading.late) == (june(15), True)


def test_what_was_answered_while_set_aside_is_paused_no_more() -> None:
    reading = clock("answer", ASKED, on("waited", june(4)), on("replied", june(9)), looked_at=june(30))
    assert (reading.paused_since, reading.stopped_on, reading.late) == (None, june(9), False)


def test_an_extension_and_a_pause_add_up_in_the_order_they_came() -> None:
    events = (ASKED, put_off(2, june(18), clock="answer"), on("waited", june(4)), on("went_on", june(5)))
    reading = clock("answer", *events, looked_at=june(10))
    assert (reading.base_due_on, reading.due_on, reading.latest_on) == (june(16), june(19), june(23))


def test_months_lose_nothing_to_a_pause() -> None:
    months = made_up(("n = 20", "n = 1"), ('unit = "calendar_day"', 'unit = "month"'), ('clocks = ["answer"]\n', ""))
    events = (ASKED, on("waited", june(4)), on("went_on", june(11)))
    assert clock("visit", *events, looked_at=june(12), procedure=months).due_on == date(2026, 7, 8)


def test_a_limit_that_rolls_forward_ends_on_a_working_day() -> None:
    rolling = made_up(("n = 20", "n = 20\nrolls_forward = true"))
    assert clock("visit", ASKED, looked_at=june(2), procedure=rolling).due_on == june(22)


def test_an_agreed_date_is_the_limit() -> None:
    agreed = made_up(
        ('starts = ["asked"]', 'starts = ["waited"]'), ('n = 10\nunit = "working_day"', 'unit = "agreed"'), NO_PAUSE
    )
    events = (ASKED, on("waited", june(2), until=june(27)))
    reading = clock("answer", *events, looked_at=june(28), procedure=agreed)
    assert (reading.due_on, reading.latest_on, reading.late, reading.late_by) == (june(27), june(27), True, 1)
