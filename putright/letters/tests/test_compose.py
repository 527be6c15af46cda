"""Values put into a wording: what the officer wrote goes in, and points and Ombudsmen read as sentences."""

import json
from dataclasses import replace
from datetime import date

import pytest

from putright.council.models import Council
from putright.letters import compose, wordings
from putright.letters.tests import drafts

pytestmark = pytest.mark.django_db


def test_what_the_officer_wrote_takes_the_place_of_a_part() -> None:
    wording = wordings.current(letter="extension", procedure="local_council_code")

    draft = compose.draft(wording, drafts.VALUES, given={"reasons": "The records are late.\r\n\r\nSorry."})

    assert draft.text["reasons"] == "The records are late.\n\nSorry."


def test_an_optional_part_is_there_only_when_there_is_something_to_say() -> None:
    wording = wordings.current(letter="stage_1_acknowledgement", procedure="local_council_code")

    assert "adjustments" in compose.draft(wording, drafts.VALUES).text
    assert "adjustments" not in compose.draft(wording, {**drafts.VALUES, "adjustments": ""}).text


def test_a_way_of_reaching_us_that_we_do_not_have_is_left_out() -> None:
    draft = drafts.draft("stage_1_response", phone="", escalate_link="")

    assert "Phone" not in draft.text["escalation"]
    assert "Online" not in draft.text["escalation"]
    assert "- Post: Complaints team" in draft.text["escalation"]


def test_a_letter_is_addressed_only_when_there_is_a_postal_address() -> None:
    assert drafts.draft().to == ("Ms Lindqvist", "14 Mill Lane", "Fenwick", "FV2 3AB")
    assert drafts.draft(person_address="").to == ()


def test_each_point_says_what_was_found_why_and_on_which_rule() -> None:
    assert compose.findings(drafts.POINTS).split("\n\n")[:5] == [
        "## Point 1: My brown bin was missed three times in June.",
        "We uphold this point. We got it wrong.",
        drafts.POINTS[0].reason,
        "We went by: Waste collection policy, section 4: a missed bin is emptied within 2 working days.",
        "To put it right: We emptied the bin on 30 June. Your road is back on the sheet.",
    ]


def test_every_ombudsman_is_named_with_the_ways_to_reach_it() -> None:
    words = compose.ombudsmen_in_words(["lgsco", "housing_ombudsman"], on=date(2026, 6, 3))

    assert words.startswith("The Local Government and Social Care Ombudsman\n\n- Website: www.lgo.org.uk\n")
    assert "- Phone: 0300 111 3000" in words


def test_a_draft_kept_as_data_comes_back_as_it_was() -> None:
    draft = drafts.draft()

    assert compose.from_data(json.loads(json.dumps(compose.as_data(draft)))) == draft


def test_the_council_says_how_to_reach_it_in_one_line(council: Council) -> None:
    assert compose.council_values()["address"] == "Complaints team, Guildhall, 1 Market Place, Fenwick FV1 1AA"


def test_a_part_the_wording_has_not_got_goes_in_before_the_closing_parts() -> None:
    wording = wordings.current(letter="stage_2_response", procedure="local_council_code")
    assert "learning" not in {block.name for block in wording.blocks}

    draft = compose.draft(wording, drafts.VALUES, given={"learning": "Rounds are checked now.", "next_steps": " "})

    names = list(draft.text)
    assert names.index("learning") == names.index("final") - 1
    assert (draft.blocks[names.index("learning")].heading, draft.text["learning"]) == (
        "What we have learnt",
        "Rounds are checked now.",
    )
    assert "next_steps" not in names


def test_an_unasked_part_without_a_heading_of_its_own_is_headed_by_its_title() -> None:
    wording = wordings.current(letter="extension", procedure="local_council_code")

    draft = compose.draft(wording, drafts.VALUES, given={"final_stage": "It is the last one."})

    assert [part.heading for part in draft.blocks if part.name == "final_stage"] == ["That this is the final stage"]


def test_a_text_for_no_part_there_is_does_not_vanish_quietly() -> None:
    wording = wordings.current(letter="extension", procedure="local_council_code")

    with pytest.raises(KeyError, match="sundries"):
        compose.draft(wording, drafts.VALUES, given={"sundries": "Lost"})


def test_a_wording_saved_before_there_was_a_day_to_ask_by_gives_it_all_the_same() -> None:
    wording = wordings.current(letter="stage_1_response", procedure="local_council_code")
    saved = replace(
        wording,
        blocks=tuple(replace(one, text="Ring us.") if one.name == "escalation" else one for one in wording.blocks),
    )

    day = drafts.VALUES["escalate_by"]
    assert compose.draft(saved, drafts.VALUES).text["escalation"] == f"Ring us.\n\n{day}"
    assert compose.draft(wording, drafts.VALUES).text["escalation"].count(day) == 1
    assert compose.draft(saved, {**drafts.VALUES, "escalate_by": ""}).text["escalation"] == "Ring us."


def test_without_a_known_limit_the_person_is_told_to_ask_for_it() -> None:
    assert compose.ombudsman_times(["lgsco"], on=drafts.ON).startswith("Please do not wait. The Ombudsman’s time limit")
    assert "Ask the Housing Ombudsman Service how long" in compose.ombudsman_times(["housing_ombudsman"], on=drafts.ON)
