"""Sentences for what the worked examples do not reach: months, first days, agreed dates, schools, pauses."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from putright.rulebook.dates.days import Council, Term
from putright.rulebook.standings.explain import in_words, left_out
from putright.rulebook.standings.happening import LONDON, Event, on
from putright.rulebook.standings.standing import Standing, standing
from putright.rulebook.tests.made_up import made_up

ASKED = on("asked", date(2026, 6, 1))
TERMS = (Term(date(2026, 4, 13), date(2026, 7, 21), shut=(date(2026, 5, 26), date(2026, 5, 27))),)


def because(name: str, here: Standing) -> str:
    return here.because(here.clock(name))


def after(*events: Event, changes: tuple[tuple[str, str], ...] = (), council: Council | None = None) -> Standing:
    return standing(made_up(*changes), events, on=date(2026, 6, 12), council=council or Council())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            (("n = 20", "n = 1"), ('unit = "calendar_day"', 'unit = "month"')),
            "Day 0 is Monday 1 June 2026, when it was asked; 1 month later is Wednesday 1 July 2026 (paragraph 10).",
        ),
        (
            (("n = 20", "n = 20\ncount_first_day = true"),),
            "Day 1 is Monday 1 June 2026, when it was asked; "
            "20 calendar days counted from then end on Saturday 20 June 2026 (paragraph 10).",
        ),
        (
            (("n = 20", "n = 20\nrolls_forward = true"),),
            "later is Monday 22 June 2026, moved on from a day that is not a working day (paragraph 10).",
        ),
        ((("n = 20", "n = 0"),), "when it was asked; it is due the same day, Monday 1 June 2026 (paragraph 10)."),
    ],
)
def test_a_limit_in_other_units_explains_itself(changes: tuple[tuple[str, str], ...], sentence: str) -> None:
    assert because("visit", after(ASKED, changes=changes)).endswith(sentence)


def test_working_days_counted_with_the_first_leave_out_none_before_it() -> None:
    here = after(ASKED, changes=(("n = 10", "n = 5\ncount_first_day = true"),))
    assert "5 working days counted from then end on Friday 5 June 2026 (paragraph 9)." in because("answer", here)
    assert left_out(here.clock("answer"), here.council) == ()


def test_an_agreed_date_is_simply_told() -> None:
    changes = (('starts = ["asked"]', 'starts = ["called"]'), ('n = 10\nunit = "working_day"', 'unit = "agreed"'))
    here = after(ASKED, on("called", date(2026, 6, 2), until=date(2026, 6, 26)), changes=changes)
    assert because("answer", here).startswith("The date agreed is Friday 26 June 2026 (paragraph 9).")


def test_school_days_name_the_days_schools_are_closed() -> None:
    asked = on("asked", date(2026, 5, 21))
    council = Council(terms=TERMS)
    here = after(asked, changes=(('unit = "working_day"', 'unit = "school_day"'),), council=council)
    assert "10 school days later is Tuesday 9 June 2026, leaving out the weekends of " in because("answer", here)
    assert "and 26–27 May, when schools are closed (paragraph 9)." in because("answer", here)


def test_time_that_stood_still_is_part_of_the_sentence() -> None:
    waited, went_on = on("waited", date(2026, 6, 4)), on("went_on", date(2026, 6, 11))
    assert because("answer", after(ASKED, waited, went_on)).endswith(
        "time stood still from Thursday 4 June 2026 to Thursday 11 June 2026; "
        "so it is due on Monday 22 June 2026 (paragraph 9)."
    )
    assert "time stood still from Thursday 4 June 2026 and it is still standing still; so it is due on" in because(
        "answer", after(ASKED, waited)
    )


def test_a_letter_that_came_on_a_weekend_without_a_time_says_so() -> None:
    here = after(on("asked", date(2026, 6, 6)))
    assert because("answer", here).startswith(
        "It was asked on Saturday 6 June 2026, at a weekend, so day 0 is Monday 8 June 2026; "
    )


def test_midnight_and_midday_are_called_so() -> None:
    here = after(Event("asked", datetime(2026, 6, 6, 12, 0, tzinfo=LONDON)))
    assert because("answer", here).startswith("It was asked at midday on Saturday 6 June 2026, at a weekend")


def test_closed_offices_are_named_in_order_and_once_and_only_where_days_are_counted() -> None:
    closed = (date(2026, 6, 11), date(2026, 6, 9), date(2026, 6, 11), date(2026, 6, 13))
    here = after(ASKED, council=Council(closure_days=closed))
    assert "(our offices are closed on 9 June and 11 June, but those days still count)" in because("answer", here)
    assert "offices" not in because("visit", here)


def test_days_left_out_are_named_by_kind() -> None:
    days = [date(2026, 5, 23), date(2026, 5, 24), date(2026, 5, 25), date(2026, 5, 26)]
    assert in_words(days, Council()) == (
        "the weekend of 23–24 May, the bank holiday on Monday 25 May (Spring bank holiday) "
        "and 26 May, when schools are closed"
    )
