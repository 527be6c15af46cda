"""Contrast, against values worked out elsewhere."""

import pytest

from putright.council import colour


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#0b0c0c", "#ffffff", 19.5),
    ],
)
def test_the_contrast_of_two_colours_is_the_same_from_either_side(one: str, other: str, expected: float) -> None:
    assert colour.contrast(one, other) == pytest.approx(expected, abs=0.1)
    assert colour.contrast(one, other) == colour.contrast(other, one)
