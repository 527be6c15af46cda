"""Findings on points, the outcome of the whole, and where the person can go next."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.rulebook.book.library import UnknownProcedure
from putright.rulebook.letters import points
from putright.rulebook.letters.points import FINDINGS, Point, UnknownFinding, finding_of, ombudsmen_for
from putright.rulebook.measures import case_records


def of(*findings: str | None) -> tuple[Point, ...]:
    return tuple(
        Point(number=number, text="", procedure="local_council_code", finding=finding)
        for number, finding in enumerate(findings, start=1)
    )


@pytest.mark.parametrize(
    ("findings", "whole"),
    [
        (("upheld", "upheld"), "upheld"),
        (("not_upheld", "not_upheld"), "not_upheld"),
        (("upheld", "not_upheld"), "partially_upheld"),
        (("partially_upheld", "partially_upheld"), "partially_upheld"),
        (("partially_upheld", "not_upheld"), "partially_upheld"),
        (("upheld", "partially_upheld"), "partially_upheld"),
        (("upheld", "not_our_responsibility"), "upheld"),
        (("not_upheld", "not_our_responsibility"), "not_upheld"),
        (("not_our_responsibility",), "not_our_responsibility"),
        (("upheld", None), None),
        ((), None),
    ],
)
def test_the_outcome_of_the_whole_follows_from_the_points(findings: tuple[str | None, ...], whole: str | None) -> None:
    assert finding_of(of(*findings)) == whole


@settings(max_examples=40)
@given(st.lists(st.sampled_from(FINDINGS), min_size=1), st.randoms())
def test_the_order_of_the_points_does_not_change_the_outcome(findings: list[str], chance: object) -> None:
    shuffled = list(findings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert finding_of(of(*findings)) == finding_of(of(*shuffled))


def test_an_unknown_finding_is_refused() -> None:
    with pytest.raises(UnknownFinding, match="point 1: 'resolved' is no finding; use upheld"):
        of("resolved")


def test_figures_know_every_finding() -> None:
    assert set(FINDINGS) <= set(case_records.OUTCOMES)
    assert finding_of(of("upheld")) in case_records.OUTCOMES


def test_the_points_say_which_ombudsman() -> None:
    assert ombudsmen_for(of(None, None)) == ("lgsco",)
    assert ombudsmen_for(()) == ()


def test_a_point_of_no_known_procedure_is_an_error() -> None:
    with pytest.raises(UnknownProcedure, match="'witchcraft'"):
        points.ombudsmen_for([Point(number=1, text="", procedure="witchcraft")])
