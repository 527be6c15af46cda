"""The chain of a case holds together, and says in words where it does not."""

from datetime import timedelta

from putright.casework import chain
from putright.casework.tests import cast


def test_a_case_is_whole_from_its_first_event_to_its_last() -> None:
    case = cast.complaint("answered")
    assert chain.first_break(case, list(case.events.all())) is None


def test_a_case_without_events_that_says_it_has_some_is_broken() -> None:
    case = cast.received()
    broken = chain.first_break(case, [])
    assert str(broken) == f"{case.reference}: the case does not end where its events end"


def test_the_digest_depends_on_everything_an_event_says() -> None:
    event = cast.received().events.select_related("case").get()
    whole = chain.digest_of(event)
    other = cast.who("sam")
    changes = {
        "previous": "x",
        "number": 2,
        "kind": "closed",
        "procedure": "children",
        "version": "1999",
        "happened_at": event.happened_at + timedelta(seconds=1),
        "timed": False,
        "recorded_at": event.recorded_at + timedelta(seconds=1),
        "actor": "system",
        "by": other,
        "data": {},
        "corrects_id": 1,
        "key": "k",
    }
    for name, value in changes.items():
        before = getattr(event, name)
        setattr(event, name, value)
        assert chain.digest_of(event) != whole, name
        setattr(event, name, before)
    assert chain.digest_of(event) == whole


def test_the_digest_of_words_tells_nothing_without_the_salt() -> None:
    assert chain.digest_of_words("said", "a") != chain.digest_of_words("said", "b")
