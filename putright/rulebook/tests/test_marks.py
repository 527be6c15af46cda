"""What rests on a paragraph nobody could read is marked unverified, once for each file and everywhere alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from putright.rulebook.book import library
from putright.rulebook.book.reading import PARTS, Refused
from putright.rulebook.book.words import Block, Procedure
from putright.rulebook.proof import provisions
from putright.rulebook.tests.made_up import PLACE, made_up

EVERY = [pytest.param(one, id=f"{one.id} {one.version}") for one in library.every()]
NOT_A_PARAGRAPH = {"council policy", "council practice"}
READ_FOR_LANDLORDS = {"1": range(2, 7), "2": range(1, 5), "5": range(1, 5), "6": (*range(1, 6), *range(10, 14))}
"""Paragraphs of the landlord Code that landlords print in what they publish about themselves."""


def rows(procedure: Procedure) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """Every rule and every part of a letter, as read and as it stands in the file."""
    table = library.table_of(library.FOLDER / procedure.id / f"{procedure.version}.toml")
    for key in PARTS:
        for rule, row in zip(getattr(procedure, key), table.get(key, []), strict=True):
            yield rule, row
            yield from zip(getattr(rule, "blocks", ()), row.get("blocks", []), strict=True)


def rests_on(procedure: Procedure) -> set[str]:
    extended = {clock.extend_para for clock in procedure.clocks if clock.extend_para is not None}
    return {rule.para for rule, _ in rows(procedure)} | extended


@pytest.mark.parametrize("procedure", EVERY)
def test_a_paragraph_carries_the_same_mark_wherever_it_stands(procedure: Procedure) -> None:
    marks: dict[str, set[bool]] = {}
    for rule, row in rows(procedure):
        if not row.get("unverified"):
            marks.setdefault(rule.para, set()).add(rule.unverified)
    assert {para: mark for para, mark in marks.items() if mark != {para in procedure.unverified_paras}} == {}


@pytest.mark.parametrize("procedure", EVERY)
def test_the_mark_of_a_paragraph_is_kept_in_one_place(procedure: Procedure) -> None:
    twice = [row for rule, row in rows(procedure) if row.get("unverified") and rule.para in procedure.unverified_paras]
    assert twice == []


@pytest.mark.parametrize("procedure", EVERY)
def test_no_paragraph_is_marked_that_nothing_rests_on(procedure: Procedure) -> None:
    assert set(procedure.unverified_paras) - rests_on(procedure) == set()


def test_the_code_is_marked_as_its_list_of_provisions_is() -> None:
    code = library.procedure("local_council_code")
    unread = {one.id for one in provisions.every() if one.mark == "unverified"}
    assert set(code.unverified_paras) - NOT_A_PARAGRAPH == rests_on(code) & unread


def test_of_the_landlord_code_what_landlords_print_counts_as_read() -> None:
    landlord = library.procedure("landlord_code")
    read = {f"{section}.{number}" for section, numbers in READ_FOR_LANDLORDS.items() for number in numbers}
    assert set(landlord.unverified_paras) == rests_on(landlord) - read


@pytest.mark.parametrize(
    ("procedure", "read"),
    [("children", r"reg (2|8|10|19)\b"), ("adult_care", r"reg [368]\b"), ("public_health", r"reg 29\b")],
)
def test_of_the_regulations_those_read_and_no_others_count_as_read(procedure: str, read: str) -> None:
    one = library.procedure(procedure)
    regulations = {para for para in rests_on(one) if para.startswith("reg ")}
    assert {para for para in regulations if not re.match(read, para)} == regulations & set(one.unverified_paras)


def test_a_rule_and_a_part_of_a_letter_on_a_marked_paragraph_are_unverified() -> None:
    procedure = made_up(('ombudsmen = ["lgsco"]', 'ombudsmen = ["lgsco"]\nunverified_paras = ["4"]'))
    assert procedure.letter["putting_off"].blocks[0] == Block("new_date", "4", locked=True, unverified=True)
    assert procedure.letter["putting_off"].unverified
    assert procedure.move["put_off"].unverified
    assert not procedure.move["reply"].unverified


def test_a_number_from_memory_is_marked_though_its_paragraph_was_read() -> None:
    procedure = made_up(('para = "9"', 'para = "9"\nunverified = true'))
    assert procedure.clock["answer"].unverified


def test_the_marked_paragraphs_are_a_list_of_words() -> None:
    with pytest.raises(Refused, match=re.escape(f"{PLACE}, unverified_paras: must be a list of words; write")):
        made_up(('ombudsmen = ["lgsco"]', 'ombudsmen = ["lgsco"]\nunverified_paras = "4"'))
