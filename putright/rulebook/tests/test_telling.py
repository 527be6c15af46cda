"""A standing is told to programs as plain values and to people in short lines, and both say the same."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from putright.rulebook.asking import document
from putright.rulebook.asking.telling import as_document, as_text
from putright.rulebook.standings.standing import Standing

RECEIVED = {"kind": "received", "at": "2026-06-01T10:00", "logged_on": "2026-06-03"}
ACKNOWLEDGED = {"kind": "stage_1_acknowledged", "at": "2026-06-03T09:30"}
ANSWERED = {"kind": "stage_1_responded", "at": "2026-06-16"}


def standing(*events: dict[str, Any], on: str = "2026-06-16", **more: object) -> Standing:
    return document.answer({"procedure": "local_council_code", "on": on, "events": list(events), **more})


def test_the_document_can_be_written_as_json_and_names_everything() -> None:
    told = json.loads(json.dumps(as_document(standing(RECEIVED, ACKNOWLEDGED))))
    assert (told["procedure"], told["version"], told["on"]) == ("local_council_code", "2024", "2026-06-16")
    assert (told["stage"], told["ended"]) == ("stage_1", False)
    assert told["ombudsmen"] == ["the Local Government and Social Care Ombudsman"]


def test_the_document_tells_when_it_came_in_and_what_was_lost() -> None:
    assert as_document(standing(RECEIVED))["received"] == {
        "at": "2026-06-01T10:00:00+01:00",
        "effective_on": "2026-06-01",
        "logged_on": "2026-06-03",
        "days_lost": 2,
    }
    assert as_document(standing())["received"] is None


def test_a_day_without_a_time_is_told_without_one() -> None:
    told = as_document(standing(RECEIVED | {"at": "2026-06-01"}))["received"]
    assert (told["at"], told["effective_on"]) == ("2026-06-01", "2026-06-01")


def test_what_fell_away_is_not_told_as_done() -> None:
    refused = {"kind": "declined", "at": "2026-06-03", "ground": "out_of_time", "reason": "x", "decided_by": "y"}
    here = standing(RECEIVED, refused)
    assert "due Monday 8 June 2026, not needed after Wednesday 3 June 2026. Day 0 is" in as_text(here)
    assert [clock["fell_away"] for clock in as_document(here)["clocks"]] == [True]
    assert as_document(standing(RECEIVED, ACKNOWLEDGED))["clocks"][0]["fell_away"] is False


def test_the_document_tells_every_clock_with_its_sentence() -> None:
    clock = as_document(standing(RECEIVED, ACKNOWLEDGED))["clocks"][1]
    assert {key: clock[key] for key in ("name", "started_on", "due_on", "latest_on", "stopped_on", "late", "para")} == {
        "name": "stage_1_response",
        "started_on": "2026-06-03",
        "due_on": "2026-06-17",
        "latest_on": "2026-07-01",
        "stopped_on": None,
        "late": False,
        "para": "6.3",
    }
    assert clock["because"].startswith("Day 0 is Wednesday 3 June 2026")
    assert clock["because"].endswith("(paragraph 6.3).")


def test_the_document_tells_what_is_owed_and_what_may_and_may_not_be_done() -> None:
    told = as_document(standing(RECEIVED, ACKNOWLEDGED))
    assert [(owed["party"], owed["clock"], owed["due_on"], owed["moves"]) for owed in told["owes"]] == [
        ("council", "stage_1_response", "2026-06-17", ["respond_stage_1"])
    ]
    answer = next(move for move in told["moves"] if move["move"] == "respond_stage_1")
    assert answer["needs"] == ["decision", "conflict_declaration"]
    assert (answer["events"], answer["by"], answer["says"]) == (["stage_1_responded"], ["council"], "stage_1_response")
    refused = {move["move"]: (move["why"], move["para"]) for move in told["not_on_offer"]}
    assert refused["close"][0].startswith("Only after")
    assert all(why and para for why, para in refused.values())
    assert {move["move"] for move in told["moves"]}.isdisjoint(refused)


def test_the_document_tells_breaches_and_the_departures_that_govern() -> None:
    policy = {"scope": "policy", "effect": "recorded_only", "para": "4.3", "reason": "Autumn", "decided_by": "Cabinet"}
    later = policy | {"starts_on": "2026-06-02"}
    told = as_document(standing(RECEIVED, on="2026-06-10", departures=[policy, later]))
    assert told["departures"] == [{"effect": "recorded_only", "para": "4.3", "reason": "Autumn"}]
    assert told["breaches"] == [
        {
            "what": "The stage 1 acknowledgement is overdue: it was due on Monday 8 June 2026, "
            "and the person holds no new date.",
            "para": "6.2",
        }
    ]


def test_nothing_has_happened_yet() -> None:
    text = as_text(standing())
    assert text.startswith(
        "Complaint Handling Code (2024), as it stood on Tuesday 16 June 2026: nothing received yet.\n"
    )
    assert "May be done:\n  - Receive a complaint\n" in text
    assert "Dates:" not in text
    assert "Owed now:" not in text


def test_people_read_dates_who_owes_what_and_why_not() -> None:
    text = as_text(standing(RECEIVED, ACKNOWLEDGED, on="2026-06-19"))
    assert "  - The stage 1 acknowledgement: due Monday 8 June 2026, done on Wednesday 3 June 2026. Day 0 is" in text
    assert "  - The stage 1 answer: due Wednesday 17 June 2026, to do, late by 2 working days. Day 0 is" in text
    assert "  - the council: Answer at stage 1 by Wednesday 17 June 2026 (paragraph 6.3)\n" in text
    assert "Against the procedure:\n  - The stage 1 answer is overdue" in text
    assert "  - Acknowledge at stage 1: It has been done already" in text
    assert text.endswith("\n")


@pytest.mark.parametrize(
    ("on", "words"), [("2026-06-18", "late by 1 working day."), ("2026-06-20", "late by 2 working days.")]
)
def test_lateness_is_told_in_the_units_it_is_counted_in(on: str, words: str) -> None:
    assert words in as_text(standing(RECEIVED, ACKNOWLEDGED, on=on))


def test_a_date_the_person_was_promised_is_told_beside_the_one_that_is_due() -> None:
    delay = {"kind": "delay_explained", "at": "2026-06-18", "until": "2026-06-26", "reason": "Illness"}
    text = as_text(standing(RECEIVED, ACKNOWLEDGED, delay, on="2026-06-19"))
    assert "due Wednesday 17 June 2026, to do, late by 2 working days, promised for Friday 26 June 2026. Day 0" in text
    extended = delay | {"kind": "extended", "at": "2026-06-16"}
    assert "promised" not in as_text(standing(RECEIVED, ACKNOWLEDGED, extended, on="2026-06-19"))


def test_days_are_called_days_where_they_are_not_working_days() -> None:
    events = [{"kind": "received", "at": "2026-06-19"}]
    text = as_text(document.answer({"procedure": "data_protection", "on": "2026-07-21", "events": events}))
    assert "late by 3 days." in text


def test_nobody_tells_a_resident_that_they_are_late() -> None:
    text = as_text(standing(RECEIVED, ACKNOWLEDGED, ANSWERED, on="2026-08-03"))
    assert "The time to ask for stage 2: due Thursday 16 July 2026, to do, after the day asked for. Day 0" in text
    assert "  - the person complaining, if they wish: Ask for stage 2 by Thursday 16 July 2026 (council policy)" in text
    assert "  - the council: Close (paragraph 6.6)" in text
    assert "late" not in text.split("Owed now:")[1].split("May be done:")[0]


def test_a_choice_of_steps_is_told_as_a_choice() -> None:
    text = as_text(standing(RECEIVED, on="2026-06-02"))
    assert "the council: Acknowledge at stage 1 or Acknowledge and answer at once by Monday 8 June 2026" in text


def test_document_and_text_give_the_same_dates() -> None:
    here = standing(RECEIVED, ACKNOWLEDGED, ANSWERED)
    text = as_text(here)
    for clock in as_document(here)["clocks"]:
        day = date.fromisoformat(clock["due_on"])
        assert f"{day:%A} {day.day} {day:%B} {day.year}" in text
        assert clock["because"] in text


def test_a_calendar_that_soon_ends_is_told_to_programs_and_to_people() -> None:
    there = standing(RECEIVED, ACKNOWLEDGED, ANSWERED, on="2028-06-16")
    (caution,) = as_document(there)["cautions"]
    assert "known only to 2028-12-31" in caution
    assert f"\nTake care:\n  - {caution}\n\nDates:\n" in as_text(there)


def test_a_calendar_that_reaches_far_enough_needs_no_caution() -> None:
    here = standing(RECEIVED, ACKNOWLEDGED)
    assert as_document(here)["cautions"] == []
    assert "Take care" not in as_text(here)
