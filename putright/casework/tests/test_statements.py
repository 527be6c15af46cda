"""A step asks the database little, however much is asked of it: each setting once, and the case as a whole."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.casework import models
from putright.casework.actions import handling, stage_1
from putright.casework.tests import cast
from putright.council import here


def acknowledging(case: models.Case) -> Callable[[], object]:
    step = cast.step(case, "rosa")
    return lambda: stage_1.acknowledge(step, cast.UNDERSTOOD)


def assigning(case: models.Case) -> Callable[[], object]:
    step, to = cast.step(case, "rosa"), cast.who("imran")
    return lambda: handling.assign(step, to)


def taking_in(_: models.Case) -> Callable[[], object]:
    return cast.received


@pytest.mark.parametrize(("taking", "at_most"), [(taking_in, 31), (acknowledging, 36), (assigning, 23)])
def test_a_step_takes_no_more_statements_than_this(
    taking: Callable[[models.Case], Callable[[], object]], at_most: int
) -> None:
    take = taking(cast.received())
    with CaptureQueriesContext(connection) as asked:
        take()
    said = [query["sql"] for query in asked.captured_queries]
    assert len(said) <= at_most
    assert sum("council_council" in one for one in said) == 1


def test_settings_are_kept_for_one_step_and_no_longer() -> None:
    with here.looked_up_once():
        before = here.council().name
        cast.settle(name="Fenwick Vale City Council")
        with here.looked_up_once():
            assert here.council().name == before
        assert here.council().name == before
    assert here.council().name == "Fenwick Vale City Council"


def test_what_is_not_set_up_yet_is_asked_for_again() -> None:
    type(here.council()).objects.all().delete()
    for _ in range(2):
        with here.looked_up_once(), pytest.raises(here.NotSetUp):
            here.council()
