"""People: added, changed, invited, their accounts closed with every case handed on."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from putright.accounts.models import Noted, Officer
from putright.administration.models import Change
from putright.administration.tests.conftest import given, hire, signed_in
from putright.casework.actions import leaving
from putright.council import models

pytestmark = pytest.mark.django_db
ROSA = {"name": "Rosa Okafor", "email": "Rosa@anytown.example", "roles": ["intake"], "job_title": "Complaints officer"}


@pytest.fixture(autouse=True)
def _council(council: models.Council) -> None:
    models.Service.objects.create(name="Waste and recycling", slug="waste")


def test_somebody_new_gets_an_account_and_their_roles(sams: Client) -> None:
    answer = sams.post("/settings/people/new/", ROSA, follow=True)

    rosa = Officer.objects.get(email="rosa@anytown.example")
    assert rosa.role_names == {"intake"}
    assert not rosa.has_usable_password()
    assert "Rosa Okafor is added." in answer.text
    assert {one.kind for one in Noted.objects.all()} >= {"officer_made", "role_given"}


@pytest.mark.usefixtures("_worker_at_once")
def test_an_invitation_lets_somebody_choose_a_password_once(sams: Client) -> None:
    sams.post("/settings/people/new/", {**ROSA, "invite": "on"})
    link = re.search(r"http://[^/]+(/accounts/\S+)", str(mail.outbox[0].body))
    assert link is not None

    rosa, typed = Client(), {"password1": "gravel teapot lantern", "password2": "gravel teapot lantern"}
    form = rosa.get(link[1], follow=True)
    rosa.post(form.redirect_chain[-1][0], typed)

    assert Officer.objects.get(email="rosa@anytown.example").check_password("gravel teapot lantern")
    again = Client().get(link[1], follow=True)
    assert "password1" not in again.text


@pytest.mark.usefixtures("_worker_at_once")
def test_nobody_with_a_password_is_invited(sams: Client) -> None:
    rosa = hire("Rosa Okafor", "intake")
    rosa.set_password("gravel teapot lantern")
    rosa.save()

    answer = sams.post(f"/settings/people/{rosa.pk}/invitation/", follow=True)

    assert "nothing to invite to" in answer.text
    assert mail.outbox == []


def test_an_address_that_somebody_has_is_refused_and_nothing_typed_is_lost(sams: Client) -> None:
    hire("Rosa Okafor", "intake")
    page = sams.post("/settings/people/new/", {**ROSA, "email": "ROSA.okafor@anytown.example", "phone": "01632"}).text

    assert "Somebody already signs in with" in page
    assert "01632" in page


def test_details_are_changed_and_the_history_shows_both(sams: Client) -> None:
    rosa = hire("Rosa Okafor", "intake")
    typed = {"name": "Rosa Okafor-Lee", "email": rosa.email, "job_title": "Head of complaints"}
    sams.post(f"/settings/people/{rosa.pk}/details/", typed)

    assert ["Name", "Rosa Okafor", "Rosa Okafor-Lee"] in Change.objects.get().what


def test_what_was_changed_about_one_person_is_not_shown_with_another_of_that_name(sams: Client) -> None:
    rosa, other = (
        hire("Rosa Okafor", "intake"),
        Officer.objects.create(email="other@anytown.example", name="Rosa Okafor"),
    )
    sams.post(f"/settings/people/{rosa.pk}/roles/", {"roles": ["reviewer"], "why": "Moved to reviews"})

    assert "Moved to reviews" in sams.get(f"/settings/people/{rosa.pk}/").text
    assert "Moved to reviews" not in sams.get(f"/settings/people/{other.pk}/").text


def test_roles_change_with_a_reason_and_not_without(sams: Client) -> None:
    rosa = hire("Rosa Okafor", "intake")
    address = f"/settings/people/{rosa.pk}/roles/"

    assert "Say why the roles change" in sams.post(address, {"roles": ["reviewer"]}).text
    sams.post(address, {"roles": ["reviewer"], "why": "Moved to reviews"})

    assert Officer.objects.get(pk=rosa.pk).role_names == {"reviewer"}
    assert Change.objects.get().why == "Moved to reviews"


def test_nobody_changes_their_own_roles_or_closes_their_own_account(sams: Client, sam: Officer) -> None:
    hire("Kim Nowak", "administrator")
    roles = sams.post(f"/settings/people/{sam.pk}/roles/", {"roles": ["complaints_manager"], "why": "x"})
    closing = sams.post(f"/settings/people/{sam.pk}/closing/", {"why": "x"})

    assert "Somebody else has to" in roles.text
    assert "Somebody else has to" in closing.text
    assert Officer.objects.get(pk=sam.pk).is_active


def test_the_last_administrator_stays(sam: Officer) -> None:
    kim = hire("Kim Nowak", "administrator")
    signed_in(sam).post(f"/settings/people/{kim.pk}/closing/", {"why": "left"})

    assert not Officer.objects.get(pk=kim.pk).is_active
    assert signed_in(kim).get("/settings/").status_code == 302


def test_closing_an_account_signs_out_at_once_and_says_how_many_cases_go_where(sams: Client) -> None:
    rosa, imran = hire("Rosa Okafor", "intake"), hire("Imran Sayle", "investigating_officer")
    for _ in range(2):
        given(imran, by=rosa)
    imrans = signed_in(imran)
    assert imrans.get("/desk/").status_code == 200

    address = f"/settings/people/{imran.pk}/closing/"
    assert "2 open cases" in sams.get(address).text
    answer = sams.post(address, {"to": rosa.pk, "why": "Left on 30 June"}, follow=True)

    assert "Rosa Okafor has 2 of their cases now." in answer.text
    assert imrans.get("/desk/")["Location"].startswith("/accounts/login/")
    assert (leaving.open_cases(imran), leaving.open_cases(rosa)) == (0, 2)
    assert ["Open cases handed over", "", "2 to Rosa Okafor, 0 to nobody yet"] in Change.objects.get().what


def test_cases_nobody_takes_over_are_said_to_be_nobody_s(sams: Client) -> None:
    rosa, imran = hire("Rosa Okafor", "intake"), hire("Imran Sayle", "investigating_officer")
    given(imran, by=rosa)

    answer = sams.post(f"/settings/people/{imran.pk}/closing/", {"why": "Left"}, follow=True)

    assert "1 of their cases are nobody’s now" in answer.text


def test_a_closed_account_can_be_opened_again_with_its_roles(sams: Client) -> None:
    rosa = hire("Rosa Okafor", "intake")
    sams.post(f"/settings/people/{rosa.pk}/closing/", {"why": "Left"})
    assert "Rosa Okafor" in sams.get("/settings/people/?closed=yes").text

    sams.post(f"/settings/people/{rosa.pk}/reopening/", {"why": "Came back"})

    again = Officer.objects.get(pk=rosa.pk)
    assert (again.is_active, set(again.role_names)) == (True, {"intake"})


def test_people_are_found_by_name_and_by_role(sams: Client) -> None:
    hire("Rosa Okafor", "intake")
    hire("Tom Birk", "reviewer")

    assert "Tom Birk" not in sams.get("/settings/people/?q=okafor").text
    assert "Rosa Okafor" not in sams.get("/settings/people/?role=reviewer").text
    assert sams.get("/settings/people/?q=%00&page=x&role=nothing").status_code == 200


def test_a_retired_service_is_not_taken_from_those_who_look_after_it(sams: Client) -> None:
    imran, waste = hire("Imran Sayle", "investigating_officer"), models.Service.objects.get()
    imran.services.add(waste)
    models.Service.objects.update(active=False)

    typed = {"name": imran.name, "email": imran.email, "services": [waste.pk], "phone": "01632 960112"}
    sams.post(f"/settings/people/{imran.pk}/details/", typed)

    assert list(imran.services.all()) == [waste]
    assert Officer.objects.get(pk=imran.pk).phone == "01632 960112"
