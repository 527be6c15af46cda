"""Somebody new chooses a password and goes straight on; nothing speaks of a change to them."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.test import Client
from django.urls import reverse

from putright.accounts import audit
from putright.accounts.models import Officer
from putright.accounts.tests import post
from putright.accounts.tests.people import PASSWORD, officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_real_council", "_worker_at_once")]
TYPED = {"password1": "gravel teapot lantern", "password2": "gravel teapot lantern"}


def link(to: Officer) -> str:
    parts = {"uidb36": user_pk_to_url_str(to), "key": default_token_generator.make_token(to)}
    return reverse("account_reset_password_from_key", kwargs=parts)


def test_the_first_password_welcomes_and_leads_straight_to_the_second_step() -> None:
    rosa, client = officer("intake"), Client()
    form = client.get(link(rosa), follow=True)
    assert "Welcome: choose your password" in form.text

    done = client.post(form.redirect_chain[-1][0], TYPED, follow=True)

    assert done.redirect_chain[-1][0] == "/accounts/second-step/app/"
    assert "Your password is set." in done.text
    assert "Enter your password once more" not in done.text
    assert Officer.objects.get().check_password(TYPED["password1"])
    assert post.arrived() == []
    assert audit.found(kind="password_changed").get().by_id == rosa.pk


def test_a_forgotten_password_signs_nobody_in_by_its_link() -> None:
    rosa, client = officer("intake", password=PASSWORD), Client()
    form = client.get(link(rosa), follow=True)
    assert "Choose a new password" in form.text

    done = client.post(form.redirect_chain[-1][0], TYPED, follow=True)

    assert done.redirect_chain[-1][0] == "/accounts/password/changed/"
    assert client.get("/accounts/second-step/app/").status_code == 302
    assert "was changed" in str(post.arrived()[0].subject)


@pytest.mark.parametrize("number", ["0", "zzzzzzzzzzzzz", "1"], ids=["nobody", "too-large", "no-such"])
def test_a_link_that_was_never_sent_is_said_not_to_work(number: str) -> None:
    page = Client().get(f"/accounts/password/new/{number}-abc-def/")

    assert page.status_code == 200
    assert "This link does not work" in page.text


def test_a_link_of_somebody_new_works_once() -> None:
    rosa = officer("intake")
    address, client = link(rosa), Client()
    form = client.get(address, follow=True)
    client.post(form.redirect_chain[-1][0], TYPED)

    assert "This link does not work" in Client().get(address, follow=True).text
