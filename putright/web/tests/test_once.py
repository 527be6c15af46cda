"""A form sent twice is one step, and nobody chooses a key that the machine itself will use."""

import pytest

from putright.web import once


def test_the_key_a_form_was_given_is_the_key_it_comes_back_with() -> None:
    key = once.new_key()

    assert once.KeyField().clean(key) == key


@pytest.mark.parametrize(
    "typed",
    ["", None, "disposal-1", "hold-1-placed", "a/2", "²", "a" * 41, " "],
    ids=["empty", "none", "disposal", "hold", "second-event", "other-figures", "long", "blank"],
)
def test_what_is_no_key_of_a_form_becomes_a_new_one(typed: str | None) -> None:
    found = once.KeyField().clean(typed)

    assert found != typed
    assert once.sound(found) == found
