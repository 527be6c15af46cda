"""Taking a matter in by hand, and passing one on."""

from __future__ import annotations

from datetime import datetime

from django.test import Client
from django.urls import reverse

from putright.accounts.models import Officer
from putright.casework import cases
from putright.council import clock
from putright.desk.forms.moves import sorting
from putright.desk.forms.moves.triage import Triaging
from putright.desk.tests.moves import conftest
from putright.desk.tests.moves.told import fields, on, words
from putright.letters.models import Outgoing
from putright.rulebook.routing import triage

ASK = {"do": "route"}
RANG = {
    "channel": "phone",
    **on("received_on", 8, 6),
    "received_time": "17:30",
    "service": "waste",
    "said": "Nobody collects from the flats.",
    "name": "Joseph Abara",
    "address": "3 Mill Lane\nFenwick",
}


def signed_in(who: Officer) -> Client:
    """An officer's browser."""
    client = Client()
    client.force_login(who)
    return client


def test_a_telephone_call_is_taken_in_with_the_moment_it_came(rosa: Officer) -> None:
    client, page = signed_in(rosa), reverse("desk:intake")
    sent = client.post(page, {**fields(client.get(page)), **RANG, "adjustments": ["large_print"]})
    assert sent.status_code == 302, words(sent)
    case = cases.visible_to(rosa).get()
    assert case.received_at == datetime(2026, 6, 8, 17, 30, tzinfo=clock.LONDON)
    assert f"{case.received_on}" == "2026-06-09"
    assert case.parties.get().person.adjustments.get().kind == "large_print"


def test_what_is_missing_is_named_and_nothing_typed_is_lost(rosa: Officer) -> None:
    page = signed_in(rosa).post(reverse("desk:intake"), {**RANG, "service": "", "received_on-day": "31"})
    assert "Choose a service" in words(page)
    assert "must be a real date" in words(page)
    assert fields(page)["said"] == RANG["said"]
    assert fields(page)["address"] == RANG["address"]


def test_a_day_to_come_is_refused(rosa: Officer) -> None:
    page = signed_in(rosa).post(reverse("desk:intake"), {**RANG, **on("received_on", 10, 6)})
    assert "cannot have been received later than now" in words(page)


def test_an_open_case_of_the_same_person_is_shown_first(rosa: Officer) -> None:
    case, client = conftest.complaint(), signed_in(rosa)
    typed = {**RANG, "email": "maria@mail.example", "key": "once"}
    page = client.post(reverse("desk:intake"), typed)
    assert case.reference in words(page)
    assert client.post(reverse("desk:intake"), {**typed, "same_person": "on"}).status_code == 302
    assert cases.visible_to(rosa).count() == 2


def test_a_call_about_children_s_social_care_starts_on_its_own_procedure(rosa: Officer) -> None:
    client, address = signed_in(rosa), reverse("desk:intake")
    page = client.post(address, {**fields(client.get(address)), **RANG, "said": "No social worker for a month."} | ASK)
    page = client.post(address, {**fields(page), "q-danger": "no", "q-sender": "person"} | ASK)
    page = client.post(address, {**fields(page), "topics": ["children"]} | ASK)
    page = client.post(address, {**fields(page), "q-children_who": "eligible"} | ASK)
    page = client.post(address, {**fields(page), "q-earlier": "unhappy"} | ASK)
    page = client.post(address, {**fields(page), "q-rest": "no"} | ASK)
    assert "statutory procedure for children" in words(page)
    kept = fields(page)
    assert (kept["procedure"], kept["said"]) == ("children", "No social worker for a month.")
    assert kept["address"] == RANG["address"]
    assert client.post(address, kept | {"do": "take"}).status_code == 302
    case = cases.visible_to(rosa).get()
    assert case.procedure == "children"
    assert cases.timeline(case)[0].happened.data["answers"]["children"] == "yes"


def test_without_any_question_it_is_the_usual_procedure_and_another_can_be_chosen(rosa: Officer) -> None:
    client, address = signed_in(rosa), reverse("desk:intake")
    for procedure in ("local_council_code", "adult_care"):
        assert fields(client.get(address))["procedure"] == "local_council_code"
        typed = {**fields(client.get(address)), **RANG, "procedure": procedure, "same_person": "on"}
        client.post(address, typed | {"do": "take"})
    assert {case.procedure for case in cases.visible_to(rosa)} == {"local_council_code", "adult_care"}


