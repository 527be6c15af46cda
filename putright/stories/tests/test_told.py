"""Every story can be told on any day, and ends as it says."""

from datetime import datetime
from types import ModuleType

import pytest

from putright.casework import cases
from putright.council.clock import LONDON
from putright.stories import cast
from putright.stories.days import Days
from putright.stories.tests.conftest import begun
from putright.stories.told import BY_NAME

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STARTING = {
    "an ordinary Friday": datetime(2026, 11, 20, 10, 30, tzinfo=LONDON),
    "a Sunday, early": datetime(2026, 11, 22, 7, 0, tzinfo=LONDON),
    "between Christmas and New Year": datetime(2026, 12, 29, 12, 0, tzinfo=LONDON),
    "the first Monday of the year": datetime(2027, 1, 4, 9, 0, tzinfo=LONDON),
    "just after midnight in summer time": datetime(2027, 5, 31, 0, 30, tzinfo=LONDON),
    "a leap day": datetime(2028, 2, 29, 16, 0, tzinfo=LONDON),
}


@pytest.mark.parametrize("now", STARTING.values(), ids=STARTING)
def test_every_story_is_told_and_ends_as_it_says(now: datetime) -> None:
    days = begun(now)
    for name, story in BY_NAME.items():
        case = story.tell(days).case
        assert {field: getattr(case, field) for field in story.STANDS} == story.STANDS, name
        late = tuple(reading.name for reading in cases.standing(case, on=days.today).clocks if reading.late)
        assert late == getattr(story, "LATE", ()), name


@pytest.mark.parametrize("story", BY_NAME.values(), ids=BY_NAME)
def test_nothing_in_a_story_happens_later_than_now(story: ModuleType, days: Days) -> None:
    case = story.tell(days).case
    assert max(event.recorded_at for event in case.events.all()) <= days.now


def test_the_overdue_one_has_been_told_nothing_and_stands_first(days: Days) -> None:
    for story in BY_NAME.values():
        story.tell(days)
    overdue = BY_NAME["overdue"].MATTER.said
    everything = cases.visible_to(cast.officer(cast.ANITA))
    first = cases.in_work_order(everything, on=days.today)[0]
    assert first.subject == overdue
    assert first.told_until is None or first.told_until < days.today
