"""Nothing that was lost, is there twice or is broken goes unseen by `bin/chaos`."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from chaos.judging import Promised, Stored, judge


def promised() -> Promised:
    return Promised(
        complaints={"mark a": "26-AAA-AAA", "mark b": ""},
        tried={"mark a", "mark b", "mark c"},
        notes={"n1"},
        delivered=["<1@x>", "<2@x>"],
    )


STORED = Stored(
    cases=[("mark a", "26-AAA-AAA"), ("mark b", "26-BBB-BBB")],
    notes=["n1", "n2"],
    emails={"<1@x>": "sent", "<2@x>": "sent"},
    breaks=[],
    differing=[],
)


def test_a_site_that_holds_all_it_promised_is_well() -> None:
    assert judge(promised(), STORED)
    assert promised().acknowledged == 3


def test_what_was_never_acknowledged_may_be_there_or_not() -> None:
    more = replace(STORED, cases=[*STORED.cases, ("mark c", "26-CCC-CCC")])
    assert judge(promised(), more)


FAULTS: dict[str, tuple[Stored, str, str]] = {
    "a complaint is gone": (
        replace(STORED, cases=STORED.cases[:1]),
        "lost",
        "complaint mark b (reference not seen) was acknowledged and is not there",
    ),
    "a complaint has another reference": (
        replace(STORED, cases=[("mark a", "26-XXX-XXX"), STORED.cases[1]]),
        "lost",
        "complaint mark a was acknowledged as 26-AAA-AAA and is 26-XXX-XXX",
    ),
    "a note is gone": (replace(STORED, notes=["n2"]), "lost", "note n1 was acknowledged and is not there"),
    "a complaint is there twice": (
        replace(STORED, cases=[*STORED.cases, ("mark a", "26-AAA-AAB")]),
        "duplicated",
        "complaint mark a is there 2 times",
    ),
    "a reference was given twice": (
        replace(STORED, cases=[("mark c", "26-AAA-AAA"), *STORED.cases]),
        "duplicated",
        "reference 26-AAA-AAA is there 2 times",
    ),
    "a note is there twice": (replace(STORED, notes=["n1", "n1"]), "duplicated", "note n1 is there 2 times"),
    "a chain is broken": (replace(STORED, breaks=["26-AAA-AAA, event 2: gone"]), "broken", "verify: 26-AAA-AAA"),
    "a column is wrong": (replace(STORED, differing=["26-AAA-AAA"]), "broken", "columns are not what the events say"),
    "half a file was kept": (replace(STORED, files=["half.txt"]), "broken", "a file was kept that never came whole"),
    "an email waits": (
        replace(STORED, emails={**STORED.emails, "<3@x>": "failed"}),
        "broken",
        "email <3@x> has not gone: failed",
    ),
    "an email went out of nowhere": (
        replace(STORED, emails={"<1@x>": "sent"}),
        "broken",
        "email <2@x> went out and the outbox knows nothing of it",
    ),
    "an email is said to have gone": (
        replace(STORED, emails={**STORED.emails, "<3@x>": "sent"}),
        "lost",
        "email <3@x> is marked as sent and the mail server never had it",
    ),
    "a complaint nobody sent": (
        replace(STORED, cases=[*STORED.cases, ("mark z", "26-ZZZ-ZZZ")]),
        "broken",
        "nobody sent complaint mark z (26-ZZZ-ZZZ)",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_and_called_what_it_is(fault: str) -> None:
    stored, kind, sentence = FAULTS[fault]
    verdict = judge(promised(), stored)
    assert not verdict
    assert any(one.startswith(sentence) for one in getattr(verdict, kind))


def _sent_twice(told: Promised) -> None:
    told.delivered.append("<1@x>")


def _page_without_a_word(told: Promised) -> None:
    told.unclear.append("/desk/ answered 500")


@pytest.mark.parametrize(
    ("what", "kind", "sentence"),
    [
        (_sent_twice, "duplicated", "email <1@x> is there 2 times"),
        (_page_without_a_word, "broken", "a page did not say what was wrong: /desk/ answered 500"),
    ],
    ids=["an email went twice", "an unclear page"],
)
def test_what_went_wrong_outside_is_found_as_well(what: Callable[[Promised], None], kind: str, sentence: str) -> None:
    told = promised()
    what(told)
    assert getattr(judge(told, STORED), kind) == (sentence,)