def test_what_a_councillor_asks_names_the_councillor(rosa: Officer) -> None:
    client, address = signed_in(rosa), reverse("desk:intake")
    typed = {
        **fields(client.get(address)),
        **RANG,
        "channel": "councillor",
        "procedure": "member_enquiry",
        "do": "take",
    }
    page = client.post(address, typed)
    assert "Tick this, and enter the councillor or MP" in words(page)
    speaking = {"speaks": "on", "their_name": "Cllr Ray Amis", "their_email": "ray@members.example"}
    assert client.post(address, {**fields(page), **speaking, "do": "take"}).status_code == 302
    party = cases.visible_to(rosa).get().parties.get(person__name="Cllr Ray Amis")
    assert (party.role, party.relation) == ("member", "councillor or MP")


def test_what_the_ombudsman_sends_wants_its_reference(rosa: Officer) -> None:
    client, address = signed_in(rosa), reverse("desk:intake")
    page = client.post(address, {**RANG, "procedure": "ombudsman_investigation", "do": "take"})
    assert "Enter the reference they gave it" in words(page)
    assert client.post(address, {**fields(page), "their_reference": "26 001 234", "do": "take"}).status_code == 302


def test_an_answer_that_is_none_any_more_is_left_out_and_no_stands_alone() -> None:
    before = {"danger": ["no", "life"], "sender": "postman", "children": "yes", "gone": "yes"}
    form = Triaging(initial=sorting.begun_with(before))
    answers = form.answers()
    assert (answers["danger"], answers["children"], answers["landlord"]) == (["life"], "yes", "no")
    assert not {"sender", "gone"} & set(answers)
    assert form.routing().still_to_ask


def test_every_question_of_the_rulebook_has_its_place_among_the_questions_of_the_desk() -> None:
    placed = {*sorting.TOPICS, *(name for group in sorting.GROUPS for name in group.questions)}
    assert placed == {question.id for question in triage.current().questions}


def test_a_form_sent_twice_is_one_case(rosa: Officer) -> None:
    client = signed_in(rosa)
    for _ in range(2):
        client.post(reverse("desk:intake"), {**RANG, "key": "same", "same_person": "on"})
    assert cases.visible_to(rosa).count() == 1


def test_a_contractor_passes_a_complaint_on_and_gets_its_reference(rosa: Officer) -> None:
    kit = conftest.officer("Kit Doran", "contractor")
    told = {
        "name": "Maria Lindqvist, maria@mail.example 01632 960777",
        "said": "The crew was rude.",
        **on("received_on", 5, 6),
        "channel": "contractor",
        "service": "waste",
    }
    page = signed_in(kit).post(reverse("desk:passing_on"), told, follow=True)
    case = cases.visible_to(rosa).get()
    assert case.reference in words(page)
    person = case.parties.get().person
    assert (person.name, person.email, person.phone) == ("Maria Lindqvist", "maria@mail.example", "01632 960777")
    assert f"{case.received_on}" == "2026-06-05"


THREE = (
    {"service": "waste", "said": "The bin came late again."},
    {"service": "waste", "said": "Nobody came to assess my mother’s care.", "procedure": "adult_care"},
    {"service": "waste", "said": "Nobody checks the air by the depot.", "procedure": "public_health"},
)
MARIA_RANG = {
    **{name: RANG[name] for name in RANG if name not in ("service", "said")},
    "name": "Maria Lindqvist",
    "email": "maria@mail.example",
    "adjustments": ["large_print"],
    "adjustment_note": "18 point",
    "speaks": "on",
    "their_name": "Helen Tran",
    "their_email": "helen@mail.example",
    "authority": "asked_for",
}


