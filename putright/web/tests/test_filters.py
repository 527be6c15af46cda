"""How dates and words are written."""

from datetime import UTC, date, datetime

from pytest_django import Settings

from putright.web import filters


def test_dates_are_written_as_people_say_them() -> None:
    assert filters.day(date(2026, 6, 1)) == "Monday 1 June 2026"
    assert filters.short_day(date(2026, 6, 1)) == "1 Jun 2026"


def test_a_near_day_says_its_year_only_where_it_is_another(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY = True, "2026-06-17"

    assert filters.near_day(date(2026, 6, 1)) == "Mon 1 Jun"
    assert filters.near_day(date(2027, 1, 4)) == "Mon 4 Jan 2027"


def test_a_moment_is_shown_as_the_clock_in_england_shows_it() -> None:
    assert filters.moment(datetime(2026, 6, 1, 13, 5, tzinfo=UTC)) == "1 June 2026, 2.05 pm"
    assert filters.moment(datetime(2026, 1, 1, 9, 30, tzinfo=UTC)) == "1 January 2026, 9.30 am"
    assert filters.moment(datetime(2026, 1, 1, 12, 0, tzinfo=UTC)) == "1 January 2026, noon"
    assert filters.day(datetime(2026, 6, 1, 23, 30, tzinfo=UTC)) == "Tuesday 2 June 2026"


def test_plain_text_keeps_its_paragraphs_and_lines_and_no_markup() -> None:
    assert filters.paragraphs("One <b>\r\ntwo\r\n\r\nthree") == (
        '<p class="govuk-body">One &lt;b&gt;<br>\ntwo</p>\n<p class="govuk-body">three</p>'
    )
    assert filters.paragraphs("") == ""
