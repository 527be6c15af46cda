"""Every figure counts what it says, over the cases and the days it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from putright.rulebook.book.vocabulary import COUNTS_AS
from putright.rulebook.letters import points
from putright.rulebook.measures import measures
from putright.rulebook.measures.case_records import (
    COMPLIMENT,
    OUTCOMES,
    CaseRecord,
    Limit,
    OmbudsmanDecision,
    Passage,
    Recommendation,
    UnknownOutcome,
    compliment,
)
from putright.rulebook.measures.from_standing import NothingReceived
from putright.rulebook.measures.indicators import BASES, FORMS, Indicator
from putright.rulebook.measures.measures import measure
from putright.rulebook.standings.happening import on
from putright.rulebook.tests.registers import CODE_FIGURES, JUNE, UPHELD, day, drawn, figure, plain

LATE_IN_MAY = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)
"""Half past midnight on 1 June in London."""

# --- The catalogue. ----------------------------------------------------------------------------------------------


def test_every_indicator_is_listed_once() -> None:
    assert measures.every() == tuple(measures.CATALOGUE.values())
    assert all(name == indicator.id for name, indicator in measures.CATALOGUE.items())
    names = [indicator.name for indicator in measures.every()]
    assert len(names) == len(set(names)) == 44


def test_all_seven_indicators_the_ombudsman_suggests_are_there() -> None:
    assert {indicator.kpi for indicator in measures.every()} == {"", *(f"K{number}" for number in range(1, 8))}


@pytest.mark.parametrize("indicator", measures.every(), ids=lambda indicator: indicator.id)
def test_every_indicator_is_defined_in_known_words(indicator: Indicator) -> None:
    assert indicator.basis in BASES
    assert indicator.form in FORMS
    assert set(indicator.over) <= set(COUNTS_AS)
    assert (indicator.below == "") == (indicator.form == "count")
    assert indicator.para
    assert indicator.unit


@pytest.mark.parametrize("name", measures.CATALOGUE)
def test_every_figure_says_how_it_was_counted(name: str) -> None:
    how = figure(name, []).how_counted
    indicator = measures.CATALOGUE[name]
    assert how.startswith(f"Counted: {indicator.above}")
    assert indicator.below in how
    assert indicator.leaves_out in how
    assert "2027" in how or "As things stood at the end of 30 September 2026" in how
    assert f"Source: {indicator.source}" in how
    assert how.endswith(".")
    assert "{" not in how


@pytest.mark.parametrize("name", measures.CATALOGUE)
def test_no_cases_give_nought_or_nothing_and_never_an_error(name: str) -> None:
    found = figure(name, [])
    assert found.numerator == 0
    assert found.value == (0 if measures.CATALOGUE[name].form == "count" else None)
    assert found.median is None


def test_a_figure_carries_its_unit_and_its_basis() -> None:
    found = figure("stage_1_days", [])
    assert (found.unit, found.basis) == ("working days", "the day the answer was sent")


def test_the_sentence_under_an_average_reads_as_one() -> None:
    assert figure("stage_1_days", [], over=JUNE).how_counted == (
        "Counted: working days to each stage 1 answer from its acknowledgement, none when both went at once, added up "
        "and divided by stage 1 answers sent; the median is the middle one. By the day the answer was sent, from "
        "1 June 2026 to 30 June 2026, both days included. Only complaints under the Complaint Handling Code. Left out: "
        "complaints not answered, such as those withdrawn before. Source: the Ombudsman's questions and answers about "
        "the Code; the formula is ours."
    )


def test_every_kind_of_case_has_words_for_it() -> None:
    assert set(measures.WHOSE) == set(COUNTS_AS)


def test_every_finding_a_point_can_carry_is_an_outcome_the_figures_know() -> None:
    assert set(points.FINDINGS) <= set(OUTCOMES)


# --- Asked wrongly. ----------------------------------------------------------------------------------------------


def test_an_unknown_indicator_is_refused_with_the_known_ones() -> None:
    with pytest.raises(measures.UnknownMeasure, match="there is no indicator 'mood'; there are: stage_1_received"):
        measure("mood", [], start=day(6, 1), end=day(6, 30))


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends on 2026-05-31, before it starts"):
        measure("received", [], start=day(6, 1), end=day(5, 31))


def test_cases_of_a_kind_an_indicator_is_not_defined_for_are_refused() -> None:
    with pytest.raises(measures.NotCountedOver, match="not counted over 'statutory', only over: code, landlord"):
        figure("stage_2_requested", [], counts_as="statutory")


def test_an_unknown_outcome_or_decision_is_refused() -> None:
    with pytest.raises(UnknownOutcome, match="'won'; use one of: upheld"):
        Passage(1, day(6, 1), outcome="won")
    with pytest.raises(UnknownOutcome, match="'lost'; use one of: invalid"):
        OmbudsmanDecision(reference="26 000 001", decided_on=day(6, 1), decision="lost")


def test_nothing_received_is_no_case() -> None:
    with pytest.raises(NothingReceived, match="a case: nothing has been received"):
        drawn()


# --- Who is counted. ---------------------------------------------------------------------------------------------


def test_the_landlord_has_the_same_figures_over_its_own_complaints() -> None:
    code = drawn(*UPHELD)
    landlord = replace(code, counts_as="landlord")
    for name in CODE_FIGURES:
        ours, theirs = figure(name, [code]), figure(name, [code, landlord], counts_as="landlord")
        assert (ours.numerator, ours.denominator, ours.parts) == (theirs.numerator, theirs.denominator, theirs.parts)
    assert "the Housing Ombudsman's Code" in figure("stage_1_days", [], counts_as="landlord").how_counted


@pytest.mark.parametrize("counts_as", [name for name in COUNTS_AS if name != "code"])
def test_only_cases_of_the_code_are_in_its_figures(counts_as: str) -> None:
    stranger = replace(drawn(*UPHELD), counts_as=counts_as)
    for name in CODE_FIGURES:
        assert figure(name, [stranger]).numerator == 0


def test_a_compliment_can_be_asked_of_no_figure_but_its_own() -> None:
    thanks = compliment(id="thanks", received_at=LATE_IN_MAY, as_at=day(6, 30), service="parks")
    for name, indicator in measures.CATALOGUE.items():
        assert COMPLIMENT not in indicator.over
        assert figure(name, [thanks]).numerator == int(name == "compliments")


def test_a_compliment_came_in_on_its_day_in_london() -> None:
    for moment in (LATE_IN_MAY, datetime(2026, 6, 1, 0, 30)):  # noqa: DTZ001
        thanks = compliment(id="thanks", received_at=moment, as_at=day(6, 30))
        assert (thanks.received_on, thanks.received_at.hour) == (day(6, 1), 0)


def test_an_ombudsman_asked_on_the_day_of_the_final_answer_was_asked_after_it() -> None:
    final = Passage(2, day(6, 1), answer=Limit(day(6, 1), day(6, 29), day(6, 29), done_on=day(6, 15)))
    for asked_on, expected in ((day(6, 14), 0), (day(6, 15), 1), (day(6, 16), 1)):
        record = plain(passages=(final,), ombudsman_enquiries=(asked_on,))
        assert figure("ombudsman_escalation_of_cohort", [record]).numerator == expected


def test_a_case_refused_at_stage_2_went_to_the_ombudsman_without_a_final_answer() -> None:
    refused = drawn(*UPHELD, on("escalated", day(6, 19)), on("escalation_declined", day(6, 22), ground="late"))
    found = figure("ombudsman_escalation_of_cohort", [replace(refused, ombudsman_enquiries=(day(7, 1),))])
    assert (found.denominator, found.beside) == (0, {"taken to the Ombudsman without a final answer": 1})


def test_a_period_holds_its_first_and_its_last_day() -> None:
    record = drawn(*UPHELD)
    for start, end, expected in ((1, 1, 1), (2, 30, 0)):
        assert measure("received", [record], start=day(6, start), end=day(6, end)).value == expected
    assert measure("received", [record], start=day(5, 1), end=day(6, 1)).value == 1


@pytest.mark.parametrize("name", measures.CATALOGUE)
def test_what_lies_outside_the_period_is_in_no_figure(name: str) -> None:
    busy = drawn(
        *UPHELD,
        on("adjustment_agreed", day(6, 18)),
        on("remedy_agreed", day(6, 18), until=day(6, 19)),
        on("improvement_recorded", day(6, 18), id="routes"),
        on("escalated", day(6, 19)),
        on("escalation_declined", day(6, 22), ground="late"),
        looked_at=day(12, 31),
    )
    decision = OmbudsmanDecision(reference="26 000 001", decided_on=day(7, 1), decision="upheld")
    found = measure(name, [replace(busy, ombudsman=(decision,))], start=day(12, 1), end=day(12, 31))
    assert (found.numerator, found.parts, found.beside) == (0, {}, {})


def test_residents_of_nought_give_no_figure() -> None:
    assert figure("ombudsman_upheld_per_100000", [], residents=0).value is None


def test_parts_by_class_are_shares_of_the_whole_and_parts_by_service_are_rates_of_their_own() -> None:
    late = drawn(*UPHELD[:-1], on("stage_1_responded", day(6, 18), decision="not_upheld"))
    found = figure("stage_1_in_time", [drawn(*UPHELD), late, replace(late, service="waste")])
    assert found.parts["service"] == {"parks": (1, 2, 0.5), "waste": (0, 1, 0)}
    assert found.parts["channel"] == {"letter": (1, 3, 1 / 3)}
    assert found.parts["band"] == {"base": (1, 3, 1 / 3), "neither": (2, 3, 2 / 3)}


def test_an_average_by_service_is_an_average() -> None:
    quick = drawn(on("received", day(6, 1), service="waste"), *UPHELD[1:-1], on("stage_1_responded", day(6, 5)))
    found = figure("stage_1_days", [drawn(*UPHELD), quick])
    assert found.parts["service"] == {"parks": (10, 1, 10), "waste": (2, 1, 2)}


# --- What the Ombudsman publishes. -------------------------------------------------------------------------------


def decided(number: int, decision: str, **more: Any) -> CaseRecord:
    one = OmbudsmanDecision(reference=f"26 {number:06}", decided_on=day(7, 1), decision=decision, **more)
    return plain(number, ombudsman=(one,))


def test_the_national_uphold_rate_of_2024_25_comes_out_as_published() -> None:
    records = [decided(number, "upheld" if number < 3665 else "not_upheld") for number in range(4441)]
    found = figure("ombudsman_uphold_rate", records)
    assert (found.numerator, found.denominator) == (3665, 4441)
    assert found.value is not None
    assert f"{found.value:.0%}" == "83%"


def test_a_decision_is_complied_with_when_every_recommendation_checked_is() -> None:
    met = Recommendation(day(8, 1), checked_on=day(8, 5), complied_on=day(8, 4))
    unmet, unchecked = Recommendation(day(8, 1), checked_on=day(8, 5)), Recommendation(day(12, 1))
    records = [
        decided(1, "upheld", recommendations=(met, unchecked)),
        decided(2, "upheld", recommendations=(met, unmet)),
        decided(3, "upheld", recommendations=(unchecked,)),
    ]
    found = figure("ombudsman_compliance_by_decision", records)
    assert (found.numerator, found.denominator) == (1, 2)
    assert "could not be verified" in found.how_counted


def test_a_recommendation_met_on_its_last_day_is_met_on_time() -> None:
    met = Recommendation(day(8, 1), checked_on=day(8, 5), complied_on=day(8, 1))
    found = figure("ombudsman_compliance", [decided(1, "upheld", recommendations=(met,))])
    assert set(found.parts["compliance"]) == {"on time"}
