"""People: added, changed, invited, their accounts closed with every case handed on."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from pytest_django import Settings

from putright.accounts import audit, people
from putright.accounts.models import Noted, Officer
from putright.accounts.signing_in import sign_in
from putright.accounts.tests import post
from putright.administration.models import Change
from putright.administration.tests.conftest import given, hire, signed_in
from putright.casework.actions import leaving
from putright.council import clock, models

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
    link = re.search(r"http://[^/]+(/accounts/\S+)", str(post.arrived()[0].body))
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
    assert post.arrived() == []


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


def test_a_page_says_from_where_each_role_comes_and_lets_one_be_kept_by_hand(sams: Client) -> None:
    mira = hire("Mira Vance", "reviewer")
    people.give(officer=mira, role="intake", by=None, at=clock.now(), source="council")
    page = f"/settings/people/{mira.pk}/"
    assert "(by a group of council, which is no longer set up)" in sams.get(page).text

    form = sams.get(f"{page}roles/").text
    assert "if their groups no longer give them" in form
    told = {"roles": ["intake", "reviewer"], "by_hand": ["intake"], "why": "Stays when the team is dissolved"}
    sams.post(f"{page}roles/", told)

    assert "which is no longer set up, and by hand)" in sams.get(page).text
    people.end(officer=mira, role="intake", by=None, at=clock.now(), source="council")
    assert Officer.objects.get(pk=mira.pk).role_names == {"intake", "reviewer"}


def test_nobody_is_asked_about_groups_who_has_no_role_of_one(sams: Client) -> None:
    imran = hire("Imran Sayle", "reviewer")

    assert "if their groups no longer give them" not in sams.get(f"/settings/people/{imran.pk}/roles/").text


def test_a_page_says_when_an_invitation_was_sent_and_when_it_ran_out(sams: Client, settings: Settings) -> None:
    rosa = hire("Rosa Okafor", "intake")
    page = f"/settings/people/{rosa.pk}/"
    assert "No invitation was sent." in sams.get(page).text

    sams.post(f"{page}invitation/")
    assert "Its link works until" in sams.get(page).text
    assert "Send it again" in sams.get(page).text

    settings.PASSWORD_RESET_TIMEOUT = 0
    assert "ran out on" in sams.get(page).text


def test_an_invitation_that_did_not_go_is_said_so(sams: Client) -> None:
    rosa = hire("Rosa Okafor", "intake")
    sams.post(f"/settings/people/{rosa.pk}/invitation/")
    audit.note(kind="mail_not_sent", by=None, at=clock.now(), about=audit.about_officer(rosa))

    assert "did not reach the mailbox" in sams.get(f"/settings/people/{rosa.pk}/").text


@pytest.mark.usefixtures("_worker_at_once")
def test_an_invitation_says_where_one_signs_in_later(sams: Client) -> None:
    sams.post("/settings/people/new/", {**ROSA, "invite": "on"})

    assert "/accounts/login/\n" in str(post.arrived()[0].body)


def test_a_lost_second_step_is_taken_away_with_a_reason_by_somebody_else(sams: Client, sam: Officer) -> None:
    rosa = hire("Rosa Okafor", "intake")
    page = f"/settings/people/{rosa.pk}/"
    assert "Take the second step away" not in sams.get(page).text
    for officer in (rosa, sam):
        TOTP.activate(officer, generate_totp_secret())
    assert "Take the second step away" in sams.get(page).text

    sams = signed_in_lately(sam)
    assert "Say why it is taken away" in sams.post(f"{page}second-step/", {}).text
    answer = sams.post(f"{page}second-step/", {"why": "Lost her telephone, rang back"}, follow=True)

    assert "sets up a new second step" in answer.text
    assert list(Authenticator.objects.values_list("user_id", flat=True)) == [sam.pk]
    assert Change.objects.get().what == [["Second step of signing in", "set up", "taken away"]]


def test_nobody_takes_their_own_second_step_away(sam: Officer) -> None:
    TOTP.activate(sam, generate_totp_secret())
    sams, page = signed_in_lately(sam), f"/settings/people/{sam.pk}/"

    assert "Take the second step away" not in sams.get(page).text
    answer = sams.post(f"{page}second-step/", {"why": "x"}, follow=True)

    assert "Somebody else has to take your second step away." in answer.text
    assert Authenticator.objects.count() == 1


def signed_in_lately(officer: Officer) -> Client:
    """Somebody who has shown just now who they are."""
    client = signed_in(officer)
    session = client.session
    session[sign_in.SHOWN_AT] = clock.now().timestamp()
    session.save()
    return client
