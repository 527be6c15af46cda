"""The demo's way in: there in a demo, and nowhere else."""

import pytest
from django.test import Client
from pytest_django import Settings

from putright.accounts.tests.people import officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def _demo(settings: Settings) -> None:
    settings.DEMO, settings.MFA_REQUIRED = True, False


def test_it_does_not_exist_outside_a_demo(client: Client, settings: Settings) -> None:
    settings.DEMO = False
    rosa = officer("intake")

    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"officer": rosa.pk}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("_demo")
def test_everybody_is_listed_with_what_they_do_in_the_order_of_the_work(client: Client) -> None:
    officer("administrator", email="sam@fenwickvale.example")
    officer("intake", "link_officer")
    officer(email="nobody@fenwickvale.example")

    page = client.get("/demo/").content.decode()

    assert "Takes complaints in" in page
    assert "The Ombudsman&#39;s contact" in page
    assert page.index("Takes complaints in") < page.index("Looks after people")
    assert page.count("Sign in<span") == 2


@pytest.mark.usefixtures("_demo")
def test_choosing_somebody_signs_in_as_them_without_a_second_step(client: Client) -> None:
    rosa = officer("intake")

    answer = client.post("/demo/", {"officer": rosa.pk})

    assert answer.headers["Location"] == "/desk/"
    assert client.get("/accounts/second-step/").status_code == 200


@pytest.mark.usefixtures("_demo")
def test_choosing_somebody_else_leaves_nothing_of_the_first(client: Client) -> None:
    rosa, sam = officer("intake"), officer("administrator", email="sam@fenwickvale.example")
    client.post("/demo/", {"officer": rosa.pk})
    session = client.session
    session["draft"] = "of Rosa's"
    session.save()

    client.post("/demo/", {"officer": sam.pk})

    assert client.session["_auth_user_id"] == str(sam.pk)
    assert "draft" not in client.session


@pytest.mark.usefixtures("_demo")
@pytest.mark.parametrize("chosen", ["", "0", "x", "-1", "²"])
def test_nobody_of_that_name_signs_nobody_in(client: Client, chosen: str) -> None:
    assert client.post("/demo/", {"officer": chosen}).status_code == 404


@pytest.mark.usefixtures("_demo")
def test_an_empty_demo_says_how_to_fill_it(client: Client) -> None:
    assert "bin/start" in client.get("/demo/").content.decode()


@pytest.mark.usefixtures("_demo")
def test_a_contractors_contact_lands_where_complaints_are_passed_on(client: Client) -> None:
    kit = officer("contractor", email="kit@greenway.example")

    answer = client.post("/demo/", {"officer": kit.pk}, follow=True)

    assert answer.redirect_chain == [("/desk/intake/pass-on/", 302)]


@pytest.mark.usefixtures("_demo")
def test_somebody_who_sees_no_case_lands_on_a_page_that_says_so(client: Client) -> None:
    cllr = officer("member", email="jo@fenwickvale.example")

    answer = client.post("/demo/", {"officer": cllr.pk}, follow=True)

    assert answer.redirect_chain == [("/desk/", 302)]
    assert "You see no cases" in answer.content.decode()
