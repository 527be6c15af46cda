"""What time it is: the real day, or the day the demo takes for today."""

from datetime import date, timedelta

from pytest_django import Settings

from putright.council import clock


def test_a_demo_runs_as_of_its_day(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY = True, "2027-07-05"

    assert clock.today() == date(2027, 7, 5)
    assert clock.now().utcoffset() == timedelta(hours=1)


def test_a_real_council_cannot_be_told_another_day(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY = False, "2001-01-01"

    assert clock.today().year > 2001


def test_ago_is_before_now() -> None:
    assert timedelta(minutes=4) < clock.now() - clock.ago(minutes=5) < timedelta(minutes=6)
