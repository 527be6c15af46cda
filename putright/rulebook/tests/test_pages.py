"""The pages of docs/rulebook/ are what the data says today."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from putright.rulebook.book import library
from putright.rulebook.book.words import Procedure
from putright.rulebook.proof import pages, procedure_page

CODE = library.procedure("local_council_code")


def test_the_pages_in_the_repository_are_current() -> None:
    assert pages.stale() == [], "run bin/rulebook"


def test_every_procedure_has_a_page_and_stands_in_the_index() -> None:
    made = pages.every_page()
    for one in library.every():
        assert f"{one.id}-{one.version}.md" in made
        assert one.name in made["README.md"]


def test_every_clock_step_and_letter_of_the_code_stands_on_its_page_with_its_paragraph() -> None:
    page = procedure_page.page(CODE)
    titles = [(rule.title, rule.para) for rule in CODE.clocks]
    titles += [(rule.title, rule.para) for rule in CODE.moves]
    titles += [(rule.title, rule.para) for rule in CODE.letters]
    for title, para in titles:
        assert title[0].upper() + title[1:] in page
        assert para in page


def test_what_is_unverified_says_so_on_the_page() -> None:
    page = procedure_page.page(CODE)
    assert "6.15 (unverified)" in page
    assert "6.3 (unverified)" not in page


@pytest.mark.parametrize("procedure", [pytest.param(one, id=f"{one.id} {one.version}") for one in library.every()])
def test_the_diagram_shows_every_stage_and_every_way_between_them(procedure: Procedure) -> None:
    drawn = "\n".join(procedure_page.diagram(procedure))
    for stage in procedure.stages:
        assert f"    {stage.name}: {stage.title[0].upper()}{stage.title[1:]}" in drawn
    for move in procedure.moves:
        if move.opens and set(move.stages) != {move.opens}:
            assert move.title in drawn


def test_a_stale_missing_or_left_over_page_is_noticed_and_put_right(tmp_path: Path) -> None:
    assert pages.write(tmp_path) == sorted(pages.every_page())
    (tmp_path / "README.md").write_text("edited by hand", encoding="utf-8")
    (tmp_path / "old_procedure-1999.md").write_text("left over", encoding="utf-8")
    assert pages.stale(tmp_path) == ["README.md", "old_procedure-1999.md"]
    pages.write(tmp_path)
    assert pages.stale(tmp_path) == []
    assert not (tmp_path / "old_procedure-1999.md").exists()


def test_a_page_leaves_out_what_a_procedure_does_not_have() -> None:
    moves = tuple(replace(CODE.move[name], says=None, while_running=()) for name in ("receive", "withdraw"))
    bare = replace(CODE, ombudsmen=(), moves=moves, promises=(), bends=(), grounds=(), letters=(), clocks=())
    page = procedure_page.page(bare)
    for gone in ("After the council's last word", "a way back", "## Promises", "## Letters", "## Time limits"):
        assert gone not in page


def test_what_is_held_back_and_what_must_be_the_answer_are_told_in_full() -> None:
    page = procedure_page.page(CODE)
    assert ": until then this is not possible: Close (" in page
    assert "The answer must be no; if it is not: Take it" in page
    holding_nothing = tuple(replace(promise, holds=()) for promise in CODE.promises)
    assert "until then" not in procedure_page.page(replace(CODE, promises=holding_nothing))


def test_an_unverified_paragraph_says_so_wherever_a_letter_or_an_extension_rests_on_it() -> None:
    extended = next(clock.extend_para for clock in CODE.clocks if clock.extend_para)
    block = CODE.letters[0].blocks[0]
    page = procedure_page.page(replace(CODE, unverified_paras=(extended or "", block.para)))
    assert f"in all ({extended} (unverified))" in page
    assert f"({block.para} (unverified))" in page


def test_a_step_that_waits_on_a_running_time_limit_says_which() -> None:
    page = procedure_page.page(CODE)
    said = "only while this time limit still runs: the stage 1 acknowledgement, the stage 1 answer, the stage 2 ack"
    assert page.count(said) == 3


def test_no_time_at_all_is_called_the_same_day() -> None:
    assert procedure_page.count(0, "working_day") == "the same day"
    assert procedure_page.count(1, "working_day") == "1 working day"
