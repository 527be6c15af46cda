"""The sentence that explains a date, read back: it names exactly the days that were left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.rulebook.book.phrases import plain
from putright.rulebook.book.words import Procedure
from putright.rulebook.dates.days import Council, Term
from putright.rulebook.dates.working_days import england
from putright.rulebook.standings import explain
from putright.rulebook.standings.clocks import Reading
from putright.rulebook.standings.happening import on as event_on
from putright.rulebook.standings.standing import Standing, standing
from putright.rulebook.tests.histories import COUNCIL, History, code, histories

MONTHS = [f"{date(2026, month, 1):%B}" for month in range(1, 13)]
SPAN = re.compile(r"(?:(\d{1,2})(?: ([A-Z][a-z]+))?–)?(\d{1,2}) ([A-Z][a-z]+)")
TITLES = re.compile(r" \((?:[^()]|\([^()]*\))*\)")


def days_named(part: str, start: date) -> Iterator[date]:
    """The days a part of the sentence names, in the years they must be in: none is before the start of the count."""
    for first_day, first_month, last_day, last_month in SPAN.findall(part):
        last = _next(int(last_day), last_month, start)
        first = _next(int(first_day), first_month or last_month, start) if first_day else last
        yield from (first + timedelta(days=n) for n in range((last - first).days + 1))


def _next(day: int, month: str, start: date) -> date:
    number = MONTHS.index(month) + 1
    year = start.year + ((number, day) < (start.month, start.day))
    return date(year, number, day)


def read_back(sentence: str, start: date) -> tuple[list[date], list[date]]:
    """The weekend days and the other days that a sentence says were left out."""
    bare = TITLES.sub("", sentence.rstrip("."))
    clause = next((part for part in bare.split("; ") if ", leaving out " in part), "")
    named = clause.partition(", leaving out ")[2].partition(", moved on")[0]
    weekends, _, others = re.sub(r"the bank holidays? on", "|", named).partition("|")
    if "weekend" not in weekends:
        weekends, others = "", named
    return list(days_named(weekends, start)), list(days_named(others, start))


def check(stood: Standing, reading: Reading) -> None:
    start = reading.started_on
    sentence = stood.because(reading)
    weekends, others = read_back(sentence, start)
    end = england().add(start, reading.clock.n or 0)
    assert f"{reading.clock.n} working day" in sentence
    assert plain(end) in sentence
    expected = england().skipped(start, end)
    assert weekends == [day for day in expected if day.weekday() >= 5], sentence
    assert others == [day for day in expected if day.weekday() < 5], sentence
    for day in others:
        assert f"{day:%A} {day.day} {day:%B} ({england().holidays[day]})" in sentence
    assert sentence.count("(") == sentence.count(")")
    assert sentence.endswith(".")
    assert reading.clock.para in sentence


@settings(max_examples=40, deadline=None)
@given(histories([code()]), st.integers(0, 60))
def test_the_sentence_names_exactly_the_days_left_out(history: History, later: int) -> None:
    on = history.last_day + timedelta(days=later)
    stood = standing(history.procedure, history.events, on=on, council=COUNCIL)
    for reading in stood.clocks:
        if reading.clock.unit == "working_day":
            check(stood, reading)


@pytest.mark.parametrize(
    "acknowledged",
    [
        date(2024, 12, 20),
        date(2025, 12, 24),
        date(2026, 3, 31),
        date(2026, 5, 20),
        date(2022, 12, 21),
        date(2023, 4, 27),
        date(2027, 12, 30),
        date(2026, 1, 30),
        date(2024, 2, 23),
        date(2022, 9, 12),
        date(2026, 10, 23),
    ],
)
def test_month_ends_year_ends_and_odd_holidays_are_named_so_that_they_can_be_read_back(acknowledged: date) -> None:
    events = [event_on("received", acknowledged), event_on("stage_1_acknowledged", acknowledged)]
    stood = standing(code(), events, on=acknowledged, council=COUNCIL)
    for reading in stood.clocks:
        check(stood, reading)


@settings(max_examples=40, deadline=None)
@given(st.dates(date(2013, 1, 1), date(2027, 6, 1)), st.integers(1, 60))
def test_any_run_of_days_left_out_can_be_read_back_from_its_words(start: date, n: int) -> None:
    skipped = england().skipped(start, england().add(start, n))
    words = explain.in_words(skipped, Council()) if skipped else ""
    weekends, others = read_back(f"x, leaving out {words}", start)
    assert sorted((*weekends, *others)) == list(skipped)


@settings(max_examples=40, deadline=None)
@given(histories(), st.integers(0, 60))
def test_every_date_of_every_procedure_explains_itself_in_one_sentence(history: History, later: int) -> None:
    on = history.last_day + timedelta(days=later)
    stood = standing(history.procedure, history.events, on=on, council=COUNCIL)
    for reading in stood.clocks:
        sentence = stood.because(reading)
        assert plain(reading.due_on) in sentence
        assert plain(reading.started_on) in sentence or reading.clock.unit == "agreed"
        assert sentence.endswith(").")
        assert "None" not in sentence
        assert (plain(reading.target_on) in sentence) or reading.target_on == reading.due_on


def test_a_shut_office_is_named_and_counts_all_the_same() -> None:
    council = Council(closure_days=(date(2026, 12, 29), date(2026, 12, 26), date(2027, 2, 1)))
    events = [event_on("received", date(2026, 12, 16)), event_on("stage_1_acknowledged", date(2026, 12, 18))]
    stood = standing(code(), events, on=date(2026, 12, 18), council=council)
    reading = stood.clock("stage_1_response")
    assert reading.due_on == date(2027, 1, 6)
    sentence = stood.because(reading)
    assert "(our offices are closed on 29 December, but those days still count)" in sentence
    assert read_back(sentence, reading.started_on)[1] == [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)]


def counted_otherwise(**change: object) -> Procedure:
    """The Code with another length or unit for its stage 1 answer: no procedure counts so today, and one may."""
    clocks = (
        replace(clock, target_from=None, **change) if clock.name == "stage_1_response" else clock  # type: ignore[arg-type]
        for clock in code().clocks
    )
    return replace(code(), clocks=tuple(clocks))


def explained(procedure: Procedure, acknowledged: date, council: Council) -> str:
    events = [event_on("received", acknowledged), event_on("stage_1_acknowledged", acknowledged)]
    stood = standing(procedure, events, on=acknowledged, council=council)
    return stood.because(stood.clock("stage_1_response"))


def test_days_on_which_schools_are_closed_are_named_beside_weekends_and_bank_holidays() -> None:
    half_term = tuple(date(2026, 5, day) for day in (26, 27, 28, 29))
    council = Council(terms=(Term(date(2026, 4, 13), date(2026, 7, 21), shut=half_term),))
    sentence = explained(counted_otherwise(unit="school_day", n=3), date(2026, 5, 21), council)
    assert "3 school days later is Tuesday 2 June 2026" in sentence
    assert "the weekends of 23–24 May and 30–31 May" in sentence
    assert "the bank holiday on Monday 25 May (Spring bank holiday)" in sentence
    assert "26–29 May, when schools are closed" in sentence


def test_nothing_is_left_out_when_nothing_lies_between() -> None:
    council = Council(terms=(Term(date(2026, 4, 13), date(2026, 7, 21)),))
    for unit in ("school_day", "working_day"):
        sentence = explained(counted_otherwise(unit=unit, n=1), date(2026, 6, 2), council)
        assert "is Wednesday 3 June 2026 (paragraph 6.3)." in sentence
        assert "leaving out" not in sentence


def test_a_limit_of_no_days_is_due_the_same_day() -> None:
    assert "it is due the same day, Tuesday 2 June 2026" in explained(counted_otherwise(n=0), date(2026, 6, 2), COUNCIL)


def test_weekends_alone_and_bank_holidays_alone_each_make_a_sentence() -> None:
    assert explain.in_words([date(2026, 6, 6)], COUNCIL) == "the weekend of 6 June"
    assert explain.in_words([date(2026, 12, 25)], COUNCIL) == "the bank holiday on Friday 25 December (Christmas Day)"
