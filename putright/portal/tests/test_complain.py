"""The way to complain: nothing typed is lost, pages in any order, and answers that can be changed."""

from typing import Any

import pytest
from django.test import Client

from putright.portal.answers import Answers
from putright.portal.complaining import journey
from putright.portal.tests import complaining

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _council() -> None:
    complaining.fenwick_vale()


def leads_to(answer: Any) -> str:
    assert answer.status_code == 302
    return str(answer.url)


def test_every_page_of_the_way_can_be_opened_first(client: Client) -> None:
    for page in journey.asked(Answers()):
        assert client.get(page.address).status_code == 200, page.name


def test_a_page_leads_to_the_next_and_back_to_the_one_before(client: Client) -> None:
    assert leads_to(complaining.type_into(client, "asked-before", answer="unhappy")) == "/complain/danger/"
    assert 'href="/complain/asked-before/" class="govuk-back-link"' in complaining.text(client.get("/complain/danger/"))


def test_a_page_nobody_knows_is_not_found(client: Client) -> None:
    assert client.get("/complain/nonsense/").status_code == 404


def test_going_back_shows_what_was_typed(client: Client) -> None:
    complaining.type_into(client, "what-went-wrong", said="Line <one>\nLine two")

    assert "Line &lt;one&gt;\nLine two</textarea>" in complaining.text(client.get("/complain/what-went-wrong/"))


def test_what_is_wrong_is_kept_as_well(client: Client) -> None:
    answer = complaining.type_into(client, "your-details", name="Maria", email="maria at example")

    assert "Enter an email address in the right form" in complaining.text(answer)
    assert 'value="maria at example"' in complaining.text(client.get("/complain/your-details/"))


def test_a_date_that_is_none_is_shown_again_as_it_was_typed(client: Client) -> None:
    typed = {"happened_on-day": "31", "happened_on-month": "Febuary", "happened_on-year": "2026"}
    answer = complaining.type_into(client, "when", **typed)

    assert "Month must be a number" in complaining.text(answer)
    assert 'value="Febuary"' in complaining.text(client.get("/complain/when/"))


def test_a_long_ago_date_bars_nothing(client: Client) -> None:
    typed = {"happened_on-day": "1", "happened_on-month": "2", "happened_on-year": "1999"}

    assert complaining.type_into(client, "when", **typed).status_code == 302


def test_a_date_to_come_is_asked_for_again(client: Client) -> None:
    typed = {"happened_on-day": "1", "happened_on-month": "2", "happened_on-year": "2999"}

    assert "today or in the past" in complaining.text(complaining.type_into(client, "when", **typed))


def test_a_text_that_is_too_long_is_kept_whole(client: Client) -> None:
    complaining.type_into(client, "how-it-affected-you", impact="a" * 4001)

    assert "a" * 4001 in complaining.text(client.get("/complain/how-it-affected-you/"))


def test_two_tabs_do_not_undo_each_other(client: Client) -> None:
    complaining.type_into(client, "what-went-wrong", said="In one tab")
    other = Client()
    other.cookies["complaint"] = client.cookies["complaint"].value
    complaining.type_into(other, "how-it-affected-you", impact="In the other")

    given = Answers.of(complaining.draft_of(client))
    assert given.one("what-went-wrong", "said") == "In one tab"
    assert given.one("how-it-affected-you", "impact") == "In the other"


def test_a_page_left_open_until_the_draft_was_gone_still_keeps_what_was_typed(client: Client) -> None:
    complaining.type_into(client, "what-went-wrong", said="First")
    complaining.draft_of(client).delete()
    complaining.type_into(client, "how-it-affected-you", impact="Typed for an hour")

    assert "Typed for an hour" in complaining.text(client.get("/complain/how-it-affected-you/"))


def test_a_character_no_database_takes_is_left_out(client: Client) -> None:
    complaining.type_into(client, "what-went-wrong", said="before\0after")

    assert "beforeafter" in complaining.text(client.get("/complain/what-went-wrong/"))


# --- Changing answers. ---


def test_a_changed_answer_leads_back_to_all_answers(client: Client) -> None:
    complaining.fill_in(client)

    answer = client.post("/complain/what-went-wrong/?from=check", {"said": "Something else"})

    assert leads_to(answer) == "/complain/check/"
    assert "Something else" in complaining.text(client.get("/complain/check/"))


def test_a_change_that_brings_in_a_page_leads_there_first(client: Client) -> None:
    complaining.fill_in(client)

    answer = client.post("/complain/who-for/?from=check", {"answer": "representative"})

    assert leads_to(answer) == "/complain/who-you-write-for/?from=check"


def test_an_answer_that_no_longer_counts_is_not_sent(client: Client) -> None:
    complaining.fill_in(client, complaining.HELEN)
    complaining.type_into(client, "who-for", answer="person")
    complaining.send(client)

    assert [party.role for party in complaining.made(client)[0].parties.all()] == ["complainant"]


def test_all_answers_are_shown_each_with_a_way_to_change_it(client: Client) -> None:
    complaining.fill_in(client)
    page = complaining.text(client.get("/complain/check/"))

    for typed in (
        "three weeks",
        "Three times in May",
        "4 May 2026",
        "There are rats.",
        "maria@example.com",
        "Large print",
    ):
        assert typed in page, typed
    assert 'href="/complain/how-it-affected-you/?from=check"' in page


# --- The first time, and a complaint all the same. ---


def test_the_first_time_is_offered_as_a_request_and_as_a_complaint(client: Client) -> None:
    answer = complaining.type_into(client, "asked-before", answer="first_concern")

    assert leads_to(answer) == "/complain/request-or-complaint/"
    page = complaining.text(client.get("/complain/request-or-complaint/"))
    assert "Ask the service to put it right" in page
    assert "No, I want to make a complaint" in page


def test_a_question_left_out_stops_nobody(client: Client) -> None:
    for page in ("asked-before", "danger", "who-for", "topics"):
        assert complaining.type_into(client, page).status_code == 302, page


def test_only_the_questions_that_matter_are_asked(client: Client) -> None:
    complaining.type_into(client, "topics", answer=["personal_data"])
    asked = [page.question for page in journey.asked(Answers.of(complaining.draft_of(client))) if page.question]

    assert asked == ["earlier", "danger", "sender", "personal_data"]


def test_danger_is_met_with_help_before_anything_else(client: Client) -> None:
    answer = complaining.type_into(client, "danger", answer=["life"])

    assert leads_to(answer) == "/complain/help-now/"
    assert "ring 999" in complaining.text(client.get("/complain/help-now/"))


def test_none_and_something_cannot_be_ticked_together(client: Client) -> None:
    answer = complaining.type_into(client, "topics", answer=["none", "landlord"])

    assert "not both" in complaining.text(answer)
