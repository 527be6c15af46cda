"""Office hours that hold from a day, closure days, and bank holidays proclaimed late or entered in error."""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from putright.accounts.models import Officer
from putright.administration.models import Change
from putright.administration.tests.conftest import complaint, hire, signed_in
from putright.casework import cases
from putright.casework.actions import intake
from putright.council import here, models
from putright.council.clock import LONDON

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 9)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _council(council: models.Council, settings: Settings) -> None:
    """A council that has its name and a service, on a Wednesday in September."""
    settings.DEMO, settings.DEMO_DAY = True, TODAY.isoformat()
    models.Service.objects.create(name="Waste", slug="waste")


def day_of(day: date, name: str = "day") -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def received(on: date, hour: int) -> cases.Case:
    """A complaint that came in on a day at an hour."""
    matter = intake.Matter(service="waste", channel="web", said="My bin was missed.")
    at = datetime.combine(on, time(hour), LONDON)
    return intake.take_in(matter, received_at=at, at=at, key=uuid.uuid4().hex)


def new_hours(client: Client, closes: str, starts_on: date, **more: str) -> str:
    """What the page says when the hours are changed."""
    typed = {"office_closes": closes, **day_of(starts_on, "starts_on"), **more}
    return client.post("/settings/hours/", typed, follow=True).text


def confirmed(client: Client, closes: str, starts_on: date, **more: str) -> str:
    """The same, pressing the button under what is shown first."""
    shown = re.search('value="(enter-[^"]+)"', new_hours(client, closes, starts_on, **more))
    assert shown is not None
    return new_hours(client, closes, starts_on, **more, do=shown[1])


def closing(day: date) -> int:
    return here.for_rulebook().office_closes_on(day) // 60


def test_before_anything_has_come_in_hours_are_simply_set(sams: Client) -> None:
    assert "From which day?" not in sams.get("/settings/hours/").text
    sams.post("/settings/hours/", {"office_closes": "16:00"})

    assert (closing(date(2020, 1, 1)), closing(TOMORROW)) == (16, 16)


def test_hours_from_a_day_to_come_are_kept_at_once_with_the_history(sams: Client, sam: Officer) -> None:
    received(YESTERDAY, 16)
    page = new_hours(sams, "4pm", TOMORROW, why="Cabinet, 1 September")

    assert "The office closes at 16:00 from Thursday 10 September 2026." in page
    assert (closing(TODAY), closing(TOMORROW)) == (17, 16)
    row = Change.objects.get()
    assert (row.by, row.area, row.about, row.why) == (
        sam,
        "hours",
        "From Thursday 10 September 2026",
        "Cabinet, 1 September",
    )
    assert ["The office closes at", "17:00", "16:00"] in row.what


def test_hours_from_today_that_move_a_date_are_shown_first(sams: Client) -> None:
    case = received(TODAY, 16)
    page = new_hours(sams, "16:00", TODAY)

    assert "Due dates that move: 1" in page
    assert case.reference not in page  # an administrator sees no case
    assert closing(TODAY) == 17
    assert "1 due date moves" in confirmed(sams, "16:00", TODAY)
    assert closing(TODAY) == 16


def test_what_is_confirmed_is_what_was_shown(sams: Client) -> None:
    received(TODAY, 16)
    shown = re.search('value="(enter-[^"]+)"', new_hours(sams, "16:00", TODAY))
    assert shown is not None

    assert "Due dates that move: 1" in new_hours(sams, "15:00", TODAY, do=shown[1])
    assert closing(TODAY) == 17


def test_hours_do_not_reach_back(sams: Client) -> None:
    received(YESTERDAY, 16)

    assert "Choose today or a later day" in new_hours(sams, "16:00", YESTERDAY)
    assert closing(YESTERDAY) == 17


def test_a_mistake_is_corrected_with_its_reason_after_its_effect_was_seen(sams: Client) -> None:
    received(YESTERDAY, 16)
    mistake = {"corrects": "on"}
    assert "Say what the mistake was" in new_hours(sams, "16:00", YESTERDAY, **mistake)

    mistake["why"] = "We have closed at four since Tuesday"
    assert "Due dates that move: 1" in new_hours(sams, "16:00", YESTERDAY, **mistake)
    assert closing(YESTERDAY) == 17
    confirmed(sams, "16:00", YESTERDAY, **mistake)

    assert closing(YESTERDAY) == 16
    assert ["Corrects a mistake", "", "Yes"] in Change.objects.get().what
    assert cases.Case.objects.get().worked_out_on is None


def test_a_correction_that_moves_nothing_is_shown_first_all_the_same(sams: Client) -> None:
    received(YESTERDAY, 12)
    page = new_hours(sams, "16:00", YESTERDAY, corrects="on", why="We close at four")

    assert "No due date of an open case moves" in page
    assert closing(YESTERDAY) == 17


