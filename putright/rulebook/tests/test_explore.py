"""The walk through every standing finds nothing wrong with the procedures as they are, and finds what is made wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from putright.rulebook.book import library, soundness
from putright.rulebook.book.words import Block, Letter, Move, Procedure
from putright.rulebook.proof import explore
from putright.rulebook.standings import departures

CODE = library.procedure("local_council_code")


# `bin/rulebook explore`, which `bin/check` runs, walks every procedure, under every departure and every two of them.
# Here stand those that are walked in a moment.
LONG_WALKS = ("children", "landlord_code", "ombudsman_investigation")
SHORT_WALKS = [one for one in library.every() if one.id not in LONG_WALKS]


@pytest.mark.parametrize("procedure", [pytest.param(one, id=f"{one.id} {one.version}") for one in SHORT_WALKS])
def test_no_standing_a_procedure_leads_to_is_wrong(procedure: Procedure) -> None:
    met = explore.explore(procedure)
    assert met.standings > 5
    assert [str(finding) for finding in met.findings] == []


def sound(procedure: Procedure) -> bool:
    """Whether a procedure would be taken at load; raises `Refused` with the reason when it would not."""
    soundness.inspect(procedure, place="bent")
    return True


def changed(procedure: Procedure, change: Callable[[Move], Move | None]) -> Procedure:
    moves = [change(move) for move in procedure.moves]
    return replace(procedure, moves=tuple(move for move in moves if move is not None))


def without_move(procedure: Procedure, *names: str) -> Procedure:
    return changed(procedure, lambda move: None if move.name in names else move)


def with_move(procedure: Procedure, name: str, **values: object) -> Procedure:
    return changed(procedure, lambda move: replace(move, **values) if move.name == name else move)  # type: ignore[arg-type]


def without_block(procedure: Procedure, name: str, letters: tuple[str, ...] = ()) -> Procedure:
    def less(letter: Letter) -> Letter:
        kept = tuple(block for block in letter.blocks if block.name != name)
        return replace(letter, blocks=kept) if not letters or letter.name in letters else letter

    return replace(procedure, letters=tuple(less(letter) for letter in procedure.letters))


def shorter(procedure: Procedure) -> Procedure:
    """The Code without what only makes the walk longer, so that a fault is met soon."""
    return without_move(procedure, "agree_remedy", "complete_remedy", "explain_remedy", "explain_delay")


def said(procedure: Procedure) -> str:
    return "\n".join(str(finding) for finding in explore.explore(procedure).findings)


def found(what: str, procedure: Procedure) -> bool:
    """Whether a walk meets a finding with these words: it ends with the first."""
    return any(what in str(finding) for finding in explore.walk(procedure, []))


def test_a_step_that_nobody_owes_is_found() -> None:
    assert found("nobody owes a step", with_move(shorter(CODE), "close", ordinary=False))


def test_a_clock_that_no_move_can_stop_is_found() -> None:
    assert found("no move on offer would stop it", with_move(shorter(CODE), "respond_stage_1", before=("received",)))


def test_a_standing_that_can_never_end_is_found() -> None:
    assert "no path from here leads to an end" in said(
        without_move(shorter(CODE), "close", "withdraw", "decline", "decline_escalation")
    )


def test_a_refusal_without_the_ombudsman_is_found() -> None:
    found = said(without_block(shorter(CODE), "ombudsman", ("refusal",)))
    assert "decline is a refusal, and its letter need not name the Ombudsman" in found
    assert "decline_escalation is a refusal" in found


def test_an_extension_whose_ombudsman_block_can_be_taken_out_is_found() -> None:
    unlocked = tuple(
        replace(letter, blocks=(*letter.blocks[:-1], Block("ombudsman", "6.5")))
        if letter.name == "extension"
        else letter
        for letter in CODE.letters
    )
    assert found("extend is an extension", replace(shorter(CODE), letters=unlocked))


def test_a_final_answer_without_the_ombudsman_is_found() -> None:
    found = said(without_block(shorter(CODE), "ombudsman", ("stage_2_response",)))
    assert "respond_stage_2 is a final answer" in found
    assert "respond_stage_1" not in found


def test_an_answer_that_does_not_say_how_to_go_on_is_found() -> None:
    assert found("respond_stage_1 can be challenged", without_block(shorter(CODE), "escalation"))


def test_a_move_without_a_letter_where_one_must_go_is_found() -> None:
    assert found("decline is a refusal", with_move(shorter(CODE), "decline", says=None))


def test_a_service_request_need_not_name_the_ombudsman() -> None:
    assert "Ombudsman" not in said(library.procedure("service_request"))


def test_a_procedure_is_walked_with_every_departure_it_leaves_room_for() -> None:
    walked = [name for name, _ in explore.every_variant(shorter(CODE))]
    changing = len([bend for bend in CODE.bends if bend.effect in explore.CHANGING])
    pairs = changing * (changing - 1) // 2 - len(departures.CONTRADICTING)
    assert "local_council_code 2024" in walked
    assert "local_council_code 2024, longer times and one stage only" in walked
    assert "local_council_code 2024, one stage only and three stages" not in walked
    assert len(walked) == len(set(walked)) == 1 + changing + pairs


@pytest.mark.parametrize("variant", [pytest.param(one, id=name) for name, one in explore.every_variant(CODE)])
def test_the_code_is_sound_under_every_departure_and_every_two(variant: Procedure) -> None:
    assert sound(variant)


@pytest.mark.parametrize("effect", ["one_stage", "three_stages", "start_at_stage_2", "same_reviewer"])
def test_no_standing_under_a_departure_is_wrong(effect: str) -> None:
    bent = explore.bent_by(shorter(CODE), effect)
    assert [str(finding) for finding in explore.explore(bent).findings] == []


def test_a_finding_tells_the_shortest_way_to_it() -> None:
    finding = explore.explore(with_move(shorter(CODE), "close", ordinary=False)).findings[0]
    answered_twice = ("stage_1_responded", "escalated", "stage_2_acknowledged", "stage_2_responded")
    assert finding.history == ("received", "stage_1_acknowledged", *answered_twice)
    assert str(finding).startswith("local_council_code: nobody owes a step (6.10) after received > ")
