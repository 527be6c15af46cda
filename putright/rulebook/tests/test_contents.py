"""What letters must say. The ordinary cases stand in `examples/letters.toml`; here are the edges."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from putright.rulebook.book import library
from putright.rulebook.book.vocabulary import WHEN
from putright.rulebook.book.words import Procedure
from putright.rulebook.letters import contents, ombudsmen
from putright.rulebook.letters.contents import Known, Missing
from putright.rulebook.letters.points import Point

DAY = date(2026, 6, 16)
LINK = "The Ombudsman: www.lgo.org.uk"
HOUSING = "The Housing Ombudsman Service, 0300 111 3000"
LGSCO = "The Local Government and Social Care Ombudsman, 0300 061 0614"
EXTENSION = {
    "delayed": "Our answer.",
    "new_date": "24 June",
    "reasons": "The depot's records have not come.",
    "done_so_far": "We have met the crew.",
    "ombudsman": LINK,
}


def code() -> Procedure:
    return library.procedure("local_council_code", on=DAY)


def left_out(letter: str, draft: dict[str, str], *points: Point, **known: Any) -> tuple[Missing, ...]:
    return contents.missing_contents(
        code(), letter, draft, points=points, ombudsmen=ombudsmen.directory(on=DAY), known=Known(on=DAY, **known)
    )


def extension(until: date, **instead: str) -> list[str]:
    draft = {**EXTENSION, **instead}
    return [missing.what for missing in left_out("extension", draft, due_on=date(2026, 6, 17), new_on=until)]


def of_code(number: int = 1, **more: Any) -> Point:
    return Point(number=number, text="A missed bin", procedure="local_council_code", **more)


def test_a_part_is_required_only_when_its_condition_holds() -> None:
    always = {block.name for block in contents.required(code(), "stage_1_response")}
    upheld = {block.name for block in contents.required(code(), "stage_1_response", holding=frozenset({"upheld"}))}
    assert upheld - always == {"remedy", "learning"}


def test_with_every_condition_every_part_is_required() -> None:
    for letter in code().letters:
        assert contents.required(code(), letter.name, holding=frozenset(WHEN)) == letter.blocks


def test_an_unknown_letter_or_condition_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(contents.UnknownLetter, match=r"no letter 'postcard'; it has: .*extension"):
        contents.required(code(), "postcard")
    with pytest.raises(contents.UnknownLetter, match="postcard"):
        contents.taken_out(code(), "postcard", [])
    with pytest.raises(contents.UnknownLetter, match="postcard"):
        left_out("postcard", {})
    with pytest.raises(contents.UnknownCondition, match="'sunny'; use one of: adjustments"):
        contents.required(code(), "extension", holding=frozenset({"sunny"}))


def test_what_follows_from_the_points_need_not_be_said_again() -> None:
    upheld = of_code(finding="upheld", reason="We drove past.", remedy="Emptied on 2 June")
    not_ours = of_code(2, finding="not_our_responsibility", reason="Not ours.", whose="The county council")
    draft = {"stage": "Stage 1.", "escalation": "Tell us by any route."}
    assert [missing.block for missing in left_out("stage_1_response", draft, upheld, not_ours)] == [
        "responsibility",
        "remedy",
        "learning",
    ]


def test_what_is_missing_carries_block_paragraph_procedure_and_point() -> None:
    draft = {"stage": "Stage 1.", "escalation": "Tell us by any route.", "remedy": "None.", "learning": "None."}
    (missing,) = left_out("stage_1_response", draft, of_code(7, finding="upheld", reason="We drove past."))
    assert missing == Missing(
        "remedy",
        "Point 7 is upheld, but says neither what puts it right nor why nothing will.",
        "7.1",
        "local_council_code",
        7,
    )


@pytest.mark.parametrize("nothing", ["", "  \n", "TBC", "To follow", "xxx", "…", "---", "N/A", "none."])
def test_words_that_say_nothing_count_as_left_out(nothing: str) -> None:
    assert extension(date(2026, 6, 24), reasons=nothing) == ["It leaves out the reasons."]


def test_none_is_an_answer_where_there_may_be_none() -> None:
    draft = {
        "stage": "Stage 1.",
        "escalation": "Tell us.",
        "remedy": "None.",
        "learning": "None",
        "outstanding_actions": "n/a",
    }
    point = of_code(finding="upheld", reason="We drove past.", no_remedy_because="It was emptied the same day.")
    assert not left_out("stage_1_response", draft, point, holding=frozenset({"actions_outstanding"}))
    assert left_out("stage_1_response", {**draft, "remedy": ""}, point)


@pytest.mark.parametrize("gap", ["{{ new_date }}", "[insert reason]", "[DATE]", "Dear ______"])
def test_a_gap_nobody_filled_in_is_found(gap: str) -> None:
    (what,) = extension(date(2026, 6, 24), reasons=f"Because of {gap} we need longer.")
    assert "gap to fill in" in what


def test_brackets_a_writer_meant_are_no_gap() -> None:
    assert extension(date(2026, 6, 24), reasons="You wrote that it [the bin] was full; we are asking the crew.") == []


def test_a_very_long_part_is_read_quickly() -> None:
    assert extension(date(2026, 6, 24), reasons=" -" * 50_000 + "the crew is away") == []


@pytest.mark.parametrize(
    "told",
    [
        "24 June",
        "Wednesday 24th June 2026",
        "24 JUNE 2026",
        "24 of June",
        "24/06/2026",
        "24/6/26",
        "2026-06-24",
        "24 Jun 2026",
    ],
)
def test_the_new_date_may_be_written_in_any_usual_way(told: str) -> None:
    assert extension(date(2026, 6, 24), new_date=f"You will hear by {told}.") == []


@pytest.mark.parametrize("told", ["24 June 2027", "4 June", "124 June", "24 July 2026", "24/07/2026", "soon"])
def test_another_date_in_the_letter_than_in_the_record_is_found(told: str) -> None:
    (what,) = extension(date(2026, 6, 24), new_date=f"You will hear by {told}.")
    assert what == "It does not give the date recorded, Wednesday 24 June 2026."


def test_a_letter_of_delay_without_a_recorded_date_cannot_be_checked_and_says_so() -> None:
    (missing,) = left_out("extension", EXTENSION)
    assert "has not been recorded" in missing.what


def test_a_new_date_is_compared_with_what_is_known() -> None:
    assert left_out("extension", EXTENSION, new_on=date(2026, 6, 24)) == ()
    bare = contents.missing_contents(
        code(), "extension", EXTENSION, ombudsmen=ombudsmen.directory(on=DAY), known=Known(new_on=date(2026, 6, 24))
    )
    assert bare == ()


def test_the_same_number_twice_is_found() -> None:
    decided = {"finding": "not_upheld", "reason": "The round was done."}
    draft = {"stage": "Stage 1.", "escalation": "Tell us by any route."}
    (missing,) = left_out("stage_1_response", draft, of_code(2, **decided), of_code(2, **decided))
    assert missing.what == "2 points are numbered 2, so nobody can tell them apart."


def test_a_point_that_is_not_ours_at_stage_2_falls_back_on_the_paragraph_of_the_points() -> None:
    draft = dict.fromkeys(
        ("stage", "definition", "decision", "reasons", "remedy", "outstanding_actions", "final"), "Said."
    )
    point = of_code(finding="not_our_responsibility", reason="Street lights are not the district's.")
    (missing,) = left_out("stage_2_response", {**draft, "ombudsman": LGSCO}, point)
    assert (missing.block, missing.para, missing.point) == ("points", "6.19", 1)


def test_in_a_delay_a_link_is_enough_and_elsewhere_the_name_is_needed() -> None:
    assert extension(date(2026, 6, 24), ombudsman="See lgo.org.uk") == []
    assert extension(date(2026, 6, 24), ombudsman=LGSCO) == []
    withdrawal = {"reference": "C/1", "withdrawal": "You have withdrawn it; tell us to take that back."}
    (missing,) = left_out("withdrawal", {**withdrawal, "ombudsman": LINK})
    assert missing.what == "It does not name the Local Government and Social Care Ombudsman."


def test_a_name_without_a_way_to_reach_it_is_not_enough_in_a_delay_either() -> None:
    (what,) = extension(date(2026, 6, 24), ombudsman="You can go to the LGSCO.")
    assert what == "It does not say how to reach the Local Government and Social Care Ombudsman."


def test_the_wrong_ombudsman_alone_is_named_as_wrong() -> None:
    (what,) = extension(date(2026, 6, 24), ombudsman=HOUSING)
    assert what.endswith("; it names the Housing Ombudsman Service, where this complaint does not go.")
    assert extension(date(2026, 6, 24), ombudsman=f"{HOUSING}. {LINK}") == []


def test_without_points_the_procedure_says_which_ombudsman() -> None:
    assert extension(date(2026, 6, 24), ombudsman="Somebody else") == [
        "It does not name the Local Government and Social Care Ombudsman."
    ]


def test_reasons_are_counted_without_the_ground_as_the_letter_prints_it() -> None:
    draft = {"asked": "To look again.", "new_facts": "Tell us more.", "ombudsman": LGSCO}
    local = "We do not look at old things"
    repeated = left_out("refusal", {**draft, "ground": local, "reasons": f"{local.upper()}!"})
    assert [missing.what for missing in repeated] == [
        "The reasons only repeat the ground: say why it holds for this complaint."
    ]
    nine, ten = "one two three four five six seven eight nine", "one two three four five six seven eight nine ten"
    assert "too short" in left_out("refusal", {**draft, "ground": local, "reasons": f"{local}: {nine}"})[0].what
    assert left_out("refusal", {**draft, "ground": local, "reasons": f"{local}: {ten}"}, ground="unheard_of") == ()


def test_short_reasons_are_a_fault_only_in_a_refusal() -> None:
    assert extension(date(2026, 6, 24), reasons="Illness.") == []


def test_every_locked_part_of_every_letter_is_missed_when_a_template_loses_it() -> None:
    for letter in code().letters:
        locked = [block.name for block in letter.blocks if block.locked]
        kept = {block.name for block in letter.blocks}
        assert [missing.block for missing in contents.taken_out(code(), letter.name, [])] == locked
        assert contents.taken_out(code(), letter.name, kept) == ()


def test_every_letter_that_refuses_delays_or_ends_locks_its_ombudsman() -> None:
    for name in ("extension", "delay", "refusal", "stage_2_response", "remedy_undeliverable", "withdrawal", "handover"):
        lost = {missing.block for missing in contents.taken_out(code(), name, [])}
        assert "ombudsman" in lost


def test_a_letter_that_another_points_procedure_does_not_know_answers_to_its_own_alone() -> None:
    draft = {"received_on": "Today.", "reference": "C/1", "next_steps": "We read it.", "complaints_link": "Our page."}
    point = Point(number=1, text="My social worker", procedure="children")
    (missing,) = left_out("receipt", draft, point)
    assert (missing.block, missing.procedure) == ("adjustments_question", "local_council_code")


@pytest.mark.parametrize(("text", "left"), [("The Information Commissioner’s Office", 0), ("A commissioner", 1)])
def test_a_data_protection_letter_names_the_information_commissioner(text: str, left: int) -> None:
    procedure = library.procedure("data_protection")
    draft = dict.fromkeys((block.name for block in procedure.letter["split"].blocks), "Said.")
    found = contents.missing_contents(
        procedure, "split", {**draft, "ico": text}, ombudsmen=ombudsmen.directory(on=DAY), known=Known(on=DAY)
    )
    assert [missing.what for missing in found] == ["It does not name the Information Commissioner's Office."] * left
