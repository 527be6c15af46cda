"""How a person asked to be written to, and what must be confirmed before doing otherwise."""

from putright.letters.manner import Manner


def test_an_email_to_somebody_who_asked_for_large_print_by_post_must_be_confirmed() -> None:
    joseph = Manner(channels=("post",), large_print=True)

    assert joseph.objections(channel="email") == (
        "Agreed: large print by post; you are about to send an ordinary email.",
    )
    assert joseph.objections(channel="post") == (
        "Agreed: large print by post; you are about to send an ordinary letter by post.",
    )
    assert joseph.objections(channel="post", large=True) == ()


def test_nothing_agreed_means_nothing_to_confirm() -> None:
    assert Manner().objections(channel="email") == ()
    assert Manner(channels=("email", "post")).objections(channel="post") == ()


def test_email_only_is_held_against_post() -> None:
    assert Manner(channels=("email",), email_only=True).objections(channel="post") == (
        "Agreed: by email only; you are about to send an ordinary letter by post.",
    )


def test_no_email_is_held_against_email() -> None:
    assert Manner(channels=("email", "post"), no_email=True).objections(channel="email") == (
        "Agreed: by post; you are about to send an ordinary email.",
    )


def test_each_thing_agreed_is_asked_about() -> None:
    manner = Manner(channels=("email",), plain_text=True, phone_first=True)

    assert manner.objections(channel="email") == (
        "Agreed: email in plain text; you are about to send an ordinary email.",
        "Agreed: ring first; you are about to send an ordinary email.",
    )
    assert manner.objections(channel="email", plain=True, rung=True) == ()


def test_the_best_channel_is_the_first_that_was_not_ruled_out() -> None:
    assert Manner(channels=("email", "post"), no_email=True).best == "post"
    assert Manner(channels=("email",), no_email=True).best is None
    assert Manner(large_print=True, phone_first=True).agreed == "large print, ring first"