def test_one_call_about_three_things_is_three_cases_and_the_contact_is_typed_once(rosa: Officer) -> None:
    client, address = signed_in(rosa), reverse("desk:intake")
    page = client.post(address, {**fields(client.get(address)), **MARIA_RANG, **THREE[0], "do": "another"})
    assert "Taken in as" in words(page)
    assert "Take in another matter of the same person" in words(page)
    kept = fields(page)
    assert (kept["name"], kept["received_time"], kept["their_name"]) == ("Maria Lindqvist", "17:30", "Helen Tran")
    assert (kept.get("said", ""), kept.get("service", "")) == ("", "")

    page = client.post(address, {**kept, **THREE[1], "do": "another"})
    done = client.post(address, {**fields(page), **THREE[2], "do": "take"})
    assert done.status_code == 302, words(done)

    made = list(cases.visible_to(rosa).order_by("pk"))
    told = Outgoing.objects.get(subject__startswith="What you told us about")
    assert all(case.reference in told.subject for case in made)
    assert [case.procedure for case in made] == ["local_council_code", "adult_care", "public_health"]
    assert {case.received_at for case in made} == {datetime(2026, 6, 8, 17, 30, tzinfo=clock.LONDON)}
    for case in made:
        person = case.parties.get(role="complainant").person
        assert (person.name, person.adjustments.get().note) == ("Maria Lindqvist", "18 point")
        assert case.parties.get(role="representative").person.name == "Helen Tran"
        assert set(cases.told_together(case)) == set(made) - {case}


def test_each_of_them_is_named_on_the_page_of_the_others(rosa: Officer) -> None:
    client, address = signed_in(rosa), reverse("desk:intake")
    page = client.post(address, {**fields(client.get(address)), **MARIA_RANG, **THREE[0], "do": "another"})
    client.post(address, {**fields(page), **THREE[1], "do": "take"})

    first, second = cases.visible_to(rosa).order_by("pk")
    for case, other in ((first, second), (second, first)):
        told = words(client.get(reverse("desk:case", args=[case.reference])))
        assert f"{other.reference} {other.subject} They told us of it at the same time" in told


def test_what_is_missing_from_the_second_matter_is_named_and_the_sitting_goes_on(rosa: Officer) -> None:
    client, address = signed_in(rosa), reverse("desk:intake")
    page = client.post(address, {**fields(client.get(address)), **MARIA_RANG, **THREE[0], "do": "another"})
    first = cases.visible_to(rosa).get()

    page = client.post(address, {**fields(page), "said": "And the care.", "do": "take"})
    assert "Choose a service" in words(page)
    assert first.reference in words(page)
    kept = fields(page)
    assert (kept["said"], kept["name"]) == ("And the care.", "Maria Lindqvist")
    page = client.post(address, {**kept, "do": "route"})
    assert client.post(address, {**fields(page), "service": "waste", "do": "take"}).status_code == 302
    assert cases.told_together(first).get().subject == "And the care."


def test_going_on_twice_with_the_same_form_takes_nothing_in_twice(rosa: Officer) -> None:
    client, address = signed_in(rosa), reverse("desk:intake")
    typed = {**fields(client.get(address)), **MARIA_RANG, **THREE[0], "do": "another"}
    pages = [client.post(address, typed) for _ in range(2)]
    assert cases.visible_to(rosa).count() == 1

    for page in pages:
        client.post(address, {**fields(page), **THREE[1], "key": "second", "do": "take"})
    assert cases.visible_to(rosa).count() == 2


def test_a_sitting_is_finished_with_nothing_more_to_take_in_and_nothing_typed_is_thrown_away(rosa: Officer) -> None:
    client, address = signed_in(rosa), reverse("desk:intake")
    page = client.post(address, {**fields(client.get(address)), **MARIA_RANG, **THREE[0], "do": "another"})
    page = client.post(address, {**fields(page), **THREE[1], "do": "another"})

    typed = client.post(address, {**fields(page), "said": "And the hedge", "do": "finish"})
    assert "You have begun another matter" in words(typed)
    assert fields(typed)["said"] == "And the hedge"

    done = client.post(address, {**fields(page), "do": "finish"}, follow=True)
    made = list(cases.visible_to(rosa).order_by("pk"))
    assert f"Taken in as {made[0].reference}, {made[1].reference}. Give the person these." in words(done)
    assert Outgoing.objects.filter(subject__startswith="What you told us about").count() == 1


def test_a_matter_for_another_body_is_said_to_be_none_of_ours(rosa: Officer) -> None:
    client, address = signed_in(rosa), reverse("desk:intake")
    page = client.post(address, {**fields(client.get(address)), **RANG} | ASK)
    page = client.post(address, {**fields(page), "q-danger": "no", "q-sender": "person"} | ASK)
    page = client.post(address, {**fields(page), "topics": ["claim"]} | ASK)
    while "Leave the questions" in words(page):
        answered = {"q-claim": "injury_or_damage", "q-earlier": "nothing", "q-rest": "no"}
        page = client.post(address, {**fields(page), **answered} | ASK)
    assert "Not for us to answer" in words(page)
    assert "hand it over from its page" in words(page)
