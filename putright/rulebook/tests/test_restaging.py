"""One stage and three stages are whole procedures: sound, with letters that say how to go on or that it is final."""

from __future__ import annotations

import pytest

from putright.rulebook.book import library, soundness
from putright.rulebook.book.words import Procedure
from putright.rulebook.standings.restaging import with_third_stage, without_stage
from putright.rulebook.tests.test_explore import with_move

CODE = library.procedure("local_council_code")
ONE, THREE = without_stage(CODE, "stage_2"), with_third_stage(CODE)


def blocks(procedure: Procedure, letter: str) -> set[str]:
    return {block.name for block in procedure.letter[letter].blocks}


@pytest.mark.parametrize("procedure", [ONE, THREE], ids=["one stage", "three stages"])
def test_what_comes_out_hangs_together(procedure: Procedure) -> None:
    assert procedure.stages
    soundness.inspect(procedure, place="restaged")


def test_with_one_stage_nothing_of_the_second_is_left() -> None:
    assert list(ONE.stage) == ["stage_1", "closed"]
    assert list(ONE.clock) == ["stage_1_acknowledgement", "stage_1_response"]
    assert not {"escalate", "send_to_stage_2", "respond_stage_2", "decline_escalation"} & set(ONE.move)
    assert not {"stage_2_acknowledgement", "stage_2_response"} & set(ONE.letter)
    assert {"receipt", "restriction", "refusal"} <= set(ONE.letter)
    assert [promise.title for promise in ONE.promises] == ["a remedy agreed, not yet done or explained"]
    assert "stage_2" not in " ".join(stage for move in ONE.moves for stage in move.stages)
    assert ONE.move["extend"].extends == ("stage_1_response",)


@pytest.mark.parametrize("letter", ["stage_1_response", "answer_at_once"])
def test_with_one_stage_the_first_answer_says_that_it_is_final_and_names_the_ombudsman(letter: str) -> None:
    locked = {block.name for block in ONE.letter[letter].blocks if block.locked}
    assert {"final", "ombudsman"} <= locked
    assert "escalation" not in blocks(ONE, letter)
    assert len(ONE.letter[letter].blocks) == len(blocks(ONE, letter))


def test_with_three_stages_the_second_answer_says_how_to_go_on_and_the_third_that_it_is_final() -> None:
    assert {"escalation", "ombudsman"} <= blocks(THREE, "stage_2_response")
    assert "final" not in blocks(THREE, "stage_2_response")
    assert {"final", "ombudsman"} <= blocks(THREE, "stage_3_response")
    assert "escalation" not in blocks(THREE, "stage_3_response")


def test_with_three_stages_only_the_third_is_called_the_last() -> None:
    assert "final_stage" not in blocks(THREE, "stage_2_acknowledgement")
    assert "final_stage" in blocks(THREE, "stage_3_acknowledgement")


def test_the_third_stage_has_steps_clocks_and_names_of_its_own() -> None:
    assert list(THREE.stage) == ["stage_1", "stage_2", "stage_3", "closed"]
    third = THREE.move["respond_stage_3"]
    assert (third.events, third.title, third.happened) == (
        ("stage_3_responded",),
        "Answer at stage 3",
        "the stage 3 answer was sent",
    )
    assert third.somebody_else_than == ("stage_1_responded", "stage_2_responded")
    assert THREE.move["escalate_to_stage_3"].after == ("stage_2_responded",)
    assert THREE.move["decline_escalation"].stages == ("stage_2",)
    assert THREE.move["decline_escalation_to_stage_3"].events == ("escalation_declined_to_stage_3",)
    assert [clock for clock in THREE.clock if clock not in CODE.clock] == [
        "escalation_window_to_stage_3",
        "stage_3_acknowledgement",
        "stage_3_response",
    ]


def test_the_clocks_of_the_third_stage_run_like_those_of_the_second() -> None:
    for name in ("acknowledgement", "response"):
        second, third = THREE.clock[f"stage_2_{name}"], THREE.clock[f"stage_3_{name}"]
        assert (third.n, third.extend_by, third.unit) == (second.n, second.extend_by, second.unit)
    assert [start.on for start in THREE.clock["stage_3_acknowledgement"].starts] == ["escalated_to_stage_3"]
    window = THREE.clock["escalation_window_to_stage_3"]
    assert (window.stage, window.title) == ("stage_2", "the time to ask for stage 3")
    assert [start.on for start in window.starts] == ["stage_2_responded"]


def test_a_step_of_every_stage_is_one_of_the_third_too() -> None:
    assert THREE.move["extend"].stages == ("stage_1", "stage_2", "stage_3")
    assert THREE.move["extend"].extends == ("stage_1_response", "stage_2_response", "stage_3_response")
    assert THREE.move["respond_stage_2"].stages == ("stage_2",)


def test_what_ends_with_the_last_answer_ends_with_that_of_the_third_stage() -> None:
    assert THREE.move["withdraw"].while_running == (
        *CODE.move["withdraw"].while_running,
        "escalation_window_to_stage_3",
        "stage_3_acknowledgement",
        "stage_3_response",
    )
    last = with_third_stage(with_move(CODE, "withdraw", before=("stage_2_responded",)))
    assert last.move["withdraw"].before == ("stage_3_responded",)
    assert THREE.move["decline"].before == CODE.move["decline"].before


def test_a_step_that_waits_on_time_limits_of_stage_2_waits_on_those_of_stage_3_in_its_copy() -> None:
    waiting = with_move(CODE, "decline_escalation", while_running=("stage_2_response",))
    third = with_third_stage(waiting).move["decline_escalation_to_stage_3"]
    assert third.while_running == ("stage_3_response",)


def test_with_one_stage_a_step_waits_on_what_is_left_and_goes_when_nothing_is() -> None:
    left = ("stage_1_acknowledgement", "stage_1_response")
    for name in ("ask_for_clarification", "clarify", "explain_delay", "withdraw"):
        assert ONE.move[name].while_running == left
    gone = without_stage(with_move(CODE, "agree_remedy", while_running=("stage_2_response",)), "stage_2")
    assert "agree_remedy" not in gone.move
    assert "a remedy agreed, not yet done or explained" not in [promise.title for promise in gone.promises]


def test_an_answer_at_the_third_stage_is_promised_before_closing() -> None:
    assert ("an answer at stage 3", "escalated_to_stage_3") in [(one.title, one.opened_by) for one in THREE.promises]
