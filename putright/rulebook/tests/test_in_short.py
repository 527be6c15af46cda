"""Why something is due then, in one short sentence to the person."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from putright import rulebook
from putright.rulebook.dates.days import Council
from putright.rulebook.standings.happening import LONDON, Event, on
from putright.rulebook.standings.in_short import why_then
from putright.rulebook.standings.standing import Standing, standing
from putright.rulebook.tests.made_up import made_up

CODE = rulebook.procedure("local_council_code")


def after(*events: Event) -> Standing:
    return standing(CODE, events, on=date(2026, 9, 30), council=Council(office_closes=16 * 60))


@pytest.mark.parametrize(
    ("came", "said"),
    [
        (
            datetime(2026, 9, 7, 10, tzinfo=LONDON),
            "That is 5 working days from Monday 7 September 2026, when your complaint reached us.",
        ),
        (
            datetime(2026, 9, 6, 10, tzinfo=LONDON),
            "That is 5 working days from Monday 7 September 2026: it reached us at a weekend, so we count from then.",
        ),
        (
            datetime(2026, 9, 7, 18, tzinfo=LONDON),
            "That is 5 working days from Tuesday 8 September 2026: it reached us after the office had closed at "
            "4:00pm, so we count from then.",
        ),
    ],
)
def test_the_sentence_names_no_paragraph_and_no_day_0(came: datetime, said: str) -> None:
    here = after(Event("received", came))
    assert why_then(here, here.clock("stage_1_acknowledgement")) == said


def made(*events: Event, changes: tuple[tuple[str, str], ...] = ()) -> Standing:
    return standing(made_up(*changes), events, on=date(2026, 6, 12), council=Council())


ASKED = on("asked", date(2026, 6, 1))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((), "That is 20 calendar days from Monday 1 June 2026, when it was asked."),
        ((("n = 20", "n = 0"),), "We do this on the day itself."),
        (
            (("n = 20", "n = 20\ncount_first_day = true"),),
            "That is 20 calendar days, counting from Monday 1 June 2026, when it was asked.",
        ),
    ],
)
def test_other_ways_of_counting_have_their_own_words(changes: tuple[tuple[str, str], ...], said: str) -> None:
    here = made(ASKED, changes=changes)
    assert why_then(here, here.clock("visit")) == said
