"""Grounds of refusal: each test alone can bring a refusal down, and none stands without its own reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.rulebook.book import library, soundness
from putright.rulebook.book.reading import Refused
from putright.rulebook.book.words import Ground, Procedure
from putright.rulebook.dates.days import add_months
from putright.rulebook.routing.refusals import LEAST_WORDS, Proposal, Verdict, stands
from putright.rulebook.standings.departures import Departure
from putright.rulebook.tests.check_refusals import OWN_WORDS, WELL_DONE

CODE = library.procedure("local_council_code")
EVERY_GROUND = [(procedure, ground) for procedure in library.every() for ground in procedure.grounds]
DAY = date(2026, 6, 1)


def departure_for(ground: Ground) -> tuple[Departure, ...]:
    if ground.needs_departure is None:
        return ()
    return (
        Departure(
            scope="individual",
            effect=ground.needs_departure,
            para="2.1",
            reason="Asked and asked again",
            decided_by="C. Manager",
            ground=ground.name,
        ),
    )


def well_done(ground: Ground) -> Proposal:
    """A refusal on a ground with everything in order."""
    return Proposal(
        ground=ground.name,
        received_on=DAY,
        happened_on=date(2020, 1, 1),
        aware_on=date(2020, 1, 1),
        answers={test.question: test.must_be for test in ground.tests},
        facts=dict.fromkeys(ground.needs, OWN_WORDS),
        **WELL_DONE,
    )


def verdict(procedure: Procedure, proposal: Proposal) -> Verdict:
    return stands(procedure, proposal, departures=departure_for(procedure.ground[proposal.ground]))


grounds = pytest.mark.parametrize(
    ("procedure", "ground"), EVERY_GROUND, ids=[f"{procedure.id}: {ground.name}" for procedure, ground in EVERY_GROUND]
)


@grounds
def test_with_everything_in_order_every_ground_of_every_procedure_stands(procedure: Procedure, ground: Ground) -> None:
    found = verdict(procedure, well_done(ground))
    assert found, found.reason
    assert found.reason == ""
    assert all(finding.why and finding.para.startswith(f"{procedure.id}:") for finding in found.findings)


@grounds
def test_each_answer_alone_can_bring_a_refusal_down(procedure: Procedure, ground: Ground) -> None:
    good = well_done(ground)
    for test in ground.tests:
        other = "no" if test.must_be == "yes" else "yes"
        wrong = replace(good, answers={**good.answers, test.question: other})
        assert verdict(procedure, wrong).reason == test.otherwise
        unanswered = replace(good, answers={q: answer for q, answer in good.answers.items() if q != test.question})
        assert verdict(procedure, unanswered).reason == f"Still to be answered: {test.question}"


@grounds
def test_no_ground_stands_on_its_own_wording_or_without_what_it_needs(procedure: Procedure, ground: Ground) -> None:
    good = well_done(ground)
    stock = " ".join([ground.title, *(test.question + test.otherwise for test in ground.tests)] * 3)
    assert not verdict(procedure, replace(good, reasons=stock))
    assert not verdict(procedure, replace(good, reasons=""))
    assert not verdict(procedure, replace(good, evidence=" "))
    for name in ground.needs:
        assert not verdict(procedure, replace(good, facts={**good.facts, name: ""}))


@grounds
def test_nobody_signs_a_refusal_alone_without_saying_why(procedure: Procedure, ground: Ground) -> None:
    alone = replace(well_done(ground), decided_by=WELL_DONE["proposed_by"])
    assert not verdict(procedure, alone)
    assert verdict(procedure, replace(alone, alone_because="There is nobody else"))


@grounds
def test_every_test_of_a_ground_is_a_question_with_a_plain_answer(procedure: Procedure, ground: Ground) -> None:
    assert ground.tests
    assert all(test.question.endswith("?") and test.must_be in ("yes", "no") for test in ground.tests)
    assert ground.elsewhere


def test_grounds_that_need_a_departure_do_not_stand_without_one_for_them() -> None:
    needing = [ground for ground in CODE.grounds if ground.needs_departure]
    assert {"large_organisation_claim", "limited_acceptance"} <= {ground.name for ground in needing}
    for ground in needing:
        assert not stands(CODE, well_done(ground))
        (right,) = departure_for(ground)
        assert stands(CODE, well_done(ground), departures=[right])
        assert not stands(CODE, well_done(ground), departures=[replace(right, ground="another")])
        assert not stands(CODE, well_done(ground), departures=[replace(right, reason=" ")])
        assert not stands(CODE, well_done(ground), departures=[replace(right, effect="one_stage")])


def test_law_has_no_ground_that_needs_a_departure() -> None:
    assert not [
        ground for one in library.every() if one.force == "law" for ground in one.grounds if ground.needs_departure
    ]


@settings(max_examples=50)
@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 500), st.integers(-400, 900))
def test_nobody_is_late_within_twelve_months_of_coming_to_know(happened: date, until_known: int, after: int) -> None:
    aware = happened + timedelta(days=until_known)
    received = max(aware, aware + timedelta(days=after))
    proposal = replace(well_done(CODE.ground["late"]), happened_on=happened, aware_on=aware, received_on=received)
    found = stands(CODE, proposal)
    assert found.in_time_to == add_months(aware, 12)
    assert bool(found) == (received > add_months(aware, 12))


def test_knowing_of_it_beforehand_does_not_start_the_time_early() -> None:
    late = well_done(CODE.ground["late"])
    early = replace(late, happened_on=date(2025, 7, 1), aware_on=date(2025, 3, 1))
    assert stands(CODE, early).in_time_to == date(2026, 7, 1)


def test_only_the_day_it_became_known_will_do() -> None:
    known = replace(well_done(CODE.ground["late"]), happened_on=None)
    assert stands(CODE, known).in_time_to == date(2021, 1, 1)


def test_a_ground_without_a_time_looks_at_no_date() -> None:
    found = stands(CODE, well_done(CODE.ground["court_action"]), late_after_months=18)
    assert found
    assert found.in_time_to is None


def test_no_council_gives_less_than_twelve_months() -> None:
    late = well_done(CODE.ground["late"])
    with pytest.raises(ValueError, match=r"the time to complain cannot be 11 months: 2\.2 gives 12 at least"):
        stands(CODE, late, late_after_months=11)
    assert stands(CODE, late, late_after_months=24)


def test_a_file_that_gives_less_than_twelve_months_is_refused(tmp_path: Path) -> None:
    text = (library.FOLDER / "local_council_code" / "2024.toml").read_text(encoding="utf-8")
    assert "\nmonths = 12\n" in text
    short = tmp_path / "local_council_code" / "2024.toml"
    short.parent.mkdir()
    short.write_text(text.replace("\nmonths = 12\n", "\nmonths = 11\n"), encoding="utf-8")
    with pytest.raises(Refused, match="'late' shuts people out after 11 months; set 12 months or more"):
        library.load(short)


def test_a_ground_that_needs_an_unknown_fact_is_refused() -> None:
    bad = replace(CODE, grounds=(replace(CODE.grounds[0], needs=("horoscope",)),))
    with pytest.raises(Refused, match="'horoscope'"):
        soundness.inspect(bad, place="here")


def test_an_answer_counts_however_it_is_capitalised() -> None:
    good = well_done(CODE.ground["court_action"])
    assert stands(CODE, replace(good, answers={question: answer.upper() for question, answer in good.answers.items()}))


def test_reasons_need_enough_words_of_their_own() -> None:
    for words in range(31):
        reasons = "Court papers have been filed about the same matter. " + "word " * words
        proposal = replace(well_done(CODE.ground["court_action"]), reasons=reasons)
        assert bool(stands(CODE, proposal)) == (words >= LEAST_WORDS)


def test_there_is_no_ground_for_having_been_answered_well_or_for_disagreeing() -> None:
    unwanted = ("stage_1", "correct", "reason", "disagree", "vexatious", "policy")
    assert not [name for name in CODE.ground if any(word in name for word in unwanted)]


def test_a_ground_the_procedure_has_not_is_an_error() -> None:
    with pytest.raises(KeyError, match="astrology"):
        stands(CODE, Proposal(ground="astrology", received_on=DAY))