def test_hours_still_to_come_are_taken_back_and_those_in_force_are_not(sams: Client) -> None:
    received(YESTERDAY, 12)
    new_hours(sams, "16:00", TODAY)
    new_hours(sams, "15:00", TOMORROW)
    now, to_come = models.OfficeHours.objects.all()

    assert sams.post(f"/settings/hours/{now.pk}/removal/").status_code == 404
    sams.post(f"/settings/hours/{to_come.pk}/removal/")
    assert closing(TOMORROW) == 16
    assert Change.objects.order_by("-pk")[0].what == [["The office closes at", "15:00", ""]]


def test_the_page_shows_every_hour_there_was_and_will_be(sams: Client) -> None:
    received(YESTERDAY, 12)
    new_hours(sams, "16:00", TOMORROW)

    page = " ".join(re.sub("<[^>]+>", " ", sams.get("/settings/hours/").text).split())
    assert "From the beginning 17:00 Now" in page
    assert "Thursday 10 September 2026 16:00 Take back" in page


def test_a_closure_day_is_taken_back_with_its_reason_also_one_gone_by(sams: Client) -> None:
    for day in (YESTERDAY, TOMORROW):
        sams.post("/settings/days/closed/", {**day_of(day), "title": f"Training {day.day}"})
    page = sams.get("/settings/days/").text
    assert "Training 8" in page
    assert "Training 10" in page

    for row in models.ClosedDay.objects.all():
        address = f"/settings/days/{row.pk}/removal/"
        assert "No due date moves" in sams.get(address).text
        assert "Say why it is taken back" in sams.post(address).text
        sams.post(address, {"why": "Entered for the wrong year"})
    assert not models.ClosedDay.objects.exists()
    assert [row.why for row in Change.objects.order_by("pk")] == ["", "", *["Entered for the wrong year"] * 2]


@pytest.mark.parametrize("day", [date(2026, 12, 25), date(2026, 9, 12)], ids=["bank holiday", "weekend"])
def test_a_day_that_does_not_count_is_no_closure_day(day: date, sams: Client) -> None:
    page = sams.post("/settings/days/closed/", {**day_of(day), "title": "Offices shut"}).text

    assert "is no working day as it is, so it does not count" in page
    assert not models.ClosedDay.objects.exists()


def test_a_closure_day_that_a_bank_holiday_falls_on_is_not_told_to_the_public_any_more(sams: Client) -> None:
    sams.post("/settings/days/closed/", {**day_of(TOMORROW), "title": "Training"})
    assert here.for_rulebook().closure_days == (TOMORROW,)
    assert "those days still count" in Client().get("/how-we-handle-complaints/").text

    sams.post("/settings/days/holiday/", {**day_of(TOMORROW), "title": "A coronation", "do": "enter"})
    assert here.for_rulebook().closure_days == ()
    assert "those days still count" not in Client().get("/how-we-handle-complaints/").text
    assert "no working day any more" in sams.get("/settings/days/").text


def test_a_bank_holiday_shows_what_it_moves_before_it_is_entered(sams: Client) -> None:
    case = complaint()
    due = case.next_due_on
    assert due is not None
    typed = {**day_of(due), "title": "A coronation"}

    looked = sams.post("/settings/days/holiday/", {**typed, "do": "look"}).text
    assert "Due dates that move: 1" in looked
    assert case.reference not in looked  # an administrator sees no case
    assert not models.OneOffHoliday.objects.exists()

    anitas = signed_in(hire("Anita Rowe", "complaints_manager"))
    assert case.reference in anitas.post("/settings/days/holiday/", {**typed, "do": "look"}).text

    sams.post("/settings/days/holiday/", {**typed, "do": "enter"})
    assert models.OneOffHoliday.objects.get().day == due
    case.refresh_from_db()
    assert case.worked_out_on is None
    assert ["Due dates moved", "", "1"] in Change.objects.get().what


def test_a_day_that_is_free_already_is_no_new_bank_holiday(sams: Client) -> None:
    page = sams.post("/settings/days/holiday/", {**day_of(date(2026, 12, 25)), "title": "x", "do": "enter"}).text

    assert "no working day as it is" in page


def test_a_bank_holiday_entered_in_error_is_taken_back_after_its_effect_was_seen(sams: Client) -> None:
    case = complaint()
    due = case.next_due_on
    assert due is not None
    sams.post("/settings/days/holiday/", {**day_of(due), "title": "A coronation", "do": "enter"})
    row = models.OneOffHoliday.objects.get()
    address = f"/settings/days/holiday/{row.pk}/removal/"
    assert address in sams.get("/settings/days/").text

    assert "Due dates that move: 1" in sams.get(address).text
    assert "Say why it is taken back" in sams.post(address).text
    assert models.OneOffHoliday.objects.exists()

    sams.post(address, {"why": "It was proclaimed for Scotland only"})
    assert not models.OneOffHoliday.objects.exists()
    last = Change.objects.order_by("-pk")[0]
    assert last.why == "It was proclaimed for Scotland only"
    assert {tuple(one) for one in last.what} >= {("Bank holiday", "A coronation", ""), ("Due dates moved", "", "1")}
