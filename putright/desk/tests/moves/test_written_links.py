"""A link an officer writes into a letter reaches nobody who may not follow it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from putright.accounts.models import Officer
from putright.casework import links
from putright.casework.actions import intake, people
from putright.desk.tests.moves import conftest
from putright.desk.tests.moves.told import Desk, fields, words

SitDown = Callable[..., Desk]
LEN = intake.Contact(name="Len Other", email="len@mail.example")
TOLD = {
    "finding-1": "not_upheld",
    "reason-1": "The crew’s sheet shows that it was emptied.",
    "rule-1": "Policy 4",
}


def test_whoever_may_be_told_the_answer_alone_gets_no_link_that_was_written_into_it(
    desk: SitDown, rosa: Officer, imran: Officer
) -> None:
    case = conftest.acknowledged(conftest.complaint(), rosa)
    speaks = intake.Representing(
        contact=LEN, authority="consent", authority_on=date(2026, 6, 1), may_be_told="the_answer"
    )
    people.add_party(conftest.step(case, rosa), speaks)
    at = desk(imran, conftest.given_to(case, rosa, imran))
    page = at.post("response", data={**fields(at.open("response")), **TOLD, "do": "preview"})
    typed = {**fields(page), **TOLD}
    part = next(name for name in typed if name.startswith("part-"))
    typed |= dict.fromkeys(conftest.parts_missing(page), "We will write again.")
    typed[part] = "We looked at it.\n\nFollow it here: [the person’s own link]"
    sent = at.post("response", data={**typed, "confirmed": "on", "do": "take"})

    assert sent.status_code == 302, words(sent)
    case = conftest.again(at.case)
    got = {one.party.person.name: one.text for one in case.letters.filter(letter="stage_1_response")}
    assert {name: links.secret(case) in text for name, text in got.items()} == {
        "Maria Lindqvist": True,
        "Len Other": False,
    }
    assert all("We looked at it." in text for text in got.values())
