"""This council as the rest asks for it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from pytest_django import DjangoAssertNumQueries

from putright import rulebook
from putright.council import adoption, decisions, here, models

pytestmark = pytest.mark.django_db

SET_UP = {"name": "Fenwick Vale Council", "short_name": "Fenwick Vale"}
FRIDAY, MONDAY = date(2027, 3, 5), date(2027, 3, 8)


@pytest.fixture(autouse=True)
def fenwick_vale() -> models.Council:
    return models.Council.objects.create(**SET_UP)


def test_without_a_council_it_says_how_to_get_one() -> None:
    models.Council.objects.all().delete()

    with pytest.raises(here.NotSetUp, match="bin/start"):
        here.council()


def test_there_is_one_council_and_never_a_second() -> None:
    with pytest.raises(IntegrityError):
        models.Council.objects.create(**SET_UP)


def test_the_council_is_known_by_its_name(fenwick_vale: models.Council) -> None:
    assert str(fenwick_vale) == "Fenwick Vale Council"
    fenwick_vale.full_clean()


@pytest.mark.parametrize("minutes", [0, 24 * 60 + 1])
def test_the_office_closes_at_a_time_of_day(fenwick_vale: models.Council, minutes: int) -> None:
    fenwick_vale.office_closes = minutes

    with pytest.raises(ValidationError, match="office_closes"):
        fenwick_vale.full_clean()
    with pytest.raises(IntegrityError):
        fenwick_vale.save()


def test_the_rulebook_is_told_when_the_office_closes_and_again_when_that_changes(fenwick_vale: models.Council) -> None:
    assert here.for_rulebook().office_closes == 17 * 60

    fenwick_vale.office_closes = 16 * 60
    fenwick_vale.save()

    assert here.for_rulebook().office_closes == 16 * 60


def test_a_holiday_proclaimed_late_moves_every_date_after_it() -> None:
    assert here.for_rulebook().calendar.add(FRIDAY, 1) == MONDAY

    decisions.add_holiday(day=MONDAY, title="Bank holiday for the coronation")

    assert here.for_rulebook().calendar.add(FRIDAY, 1) == date(2027, 3, 9)
    assert here.for_rulebook().calendar.why_skipped(MONDAY) == "Bank holiday for the coronation"


def test_a_day_the_offices_are_shut_is_known_and_counts_all_the_same() -> None:
    decisions.close_offices(day=MONDAY, title="Staff day")

    assert here.for_rulebook().closure_days == (MONDAY,)
    assert here.for_rulebook().calendar.add(FRIDAY, 1) == MONDAY
    assert str(models.ClosedDay.objects.get()) == "8 March 2027: Staff day"


def test_hours_hold_from_their_day_on_and_before_it_those_of_then() -> None:
    decisions.close_at(minutes=16 * 60, starts_on=MONDAY)
    council = here.for_rulebook()

    assert (council.office_closes_on(FRIDAY), council.office_closes_on(MONDAY)) == (17 * 60, 16 * 60)
    assert str(models.OfficeHours.objects.get()) == "from 2027-03-08: 16:00"


def test_hours_corrected_back_to_what_they_were_leave_no_change_behind() -> None:
    decisions.close_at(minutes=16 * 60, starts_on=MONDAY)
    decisions.close_at(minutes=17 * 60, starts_on=MONDAY)

    assert not models.OfficeHours.objects.exists()
    with pytest.raises(decisions.Refused, match="closes at that time as it is"):
        decisions.close_at(minutes=17 * 60, starts_on=MONDAY)


def test_a_change_before_another_holds_until_that_one() -> None:
    decisions.close_at(minutes=16 * 60, starts_on=MONDAY)
    decisions.close_at(minutes=18 * 60, starts_on=FRIDAY)

    council = here.for_rulebook()
    assert [council.office_closes_on(day) // 60 for day in (date(2027, 3, 4), FRIDAY, MONDAY)] == [17, 18, 16]


def test_asking_twice_lays_out_the_calendar_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    decisions.add_holiday(day=MONDAY, title="Bank holiday for the coronation")

    with django_assert_num_queries(8):
        assert here.for_rulebook() is here.for_rulebook()


def test_only_services_in_use_are_offered() -> None:
    waste = models.Service.objects.create(name="Waste and recycling", slug="waste")
    models.Service.objects.create(name="Ferries", slug="ferries", active=False)

    assert list(here.services()) == [waste]
    assert str(waste) == "Waste and recycling"


def test_a_council_uses_what_is_its_by_default() -> None:
    in_use = here.adopted(on=date(2026, 11, 2))

    assert {"local_council_code", "service_request", "member_enquiry", "children", "adult_care"} <= set(in_use)
    assert "landlord_code" not in in_use


def test_a_district_council_has_no_social_care() -> None:
    in_use = adoption.in_use(kind="district", adopted=[], on=date(2026, 11, 2))

    assert not set(adoption.SOCIAL_CARE) & set(in_use)


def test_the_landlord_code_is_for_those_that_adopt_it_from_their_day() -> None:
    row = decisions.adopt(procedure="landlord_code", starts_on=date(2026, 4, 1))

    assert "landlord_code" not in here.adopted(on=date(2026, 3, 31))
    assert "landlord_code" in here.adopted(on=date(2026, 4, 1))
    assert str(row) == "landlord_code from 2026-04-01"


def test_a_council_that_took_up_the_code_late_uses_it_from_then() -> None:
    decisions.adopt(procedure="local_council_code", starts_on=date(2026, 4, 1))

    assert "local_council_code" not in here.adopted(on=date(2026, 3, 31))
    assert "local_council_code" in here.adopted(on=date(2026, 4, 1))


def test_law_waits_for_no_adoption() -> None:
    decisions.adopt(procedure="children", starts_on=date(2026, 4, 1))

    assert "children" in here.adopted(on=date(2026, 3, 31))


def test_a_procedure_not_in_force_yet_is_not_in_use() -> None:
    assert "data_protection" not in here.adopted(on=date(2026, 6, 18))
    assert "data_protection" in here.adopted(on=date(2026, 6, 19))


@pytest.mark.parametrize("kind", models.Kind.values)
def test_every_procedure_of_every_kind_of_council_is_in_the_rulebook(kind: str) -> None:
    assert [rulebook.procedure(name).id for name in adoption.FOR[kind]] == list(adoption.FOR[kind])


@pytest.mark.parametrize(("colour", "said"), [("#ffdd00", "hard to read"), ("blue", "Write the colour as")])
def test_a_colour_on_which_white_cannot_be_read_is_refused(
    fenwick_vale: models.Council, colour: str, said: str
) -> None:
    fenwick_vale.colour = colour

    with pytest.raises(ValidationError, match=said):
        fenwick_vale.full_clean()


def test_another_setting_can_be_tried_out_on_a_page_that_reads_each_once() -> None:
    with here.looked_up_once():
        before = here.for_rulebook()
        with here.looked_up_anew():
            decisions.close_at(minutes=16 * 60, starts_on=MONDAY)
            assert here.for_rulebook().office_closes_on(MONDAY) == 16 * 60
        assert here.for_rulebook() is before
