"""Who may see and do what: one table, to be read by whoever answers for complaints."""

import pytest

from putright.casework import access, cases, models
from putright.casework.actions import handling
from putright.casework.tests import cast

COLUMNS = {
    "sees it": None,
    "acknowledges": "acknowledge_stage_1",
    "answers": "respond_stage_1",
    "reviews": "respond_stage_2",
    "extends": "extend",
    "refuses": "decline",
    "closes": "close",
    "asks for stage 2 for the person": "escalate",
    "agrees an adjustment": "record_adjustment",
    "triages": "triage",
    "gives it away": "assign",
    "adds a note": "add_to_file",
    "approves": "approve",
    "corrects": "correct",
    "restricts": "restrict",
}
"""What is asked, and the step or deed it is."""

# Columns: s sees it, A acknowledges, a answers, R reviews, x extends, d refuses, c closes, e asks for stage 2 for the
# person, j agrees an adjustment, t triages, g gives it away, n adds a note, P approves, K corrects, r restricts.
LETTERS = "sAaRxdcejtgnPKr"

ROWS = [
    # who, whose case: what they may
    ("rosa", "anybody's", "sAcejtgn"),
    ("rosa", "restricted", ""),
    ("rosa", "restricted and theirs", "sAcejtgn"),
    ("imran", "anybody's", "saxejn"),
    ("imran", "restricted", ""),
    ("imran", "restricted and theirs", "saxejn"),
    ("delia", "anybody's", ""),
    ("delia", "theirs", "saxejn"),
    ("delia", "restricted and theirs", "saxejn"),
    ("tom", "anybody's", ""),
    ("tom", "theirs", "saRxejn"),
    ("anita", "anybody's", "sAaxdcejtgnPKr"),
    ("anita", "restricted", "sAaxdcejtgnPKr"),
    ("lee", "anybody's", "sjn"),
    ("lee", "restricted", "sjn"),
    ("piers", "anybody's", "sj"),
    ("piers", "restricted", "sj"),
    ("kit", "anybody's", ""),
    ("kit", "theirs", "sn"),
    ("dora", "anybody's", ""),
    ("dora", "theirs", "sejn"),
    ("grace", "anybody's", ""),
    ("jo", "anybody's", ""),
    ("sam", "anybody's", ""),
    ("sam", "theirs", ""),
    ("wendy", "anybody's", "s"),
    ("wendy", "restricted", "s"),
]
"""Imran's service is waste, which the case is about; Delia's is housing. "Theirs": given to them."""


def of_kind(which: str, first: str) -> models.Case:
    """A case about waste, restricted or not, given to somebody or not."""
    case = cast.received()
    if "theirs" in which:
        models.Case.objects.filter(pk=case.pk).update(owner=cast.who(first))
    if "restricted" in which:
        models.Case.objects.filter(pk=case.pk).update(restricted=True)
    return cast.as_it_is(case)


@pytest.mark.parametrize(("first", "which", "may"), ROWS, ids=[f"{first}, {which}" for first, which, _ in ROWS])
def test_who_may_do_what(first: str, which: str, may: str) -> None:
    case, officer = of_kind(which, first), cast.who(first)
    steps = access.may_take_each(officer, case)
    allowed = ""
    for letter, name in zip(LETTERS, COLUMNS.values(), strict=True):
        if name is None:
            answer = access.may_see(officer, case)
        elif name in steps:
            answer = access.may_take(officer, case, name)
            assert answer == steps[name]
        else:
            answer = access.may_do(officer, case, name)
        assert bool(answer) == (answer.reason == "")
        allowed += letter if answer else ""
    assert allowed == may


@pytest.mark.parametrize(("first", "which", "may"), ROWS, ids=[f"{first}, {which}" for first, which, _ in ROWS])
def test_lists_show_what_the_case_itself_shows(first: str, which: str, may: str) -> None:
    case, officer = of_kind(which, first), cast.who(first)
    assert cases.visible_to(officer).filter(pk=case.pk).exists() == ("s" in may)
    if "s" in may:
        assert cases.found(case.reference, officer) == case
    else:
        with pytest.raises(cases.NotFound):
            cases.found(case.reference, officer)


def test_every_role_has_its_rows() -> None:
    assert {first for first, _, _ in ROWS} >= set(cast.PEOPLE) - {"nia", "omar", "paul"}


def test_somebody_who_has_left_sees_nothing_even_of_what_was_theirs() -> None:
    case = of_kind("theirs", "anita")
    left = cast.who("anita")
    left.is_active = False
    left.save()
    assert not access.may_see(cast.who("anita"), case)


def test_a_reviewer_given_a_case_sees_it_and_no_longer_when_it_is_given_on() -> None:
    case = cast.received()
    handling.assign(cast.step(case, "rosa"), cast.who("tom"))
    assert access.may_see(cast.who("tom"), case)
    handling.assign(cast.step(case, "rosa"), cast.who("anita"))
    assert not access.may_see(cast.who("tom"), case)


def test_a_no_says_whose_step_it_is_or_what_the_role_does_not_let_them() -> None:
    case = cast.received()
    assert access.may_take(cast.who("rosa"), case, "decline").reason == (
        "This is for somebody else to do: complaints manager."
    )
    assert access.may_do(cast.who("imran"), case, "assign").reason == (
        "Your role does not let you give a case to somebody."
    )
    assert access.may_see(cast.who("delia"), case).reason == "This case is not among those your role lets you see."


def test_a_step_no_procedure_has_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        access.may_take(cast.who("rosa"), cast.received(), "fly")
