"""Routing: whatever the answers, there is somewhere to go, a reason, and something to tell."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.rulebook.book import library
from putright.rulebook.routing import routes, triage
from putright.rulebook.routing.routing import Misanswered, Routing, route
from putright.rulebook.tests.check_routing import check_complete, filled_in

QUESTIONS = triage.current().questions
EVERY_ANSWER = [(question.id, choice.name) for question in QUESTIONS for choice in question.accepts]
STATUTORY = {one.id for one in library.every() if one.counts_as == "statutory"}

some = settings(max_examples=30)
"""Enough: every pair of answers is tried as well."""


def may_answer(question: triage.Question) -> list[Any]:
    """Every answer to one question, several together where it takes several, and no answer as often as one of them."""
    names = [choice.name for choice in question.accepts]
    together = (list(few) for n in range(2, len(names)) for few in combinations(names[1:], n))
    return [*([None] * len(names)), *names, *(together if question.several else ())]


EVERY_QUESTION = st.tuples(*(st.sampled_from(may_answer(question)) for question in QUESTIONS))
"""One draw for each question: in these tests it is drawing that takes the time."""


def any_answers() -> st.SearchStrategy[dict[str, Any]]:
    """Any answers at all: some questions unanswered, some answered that nobody would ask."""
    return EVERY_QUESTION.map(answered)


def answered(drawn: tuple[Any, ...]) -> dict[str, Any]:
    return {question.id: answer for question, answer in zip(QUESTIONS, drawn, strict=True) if answer is not None}


@cache
def pairs() -> tuple[Routing, ...]:
    """Every telling answer ("no" tells no more than silence) with every one to every other question."""
    two = combinations([(question, answer) for question, answer in EVERY_ANSWER if answer != triage.NO], 2)
    return tuple(route(dict((one, other))) for one, other in two if one[0] != other[0])


def ids(routing: Routing) -> set[str]:
    return {destination.id for destination in routing.destinations}


def check_sound(routing: Routing) -> None:
    """What holds for whatever was answered."""
    assert routing.investigations, "nobody is turned away"
    assert routing.handled in ("single", "joint", "split")
    assert routing.ombudsmen
    assert routing.explained
    for destination in routing.destinations:
        check_complete(destination)
    for investigation in routing.investigations:
        together = {one.id for one in (investigation.lead, *investigation.joined)}
        assert "data_protection" not in together or together == {"data_protection"}
        assert bool(investigation.joined) == (investigation.because is not None)


@pytest.mark.slow
def test_nobody_is_turned_away_whatever_two_things_are_answered() -> None:
    for routing in pairs():
        check_sound(routing)


@some
@given(any_answers())
def test_nobody_is_turned_away_whatever_is_answered(answers: dict[str, Any]) -> None:
    check_sound(route(answers))


@some
@given(any_answers())
def test_with_everything_else_answered_plainly_nothing_is_left_to_ask(answers: dict[str, Any]) -> None:
    routing = route(filled_in(answers, without=[]))
    check_sound(routing)
    assert {question.id for question in routing.still_to_ask} <= {"member_wants", "appeal_stage", "body"}


@some
@given(any_answers(), st.randoms())
def test_the_order_in_which_answers_are_given_does_not_matter(answers: dict[str, Any], chance: Any) -> None:
    shuffled = list(answers.items())
    chance.shuffle(shuffled)
    assert route(dict(shuffled)) == route(answers)


@some
@given(any_answers())
def test_a_statutory_matter_never_lands_in_the_code_alone(answers: dict[str, Any]) -> None:
    plain = filled_in({**answers, "sender": "person", "children": "yes", "children_who": "eligible"}, without=[])
    routing = route(plain)
    if plain["earlier"] == "request":
        assert "service_request" in ids(routing)
    else:
        assert "children" in ids(routing)
        leads = {one.lead.id for one in routing.investigations if one.lead.id == "children" or one.joined}
        assert leads == {"children"}


@pytest.mark.parametrize(("care", "procedure"), [("adult", "adult_care"), ("public_health", "public_health")])
@some
@given(answers=any_answers())
def test_social_care_and_public_health_keep_their_own_procedure(
    care: str, procedure: str, answers: dict[str, Any]
) -> None:
    plain = filled_in({**answers, "sender": "person", "care": [care]}, without=[])
    wanted = "service_request" if plain["earlier"] == "request" else procedure
    assert wanted in ids(route(plain))


@some
@given(any_answers())
def test_data_protection_always_goes_its_own_way(answers: dict[str, Any]) -> None:
    routing = route({**answers, "sender": "person", "personal_data": ["use"]})
    (apart,) = [one for one in routing.investigations if one.lead.id == "data_protection"]
    assert not apart.joined
    assert apart.lead.ombudsmen == ("ico",)


@some
@given(any_answers())
def test_danger_comes_first_and_never_ends_the_matter(answers: dict[str, Any]) -> None:
    routing = route({**answers, "danger": ["life", "safeguarding", "home_hazard"]})
    assert [one.id for one in routing.first] == ["emergency_services", "safeguarding", "awaabs_law"]
    assert routing.destinations[:3] == routing.first
    assert routing.investigations


@some
@given(any_answers())
def test_a_ground_to_consider_belongs_to_a_procedure_the_matter_goes_to(answers: dict[str, Any]) -> None:
    routing = route(answers)
    for ground in routing.considers:
        assert ground.procedure in ids(routing)
        assert ground.name in library.procedure(ground.procedure).ground
        assert ground.because.text


@some
@given(any_answers())
def test_a_first_and_final_answer_is_considered_only_where_it_is_a_departure_there_is_room_for(
    answers: dict[str, Any],
) -> None:
    routing = route({**answers, "senior": "yes"})
    leads = {one.lead.id for one in routing.investigations}
    if routing.first_and_final:
        assert "local_council_code" in leads
        assert all(row.reason and row.para for row in routing.first_and_final)


@pytest.mark.slow
def test_every_route_and_every_procedure_can_be_reached() -> None:
    reached = {id_ for routing in pairs() for id_ in ids(routing)}
    assert reached == {*routes.every(), *library.shelf()}


@pytest.mark.slow
def test_every_row_of_the_decision_table_decides_something() -> None:
    """A row that never decides is a rule nobody follows."""
    third = route({"appeal": "pcn", "appeal_stage": "open", "appeal_reasonable": "no"})
    decided = {
        (reason.text, reason.para)
        for routing in (*pairs(), third)
        for one in routing.destinations
        for reason in one.because
    }
    assert {(row.reason, row.para) for row in triage.current().decisions} == decided


def test_an_answer_to_a_question_nobody_asked_does_not_count() -> None:
    enquiry = route({"sender": "member", "member_wants": "answer", "children": "yes", "court": "papers"})
    assert ids(enquiry) == {"member_enquiry"}
    assert enquiry.considers == ()
    stale = route({"appeal": "no", "appeal_stage": "decided", "appeal_reasonable": "no"})
    assert ids(stale) == {"local_council_code"}


def test_two_parts_that_go_to_the_same_place_are_one_with_both_reasons() -> None:
    routing = route({"councillor": "handling", "rest": "yes", "earlier": "unhappy"})
    (code,) = routing.destinations
    assert [reason.para for reason in code.because] == [
        "local_council_code:FAQ councillor conduct",
        "local_council_code:1.7",
    ]
    assert (code.reason, code.para) == (code.because[0].text, code.because[0].para)
    assert len(code.tell) == 2


def test_an_unknown_question_is_named() -> None:
    with pytest.raises(Misanswered, match="there is no question 'weather'; there are: danger, sender"):
        route({"weather": "no"})


def test_a_question_that_takes_one_answer_takes_no_two() -> None:
    with pytest.raises(Misanswered, match="court: no and papers cannot be answered together"):
        route({"court": ["no", "papers"]})


def test_what_is_not_settled_says_what_is_still_to_ask() -> None:
    open_ = route({"appeal": "pcn"})
    assert open_.still_to_ask
    assert any(sentence.startswith("Still to be asked: How far has the appeal") for sentence in open_.explained)
    assert not route(filled_in({}, without=[])).still_to_ask


def test_statutory_procedures_are_known_to_these_tests() -> None:
    assert {"children", "adult_care", "public_health"} == STATUTORY


def test_a_body_that_was_not_named_is_still_told_of() -> None:
    (body,) = route({"whose": "other_body", "rest": "no"}).destinations
    assert body.target is None
    (named,) = route({"whose": "other_body", "body": "parish", "rest": "no"}).destinations
    assert named.target is not None
    assert named.tell[0] == "This is for the parish or town council."


def test_what_is_unverified_says_so_wherever_it_leads() -> None:
    (sure,) = route({"appeal": "pcn", "rest": "no"}).destinations
    (unsure,) = route({"claim": "injury_or_damage", "rest": "no"}).destinations
    assert (sure.unverified, unsure.unverified) == (False, True)
