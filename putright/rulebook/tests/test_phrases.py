"""Days, times, paragraphs and lists in words that a resident reads without stumbling."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from putright.rulebook.book.phrases import cite, clock_time, counted, either, listed, plain, sentence, short, spans
from putright.rulebook.standings.happening import LONDON


def test_a_day_is_written_out() -> None:
    assert plain(date(2026, 6, 3)) == "Wednesday 3 June 2026"
    assert short(date(2026, 6, 3)) == "3 June"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (0, 0, "midnight"),
        (0, 5, "12:05am"),
        (9, 0, "9:00am"),
        (12, 0, "midday"),
        (12, 1, "12:01pm"),
        (23, 5, "11:05pm"),
    ],
)
def test_a_time_of_day_can_be_read_in_one_way_only(hour: int, minute: int, said: str) -> None:
    assert clock_time(datetime(2026, 6, 3, hour, minute, tzinfo=LONDON)) == said


def test_a_number_is_a_paragraph_and_another_source_goes_by_its_name() -> None:
    assert cite("6.2") == "paragraph 6.2"
    assert cite("FAQ good reasons") == "the Ombudsman's FAQ, good reasons"
    assert cite("local_council_code:FAQ court action") == "the Ombudsman's FAQ, court action"
    assert cite("s26A") == "section 26A"
    assert cite("reg 8(1)") == "regulation 8(1)"
    assert cite("council policy") == "council policy"
    assert cite("school rules") == "school rules"
    assert cite("local_council_code:6.2") == "the Code, paragraph 6.2"
    assert cite("reg 8:3") == "regulation 8:3"


def test_runs_of_days_are_spans() -> None:
    days = [date(2026, 5, 30), date(2026, 5, 31), *(date(2026, 6, day) for day in (1, 5, 7, 8))]
    assert list(spans(days)) == ["30 May–1 June", "5 June", "7–8 June"]
    assert list(spans([date(2026, 12, 31), date(2027, 1, 1)])) == ["31 December–1 January"]
    assert list(spans([])) == []


def test_lists_end_in_and_or_or() -> None:
    assert listed(["one"]) == "one"
    assert listed(["one", "two", "three"]) == "one, two and three"
    assert either(["one", "two", "three"]) == "one, two or three"


def test_a_clause_becomes_a_sentence_and_keeps_its_other_capitals() -> None:
    assert sentence("the Ombudsman was told") == "The Ombudsman was told"
    assert sentence("") == ""


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, "0 cases"), (1, "1 case"), (2, "2 cases"), (10_000, "10,000 cases")],
    ids=["none", "one", "two", "many"],
)
def test_one_thing_is_one_and_no_more(n: int, said: str) -> None:
    assert counted(n, "case") == said


def test_what_takes_no_s_has_a_word_of_its_own() -> None:
    assert (counted(1, "copy", "copies"), counted(2, "copy", "copies")) == ("1 copy", "2 copies")
