"""Sending: one case however often, who it is from, robots, and limits that lose nothing."""

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from putright.casework import cases
from putright.council import clock
from putright.letters import outbox
from putright.portal import limits
from putright.portal.models import Draft
from putright.portal.tests import complaining

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _council() -> None:
    complaining.fenwick_vale()


def test_what_was_typed_is_what_the_case_says(client: Client) -> None:
    complaining.fill_in(client)
    complaining.send(client)
    (case,) = complaining.made(client)
    person = case.parties.get().person

    assert (case.procedure, case.service.slug, case.channel) == ("local_council_code", "waste", "web")
    assert complaining.said(case, "said").startswith("The bin in Larch Close")
    assert complaining.said(case, "happened") == "Three times in May\nDate given: Monday 4 May 2026"
    assert complaining.said(case, "impact") == "There are rats."
    assert complaining.said(case, "wanted") == "Empty it and say sorry."
    assert (person.name, person.email, person.prefers) == ("Maria Lindqvist", "maria@example.com", "email")
    assert person.safe_to_contact == "Please do not ring."
    assert [one.kind for one in person.adjustments.all()] == ["large_print"]


def test_sent_twice_is_one_case(client: Client) -> None:
    complaining.fill_in(client)
    first, second = complaining.send(client), complaining.send(client)

    assert first.url == second.url == "/complain/sent/"
    assert len(complaining.made(client)) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_double_click_that_comes_twice_at_one_moment_is_one_case(client: Client) -> None:
    complaining.fill_in(client)
    answers: list[int] = []

    def press() -> None:
        browser = Client()
        browser.cookies["complaint"] = client.cookies["complaint"].value
        answers.append(complaining.send(browser).status_code)
        connection.close()

    presses = [Thread(target=press) for _ in range(3)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()

    assert answers == [302, 302, 302]
    assert len(complaining.made(client)) == 1


def test_once_sent_nothing_typed_stays_with_the_portal(client: Client) -> None:
    complaining.fill_in(client)
    complaining.send(client)
    draft = complaining.draft_of(client)

    assert draft.typed == {}
    assert not draft.files.exists()


def test_the_person_sees_reference_link_and_dates(client: Client) -> None:
    complaining.fill_in(client)
    complaining.send(client)
    (case,) = complaining.made(client)
    page = complaining.text(client.get("/complain/sent/"))
    due = min(one.due_on for one in cases.standing(case, on=clock.today()).clocks if one.running)

    assert case.reference in page
    assert complaining.secret_link(case) in page
    assert f"{due:%-d %B %Y}" in page


def test_a_receipt_with_the_link_goes_by_email(client: Client) -> None:
    complaining.fill_in(client)
    complaining.send(client)
    (case,) = complaining.made(client)
    (receipt,) = outbox.everything(about=case.reference)

    assert receipt.to == "maria@example.com"
    assert complaining.secret_link(case) in receipt.text


def test_a_complaint_without_a_story_says_what_is_missing(client: Client) -> None:
    complaining.fill_in(client, {name: typed for name, typed in complaining.MARIA.items() if name != "what-went-wrong"})
    page = complaining.text(complaining.send(client))

    assert "Tell us what went wrong" in page
    assert 'href="/complain/what-went-wrong/?from=check"' in page


def test_nothing_at_all_is_not_sent(client: Client) -> None:
    assert complaining.send(client).status_code == 200
    assert not Draft.objects.exists()


def test_a_service_nobody_is_sure_of_is_taken_too(client: Client) -> None:
    complaining.fill_in(client, service={"service": "not-sure"})
    complaining.send(client)

    assert complaining.made(client)[0].service.name == "Not known yet"
    assert "Not known yet" not in complaining.text(Client().get("/complain/service/"))


# --- Who it is from. ---


def test_somebody_who_does_not_say_who_they_are_is_heard(client: Client) -> None:
    pages = {
        name: typed for name, typed in complaining.MARIA.items() if name not in ("your-details", "how-to-reach-you")
    }
    complaining.fill_in(client, pages, your_name={"answer": "no"})
    complaining.send(client)
    (case,) = complaining.made(client)

    assert str(case.parties.get().person) == "Name not given"
    assert "it is the only way to see our answer" in complaining.text(client.get("/complain/sent/"))
    assert not outbox.everything(about=case.reference)


def test_details_typed_before_choosing_to_stay_anonymous_are_not_sent(client: Client) -> None:
    complaining.fill_in(client)
    complaining.type_into(client, "your-name", answer="no")
    complaining.send(client)

    assert complaining.made(client)[0].parties.get().person.email == ""


@pytest.mark.parametrize("way", [{"email": "m@example.com"}, {"phone": "01632 960 001"}, {"address": "1 Larch Close"}])
def test_any_one_way_to_reach_somebody_is_enough(client: Client, way: dict[str, str]) -> None:
    assert complaining.type_into(client, "your-details", **way).status_code == 302


def test_no_way_to_reach_somebody_is_asked_about(client: Client) -> None:
    assert "One is enough" in complaining.text(complaining.type_into(client, "your-details", name="Maria"))


def test_somebody_can_speak_for_another(client: Client) -> None:
    complaining.fill_in(client, complaining.HELEN)
    complaining.send(client)
    (case,) = complaining.made(client)
    ellie, helen = case.parties.get(role="complainant"), case.parties.get(role="representative")

    assert (ellie.person.name, ellie.gets_letters) == ("Ellie Tran", False)
    assert (helen.person.name, helen.relation, helen.authority) == ("Helen Tran", "mother", "consent")
    assert (helen.may_be_told, helen.gets_letters) == ("everything", True)


def test_without_agreement_the_secret_link_is_not_given(client: Client) -> None:
    complaining.fill_in(client, complaining.HELEN, permission={"authority": "asked_for"})
    complaining.send(client)
    (case,) = complaining.made(client)

    assert complaining.secret_link(case) not in complaining.text(client.get("/complain/sent/"))
    assert case.reference in complaining.text(client.get("/complain/sent/"))


@pytest.mark.parametrize(
    "instead",
    [
        {"permission": {"authority": "asked_for"}},
        {"sharing": {"may_be_told": "the_answer", "letters": "me"}},
    ],
)
def test_letters_go_to_the_person_while_nobody_else_may_be_told_everything(client: Client, instead: Any) -> None:
    complaining.fill_in(client, complaining.HELEN, **instead)
    complaining.send(client)
    (case,) = complaining.made(client)

    assert case.parties.get(role="complainant").gets_letters is True


def test_nobody_gets_letters_about_what_they_may_not_know(client: Client) -> None:
    complaining.type_into(client, "who-for", answer="representative")
    answer = complaining.type_into(client, "sharing", may_be_told="nothing", letters="me")

    assert "choose “Only them”" in complaining.text(answer)


# --- Robots and limits. ---


def test_something_very_quick_is_asked_and_not_turned_away(client: Client) -> None:
    complaining.fill_in(client)
    answer = client.post("/complain/check/")

    assert "Please confirm that you are a person" in complaining.text(answer)
    assert complaining.send(client).status_code == 302


def test_a_box_nobody_sees_filled_in_is_asked_about_and_loses_nothing(client: Client) -> None:
    complaining.fill_in(client)
    Draft.objects.update(begun_at=clock.now() - timedelta(minutes=5))

    assert "are a person" in complaining.text(client.post("/complain/check/", {"website": "http://spam.example"}))
    assert complaining.draft_of(client).typed["what-went-wrong"]


def test_a_person_of_ordinary_speed_is_not_asked(client: Client) -> None:
    complaining.fill_in(client)
    Draft.objects.update(begun_at=clock.now() - timedelta(minutes=5))

    assert client.post("/complain/check/").status_code == 302


def test_past_the_limit_sending_waits_and_nothing_is_lost(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.MOST, "send", 0)
    complaining.fill_in(client)
    answer = complaining.send(client)

    assert answer.status_code == 429
    assert "nothing you typed is lost" in complaining.text(answer)
    assert complaining.draft_of(client).typed["what-went-wrong"]


def test_past_the_limit_the_first_page_still_holds_what_was_typed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.MOST, "begin", 0)
    answer = complaining.type_into(client, "what-went-wrong", said="All that I typed")

    assert answer.status_code == 429
    assert "All that I typed" in complaining.text(answer)


def test_a_library_full_of_people_can_complain_in_one_hour() -> None:
    for _ in range(30):
        assert complaining.type_into(Client(), "what-went-wrong", said="Something").status_code == 302
