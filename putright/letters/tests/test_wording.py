"""The bundled wording: every letter of the Code says what it must, in words that need no caution."""

from pathlib import Path

import pytest

from putright import rulebook
from putright.letters import bundled, check, placeholders, wordings
from putright.letters.tests import drafts
from putright.rulebook.book import library
from putright.rulebook.book.vocabulary import BLOCKS

pytestmark = pytest.mark.django_db


def letters(*procedures: str) -> list[tuple[str, str]]:
    return [(procedure, letter.name) for procedure in procedures for letter in rulebook.procedure(procedure).letters]


@pytest.mark.parametrize(("procedure", "letter"), letters(*drafts.WRITTEN_IN_FULL))
def test_every_letter_has_a_wording_of_its_own(procedure: str, letter: str) -> None:
    assert not wordings.current(letter=letter, procedure=procedure).generic


@pytest.mark.parametrize(("procedure", "letter"), letters(*library.shelf()))
def test_every_letter_with_all_its_values_may_be_sent_and_needs_no_caution(procedure: str, letter: str) -> None:
    # The points stand in the wording of the Code; elsewhere they would ask for that procedure's letters as well.
    points = drafts.points_of(procedure)

    report = check.look_over(
        procedure=rulebook.procedure(procedure),
        draft=drafts.draft(letter, procedure),
        points=points,
        known=drafts.known(),
    )

    assert report.missing == ()
    assert report.cautions == ()


@pytest.mark.parametrize(("procedure", "letter"), letters("local_council_code"))
def test_a_plain_case_leaves_out_the_parts_that_do_not_concern_it(procedure: str, letter: str) -> None:
    draft = drafts.draft(letter, procedure, without=("adjustments", "not_ours", "other_route", "next_update"))

    assert not {"adjustments", "not_ours", "responsibility", "other_route", "next_update"} & draft.text.keys()


def test_every_part_of_the_vocabulary_has_a_standard_wording_and_none_is_made_up() -> None:
    assert set(bundled.parts()) == set(BLOCKS)


def test_a_part_without_a_text_says_what_belongs_there() -> None:
    assert [words.name for words in bundled.parts().values() if not words.text and not words.hint] == []


def test_a_paraphrase_of_the_ombudsman_is_marked_to_be_replaced() -> None:
    wording = wordings.current(letter="stage_2_response", procedure="local_council_code")

    assert [block.name for block in wording.unofficial] == ["ombudsman"]


def test_a_file_with_an_unknown_placeholder_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "extension.toml"
    path.write_text('letter = "extension"\nsubject = "Late: {{ refrence }}"\n', encoding="utf-8")

    with pytest.raises(bundled.BadWording, match=r"refrence.*You can use: reference, letter_date"):
        bundled._sheet(path)


def test_only_known_placeholders_are_documented_and_each_says_what_it_is() -> None:
    assert all(meaning for meaning in placeholders.KNOWN.values())


def test_a_line_whose_value_is_known_to_be_empty_is_left_out() -> None:
    filled = placeholders.fill("- Phone: {{ phone }}\n- Email: {{ email }}", {"phone": "", "email": "a@b.example"})

    assert filled == "- Email: a@b.example"


def test_a_placeholder_nobody_gave_a_value_for_stays_for_the_guard_to_find() -> None:
    assert placeholders.fill("By {{ due_on }}.", {}) == "By {{ due_on }}."


@pytest.mark.parametrize("text", ["{{ phone", "phone }}", "{% if x %}", "{# note #}"])
def test_half_a_placeholder_and_program_marks_are_faults(text: str) -> None:
    assert placeholders.faults([text])


def test_a_value_that_looks_like_a_placeholder_is_not_filled_again() -> None:
    assert placeholders.fill("{{ definition }}", {"definition": "{{ phone }}", "phone": "1"}) == "{{ phone }}"
