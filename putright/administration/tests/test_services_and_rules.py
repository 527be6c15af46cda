"""Services, teams, procedures, exclusions and departures."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from putright.accounts.models import Officer
from putright.administration.models import Change
from putright.administration.tests.conftest import complaint, hire, signed_in
from putright.casework import cases
from putright.council import clock, models

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _council(council: models.Council) -> None:
    """Everything here is about a council that has its name."""


def day_of(day: date, name: str = "day") -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_services_are_chosen_from_the_list_and_none_twice(sams: Client) -> None:
    sams.post("/settings/services/list/", {"groups": ["parking", "libraries"]})

    assert {one.name for one in models.Service.objects.all()} == {"Parking", "Libraries"}
    page = sams.get("/settings/services/list/").text
    assert 'value="parking"' not in page
    assert 'value="street-cleaning"' in page


def test_a_part_of_a_group_can_be_a_service_of_its_own(sams: Client) -> None:
    sams.post("/settings/services/list/", {"one-roads-and-pavements": ["557"]})

    service = models.Service.objects.get()
    assert (service.name, service.lgsl) == ("Potholes", [557])


def test_choosing_nothing_is_said(sams: Client) -> None:
    assert "Choose at least one service" in sams.post("/settings/services/list/", {"groups": []}).text


def test_a_renamed_service_keeps_its_cases(sams: Client) -> None:
    waste = models.Service.objects.create(name="Waste", slug="waste")
    case = complaint()
    sams.post(f"/settings/services/{waste.pk}/", {"name": "Bins", "why": "As people call it"})

    case.refresh_from_db()
    assert (case.service.name, case.service.slug) == ("Bins", "waste")
    assert ["Name", "Waste", "Bins"] in Change.objects.get().what


def test_a_retired_service_is_not_offered_and_keeps_its_cases(sams: Client) -> None:
    waste = models.Service.objects.create(name="Waste", slug="waste")
    case = complaint()
    sams.post(f"/settings/services/{waste.pk}/retirement/")

    assert not models.Service.objects.get().active
    assert cases.Case.objects.get(pk=case.pk).service == waste
    sams.post(f"/settings/services/{waste.pk}/retirement/")
    assert models.Service.objects.get().active


def test_two_services_of_one_name_are_refused(sams: Client) -> None:
    models.Service.objects.create(name="Waste", slug="waste")

    assert "There is a service of that name" in sams.post("/settings/services/new/", {"name": "WASTE"}).text


def test_services_that_sound_alike_have_different_short_names(sams: Client) -> None:
    for name in ("Bins!", "Bins?"):
        sams.post("/settings/services/new/", {"name": name})

    assert {one.slug for one in models.Service.objects.all()} == {"bins", "bins-2"}


def test_a_team_with_people_is_not_removed_and_an_empty_one_is(sams: Client, sam: Officer) -> None:
    sams.post("/settings/teams/new/", {"name": "Streets"})
    team = models.Team.objects.get()
    Officer.objects.update(team=team)

    sams.post(f"/settings/teams/{team.pk}/removal/")
    assert models.Team.objects.exists()

    Officer.objects.update(team=None)
    sams.post(f"/settings/teams/{team.pk}/removal/")
    assert not models.Team.objects.exists()


def test_a_procedure_is_adopted_from_a_day(sams: Client) -> None:
    sams.post("/settings/procedures/adoption/", {"procedure": "landlord_code", **day_of(date(2026, 4, 1), "starts_on")})

    assert models.AdoptedProcedure.objects.get().procedure == "landlord_code"
    assert "Landlord" in sams.get("/settings/procedures/").text or "landlord" in sams.get("/settings/procedures/").text


def test_a_procedure_is_not_adopted_from_before_it_was_in_force(sams: Client) -> None:
    typed = {"procedure": "landlord_code", **day_of(date(1999, 1, 1), "starts_on")}

    assert "was not in force" in sams.post("/settings/procedures/adoption/", typed).text


def test_an_exclusion_stands_on_the_public_page_with_where_to_go(sams: Client) -> None:
    typed = {"title": "Parking fines", "reason": "A tribunal decides.", "elsewhere": "The Traffic Penalty Tribunal."}
    sams.post("/settings/exclusions/new/", typed)
    models.Council.objects.update(being_set_up=False)

    page = Client().get("/how-we-handle-complaints/").text
    assert "The Traffic Penalty Tribunal." in page

    sams.post(f"/settings/exclusions/{models.Exclusion.objects.get().pk}/removal/")
    assert "Parking fines" not in Client().get("/how-we-handle-complaints/").text


DEPARTURE = {
    "scope": "policy",
    "effect": "longer_time",
    "clock": "stage_1_response",
    "n": "15",
    "para": "6.5",
    "reason": "We are few.",
    "decided_by": "Cabinet, 1 May 2026",
    "notice_text": "Answers take up to 15 working days.",
}


def test_a_departure_is_kept_with_its_reason_and_told_to_the_public(sams: Client) -> None:
    address = "/settings/departures/new/local_council_code/"
    clocks = [value for value in clock_names(sams.get(address).text) if "respond" in value or "response" in value]
    answer = sams.post(address, {**DEPARTURE, "clock": clocks[0], **day_of(date(2026, 6, 1), "starts_on")})

    assert answer.status_code == 302, answer.text
    assert models.Departure.objects.get().reason == "We are few."
    models.Council.objects.update(being_set_up=False)
    assert "Answers take up to 15 working days." in Client().get("/how-we-handle-complaints/").text

    number = models.Departure.objects.get().pk
    last = day_of(clock.today(), "ends_on")
    sams.post(f"/settings/departures/{number}/end/", {**last, "why": "We are more now"})
    assert models.Departure.objects.get().ends_on == clock.today()


def clock_names(page: str) -> list[str]:
    """The values of the list of time limits."""
    found = page.split('name="clock"')[1].split("</select>")[0]
    return [part.split('"')[0] for part in found.split('value="')[1:]]


def test_a_departure_that_says_too_little_is_refused_with_what_is_missing(sams: Client) -> None:
    typed = {**DEPARTURE, "scope": "temporary", "clock": ""}
    page = sams.post("/settings/departures/new/local_council_code/", typed).text

    assert "The departure does not give: " in page
    assert "the plan" in page
    assert "We are few." in page


def test_law_leaves_no_room_for_a_departure(sams: Client) -> None:
    page = sams.get("/settings/departures/").text

    assert "/settings/departures/new/data_protection/" not in page
    assert "What is law has no way out" in page


def test_an_administrator_records_none_for_a_single_complaint(sams: Client) -> None:
    assert "individual" not in sams.get("/settings/departures/new/local_council_code/").text
    anitas = signed_in(hire("Anita Rowe", "complaints_manager"))
    typed = {
        **DEPARTURE,
        "scope": "individual",
        "case_reference": "26-AAA-AAA",
        **day_of(date(2026, 6, 1), "starts_on"),
    }
    page = anitas.post("/settings/departures/new/local_council_code/", {**typed, "effect": "recorded_only"}).text

    assert "There is no complaint 26-AAA-AAA that you can see" in page
