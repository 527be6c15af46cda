"""A bank holiday announced at ten days' notice: the dates it moves are listed, and no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from putright.rulebook.book import library
from putright.rulebook.dates.days import Council, Hours
from putright.rulebook.standings.departures import Departure
from putright.rulebook.standings.happening import LONDON, Event, on
from putright.rulebook.standings.moved import Matter, counted_alike, moved_dates, turned_dates
from putright.rulebook.standings.standing import standing

CODE = library.procedure("local_council_code")
BEFORE = Council()
AFTER = replace(BEFORE, calendar=BEFORE.calendar.with_holiday(date(2026, 6, 15), "A day of national mourning"))


def matter(name: str, received: date, acknowledged: date, *more: object) -> Matter:
    events = [on("received", received), on("stage_1_acknowledged", acknowledged)]
    return Matter(name, CODE, [*events, *more])  # type: ignore[list-item]


def test_a_one_off_holiday_lists_the_dates_it_moves_and_says_why() -> None:
    running = matter("running", date(2026, 6, 1), date(2026, 6, 3))
    [moved] = moved_dates([running], on=date(2026, 6, 5), before=BEFORE, after=AFTER)
    assert (moved.matter, moved.clock) == ("running", "stage_1_response")
    assert (moved.was_due_on, moved.now_due_on) == (date(2026, 6, 17), date(2026, 6, 18))
    assert "Monday 15 June (A day of national mourning)" in moved.because


def test_a_date_not_reached_by_the_holiday_stays_and_is_not_listed() -> None:
    over = matter("over", date(2026, 5, 18), date(2026, 5, 19))
    assert list(moved_dates([over], on=date(2026, 6, 5), before=BEFORE, after=AFTER)) == []


def test_a_clock_already_stopped_is_not_listed() -> None:
    answered = matter("answered", date(2026, 6, 1), date(2026, 6, 3), on("stage_1_responded", date(2026, 6, 4)))
    moved = moved_dates([answered], on=date(2026, 6, 5), before=BEFORE, after=AFTER)
    assert list(moved) == []


def test_an_answer_that_a_day_taken_back_makes_late_is_listed_and_one_in_time_either_way_is_not() -> None:
    def answered(name: str, day: date) -> Matter:
        return matter(name, date(2026, 6, 1), date(2026, 6, 3), on("stage_1_responded", day))

    matters = [answered("last day", date(2026, 6, 18)), answered("early", date(2026, 6, 10))]
    [turned] = turned_dates(matters, on=date(2026, 6, 19), before=AFTER, after=BEFORE)

    assert (turned.matter, turned.clock, turned.taken_on) == ("last day", "stage_1_response", date(2026, 6, 18))
    assert (turned.was_due_on, turned.now_due_on, turned.now_late) == (date(2026, 6, 18), date(2026, 6, 17), True)
    [back] = turned_dates(matters, on=date(2026, 6, 19), before=BEFORE, after=AFTER)
    assert not back.now_late


def test_other_hours_count_only_what_came_in_between_the_two_closing_times_on_another_day() -> None:
    earlier = replace(BEFORE, office_hours=(Hours(date(2026, 6, 1), 16 * 60),))

    def at(moment: datetime) -> Matter:
        return Matter("m", CODE, [Event("received", moment)])

    alike = {
        moment: counted_alike(at(moment), before=BEFORE, after=earlier)
        for moment in (
            datetime(2026, 6, 2, 15, tzinfo=LONDON),
            datetime(2026, 6, 2, 16, tzinfo=LONDON),
            datetime(2026, 6, 2, 17, tzinfo=LONDON),
            datetime(2026, 5, 29, 16, tzinfo=LONDON),
        )
    }
    assert list(alike.values()) == [True, False, True, True]
    assert not counted_alike(at(datetime(2026, 6, 2, 9, tzinfo=LONDON)), before=BEFORE, after=AFTER)


def test_a_clock_that_a_departure_takes_away_under_the_new_calendar_has_no_new_date() -> None:
    strike = Departure(
        scope="temporary",
        effect="one_stage",
        para="6.10",
        reason="Industrial action",
        decided_by="Cabinet",
        starts_on=date(2026, 6, 16),
        ends_on=date(2026, 6, 30),
        services=("waste",),
        plan="One stage for a while",
        notice_text="One stage for a while",
        ombudsman_told_on=date(2026, 6, 10),
    )
    received = on("received", date(2026, 6, 15), service="waste")
    answered = [on("stage_1_acknowledged", date(2026, 6, 16)), on("stage_1_responded", date(2026, 6, 17))]
    both = Matter("both", CODE, [received, *answered], [strike])

    def running(council: Council) -> list[str]:
        told = standing(CODE, both.events, on=date(2026, 6, 18), council=council, departures_recorded=[strike])
        return [reading.name for reading in told.clocks if reading.running]

    assert running(BEFORE) == ["escalation_window"]
    assert running(AFTER) == []
    assert list(moved_dates([both], on=date(2026, 6, 18), before=BEFORE, after=AFTER)) == []
