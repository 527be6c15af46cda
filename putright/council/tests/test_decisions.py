"""What a council decides: kept when it can be stood behind, refused with what to do when it cannot."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError

from putright import rulebook
from putright.council import decisions, here, models

pytestmark = pytest.mark.django_db

CODE = "local_council_code"
LONGER = rulebook.Departure(
    scope="policy",
    effect="longer_time",
    para="5.2",
    reason="Planning complaints need a site visit.",
    decided_by="Cabinet",
    starts_on=date(2026, 4, 1),
    clock="stage_1_response",
    n=15,
)
ONE_STAGE = replace(
    LONGER,
    scope="temporary",
    effect="one_stage",
    clock=None,
    n=None,
    ends_on=date(2026, 9, 30),
    plan="Two officers join in September.",
    notice_text="We answer once, and you can go to the Ombudsman straight away.",
    services=("waste",),
)
THREE_STAGES = replace(LONGER, effect="three_stages", clock=None, n=None)


@pytest.fixture(autouse=True)
def waste() -> models.Service:
    models.Council.objects.create(name="Fenwick Vale Council", short_name="Fenwick Vale")
    models.Service.objects.create(name="Housing repairs", slug="housing")
    return models.Service.objects.create(name="Waste and recycling", slug="waste")


def keep(departure: rulebook.Departure, *, procedure: str = CODE, case: str = "") -> models.Departure:
    return decisions.record_departure(departure=departure, procedure=procedure, case_reference=case)


def test_what_was_decided_comes_back_as_it_was_given() -> None:
    keep(LONGER)
    keep(ONE_STAGE)

    assert here.departures(procedure=CODE, case_reference="FV-1") == (LONGER, ONE_STAGE)
    assert here.departures(procedure="service_request", case_reference="FV-1") == ()
    assert str(models.Departure.objects.first()) == "policy departure from 5.2"


def test_a_departure_for_one_complaint_touches_no_other() -> None:
    once = replace(LONGER, scope="individual")
    keep(once, case="FV-1")

    assert here.departures(procedure=CODE, case_reference="FV-1") == (once,)
    assert here.departures(procedure=CODE, case_reference="FV-2") == ()


@pytest.mark.parametrize(
    ("departure", "case", "said"),
    [
        (replace(LONGER, reason=" "), "", r"does not give: the reason\. Add what is missing"),
        (replace(ONE_STAGE, plan="", ends_on=None), "", "the return date, the plan"),
        (replace(LONGER, scope="individual"), "", "must name it. Give the reference"),
        (LONGER, "FV-1", "Only a departure for one complaint names one"),
        (replace(LONGER, clock="sundial"), "", "no clock 'sundial' to lengthen; it has: "),
        (replace(LONGER, n=5), "", "must give 'stage_1_response' more than 10"),
        (replace(LONGER, services=("ferries",)), "", "no service called ferries. There are: housing, waste"),
        (replace(LONGER, starts_on=date(2001, 1, 1)), "", "was not in force on 2001-01-01"),
    ],
)
def test_what_cannot_be_stood_behind_is_refused_with_what_to_do(
    departure: rulebook.Departure, case: str, said: str
) -> None:
    with pytest.raises(decisions.Refused, match=said):
        keep(departure, case=case)
    assert not models.Departure.objects.exists()


def test_law_does_not_bend() -> None:
    with pytest.raises(decisions.Refused, match="What is law has no way out: follow the procedure"):
        keep(LONGER, procedure="children")


def test_a_procedure_there_is_not_cannot_be_departed_from() -> None:
    with pytest.raises(decisions.Refused, match="no procedure called 'karma'"):
        keep(LONGER, procedure="karma")


def test_two_departures_that_contradict_each_other_cannot_both_be_kept() -> None:
    keep(ONE_STAGE)

    with pytest.raises(decisions.Refused, match=r"contradict each other.*end the one it contradicts first"):
        keep(THREE_STAGES)


@pytest.mark.parametrize("apart", [{"services": ("housing",)}, {"starts_on": date(2026, 10, 1)}])
def test_those_that_never_meet_can_both_be_kept(apart: dict[str, object]) -> None:
    keep(ONE_STAGE)
    keep(replace(THREE_STAGES, **apart))  # type: ignore[arg-type]

    assert models.Departure.objects.count() == 2


def test_the_database_itself_refuses_a_departure_for_one_complaint_that_names_none() -> None:
    with pytest.raises(IntegrityError):
        models.Departure.objects.create(procedure=CODE, scope="individual", effect="recorded_only", para="1")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 3, 6), "6 March 2027 is no working day as it is"),
        (date(2027, 12, 27), "no working day as it is"),
        (date(2199, 1, 1), "outside the calendar"),
    ],
)
def test_a_holiday_that_changes_nothing_or_that_nobody_can_know_is_refused(day: date, said: str) -> None:
    with pytest.raises(decisions.Refused, match=said):
        decisions.add_holiday(day=day, title="Bank holiday")


def test_a_day_off_has_a_name() -> None:
    with pytest.raises(decisions.Refused, match="Say what it is"):
        decisions.close_offices(day=date(2027, 3, 8), title=" ")
    assert str(decisions.add_holiday(day=date(2027, 3, 8), title=" Coronation ")) == "8 March 2027: Coronation"


@pytest.mark.parametrize(
    ("procedure", "day", "said"),
    [("karma", date(2026, 4, 1), "no procedure called"), (CODE, date(2023, 4, 1), "was not in force on 2023-04-01")],
)
def test_only_a_procedure_in_force_can_be_adopted(procedure: str, day: date, said: str) -> None:
    with pytest.raises(decisions.Refused, match=said):
        decisions.adopt(procedure=procedure, starts_on=day)


def test_adopting_twice_keeps_the_newer_policy() -> None:
    decisions.adopt(procedure=CODE, starts_on=date(2026, 4, 1))
    decisions.adopt(procedure=CODE, starts_on=date(2026, 4, 1), policy_url="https://fenwickvale.example/policy")

    assert models.AdoptedProcedure.objects.get().policy_url == "https://fenwickvale.example/policy"
