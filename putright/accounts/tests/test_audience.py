"""Who may see a page: let in, sent to sign in, told why not, or told that there is nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from putright.accounts import audience
from putright.accounts.models import Officer
from putright.accounts.tests.people import officer

pytestmark = pytest.mark.django_db


def asking(user: Officer | AnonymousUser) -> HttpRequest:
    request = RequestFactory().get("/somewhere/?day=today")
    request.user = user
    return request


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


@pytest.fixture(autouse=True)
def _password_alone(settings: Settings) -> None:
    settings.MFA_REQUIRED = False


def test_a_stranger_is_sent_to_sign_in_and_comes_back() -> None:
    for view in (audience.officers("approve")(page), audience.signed_in(page), audience.signing_in(page)):
        answer = view(asking(AnonymousUser()))

        assert answer.headers["Location"] == "/accounts/login/?next=/somewhere/%3Fday%3Dtoday"


def test_an_officer_whose_role_may_is_let_in() -> None:
    view = audience.officers("approve")(page)

    assert view(asking(officer("complaints_manager"))).status_code == 200
    assert audience.declared(view) == "officers who may approve"


def test_an_officer_whose_role_may_not_is_told_why_and_who_may() -> None:
    with pytest.raises(
        PermissionDenied, match=r"does not let you approve an answer\. These roles do: Complaints manager"
    ):
        audience.officers("approve")(page)(asking(officer("reviewer")))


@pytest.mark.urls("putright.accounts.tests.some_urls")
def test_the_reason_stands_on_the_page(client: Client) -> None:
    client.force_login(officer("reviewer"))

    answer = client.get("/approval/")

    assert answer.status_code == 403
    assert "Your role does not let you approve an answer." in answer.content.decode()


def test_an_officer_who_owes_the_second_step_is_taken_to_it(settings: Settings) -> None:
    settings.MFA_REQUIRED = True
    rosa = officer("complaints_manager")

    assert audience.officers("approve")(page)(asking(rosa)).headers["Location"] == "/accounts/second-step/app/"
    assert audience.signed_in(page)(asking(rosa)).headers["Location"] == "/accounts/second-step/app/"
    assert audience.signing_in(page)(asking(rosa)).status_code == 200


def test_what_no_role_may_do_cannot_be_asked_for() -> None:
    with pytest.raises(KeyError, match="nothing a role may do"):
        audience.officers("fly")


def test_a_demo_page_is_not_there_otherwise(settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(Http404):
        audience.demo_only(page)(asking(AnonymousUser()))


def test_a_page_for_anybody_or_for_a_secret_link_says_so() -> None:
    assert audience.declared(audience.public(lambda request: page(request))) == audience.PUBLIC
    assert audience.declared(audience.by_link(lambda request: page(request))) == audience.LINK
    assert audience.declared(page) is None
