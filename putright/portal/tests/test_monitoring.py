"""Questions about the person: nobody has to answer, and no answer leads back to anybody."""

import pytest
from django.test import Client

from putright.council import clock
from putright.portal import monitoring
from putright.portal.models import Tally
from putright.portal.tests import complaining

pytestmark = pytest.mark.django_db

SAID = {"age": "25_44", "sex": "female", "disability": "rather_not"}


@pytest.fixture
def _sent(client: Client) -> None:
    complaining.fenwick_vale()
    complaining.fill_in(client)
    complaining.send(client)


@pytest.mark.usefixtures("_sent")
def test_the_questions_come_after_sending_and_can_be_left_alone(client: Client) -> None:
    assert "/complain/about-you/" in complaining.text(client.get("/complain/sent/"))
    assert client.post("/complain/about-you/", {}).status_code == 302
    assert not Tally.objects.exists()


@pytest.mark.usefixtures("_sent")
def test_answers_are_tallied_by_month_and_nothing_else(client: Client) -> None:
    client.post("/complain/about-you/", SAID)

    assert {(row.question, row.answer, row.n) for row in Tally.objects.all()} == {
        (question, answer, 1) for question, answer in SAID.items()
    }
    assert {row.month for row in Tally.objects.all()} == {f"{clock.today():%Y-%m}"}


@pytest.mark.usefixtures("_sent")
def test_nobody_is_counted_twice(client: Client) -> None:
    for _ in range(2):
        client.post("/complain/about-you/", SAID)

    assert {row.n for row in Tally.objects.all()} == {1}


def test_no_column_could_lead_from_an_answer_to_a_case() -> None:
    assert {field.name for field in Tally._meta.get_fields()} == {"id", "month", "question", "answer", "n"}


def test_small_numbers_are_not_told() -> None:
    at = clock.now()
    for _ in range(monitoring.FEWEST_SHOWN):
        monitoring.tally({"sex": "female"}, at=at)
    monitoring.tally({"sex": "male"}, at=at)

    assert monitoring.figures(month=f"{at:%Y-%m}") == {"sex": {"female": monitoring.FEWEST_SHOWN, "male": None}}


def test_the_questions_are_not_shown_to_somebody_who_sent_nothing(client: Client) -> None:
    complaining.fenwick_vale()

    assert client.get("/complain/about-you/").status_code == 302
