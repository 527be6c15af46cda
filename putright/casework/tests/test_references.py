"""References can be read out, typed as people type them, and not be guessed from one another."""

from datetime import date

import pytest

from putright.casework import references


def test_a_reference_begins_with_the_year_and_holds_nothing_that_sounds_alike() -> None:
    drawn = {references.new(on=date(2026, 9, 7)) for _ in range(200)}
    assert len(drawn) == 200
    for reference in drawn:
        year, first, second = reference.split("-")
        assert (year, len(first), len(second)) == ("26", 3, 3)
        assert set(first + second) <= set(references.LETTERS)
    assert not set(references.LETTERS) & set("AEIOU01NSLY")


@pytest.mark.parametrize("typed", ["26-7kq-4m2", "267KQ4M2", " 26 7kq 4m2 ", "26.7KQ.4M2", "26-7KQ-4M2"])
def test_a_reference_is_known_however_it_is_typed(typed: str) -> None:
    assert references.tidied(typed) == "26-7KQ-4M2"


@pytest.mark.parametrize(("typed", "kept"), [("", ""), (" bins ", "BINS"), ("26-7KQ", "26-7KQ")])
def test_what_is_none_stays_what_it_is(typed: str, kept: str) -> None:
    assert references.tidied(typed) == kept
