"""Where it goes: each special procedure is told in plain words, taken in as such, and nobody is turned away."""

from typing import Any

import pytest
from django.test import Client

from putright.casework import cases
from putright.council import clock
from putright.council import models as council
from putright.letters import outbox
from putright.portal.tests import complaining

pytestmark = pytest.mark.django_db

ROUTES: list[tuple[str, dict[str, Any], str]] = [
    ("landlord", {}, "landlord_code"),
    ("children", {"about-children-who": {"answer": "eligible"}}, "children"),
    ("care", {"about-care": {"answer": ["adult"]}}, "adult_care"),
    ("care", {"about-care": {"answer": ["public_health"]}}, "public_health"),
    ("personal_data", {"about-personal-data": {"answer": ["use"]}}, "data_protection"),
    ("councillor", {"about-councillor": {"answer": "handling"}}, "local_council_code"),
    ("senior", {}, "local_council_code"),
]
ELSEWHERE: list[tuple[str, dict[str, Any], str]] = [
    ("councillor", {"about-councillor": {"answer": "conduct"}}, "Conduct of a councillor"),
    ("information", {}, "information"),
    ("appeal", {"about-appeal": {"answer": "pcn"}, "about-appeal-stage": {"answer": "open"}}, "Penalty charge"),
    ("whose", {"about-whose": {"answer": "other_body"}, "about-body": {"answer": "police"}}, "police"),
    ("claim", {"about-claim": {"answer": "injury_or_damage"}}, "claim"),
    ("work", {"about-work": {"answer": "wrongdoing"}}, "histleblowing"),
]


@pytest.fixture(autouse=True)
def _council() -> None:
    complaining.fenwick_vale()


def with_topic(topic: str, more: dict[str, Any]) -> dict[str, Any]:
    return {**complaining.MARIA, "topics": {"answer": [topic]}, **more}


@pytest.mark.parametrize(("topic", "more", "procedure"), ROUTES)
def test_each_procedure_takes_what_is_its_own(client: Client, topic: str, more: dict[str, Any], procedure: str) -> None:
    complaining.fill_in(client, with_topic(topic, more))
    complaining.send(client)

    assert [case.procedure for case in complaining.made(client)] == [procedure]
    assert client.get("/complain/sent/").status_code == 200


@pytest.mark.parametrize(("topic", "more", "named"), ELSEWHERE)
def test_what_goes_elsewhere_is_told_and_taken_all_the_same(
    client: Client, topic: str, more: dict[str, Any], named: str
) -> None:
    complaining.fill_in(client, with_topic(topic, more))

    assert named in complaining.text(client.get("/complain/what-will-happen/"))

    complaining.send(client)
    assert [case.procedure for case in complaining.made(client)] == ["local_council_code"]


def test_an_appeal_comes_with_a_word_about_its_time_limit(client: Client) -> None:
    more = {"about-appeal": {"answer": "pcn"}, "about-appeal-stage": {"answer": "open"}}
    complaining.fill_in(client, with_topic("appeal", more))
    complaining.send(client)
    page = complaining.text(client.get("/complain/sent/"))

    assert "does not stop the time you have to appeal" in page
    assert "Penalty charge" in page


def test_danger_is_told_to_the_council_at_once_without_a_word_of_the_story(client: Client) -> None:
    complaining.fill_in(client, danger={"answer": ["safeguarding"]})
    complaining.send(client)
    (case,) = complaining.made(client)
    (warning,) = [one for one in outbox.everything(about=case.reference) if one.to == "complaints@fenwick.example"]

    assert "danger" in warning.text
    assert "Larch Close" not in warning.text
    assert "complaints@fenwick.example" not in complaining.text(client.get("/complain/sent/")).split("<main")[1]


def test_parts_that_are_split_become_a_case_each_and_the_person_types_once(client: Client) -> None:
    more = {"about-personal-data": {"answer": ["use"]}, "about-rest": {"answer": "yes"}}
    complaining.fill_in(client, with_topic("personal_data", more))
    complaining.send(client)
    complaining.send(client)
    made = complaining.made(client)

    assert [case.procedure for case in made] == ["data_protection", "local_council_code"]
    assert all(case.reference in complaining.text(client.get("/complain/sent/")) for case in made)


def test_the_answers_go_with_the_case_for_whoever_sorts_it(client: Client) -> None:
    complaining.fill_in(client)
    complaining.send(client)
    received = complaining.made(client)[0].events.get(number=1)

    assert received.data["answers"]["earlier"] == "unhappy"
    assert received.data["answers"]["danger"] == ["no"]


def test_a_first_time_request_goes_to_the_service_with_a_day(client: Client) -> None:
    complaining.fill_in(
        client,
        asked_before={"answer": "first_concern"},
        request_or_complaint={"answer": "request"},
        what_you_need={"said": "Please empty my bin"},
    )
    complaining.send(client)
    (case,) = complaining.made(client)

    assert case.procedure == "service_request"
    assert complaining.said(case, "said") == "Please empty my bin"
    assert cases.standing(case, on=clock.today()).clock("answer").due_on > clock.today()
    assert "complain at any time" in complaining.text(client.get("/complain/sent/"))


def test_the_first_time_is_a_complaint_when_the_person_says_so(client: Client) -> None:
    complaining.fill_in(client, asked_before={"answer": "first_concern"}, request_or_complaint={"answer": "complaint"})
    complaining.send(client)
    (case,) = complaining.made(client)

    assert case.procedure == "local_council_code"
    assert case.events.get(number=1).data["answers"]["earlier"] == "insists"


def test_a_councillor_who_wants_an_answer_has_an_enquiry(client: Client) -> None:
    complaining.fill_in(
        client,
        complaining.HELEN,
        who_for={"answer": "member"},
        about_member_wants={"answer": "answer"},
    )
    complaining.send(client)
    (case,) = complaining.made(client)

    assert case.procedure == "member_enquiry"
    assert case.parties.get(role="member").person.name == "Helen Tran"


def test_a_procedure_this_council_does_not_use_is_not_promised(client: Client) -> None:
    council.AdoptedProcedure.objects.all().delete()
    complaining.fill_in(client, with_topic("landlord", {}))
    complaining.send(client)

    assert complaining.made(client)[0].procedure == "local_council_code"
