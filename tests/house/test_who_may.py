"""The page of who may do what is what the code does today."""

from putright.casework import who_may


def test_the_page_of_who_may_do_what_is_current() -> None:
    assert who_may.PAGE.read_text(encoding="utf-8") == who_may.page(), "run bin/putright who-may"
