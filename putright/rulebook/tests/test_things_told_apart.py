"""Several enquiries or recommendations run side by side, each with its own date; each event says which it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from putright.rulebook.asking.telling import as_document
from putright.rulebook.book import library, soundness
from putright.rulebook.book.reading import Refused
from putright.rulebook.dates.days import Council
from putright.rulebook.standings.happening import Event, on
from putright.rulebook.standings.path import ImpossibleEvent
from putright.rulebook.standings.standing import Standing, standing

OMBUDSMAN = library.procedure("ombudsman_investigation")
FOUND = (
    on("ombudsman_contacted_us", date(2026, 2, 23), reference="26 001 234"),
    on("investigation_begun", date(2026, 3, 2)),
    on("upheld", date(2026, 7, 10)),
)
APOLOGY = on("recommendation_agreed", date(2026, 7, 10), id="apology", until=date(2026, 8, 7))
TRAINING = on("recommendation_agreed", date(2026, 7, 10), id="training", until=date(2026, 10, 9))


def after(*events: Event, looked_at: date = date(2026, 8, 20)) -> Standing:
    return standing(OMBUDSMAN, (*FOUND, *events), on=looked_at, council=Council())


def test_what_is_done_about_one_leaves_the_other_running() -> None:
    here = after(APOLOGY, TRAINING, on("compliance_evidence_sent", date(2026, 8, 5), id="apology"))
    assert here.clock("recommendation", about="apology").stopped_on == date(2026, 8, 5)
    assert here.clock("recommendation", about="training").running


def test_a_clock_that_never_ran_for_a_thing_is_an_error() -> None:
    with pytest.raises(KeyError, match="recommendation has not run for payment"):
        after(APOLOGY).clock("recommendation", about="payment")


def test_a_later_date_for_one_must_come_after_its_own_date_and_not_the_others() -> None:
    here = after(APOLOGY, TRAINING, looked_at=date(2026, 7, 20))
    new = date(2026, 9, 4)
    assert here.may("agree_later_date", id="apology", until=new, reason="The author is away")
    refused = here.may("agree_later_date", id="training", until=new, reason="The author is away")
    assert "must come after Friday 9 October 2026" in refused.reason


def test_two_things_cannot_share_a_name_and_none_goes_without() -> None:
    with pytest.raises(ImpossibleEvent, match="Give it a name of its own; in use: apology"):
        after(APOLOGY, APOLOGY)
    with pytest.raises(ImpossibleEvent, match="Give it a name of its own; in use: none"):
        after(on("recommendation_agreed", date(2026, 7, 10), until=date(2026, 8, 7)))


def test_an_event_about_something_unknown_is_refused() -> None:
    with pytest.raises(ImpossibleEvent, match="Say which one it is about: apology"):
        after(APOLOGY, on("compliance_evidence_sent", date(2026, 8, 5), id="payment"))


def test_the_document_says_which_one_each_clock_is_about() -> None:
    told = as_document(after(APOLOGY, TRAINING))
    assert [(clock["title"], clock["id"]) for clock in told["clocks"] if clock["name"] == "recommendation"] == [
        ("the recommendation (apology)", "apology"),
        ("the recommendation (training)", "training"),
    ]


def test_a_step_that_need_not_say_which_one_is_refused_at_load() -> None:
    moves = tuple(replace(move, needs=()) if move.name == "answer_enquiries" else move for move in OMBUDSMAN.moves)
    with pytest.raises(Refused, match="'answer_enquiries' does not say which 'enquiry_reply' it is about"):
        soundness.inspect(replace(OMBUDSMAN, moves=moves), place="ombudsman_investigation/1974.toml")


def test_what_the_ombudsman_may_say_is_no_step_the_council_owes() -> None:
    here = after(APOLOGY, looked_at=date(2026, 7, 20))
    assert [(owed.party, owed.moves) for owed in here.owes if owed.clock] == [("council", ("send_evidence",))]
