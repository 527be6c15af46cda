"""The shapes of a procedure find their own by name."""

from __future__ import annotations

from putright.rulebook.book import library
from putright.rulebook.tests.made_up import made_up

CODE = library.procedure("local_council_code")


def test_everything_is_found_by_its_name() -> None:
    assert CODE.stage["stage_1"] in CODE.stages
    assert CODE.move["close"] in CODE.moves
    assert CODE.clock["stage_1_response"] in CODE.clocks
    assert CODE.letter["refusal"] in CODE.letters
    assert all(CODE.ground[name].name == name for name in CODE.ground)


def test_an_event_has_one_move_that_makes_it_alone() -> None:
    assert CODE.making["stage_1_responded"].name == "respond_stage_1"
    assert CODE.move["answer_at_once"] not in CODE.making.values()
    assert list(CODE.order)[:2] == ["received", "adjustment_agreed"]


def test_two_procedures_that_say_the_same_are_still_two() -> None:
    assert made_up() != made_up()


def test_the_remedies_of_one_complaint_are_told_apart_and_nothing_else_is() -> None:
    assert CODE.told_apart == {"remedy_agreed", "remedy_completed", "remedy_undeliverable"}
    assert made_up(('owed_by = "council"\npara = "11"', 'para = "11"')).told_apart == frozenset()
    assert not CODE.names_things


def test_where_a_clock_runs_for_each_thing_every_event_may_name_one() -> None:
    naming = [("begins = true", 'begins = true\nneeds = ["id"]'), ('needs = ["until"', 'needs = ["id", "until"')]
    naming.append(('happened = "somebody called"', 'happened = "somebody called"\nneeds = ["id"]'))
    each = made_up(("n = 20", "n = 20\neach = true"), *naming)
    assert each.names_things
    assert each.told_apart == set(each.making)
